// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_part.h"

#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/unit_given.h"
#include "analyzers/unit_heading.h"
#include "analyzers/unit_pattern.h"
#include "analyzers/unit_shared.h"

enum { LOOK_BACK = 40, NAME_BYTES = 40 };

static bool is_head(const struct unit_head *head, const char *slug)
{
    return str_equal(head->slug, str_of(slug));
}

// The folded beginning of the name of a unit found before.
static struct str folded_name(struct unit_finder *finder, size_t number)
{
    struct str name = finder->out->items[number].name;
    size_t slot = number % UNIT_FINDER_FOLDED;
    if (finder->folded_of[slot].at != name.at ||
        finder->folded_of[slot].len != name.len) {
        finder->folded_of[slot] = name;
        finder->folded[slot] =
            words_folded(str_slice(name, 0, NAME_BYTES), finder->arena);
    }
    return finder->folded[slot];
}

// False for most names that do not begin with the head: a first look at their first letters.
static bool may_begin(struct str name, struct str head)
{
    uint8_t first = name.len ? (uint8_t)name.at[0] | 0x20 : 0;
    return first < 'a' || first > 'z' || first == (uint8_t)head.at[0];
}

// The last unit whose name begins with the head, or NULL.
static const struct unit *last_called(struct unit_finder *finder,
                                      const struct unit_head *head)
{
    const struct units *found = finder->out;
    for (size_t i = found->count, n = 0; i > 0 && n < LOOK_BACK; i--, n++) {
        if (!found->items[i - 1].collective &&
            may_begin(found->items[i - 1].name, head->folded) &&
            str_starts(folded_name(finder, i - 1), head->folded)) {
            return &found->items[i - 1];
        }
    }
    return NULL;
}

static uint32_t add_part(struct unit_finder *finder, uint32_t at, uint32_t end,
                         struct str name, struct str parent, struct str id)
{
    unit_finder_add(finder, at, end, name, unit_finder_id(finder, parent, id));
    return end;
}

// "Văn phòng" alone: that of the office, or the office itself where it is one.
static uint32_t add_own_office(struct unit_finder *finder, uint32_t at, uint32_t end)
{
    const struct word_list *words = &finder->words;
    bool role = at > 0 && words->items[at - 1].key == WORD("chanh");
    bool ends = end >= words->count || words->items[end].signs ||
                (words->items[end].shape & WORD_LINE) || unit_pattern_stops(words, end) ||
                ((words->items[at].shape & WORD_UPPER) &&
                 (words->items[end].shape & WORD_LOWER) &&
                 !(words->items[end].shape & WORD_UPPER));
    if (!role && !ends) {
        return at;
    }
    if (str_ends(finder->office->id, STR("/van-phong"))) {
        unit_finder_add(finder, at, end, finder->office->name, finder->office->id);
        return end;
    }
    return add_part(finder, at, end, STR("Văn phòng"), finder->office->id,
                    STR("van-phong"));
}

// "Sở", "Cục", "Nhà trường" in a text of one: what the office is.
static bool calls_itself(struct unit_finder *finder, const struct unit_head *head)
{
    struct str own = is_head(head, "truong") ? STR("truong") : head->folded;
    if (!may_begin(finder->office->name, own)) {
        return false;
    }
    if (!finder->office_folded.at) {
        finder->office_folded = words_folded(finder->office->name, finder->arena);
    }
    struct str name = finder->office_folded;
    return str_starts(name, own) && (name.len == own.len || name.at[own.len] == ' ');
}

// "Sở", "Bộ", "Trung tâm" alone: the office itself, or the last one so called.
static uint32_t add_bare(struct unit_finder *finder, uint32_t at, uint32_t end,
                         const struct unit_head *head)
{
    const struct office *office = finder->office;
    const struct word_list *words = &finder->words;
    if (!word_is_spelt(words, at, &head->first)) {
        return at;
    }
    if (calls_itself(finder, head)) {
        unit_finder_add(finder, at, end, office->name, office->id);
        return end;
    }
    if (head->kind == HEAD_SECTOR) {
        return at;
    }
    bool projects = is_head(head, "bqlda");
    if (head->kind != HEAD_PART && !projects) {
        return at;
    }
    if (is_head(head, "van-phong")) {
        return add_own_office(finder, at, end);
    }
    // "5. Thanh tra:" heads a section of the office's own inspectors.
    bool inspectors = is_head(head, "thanh-tra");
    if (inspectors && unit_heading_alone(words, at, end)) {
        return add_part(finder, at, end, head->word, office->id, head->slug);
    }
    if (inspectors || is_head(head, "phong")) {
        return at;
    }
    const struct unit *last = last_called(finder, head);
    if (last) {
        unit_finder_add(finder, at, end, last->name, last->id);
        return end;
    }
    // The board for all projects of the office.
    return projects ? add_part(finder, at, end, head->word,
                               unit_finder_parts(finder, head), head->slug)
                    : at;
}

