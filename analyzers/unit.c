// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit.h"

#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/role.h"
#include "analyzers/unit_alias.h"
#include "analyzers/unit_collective.h"
#include "analyzers/unit_lexicon.h"
#include "analyzers/unit_pattern.h"
#include "analyzers/unit_scope.h"

struct finder {
    struct word_list words;
    const struct office *office;
    const struct unit_list *list;
    struct arena *arena;
    struct units *out;
    size_t room;
    struct unit_aliases *aliases;
    bool recipients;  // behind "Nơi nhận:"
    bool archive;     // behind "Lưu:" of that list
    bool number_seen; // the notice's own number line is behind
    uint32_t last_code; // the word that was the last code of the list
};

static bool attached(const struct word_list *words, uint32_t at)
{
    return at > 0 && words->items[at].signs &&
           words->items[at].from <= words->items[at - 1].to + words->items[at].signs &&
           (words->items[at].last == '/' || words->items[at].last == '-' ||
            words->items[at].last == '@' || words->items[at].last == '.');
}

// "TB-⏎UBND": a code goes on in the next line.
static bool code_goes_on(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    return at > 0 && word->signs == 1 && (word->last == '-' || word->last == '/') &&
           (word->shape & WORD_CAPS) && (words->items[at - 1].shape & WORD_CAPS) &&
           words->view->plain[words->items[at - 1].to] == word->last;
}

static struct unit *add(struct finder *finder, uint32_t from, uint32_t to,
                        struct str name, struct str id)
{
    const struct view *view = finder->words.view;
    struct units *out = finder->out;
    out->items = arena_grow(finder->arena, out->items, out->count, &finder->room,
                            sizeof *out->items);
    struct unit *unit = &out->items[out->count++];
    *unit = (struct unit){
        .from = finder->words.items[from].from,
        .to = finder->words.items[to - 1].to,
        .name = name,
        .id = id,
    };
    unit->span = view_span(view, unit->from, unit->to);
    return unit;
}

static struct str clean_name(struct finder *finder, uint32_t from, uint32_t to)
{
    const struct word_list *words = &finder->words;
    struct str name = view_clean(words->view, words->items[from].from,
                                 words->items[to - 1].to, finder->arena);
    char *first = (char *)name.at;
    if (name.len && first[0] >= 'a' && first[0] <= 'z') {
        first[0] = (char)(first[0] - 32);
    }
    return name;
}

// --- ids

static struct str joined(struct finder *finder, struct str parent, struct str id)
{
    bool mark = id.len && id.at[0] == '#';
    if (!parent.len) {
        return id;
    }
    return arena_printf(finder->arena, "%.*s%s%.*s", STR_ARG(parent), mark ? "" : "/",
                        STR_ARG(id));
}

static struct str place_of(struct finder *finder, const struct unit_scope *scope)
{
    struct str place = scope->province != PROVINCE_NONE
                           ? province_at(scope->province)->slug
                           : finder->office->province;
    return scope->district.len ? joined(finder, place, scope->district) : place;
}

// Where the parts of the office that writes stand: "ha-noi/ubnd/van-phong" for the departments of a people's committee.
static struct str parts_parent(struct finder *finder)
{
    struct str id = finder->office->id;
    if (str_ends(id, STR("/ubnd")) || str_ends(id, STR("/hdnd"))) {
        return joined(finder, id, STR("van-phong"));
    }
    return id;
}

// --- headings

// The first word of the line when only a mark ("4.", "(4)", "a)", "1.2.") and a title ("Giám đốc") stand before word `at`.
static bool opens_line(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t first = at;
    while (first > 0 && !(items[first].shape & WORD_LINE) && at - first < 8) {
        first--;
    }
    if (!(items[first].shape & WORD_LINE)) {
        return false;
    }
    uint32_t i = first, end;
    while (i < at && items[i].to - items[i].from <= 4 &&
           ((items[i].shape & WORD_DIGIT) || items[i].to - items[i].from == 1 ||
            ((items[i].shape & WORD_CAPS) && items[i].to - items[i].from <= 4)) &&
           items[i].to < words->view->count &&
           (words->view->plain[items[i].to] == '.' ||
            words->view->plain[items[i].to] == ')' ||
            words->view->plain[items[i].to] == ',' ||
            words->view->plain[items[i].to] == ' ')) {
        i++;
    }
    while (i < at && role_match(words, i, &end) != ROLE_NONE && end <= at) {
        i = end;
    }
    return i == at && items[first].last != '-' && items[first].last != '+' &&
           items[first].last != '*';
}

