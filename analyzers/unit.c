// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit.h"

#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/unit_code.h"
#include "analyzers/unit_collective.h"
#include "analyzers/unit_heading.h"
#include "analyzers/unit_pattern.h"

// "các phòng: A, B", "các Bộ: A, B": each item is a unit with the head said before.
// Returns the word behind the list.
static uint32_t read_shared_head(struct unit_finder *finder, uint32_t at,
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
        if (other && other != head && word_is(words, i, other->first) &&
            (items[i].shape & WORD_UPPER) && unit_lexicon_lookalike(words, i) == i) {
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
            id = unit_finder_id(finder, place, sector.unit->id);
        } else if (head->kind != HEAD_SECTOR) {
            behind = unit_pattern_end(words, i, true);
            if (behind == i) {
                break;
            }
            struct str normal = unit_name_normal(words, i, behind, finder->list, arena);
            struct str folded = head->folded;
            normal = arena_printf(arena, "%.*s %.*s", STR_ARG(folded), STR_ARG(normal));
            struct str said =
                view_clean(words->view, items[i].from, items[behind - 1].to, arena);
            name = arena_printf(arena, "%.*s %.*s", STR_ARG(head->word), STR_ARG(said));
            id = unit_finder_id(finder, unit_finder_parts(finder),
                                unit_name_slug(normal, arena));
            unit_aliases_add(finder->aliases, id, normal, name);
        } else {
            break;
        }
        unit_finder_add(finder, i, behind, name, id);
        i = end = behind;
    }
    return end;
}

static uint32_t add_known(struct unit_finder *finder, uint32_t at, uint32_t end,
                          const struct known_unit *known)
{
    const struct word_list *words = &finder->words;
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    struct arena *arena = finder->arena;
    if (known->level != LEVEL_NATIONAL && known->level != LEVEL_OFFICE) {
        unit_scope_read(&scope, words, end, arena);
    }
    // "Chủ tịch UBND xã Nguyễn Văn An" in a text of the commune: its chairman, no commune.
    uint32_t levels, behind_level;
    if (scope.district.len && unit_finder_district(finder).len && at > 0 &&
        words->items[at - 1].key == WORD("tich") &&
        unit_levels(words, end, &behind_level, &levels).at && levels == 1 &&
        surname_of(words, behind_level) == SURNAME_EXACT &&
        scope.end >= behind_level + 3) {
        scope.district = (struct str){0};
        scope.level = view_clean(words->view, words->items[end].from,
                                 words->items[behind_level - 1].to, arena);
        scope.end = behind_level;
    }
    if (known->needs_scope && scope.end == end) {
        return at;
    }
    struct str name = known->name, id;
    bool collective = false;
    if (known->level == LEVEL_NATIONAL) {
        id = unit_finder_id(finder, STR("trung-uong"), known->id);
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
                parent = unit_finder_id(finder, place, office->id);
                end = own_end;
            }
        } else if (end < words->count && !words->items[end].signs &&
                   words->items[end].key == WORD("so") &&
                   (words->items[end].shape & WORD_UPPER) &&
                   !unit_lexicon_match(words, end, finder->list, &own_end)) {
            // "Lãnh đạo Sở", "Công đoàn Sở"
            end++;
        }
        // "Đảng ủy" in a text of the Đảng ủy is that office, and "Văn phòng Đảng ủy" a
        // part of it.
        struct str own = finder->office->id;
        ptrdiff_t slash = str_find(known->id, STR("/"), 0);
        struct str root = slash < 0 ? known->id : str_slice(known->id, 0, (size_t)slash);
        bool itself = own.len > root.len && str_ends(own, root) &&
                      own.at[own.len - root.len - 1] == '/' && str_equal(parent, own);
        if (itself) {
            id = slash < 0 ? own
                           : unit_finder_id(
                                 finder, own,
                                 str_slice(known->id, (size_t)slash + 1, known->id.len));
        } else {
            id = unit_finder_id(finder, parent, known->id);
        }
        scope.end = end;
        // "Đảng ủy xã", "Văn phòng Đảng ủy xã Công Hải"
        if (root.len == 7 && str_equal(root, STR("dang-uy"))) {
            unit_scope_read(&scope, words, end, arena);
            if (!scope.level.len && !scope.district.len) {
                scope.end = end;
            }
        }
    } else if (scope.all.len) {
        collective = true;
        id = unit_finder_id(finder, unit_finder_place(finder, &scope),
                            arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(known->id),
                                         STR_ARG(scope.all)));
        name = unit_finder_name(finder, at, scope.end);
    } else {
        id = unit_finder_id(finder, unit_finder_place(finder, &scope), known->id);
        if (scope.district.len) {
            name = unit_finder_name(finder, at, scope.end);
        } else if (scope.level.len && !str_equal(scope.level, STR("thành phố"))) {
            name = arena_printf(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(scope.level));
        }
    }
    if (!collective) {
        unit_aliases_add(finder->aliases, id, known->normal, name);
    }
    struct unit *unit = unit_finder_add(finder, at, scope.end, name, id);
    unit->collective = collective;
    return scope.end;
}