// "PGĐ Sở Nguyễn Hữu Thắng": a person, not a name of the department.
static bool person_follows(const struct word_list *words, uint32_t at,
                           const struct unit_head *head)
{
    bool may = head->kind == HEAD_SECTOR || is_head(head, "phong") ||
               is_head(head, "van-phong") || is_head(head, "thanh-tra");
    uint32_t topic;
    return may && surname_listed(words, at) == SURNAME_EXACT &&
           name_run(words, at, NAME_OVER_LINES) >= at + 2 &&
           (word_is_spelt(words, at + 1, SPELT("thị")) ||
            word_is_spelt(words, at + 1, SPELT("văn")) ||
            !unit_lexicon_topic(words, at, &topic));
}

// "CHI CỤC TRƯỞNG", "Trạm phó" are posts; "Phong Pho bien" without its marks is none.
static bool is_post(const struct word_list *words, uint32_t head_end)
{
    uint32_t topic;
    return head_end < words->count && !words->items[head_end].signs &&
           (word_is_spelt(words, head_end, SPELT("trưởng")) ||
            word_is_spelt(words, head_end, SPELT("phó"))) &&
           !(words->bare && unit_lexicon_topic(words, head_end, &topic) &&
             topic > head_end + 1);
}

// "Đội 5 trực chốt", but not "Tổ 5 người".
static bool is_numbered(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at], *next = word + 1;
    if (at + 1 >= words->count || word->signs || next->signs ||
        (word->shape & (WORD_LETTER | WORD_LINE)) || !(word->shape & WORD_DIGIT) ||
        word->to - word->from > 3 || !(next->shape & WORD_LOWER) ||
        (next->shape & WORD_UPPER)) {
        return false;
    }
    static const uint64_t counted[] = {WORD("nguoi"), WORD("thanh"), WORD("dong"),
                                       WORD("ho"),    WORD("can"),   WORD("chien"),
                                       WORD("xe"),    WORD("tau"),   WORD("may")};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        if (next->key == counted[i]) {
            return false;
        }
    }
    return true;
}

// The word behind the name that starts at `head_end`.
static uint32_t name_end(struct unit_finder *finder, uint32_t at, uint32_t head_end,
                         const struct unit_head *head, bool plural)
{
    const struct word_list *words = &finder->words;
    uint32_t end = unit_pattern_end(words, head_end, plural);
    // "Đội 2", "Ban Quản lý dự án số 1": the number is the whole name.
    if (end == head_end && !plural && head->kind != HEAD_SECTOR &&
        !is_head(head, "phong") && head_end < words->count &&
        (head->number || words->items[head_end].key == WORD("so"))) {
        return head->number && is_numbered(words, head_end)
                   ? head_end + 1
                   : unit_pattern_number(words, head_end);
    }
    if (!plural && head->kind != HEAD_SECTOR && head->kind != HEAD_OUTSIDE) {
        uint32_t line = unit_heading_end(words, at, head_end);
        end = line > end ? line : end;
        end = unit_given_name_end(finder, head_end, end);
    }
    if (end > head_end &&
        (person_follows(words, head_end, head) ||
         (head->kind == HEAD_SECTOR && !(words->items[head_end].shape & WORD_UPPER)))) {
        return head_end;
    }
    return end;
}