static bool closes_line(const struct word_list *words, uint32_t end)
{
    const struct word *items = words->items;
    if (end >= words->count) {
        return true;
    }
    if ((items[end].shape & WORD_LINE) &&
        (!items[end].signs || items[end].first != ',')) {
        bool small = (items[end].shape & WORD_LOWER) &&
                     !(items[end].shape & WORD_UPPER) && !items[end].signs;
        return !small && items[end].first != ';';
    }
    return items[end].key == WORD("co") && end + 2 < words->count &&
           items[end + 1].key == WORD("trach") && items[end + 2].key == WORD("nhiem") &&
           (end + 3 >= words->count || items[end + 3].signs);
}

// --- kinds of mentions

// "các phòng: A, B", "các Bộ: A, B": each item is a unit with the head said before. Returns the word behind the list.
static uint32_t read_shared_head(struct finder *finder, uint32_t at,
                                 const struct unit_head *head, uint32_t head_end)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t i = head_end, end = at;
    struct arena *arena = finder->arena;
    for (uint32_t n = 0; n < 40 && i < words->count; n++) {
        if (n && items[i].signs && items[i].first != ',' && items[i].first != ';') {
            break;
        }
        if (n && !items[i].signs && items[i].key != WORD("va")) {
            break;
        }
        if (items[i].key == WORD("va")) {
            i++;
        }
        if (i >= words->count || (n && items[i].signs && items[i].signs > 1)) {
            break;
        }
        // A unit with its own head is found by itself.
        uint32_t own;
        const struct unit_head *other = unit_lexicon_head(words, i, &own);
        if (other && other != head && (items[i].shape & WORD_UPPER) &&
            unit_lexicon_lookalike(words, i) == i) {
            break;
        }
        struct str name, id;
        uint32_t behind = i;
        // The name of a sector, as it would be known behind its head.
        struct sector_name sector;
        if (head->kind == HEAD_SECTOR &&
            unit_lexicon_sector(words, i, head, finder->list, &sector)) {
            behind = sector.end;
            name = sector.unit->name;
            struct str place = sector.unit->level == LEVEL_NATIONAL
                                   ? STR("trung-uong")
                                   : finder->office->province;
            id = joined(finder, place, sector.unit->id);
        } else if (head->kind != HEAD_SECTOR) {
            behind = unit_pattern_end(words, i, true);
            if (behind == i) {
                break;
            }
            struct str normal = unit_name_normal(words, i, behind, finder->list, arena);
            struct str folded = words_folded(head->word, arena);
            normal = arena_printf(arena, "%.*s %.*s", STR_ARG(folded), STR_ARG(normal));
            struct str said =
                view_clean(words->view, items[i].from, items[behind - 1].to, arena);
            name = arena_printf(arena, "%.*s %.*s", STR_ARG(head->word), STR_ARG(said));
            id = joined(finder, parts_parent(finder), unit_name_slug(normal, arena));
            unit_aliases_add(finder->aliases, id, normal, name);
        } else {
            break;
        }
        add(finder, i, behind, name, id);
        i = end = behind;
    }
    return end;
}