// The folded beginning of the name of a unit found before.
static struct str folded_name(struct unit_finder *finder, size_t number)
{
    struct str name = finder->out->items[number].name;
    size_t slot = number % UNIT_FINDER_FOLDED;
    if (finder->folded_of[slot].at != name.at ||
        finder->folded_of[slot].len != name.len) {
        finder->folded_of[slot] = name;
        finder->folded[slot] = words_folded(str_slice(name, 0, 40), finder->arena);
    }
    return finder->folded[slot];
}

// "Sở", "Bộ", "Trung tâm" alone: the office itself, or the last one so called.
static uint32_t add_bare(struct unit_finder *finder, uint32_t at, uint32_t end,
                         const struct unit_head *head)
{
    const struct office *office = finder->office;
    struct arena *arena = finder->arena;
    if (!word_is(&finder->words, at, head->first)) {
        return at;
    }
    // "Trạm trưởng", "Đội phó" are persons.
    if (end < finder->words.count && !finder->words.items[end].signs &&
        (word_is(&finder->words, end, STR("trưởng")) ||
         word_is(&finder->words, end, STR("phó")))) {
        return at;
    }
    if (head->kind == HEAD_SECTOR) {
        struct str own = head->folded, name = words_folded(office->name, arena);
        if (office->name.len && str_starts(name, own)) {
            unit_finder_add(finder, at, end, office->name, office->id);
            return end;
        }
    } else if (head->kind != HEAD_PART && !str_equal(head->slug, STR("bqlda"))) {
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
        // An office that is a "Văn phòng" itself.
        if (str_ends(office->id, STR("/van-phong"))) {
            unit_finder_add(finder, at, end, office->name, office->id);
            return end;
        }
        unit_finder_add(finder, at, end, STR("Văn phòng"),
                        unit_finder_id(finder, office->id, STR("van-phong")));
        return end;
    }
    // "5. Thanh tra:" heads a section of the office's own inspectors.
    if (str_equal(head->slug, STR("thanh-tra")) &&
        unit_heading_alone(&finder->words, at, end)) {
        unit_finder_add(finder, at, end, head->word,
                        unit_finder_id(finder, office->id, head->slug));
        return end;
    }
    const struct unit *last = NULL;
    struct str word = head->folded;
    for (size_t i = finder->out->count, n = 0; i > 0 && n < 40 && !last; i--, n++) {
        const struct unit *unit = &finder->out->items[i - 1];
        if (!unit->collective && str_starts(folded_name(finder, i - 1), word)) {
            last = unit;
        }
    }
    if (!last && str_equal(head->slug, STR("bqlda"))) {
        // The board for all projects of the office.
        unit_finder_add(finder, at, end, head->word,
                        unit_finder_id(finder, unit_finder_parts(finder), head->slug));
        return end;
    }
    if (!last || head->kind == HEAD_SECTOR || str_equal(head->slug, STR("thanh-tra")) ||
        str_equal(head->slug, STR("phong"))) {
        return at;
    }
    struct str name = last->name, id = last->id;
    unit_finder_add(finder, at, end, name, id);
    return end;
}