// True when the head at [at, head_end) begins a name and no sentence.
static bool is_name(struct unit_finder *finder, uint32_t at, uint32_t head_end,
                    const struct unit_head *head)
{
    const struct word_list *words = &finder->words;
    const struct word *first = &words->items[at];
    const struct word *next = &words->items[head_end < words->count ? head_end : at];
    uint32_t topic;
    if (head->kind == HEAD_SECTOR && !is_head(head, "so")) {
        return false;
    }
    if (head->kind == HEAD_OUTSIDE &&
        (!(next->shape & WORD_UPPER) ||
         (next->to - next->from < 3 &&
          !(head_end + 1 < words->count && !words->items[head_end + 1].signs &&
            next->to - next->from == 2 && !(next->shape & WORD_CAPS) &&
            (words->items[head_end + 1].shape & WORD_UPPER))))) {
        return false;
    }
    if (is_head(head, "thanh-tra") && !(next->shape & WORD_UPPER)) {
        return false;
    }
    // "P. Kế hoạch", "TT CNTT", "P.QLN": a short head is one where a topic, an
    // abbreviation, or behind its full stop any letters follow.
    bool letters = (next->shape & WORD_CAPS) && next->signs == 1 && next->first == '.' &&
                   next->to - next->from <= 8;
    bool shortened = head_end == at + 1 &&
                     ((first->shape & WORD_CAPS) || first->to - first->from == 1);
    return word_is_spelt(words, at, &head->first) ||
           (shortened &&
            (letters || head->whole || unit_lexicon_topic(words, head_end, &topic) ||
             abbreviation_at(words, head_end, &topic, finder->list)));
}

// "Trung tâm Dự báo … Quốc gia", "Ban Chỉ đạo Quốc gia …", "Cục Hàng hải Việt Nam": of the
// state; but not the board for a "Chương trình mục tiêu quốc gia".
static bool is_national(const struct word_list *words, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i + 1 < to; i++) {
        bool edge = i == from || i + 2 == to;
        uint64_t key = words->items[i].key, next = words->items[i + 1].key;
        if (edge && (words->items[i].shape & WORD_UPPER) &&
            ((key == WORD("quoc") && next == WORD("gia")) ||
             (key == WORD("viet") && next == WORD("nam") && i + 2 == to))) {
            return true;
        }
    }
    return false;
}

// What the unit whose name ends before word `end` belongs to.
static struct str parent_of(struct unit_finder *finder, uint32_t head_end, uint32_t end,
                            const struct unit_head *head)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    if (head->kind == HEAD_OUTSIDE) {
        return STR("ngoai");
    }
    if (is_national(words, head_end, end)) {
        return STR("trung-uong");
    }
    // Hospitals belong to the department of health, whoever writes of them.
    if (head->above.len && finder->office->province.len &&
        !unit_finder_district(finder).len) {
        return unit_finder_id(finder, finder->office->province, head->above);
    }
    uint32_t next = end, behind;
    if (next < words->count && !items[next].signs &&
        (items[next].key == WORD("thuoc") || items[next].key == WORD("cua"))) {
        next++;
    }
    const struct known_unit *above =
        head->kind == HEAD_PART && next < words->count && !items[next].signs &&
                (items[next].shape & WORD_UPPER)
            ? unit_lexicon_match(words, next, finder->list, &behind)
            : NULL;
    if (above && above->level == LEVEL_PROVINCE) {
        return unit_finder_id(finder, finder->office->province, above->id);
    }
    if (head->kind == HEAD_PART || head->kind == HEAD_BOARD) {
        return unit_finder_parts(finder, head);
    }
    struct str province = finder->office->province;
    return province.len || !finder->office->id.len ? province : STR("trung-uong");
}

// "Phòng Thanh tra số 1 | , số 2 và số 3": the name is said once.
static uint32_t add_sisters(struct unit_finder *finder, uint32_t head_end, uint32_t end,
                            struct str name, struct str id)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    struct arena *arena = finder->arena;
    if (end < head_end + 2 || items[end - 2].key != WORD("so") ||
        !(items[end - 1].shape & WORD_DIGIT)) {
        return end;
    }
    size_t digits = items[end - 1].to - items[end - 1].from;
    if (name.len < digits || id.len < digits) {
        return end;
    }
    struct str stem = str_slice(name, 0, name.len - digits),
               root = str_slice(id, 0, id.len - digits);
    uint32_t at = end;
    for (;;) {
        uint32_t said = at + (at < words->count && items[at].key == WORD("va"));
        uint32_t to = said < words->count ? said + 2 : said;
        if (to > words->count || items[said].key != WORD("so") ||
            (said == at && !(items[said].signs == 1 && items[said].first == ',')) ||
            items[said + 1].signs || !(items[said + 1].shape & WORD_DIGIT) ||
            (items[said + 1].shape & WORD_LETTER) ||
            items[said + 1].to - items[said + 1].from > 2) {
            return at;
        }
        struct str number = {words->view->plain + items[said + 1].from,
                             items[said + 1].to - items[said + 1].from};
        unit_finder_add(finder, said, to,
                        arena_printf(arena, "%.*s%.*s", STR_ARG(stem), STR_ARG(number)),
                        arena_printf(arena, "%.*s%.*s", STR_ARG(root), STR_ARG(number)));
        at = to;
    }
}