// "Lưu: VT, HCTH." and "VPUB: CVP, TH, KT": codes of parts of the office.
static bool read_code(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *word = &words->items[at];
    const struct view *view = words->view;
    uint32_t end;
    char before = word->signs ? word->last : 0;
    bool item = before == ',' || before == ';' || before == ':' || before == '-' ||
                (before == '.' && at > 0 && word->from == words->items[at - 1].to + 1) ||
                (finder->archive && !before && at > 0 &&
                 (finder->last_code + 1 == at || words->items[at - 1].key == WORD("luu")));
    if (!item || !(word->shape & WORD_UPPER)) {
        return false;
    }
    uint32_t to = word->from;
    while (to < word->to && (view->flags[to] & VIEW_UPPER)) {
        to++;
    }
    uint32_t size = to - word->from;
    if (size < 2 || size > 6 ||
        (!finder->archive && to < word->to) ||
        (role_match(words, at, &end) != ROLE_NONE &&
         (!finder->archive || !abbreviation_meaning(word_key_of(view->plain + word->from, size), 0).at))) {
        return false;
    }
    uint64_t short_key = word_key_of(view->plain + word->from, size);
    if (!finder->archive && !abbreviation_meaning(short_key, 0).at &&
        !(finder->list && unit_list_expansion(finder->list, short_key).at)) {
        return false;
    }
    if (!finder->archive && word->to < view->count) {
        char after = view->plain[word->to];
        if (after != ',' && after != ';' &&
            !(after == ' ' && (view->flags[word->to] & VIEW_LINE))) {
            return false;
        }
    }
    struct arena *arena = finder->arena;
    finder->last_code = at;
    // "ĐTDG": the initials of the person who drafted it, glued to the code.
    for (uint32_t part = size; finder->archive && part >= 2; part--) {
        uint64_t known = word_key_of(view->plain + word->from, part);
        if (abbreviation_meaning(known, 0).at) {
            size = part;
            to = word->from + part;
            break;
        }
    }
    struct str code = {view->plain + word->from, size};
    struct str parent = parts_parent(finder);
    struct str name, id;
    if (str_equal(code, STR("vt"))) {
        name = STR("Văn thư");
        id = joined(finder, finder->office->id, STR("van-thu"));
    } else if (str_equal(code, STR("vp"))) {
        name = STR("Văn phòng");
        id = joined(finder, finder->office->id, STR("van-phong"));
    } else {
        uint64_t key = word_key_of(code.at, code.len);
        struct str own =
            finder->list ? unit_list_expansion(finder->list, key) : (struct str){0};
        struct str meaning = own.at ? own : abbreviation_meaning(key, 0);
        struct str said = view_clean(view, word->from, to, arena);
        if (meaning.at && (own.at || !abbreviation_meaning(key, 1).at)) {
            struct str slug = unit_name_slug(unit_normal(meaning, NULL, arena), arena);
            bool whole = str_starts(meaning, STR("phong ")) ||
                         str_starts(meaning, STR("van phong")) ||
                         str_starts(meaning, STR("thanh tra")) ||
                         str_starts(meaning, STR("trung tam"));
            id = joined(finder, parent,
                        whole ? slug : arena_printf(arena, "phong-%.*s", STR_ARG(slug)));
            name = said;
            unit_aliases_add(finder->aliases, id,
                             arena_printf(arena, "%s%.*s", whole ? "" : "phong ",
                                          STR_ARG(unit_normal(meaning, NULL, arena))),
                             name);
        } else {
            id = joined(finder, parent, arena_printf(arena, "phong-%.*s", STR_ARG(code)));
            name = said;
            unit_aliases_add(finder->aliases, id,
                             arena_printf(arena, "phong %.*s", STR_ARG(code)), name);
        }
    }
    struct unit *unit = add(finder, at, at + 1, name, id);
    unit->to = to;
    unit->span = view_span(view, unit->from, to);
    return true;
}

static uint32_t add_known(struct finder *finder, uint32_t at, uint32_t end,
                          const struct known_unit *known)
{
    const struct word_list *words = &finder->words;
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    struct arena *arena = finder->arena;
    if (known->level != LEVEL_NATIONAL && known->level != LEVEL_OFFICE) {
        unit_scope_read(&scope, words, end, arena);
    }
    if (known->needs_scope && scope.end == end) {
        return at;
    }
    struct str name = known->name, id;
    bool collective = false;
    if (known->level == LEVEL_NATIONAL) {
        id = joined(finder, STR("trung-uong"), known->id);
    } else if (known->level == LEVEL_OFFICE) {
        struct str parent = finder->office->id;
        // "Thanh tra Sở Khoa học và Công nghệ": a part of the office that is named.
        uint32_t behind = end - 1, own_end;
        if (words->items[behind].key == WORD("so") ||
            words->items[behind].key == WORD("bo")) {
            const struct known_unit *office =
                unit_lexicon_match(words, behind, finder->list, &own_end);
            if (office && own_end > end) {
                struct str place = office->level == LEVEL_NATIONAL
                                       ? STR("trung-uong")
                                       : finder->office->province;
                parent = joined(finder, place, office->id);
                end = own_end;
            }
        } else if (end < words->count && !words->items[end].signs &&
                   words->items[end].key == WORD("so") && known->id.at[0] == '#') {
            end++;
        }
        id = joined(finder, parent, known->id);
        scope.end = end;
    } else if (scope.all.len) {
        collective = true;
        id = joined(finder, place_of(finder, &scope),
                    arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(known->id),
                                 STR_ARG(scope.all)));
        name = clean_name(finder, at, scope.end);
    } else {
        id = joined(finder, place_of(finder, &scope), known->id);
        if (scope.district.len) {
            name = clean_name(finder, at, scope.end);
        }
    }
    if (!collective) {
        unit_aliases_add(finder->aliases, id, known->normal, name);
    }
    struct unit *unit = add(finder, at, scope.end, name, id);
    unit->collective = collective;
    return scope.end;
}