static uint32_t add_pattern(struct unit_finder *finder, uint32_t at, uint32_t head_end,
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
    uint32_t line = plural || head->kind == HEAD_SECTOR || head->kind == HEAD_OUTSIDE
                        ? head_end
                        : unit_heading_end(words, at, head_end);
    if (line > end) {
        end = line;
    }
    // "PGĐ Sở Nguyễn Hữu Thắng": a person, not a name of the department.
    bool inside = head->kind == HEAD_SECTOR || str_equal(head->slug, STR("phong")) ||
                  str_equal(head->slug, STR("van-phong")) ||
                  str_equal(head->slug, STR("thanh-tra"));
    if (inside && end > head_end &&
        (surname_listed(words, head_end) == SURNAME_EXACT &&
         name_run(words, head_end, NAME_OVER_LINES) >= head_end + 2 &&
         (word_is(words, head_end + 1, STR("thị")) ||
          word_is(words, head_end + 1, STR("văn")) ||
          !unit_lexicon_topic(words, head_end, &topic)))) {
        end = head_end;
    }
    if (head->kind == HEAD_SECTOR && end > head_end &&
        !(items[head_end].shape & WORD_UPPER)) {
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
    // "Trung tâm Y tế": some heads are whole names where they are written out.
    bool whole = end == head_end && head->kind == HEAD_PART && head_end - at > 2;
    if (end == head_end && !whole) {
        return plural ? at : add_bare(finder, at, head_end, head);
    }
    // "P. Kế hoạch", "TT CNTT": a short head is one where a topic or an abbreviation
    // follows.
    bool shortened = head_end == at + 1 && ((items[at].shape & WORD_CAPS) ||
                                            items[at].to - items[at].from == 1);
    bool exact = word_is(words, at, head->first) ||
                 (shortened && (unit_lexicon_topic(words, head_end, &topic) ||
                                abbreviation_at(words, head_end, &topic, finder->list)));
    if (exact && str_equal(head->slug, STR("thanh-tra")) &&
        !(items[head_end].shape & WORD_UPPER)) {
        exact = false;
    }
    if (!exact || (head->kind == HEAD_SECTOR && !str_equal(head->slug, STR("so")))) {
        return at;
    }
    if (head->kind == HEAD_OUTSIDE && (!(items[head_end].shape & WORD_UPPER) ||
                                       items[head_end].to - items[head_end].from < 3)) {
        return at;
    }
    struct str normal = unit_name_normal(words, head_end, end, finder->list, arena);
    struct str word = head->folded;
    normal =
        whole ? word : arena_printf(arena, "%.*s %.*s", STR_ARG(word), STR_ARG(normal));
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    if (end < words->count && !items[end].signs) {
        unit_scope_read(&scope, words, end, arena);
    }
    struct str slug = unit_name_slug(normal, arena), id, parent;
    bool collective = false;
    uint32_t to = scope.end;
    struct str name = unit_finder_name(finder, at, end);
    if (scope.all.len) {
        collective = true;
        id = unit_finder_id(
            finder, unit_finder_place(finder, &scope),
            arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(slug), STR_ARG(scope.all)));
        name = unit_finder_name(finder, at, to);
    } else if (scope.district.len ||
               (scope.level.len && unit_finder_district(finder).len)) {
        id = unit_finder_id(finder, unit_finder_place(finder, &scope), slug);
        name = unit_finder_name(finder, at, to);
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
            parent = unit_finder_id(finder, finder->office->province, above->id);
        } else if (head->kind == HEAD_OUTSIDE) {
            parent = STR("ngoai");
        } else if (head->kind == HEAD_PART || head->kind == HEAD_BOARD) {
            parent = unit_finder_parts(finder);
        } else {
            parent = finder->office->province;
        }
        id = unit_finder_id(finder, parent, slug);
        if (plural) {
            collective = true;
            id = arena_printf(arena, "%.*s#tat-ca", STR_ARG(id));
        } else {
            unit_aliases_add(finder->aliases, id, normal, name);
        }
    }
    struct unit *unit = unit_finder_add(finder, at, to, name, id);
    unit->collective = collective;
    return to;
}