static uint32_t add_named(struct unit_finder *finder, uint32_t at, uint32_t head_end,
                          uint32_t end, const struct unit_head *head, bool plural)
{
    const struct word_list *words = &finder->words;
    struct arena *arena = finder->arena;
    struct str normal = head->folded;
    if (end > head_end) {
        normal = arena_printf(
            arena, "%.*s %.*s", STR_ARG(normal),
            STR_ARG(unit_name_normal(words, head_end, end, finder->list, arena)));
    }
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    if (end < words->count && !words->items[end].signs) {
        unit_scope_read(&scope, words, end, arena);
    }
    struct str slug = unit_name_slug(normal, arena), id, name;
    // "Phòng Kinh tế xã" in a text of the commune is its "Phòng Kinh tế".
    bool own = scope.level.len && str_find(words_folded(finder->office->name, arena),
                                           words_folded(scope.level, arena), 0) >= 0;
    if (scope.all.len) {
        id = unit_finder_id(
            finder, unit_finder_place(finder, &scope),
            arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(slug), STR_ARG(scope.all)));
        name = unit_finder_name(finder, at, scope.end);
    } else if (scope.district.len ||
               (scope.level.len && !own && unit_finder_district(finder).len)) {
        id = unit_finder_id(finder, unit_finder_place(finder, &scope), slug);
        name = unit_finder_name(finder, at, scope.end);
    } else {
        // The division that writes, in its own head, is no part of itself.
        struct str parent = parent_of(finder, head_end, end, head);
        bool itself = parent.len > slug.len && str_ends(parent, slug) &&
                      parent.at[parent.len - slug.len - 1] == '/';
        id = itself ? parent : unit_finder_id(finder, parent, slug);
        name = unit_finder_name(finder, at, end);
        if (plural) {
            id = arena_printf(arena, "%.*s#tat-ca", STR_ARG(id));
        } else {
            unit_aliases_add(finder->aliases, id, normal, name);
        }
    }
    struct unit *unit = unit_finder_add(finder, at, scope.end, name, id);
    unit->collective = str_ends(id, STR("#tat-ca"));
    return scope.end == end && !plural ? add_sisters(finder, head_end, end, name, id)
                                       : scope.end;
}

uint32_t unit_part_read(struct unit_finder *finder, uint32_t at, uint32_t head_end,
                        const struct unit_head *head)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    bool plural = at > 0 && items[at - 1].key == WORD("cac") && !items[at].signs;
    if (is_post(words, head_end)) {
        return at;
    }
    bool colon = head_end < words->count && items[head_end].signs &&
                 items[head_end].first == ':' && !(items[head_end].shape & WORD_BLANK);
    if (colon && (plural || head->kind == HEAD_SECTOR)) {
        uint32_t list = unit_shared_read(finder, at, head, head_end);
        if (list > at) {
            return list;
        }
    }
    uint32_t end = name_end(finder, at, head_end, head, plural);
    if (plural && end > head_end && end < words->count &&
        ((items[end].signs == 1 && items[end].first == ',') ||
         items[end].key == WORD("va"))) {
        uint32_t list = unit_shared_read(finder, at, head, head_end);
        if (list > end) {
            return list;
        }
    }
    // "Trung tâm Y tế", "TTYT huyện": some heads are whole names.
    bool whole = end == head_end && head->kind == HEAD_PART && head->whole;
    if (end == head_end && !whole) {
        return plural ? at : add_bare(finder, at, head_end, head);
    }
    return is_name(finder, at, head_end, head)
               ? add_named(finder, at, head_end, end, head, plural)
               : at;
}