// "Sở", "Bộ", "Trung tâm" alone: the office itself, or the last one so called.
static uint32_t add_bare(struct finder *finder, uint32_t at, uint32_t end,
                         const struct unit_head *head)
{
    const struct office *office = finder->office;
    struct arena *arena = finder->arena;
    if (!word_is(&finder->words, at, head->first)) {
        return at;
    }
    if (head->kind == HEAD_SECTOR) {
        struct str own = words_folded(head->word, arena),
                   name = words_folded(office->name, arena);
        if (office->name.len && str_starts(name, own)) {
            add(finder, at, end, office->name, office->id);
            return end;
        }
    } else if (head->kind != HEAD_PART) {
        return at;
    } else if (str_equal(head->slug, STR("van-phong"))) {
        bool role = at > 0 && finder->words.items[at - 1].key == WORD("chanh");
        const struct word *next =
            end < finder->words.count ? &finder->words.items[end] : NULL;
        bool follows = !next || next->signs || (next->shape & WORD_LINE) ||
                       unit_pattern_stops(&finder->words, end);
        if (!role && !follows) {
            return at;
        }
        add(finder, at, end, STR("Văn phòng"),
            joined(finder, office->id, STR("van-phong")));
        return end;
    }
    const struct unit *last = NULL;
    struct str word = words_folded(head->word, arena);
    for (size_t i = finder->out->count, n = 0; i > 0 && n < 40 && !last; i--, n++) {
        const struct unit *unit = &finder->out->items[i - 1];
        struct str name = words_folded(str_slice(unit->name, 0, 40), arena);
        if (!unit->collective && str_starts(name, word)) {
            last = unit;
        }
    }
    if (!last || head->kind == HEAD_SECTOR || str_equal(head->slug, STR("thanh-tra")) ||
        str_equal(head->slug, STR("phong"))) {
        return at;
    }
    struct str name = last->name, id = last->id;
    add(finder, at, end, name, id);
    return end;
}