static uint32_t find_at(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    const struct word *word = &items[at];
    uint32_t end;
    if (finder->list) {
        const struct own_unit *own =
            unit_list_match(finder->list, finder->office->id, words, at, &end);
        if (own && ((word->shape & WORD_UPPER) || end - at > 1) &&
            !unit_finder_attached(words, at)) {
            unit_finder_add(finder, at, end, own->name, own->id);
            return end;
        }
    }
    struct unit_collective group;
    if (unit_lexicon_begins_small(word->key) && unit_collective_read(&group, words, at)) {
        // "các Bộ, cơ quan: Kế hoạch và Đầu tư, Tài chính …"
        uint32_t first = at + (word->key == WORD("cac")), head_to;
        if (group.end < words->count && items[group.end].signs == 1 &&
            items[group.end].first == ':' && !(items[group.end].shape & WORD_BLANK) &&
            unit_lexicon_begins(items[first].key)) {
            const struct unit_head *shared = unit_lexicon_head(words, first, &head_to);
            uint32_t list_end =
                shared && shared->kind == HEAD_SECTOR
                    ? read_shared_head(finder, group.end, shared, group.end)
                    : group.end;
            if (list_end > group.end) {
                return list_end;
            }
        }
        struct str parent = group.of_state    ? STR("trung-uong")
                            : group.of_office ? finder->office->id
                                              : finder->office->province;
        struct unit *unit = unit_finder_add(finder, at, group.end,
                                            unit_finder_name(finder, at, group.end),
                                            unit_finder_id(finder, parent, group.id));
        unit->collective = true;
        return group.end;
    }
    // "các sở: Tài chính, Xây dựng", in small letters.
    if (word->key == WORD("cac") && at + 2 < words->count &&
        word_is(words, at + 1, STR("sở")) && !items[at + 1].signs &&
        (items[at + 2].shape & WORD_UPPER)) {
        const struct unit_head *shared = unit_lexicon_head(words, at + 1, &end);
        uint32_t list_end = shared ? add_pattern(finder, at + 1, end, shared) : at;
        return list_end > at + 1 ? list_end : at;
    }
    if (!unit_lexicon_begins(word->key)) {
        return at;
    }
    bool upper = word->shape & WORD_UPPER;
    if (!upper && word->key != WORD("phong") && word->key != WORD("so") &&
        word->key != WORD("cong") && word->key != WORD("van") &&
        word->key != WORD("trung") && word->key != WORD("khoa")) {
        return at;
    }
    if (unit_finder_code_goes_on(words, at)) {
        return at;
    }
    if (unit_finder_attached(words, at) &&
        !(word->signs == 1 && word->last == '-' && word->shape & WORD_LINE)) {
        return at;
    }
    const struct known_unit *known = unit_lexicon_match(words, at, finder->list, &end);
    uint32_t lookalike = unit_lexicon_lookalike(words, at);
    bool law = at > 2 && items[at - 1].key == WORD("chuc") &&
               items[at - 2].key == WORD("to") && items[at - 3].key == WORD("luat");
    // "cơ quan thuộc Chính phủ" names a kind of body, not the government.
    law |= at > 0 && known && items[at - 1].key == WORD("thuoc") &&
           str_equal(known->id, STR("chinh-phu"));
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
    // In a line of capitals a head stands behind a title or begins: "NHIỆM VỤ", "XÃ HỘI",
    // "THÔNG BÁO" hold none.
    if ((word->shape & WORD_CAPS) && at > 0 && !(word->shape & WORD_LINE) &&
        !word->signs && (items[at - 1].shape & WORD_CAPS) &&
        items[at - 1].key != WORD("chanh") && items[at - 1].key != WORD("truong") &&
        items[at - 1].key != WORD("doc") && items[at - 1].key != WORD("pho")) {
        return at;
    }
    const struct unit_head *head = unit_lexicon_head(words, at, &end);
    if (!head) {
        return at;
    }
    if (!upper && !(word_is(words, at, head->first) && end < words->count &&
                    (((word->key == WORD("phong") || word->key == WORD("khoa")) &&
                      (items[end].shape & WORD_UPPER)) ||
                     unit_heading_end(words, at, end) > end))) {
        return at;
    }
    return add_pattern(finder, at, end, head);
}

void units_find(struct units *out, const struct view *view, const struct office *office,
                const struct unit_list *list, struct arena *arena)
{
    struct unit_finder finder = {
        .office = office, .list = list, .arena = arena, .out = out};
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
            unit_code_note(&finder, i);
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
            end = unit_code_number_line(&finder, i);
        }
        if (end == i && word->key == WORD("tp") && (word->shape & WORD_CAPS)) {
            end = unit_code_signing(&finder, i);
        }
        if (end == i) {
            end = find_at(&finder, i);
        }
        if (end == i && finder.recipients && (word->shape & WORD_UPPER) &&
            unit_code_read(&finder, i)) {
            end = i + 1;
        }
        i = end > i ? end : i + 1;
    }
    unit_aliases_resolve(finder.aliases, out);
    unit_headings_mark(out, &finder.words);
}
