// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_code.h"

#include "analyzers/province.h"
#include "analyzers/role.h"

// The letters of a code: its capitals, without the initials of the drafter glued to it.
struct code {
    uint32_t from, to; // letters of the view
    uint64_t key;
};

// True where an item of a list may start.
static bool starts_item(const struct unit_finder *finder, uint32_t at)
{
    const struct word *words = finder->words.items, *word = &words[at];
    char before = word->signs ? word->last : 0;
    if (before == ',' || before == ';' || before == ':' || before == '-') {
        return true;
    }
    if (before == '.') {
        return at > 0 && word->from == words[at - 1].to + 1;
    }
    return finder->archive && !before && at > 0 &&
           (finder->last_code + 1 == at || words[at - 1].key == WORD("luu"));
}

static bool has_meaning(uint64_t key)
{
    return abbreviation_meaning(key, 0).at != NULL;
}

// True when word `at` is a code. Behind "Lưu:" any capitals are; among the recipients
// only those with a meaning that end their item.
static bool read_code(struct code *code, const struct unit_finder *finder, uint32_t at)
{
    const struct view *view = finder->words.view;
    const struct word *word = &finder->words.items[at];
    uint32_t end;
    code->from = code->to = word->from;
    while (code->to < word->to && (view->flags[code->to] & VIEW_UPPER)) {
        code->to++;
    }
    uint32_t size = code->to - code->from;
    code->key = word_key_of(view->plain + code->from, size);
    if (size < 2 || size > 6 || (!finder->archive && code->to < word->to)) {
        return false;
    }
    if (role_match(&finder->words, at, &end) != ROLE_NONE &&
        !(finder->archive && has_meaning(code->key))) {
        return false;
    }
    if (!finder->archive) {
        char after = word->to < view->count ? view->plain[word->to] : ',';
        bool own = finder->list && unit_list_expansion(finder->list, code->key).at;
        return (own || has_meaning(code->key)) &&
               (after == ',' || after == ';' ||
                (after == ' ' && (view->flags[word->to] & VIEW_LINE)));
    }
    // "ĐTDG": the initials of the person who drafted it, glued to the code.
    for (uint32_t part = size; part >= 2; part--) {
        uint64_t key = word_key_of(view->plain + code->from, part);
        if (has_meaning(key)) {
            code->to = code->from + part;
            code->key = key;
            break;
        }
    }
    return true;
}

static bool is_office_name(struct str meaning)
{
    return str_starts(meaning, STR("phong ")) || str_starts(meaning, STR("van phong")) ||
           str_starts(meaning, STR("thanh tra")) || str_starts(meaning, STR("trung tam"));
}

// The division that a code means: the one meaning of the abbreviation, else its letters.
static struct str division_id(struct unit_finder *finder, const struct code *code,
                              struct str said)
{
    struct arena *arena = finder->arena;
    const struct view *view = finder->words.view;
    struct str own =
        finder->list ? unit_list_expansion(finder->list, code->key) : (struct str){0};
    struct str meaning = own.at ? own : abbreviation_meaning(code->key, 0);
    bool known = meaning.at && (own.at || !abbreviation_meaning(code->key, 1).at);
    struct str normal =
        known ? unit_normal(meaning, NULL, arena)
              : (struct str){view->plain + code->from, code->to - code->from};
    if (!known || !is_office_name(meaning)) {
        normal = arena_printf(arena, "phong %.*s", STR_ARG(normal));
    }
    struct str id = unit_finder_id(finder, unit_finder_parts(finder, NULL),
                                   unit_name_slug(normal, arena));
    unit_aliases_add(finder->aliases, id, normal, said);
    return id;
}

// "Lưu: VT, HCTH." and "VPUB: CVP, TH, KT": codes of parts of the office.
bool unit_code_read(struct unit_finder *finder, uint32_t at)
{
    struct code code;
    if (!(finder->words.items[at].shape & WORD_UPPER) || !starts_item(finder, at) ||
        !read_code(&code, finder, at)) {
        return false;
    }
    finder->last_code = at;
    struct str name, id;
    if (code.key == WORD("vt")) {
        name = STR("Văn thư");
        id = unit_finder_id(finder, finder->office->id, STR("van-thu"));
    } else if (code.key == WORD("vp")) {
        name = STR("Văn phòng");
        id = unit_finder_id(finder, finder->office->id, STR("van-phong"));
    } else {
        name = view_clean(finder->words.view, code.from, code.to, finder->arena);
        id = division_id(finder, &code, name);
    }
    struct unit *unit = unit_finder_add(finder, at, at + 1, name, id);
    unit->to = code.to;
    unit->span = view_span(finder->words.view, unit->from, unit->to);
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