static uint32_t add_pattern(struct finder *finder, uint32_t at, uint32_t head_end,
                            const struct unit_head *head)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    struct arena *arena = finder->arena;
    uint32_t topic;
    bool plural = at > 0 && items[at - 1].key == WORD("cac") && !items[at].signs;
    if (plural && head_end < words->count && items[head_end].signs &&
        items[head_end].first == ':' && !(items[head_end].shape & WORD_BLANK)) {
        uint32_t end = read_shared_head(finder, at, head, head_end);
        if (end > at) {
            return end;
        }
    }
    uint32_t end = unit_pattern_end(words, head_end, plural);
    // "PGĐ Sở Nguyễn Hữu Thắng": a person, not a name of the department.
    bool inside = head->kind == HEAD_SECTOR || str_equal(head->slug, STR("phong")) ||
                  str_equal(head->slug, STR("van-phong")) || str_equal(head->slug, STR("thanh-tra"));
    if (inside && end > head_end &&
        (surname_of(words, head_end) == SURNAME_EXACT && name_run(words, head_end, true) >= head_end + 2 &&
         !unit_lexicon_topic(words, head_end, &topic))) {
        end = head_end;
    }
    if (head->kind == HEAD_SECTOR && end > head_end && !(items[head_end].shape & WORD_UPPER)) {
        end = head_end;
    }
    if (plural && end > head_end && end < words->count &&
        ((items[end].signs == 1 && items[end].first == ',') ||
         items[end].key == WORD("va"))) {
        uint32_t list = read_shared_head(finder, at, head, head_end);
        if (list > end) {
            return list;
        }
    }
    if (end == head_end) {
        return plural ? at : add_bare(finder, at, head_end, head);
    }
    bool shortened = head_end == at + 1 && (items[at].shape & WORD_CAPS);
    bool exact = word_is(words, at, head->first) ||
                 (shortened && unit_lexicon_topic(words, head_end, &topic)) ||
                 (items[at].to - items[at].from == 1 && head_end == at + 1 &&
                  unit_lexicon_topic(words, head_end, &topic));
    if (exact && str_equal(head->slug, STR("thanh-tra")) && !(items[head_end].shape & WORD_UPPER)) {
        exact = false;
    }
    if (!exact || (head->kind == HEAD_SECTOR && !str_equal(head->slug, STR("so")))) {
        return at;
    }
    if (head->kind == HEAD_OUTSIDE &&
        (!(items[head_end].shape & WORD_UPPER) || items[head_end].to - items[head_end].from < 3)) {
        return at;
    }
    struct str normal = unit_name_normal(words, head_end, end, finder->list, arena);
    struct str word = words_folded(head->word, arena);
    normal = arena_printf(arena, "%.*s %.*s", STR_ARG(word), STR_ARG(normal));
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    if (end < words->count && !items[end].signs) {
        unit_scope_read(&scope, words, end, arena);
    }
    struct str slug = unit_name_slug(normal, arena), id, parent;
    bool collective = false;
    uint32_t to = scope.end;
    struct str name = clean_name(finder, at, end);
    if (scope.all.len) {
        collective = true;
        id = joined(
            finder, place_of(finder, &scope),
            arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(slug), STR_ARG(scope.all)));
        name = clean_name(finder, at, to);
    } else if (scope.district.len) {
        id = joined(finder, place_of(finder, &scope), slug);
        name = clean_name(finder, at, to);
    } else {
        uint32_t office_end, next = end;
        if (next < words->count && !items[next].signs &&
            (items[next].key == WORD("thuoc") || items[next].key == WORD("cua"))) {
            next++;
        }
        const struct known_unit *above =
            head->kind == HEAD_PART && next < words->count && !items[next].signs &&
                    (items[next].shape & WORD_UPPER)
                ? unit_lexicon_match(words, next, finder->list, &office_end)
                : NULL;
        if (above && above->level == LEVEL_PROVINCE) {
            parent = joined(finder, finder->office->province, above->id);
        } else if (head->kind == HEAD_OUTSIDE) {
            parent = STR("ngoai");
        } else if (head->kind == HEAD_PART || head->kind == HEAD_BOARD) {
            parent = parts_parent(finder);
        } else {
            parent = finder->office->province;
        }
        id = joined(finder, parent, slug);
        if (plural) {
            collective = true;
            id = arena_printf(arena, "%.*s#tat-ca", STR_ARG(id));
        } else {
            unit_aliases_add(finder->aliases, id, normal, name);
        }
    }
    struct unit *unit = add(finder, at, to, name, id);
    unit->collective = collective;
    return to;
}

// The code of the issuer in the notice's own number line: "Số: /TB-SKHCN".
static uint32_t read_number_line(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t end = at + 1;
    const struct known_unit *found = NULL;
    uint32_t where = 0;
    bool slash = false;
    for (; end < words->count && end < at + 9 && !(items[end].shape & WORD_LINE); end++) {
        slash |= items[end].signs && (items[end].last == '/' || items[end].first == '/');
        if (slash && (items[end].shape & WORD_CAPS) && attached(words, end)) {
            struct str code = {words->view->plain + items[end].from,
                               items[end].to - items[end].from};
            const struct known_unit *known = unit_lexicon_code(code);
            if (known) {
                found = known;
                where = end;
            }
        } else if (slash && !attached(words, end) && items[end].signs == 0) {
            break;
        }
    }
    if (!slash) {
        return at;
    }
    finder->number_seen = true;
    if (found) {
        struct str place =
            found->level == LEVEL_NATIONAL ? STR("trung-uong") : finder->office->province;
        add(finder, where, where + 1, found->name, joined(finder, place, found->id));
        return where + 1;
    }
    return at;
}

