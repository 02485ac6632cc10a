// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_code.h"

#include "analyzers/province.h"
#include "analyzers/role.h"

// "Lưu: VT, HCTH." and "VPUB: CVP, TH, KT": codes of parts of the office.
bool unit_code_read(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *word = &words->items[at];
    const struct view *view = words->view;
    uint32_t end;
    char before = word->signs ? word->last : 0;
    bool item =
        before == ',' || before == ';' || before == ':' || before == '-' ||
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
    if (size < 2 || size > 6 || (!finder->archive && to < word->to) ||
        (role_match(words, at, &end) != ROLE_NONE &&
         (!finder->archive ||
          !abbreviation_meaning(word_key_of(view->plain + word->from, size), 0).at))) {
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
    struct str parent = unit_finder_parts(finder, NULL);
    struct str name, id;
    if (str_equal(code, STR("vt"))) {
        name = STR("Văn thư");
        id = unit_finder_id(finder, finder->office->id, STR("van-thu"));
    } else if (str_equal(code, STR("vp"))) {
        name = STR("Văn phòng");
        id = unit_finder_id(finder, finder->office->id, STR("van-phong"));
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
            id = unit_finder_id(finder, parent,
                                whole ? slug
                                      : arena_printf(arena, "phong-%.*s", STR_ARG(slug)));
            name = said;
            unit_aliases_add(finder->aliases, id,
                             arena_printf(arena, "%s%.*s", whole ? "" : "phong ",
                                          STR_ARG(unit_normal(meaning, NULL, arena))),
                             name);
        } else {
            id = unit_finder_id(finder, parent,
                                arena_printf(arena, "phong-%.*s", STR_ARG(code)));
            name = said;
            unit_aliases_add(finder->aliases, id,
                             arena_printf(arena, "phong %.*s", STR_ARG(code)), name);
        }
    }
    struct unit *unit = unit_finder_add(finder, at, at + 1, name, id);
    unit->to = to;
    unit->span = view_span(view, unit->from, to);
    return true;
}

// The code of the issuer in the notice's own number line: "Số: /TB-SKHCN".
uint32_t unit_code_number_line(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t end = at + 1;
    const struct known_unit *found = NULL;
    uint32_t where = 0;
    bool slash = false;
    for (; end < words->count && end < at + 9 && !(items[end].shape & WORD_LINE); end++) {
        slash |= items[end].signs && (items[end].last == '/' || items[end].first == '/');
        if (slash && (items[end].shape & WORD_CAPS) && unit_finder_attached(words, end)) {
            struct str code = {words->view->plain + items[end].from,
                               items[end].to - items[end].from};
            const struct known_unit *known = unit_lexicon_code(code);
            if (known) {
                found = known;
                where = end;
            }
        } else if (slash && !unit_finder_attached(words, end) && items[end].signs == 0) {
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
        unit_finder_add(finder, where, where + 1, found->name,
                        unit_finder_id(finder, place, found->id));
        return where + 1;
    }
    return at;
}

// "Nơi nhận:" opens the list of recipients, "Lưu:" in it the codes of the archive.
void unit_code_note(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    if (words->items[at].key == WORD("luu")) {
        finder->archive = finder->recipients;
    } else if (at + 1 < words->count && words->items[at + 1].key == WORD("nhan")) {
        finder->recipients = true;
    }
}

// "TP. HÀNH CHÍNH - TỔNG HỢP" under a signature: the head of that department.
uint32_t unit_code_signing(struct unit_finder *finder, uint32_t at)
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
    struct str id = unit_finder_id(finder, unit_finder_parts(finder, NULL),
                                   unit_name_slug(normal, finder->arena));
    struct str said = unit_finder_name(finder, at + 1, to);
    struct str name = arena_printf(finder->arena, "Phòng %.*s", STR_ARG(said));
    unit_aliases_add(finder->aliases, id, normal, name);
    unit_finder_add(finder, at, to, name, id);
    return to;
}