static uint32_t find_at(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    const struct word *word = &items[at];
    uint32_t end;
    if (finder->list) {
        const struct own_unit *own =
            unit_list_match(finder->list, finder->office->id, words, at, &end);
        if (own && ((word->shape & WORD_UPPER) || end - at > 1) && !attached(words, at)) {
            add(finder, at, end, own->name, own->id);
            return end;
        }
    }
    struct unit_collective group;
    if (unit_lexicon_begins_small(word->key) && unit_collective_read(&group, words, at)) {
        // "các Bộ, cơ quan: Kế hoạch và Đầu tư, Tài chính …"
        uint32_t first = at + (word->key == WORD("cac")), head_to;
        if (group.end < words->count && items[group.end].signs == 1 && items[group.end].first == ':' &&
            !(items[group.end].shape & WORD_BLANK) && unit_lexicon_begins(items[first].key)) {
            const struct unit_head *shared = unit_lexicon_head(words, first, &head_to);
            uint32_t list_end = shared && shared->kind == HEAD_SECTOR
                                    ? read_shared_head(finder, group.end, shared, group.end)
                                    : group.end;
            if (list_end > group.end) {
                return list_end;
            }
        }
        struct str parent = group.of_state    ? STR("trung-uong")
                            : group.of_office ? finder->office->id
                                              : finder->office->province;
        struct unit *unit = add(finder, at, group.end, clean_name(finder, at, group.end),
                                joined(finder, parent, group.id));
        unit->collective = true;
        return group.end;
    }
    if (!unit_lexicon_begins(word->key)) {
        return at;
    }
    bool upper = word->shape & WORD_UPPER;
    if (!upper && word->key != WORD("phong") && word->key != WORD("so") &&
        word->key != WORD("cong") && word->key != WORD("van") &&
        word->key != WORD("trung")) {
        return at;
    }
    if (code_goes_on(words, at)) {
        return at;
    }
    if (attached(words, at) &&
        !(word->signs == 1 && word->last == '-' && word->shape & WORD_LINE)) {
        return at;
    }
    const struct known_unit *known = unit_lexicon_match(words, at, finder->list, &end);
    uint32_t lookalike = unit_lexicon_lookalike(words, at);
    bool law = at > 2 && items[at - 1].key == WORD("chuc") && items[at - 2].key == WORD("to") &&
               items[at - 3].key == WORD("luat");
    if (known && lookalike <= end && !law) {
        bool exact = word_is(words, at, known->first);
        bool single = end == at + 1;
        bool caps = word->shape & WORD_CAPS;
        bool fits =
            exact || (!single && word->key != WORD("so")) || (caps && end - at >= 1);
        if (word->key == WORD("so") && !exact) {
            fits = !single &&
                   (word_is(words, at, STR("sờ")) || word_is(words, at, STR("sỡ")) ||
                    word_is(words, at, STR("sơ")));
        }
        if (!upper) {
            fits = exact && end - at >= 3 &&
                   (items[at + 1].shape & WORD_UPPER || word->key == WORD("cong"));
        }
        if (single && !caps && !exact) {
            fits = false;
        }
        if (known->exact && !caps) {
            fits = false;
        }
        if (fits) {
            uint32_t behind = add_known(finder, at, end, known);
            if (behind > at) {
                return behind;
            }
        }
    }
    if (lookalike > at) {
        return at;
    }
    // In a line of capitals a head stands behind a title or begins: "NHIỆM VỤ", "XÃ HỘI", "THÔNG BÁO" hold none.
    if ((word->shape & WORD_CAPS) && at > 0 && !(word->shape & WORD_LINE) && !word->signs &&
        (items[at - 1].shape & WORD_CAPS) && items[at - 1].key != WORD("chanh") && items[at - 1].key != WORD("truong") &&
        items[at - 1].key != WORD("doc") && items[at - 1].key != WORD("pho")) {
        return at;
    }
    const struct unit_head *head = unit_lexicon_head(words, at, &end);
    if (!head) {
        return at;
    }
    if (!upper && !(word->key == WORD("phong") && word_is(words, at, head->first) &&
                    end < words->count && (items[end].shape & WORD_UPPER))) {
        return at;
    }
    return add_pattern(finder, at, end, head);
}

// "Nơi nhận:" opens the list of recipients, "Lưu:" in it the codes of the archive.
static void note_place(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    if (words->items[at].key == WORD("luu")) {
        finder->archive = finder->recipients;
    } else if (at + 1 < words->count && words->items[at + 1].key == WORD("nhan")) {
        finder->recipients = true;
    }
}

// "TP. HÀNH CHÍNH - TỔNG HỢP" under a signature: the head of that department.
static uint32_t signing_part(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t end;
    if (items[at].key != WORD("tp") || !(items[at].shape & WORD_LINE) ||
        at + 1 >= words->count || !(items[at + 1].shape & WORD_CAPS) ||
        province_match(words, at + 1, &end) != PROVINCE_NONE) {
        return at;
    }
    uint32_t to = at + 1;
    while (to < words->count && (to == at + 1 || !(items[to].shape & WORD_LINE)) &&
           (items[to].shape & WORD_CAPS)) {
        to++;
    }
    struct str normal = unit_name_normal(words, at + 1, to, finder->list, finder->arena);
    normal = arena_printf(finder->arena, "phong %.*s", STR_ARG(normal));
    struct str id =
        joined(finder, parts_parent(finder), unit_name_slug(normal, finder->arena));
    struct str said = clean_name(finder, at + 1, to);
    struct str name = arena_printf(finder->arena, "Phòng %.*s", STR_ARG(said));
    unit_aliases_add(finder->aliases, id, normal, name);
    add(finder, at, to, name, id);
    return to;
}

static void mark_headings(struct finder *finder)
{
    const struct word_list *words = &finder->words;
    struct units *out = finder->out;
    uint32_t w = 0;
    for (size_t i = 0; i < out->count; i++) {
        while (w < words->count && words->items[w].from < out->items[i].from) {
            w++;
        }
        if (w >= words->count || !opens_line(words, w)) {
            continue;
        }
        // "Sở Kế hoạch và Đầu tư, Sở Tài chính:" is one heading for both.
        size_t last = i;
        uint32_t end = w;
        for (;;) {
            while (end < words->count && words->items[end].from < out->items[last].to) {
                end++;
            }
            if (closes_line(words, end) || last + 1 >= out->count ||
                end >= words->count) {
                break;
            }
            uint32_t next = end + (words->items[end].key == WORD("va"));
            if (next >= words->count ||
                words->items[next].from != out->items[last + 1].from ||
                words->items[next].signs > 1) {
                break;
            }
            last++;
        }
        if (closes_line(words, end)) {
            for (size_t k = i; k <= last; k++) {
                out->items[k].heading = true;
            }
        }
    }
}

void units_find(struct units *out, const struct view *view, const struct office *office,
                const struct unit_list *list, struct arena *arena)
{
    struct finder finder = {.office = office, .list = list, .arena = arena, .out = out};
    *out = (struct units){0};
    unit_lexicon_start();
    finder.words = *words_of(view, arena);
    finder.aliases = unit_aliases_new(arena);
    const struct word *items = finder.words.items;
    for (uint32_t i = 0; i < finder.words.count;) {
        const struct word *word = &items[i];
        bool upper = word->shape & WORD_UPPER;
        if (finder.archive && (word->shape & WORD_LINE)) {
            finder.archive = finder.recipients = false;
        }
        if (upper && (word->key == WORD("noi") || word->key == WORD("luu"))) {
            note_place(&finder, i);
        }
        if (!list && !(upper ? finder.recipients || unit_lexicon_begins(word->key)
                             : unit_lexicon_begins_small(word->key))) {
            i++;
            continue;
        }
        uint32_t end = i;
        if (!finder.number_seen && word->key == WORD("so") &&
            (word->shape & WORD_UPPER) && i < 400 && (word->shape & WORD_LINE) &&
            !word_is(&finder.words, i, STR("sở"))) {
            end = read_number_line(&finder, i);
        }
        if (end == i && word->key == WORD("tp") && (word->shape & WORD_CAPS)) {
            end = signing_part(&finder, i);
        }
        if (end == i) {
            end = find_at(&finder, i);
        }
        if (end == i && finder.recipients && (word->shape & WORD_UPPER) &&
            read_code(&finder, i)) {
            end = i + 1;
        }
        i = end > i ? end : i + 1;
    }
    unit_aliases_resolve(finder.aliases, out);
    mark_headings(&finder);
}
