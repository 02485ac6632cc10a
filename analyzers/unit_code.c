// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_code.h"

#include "analyzers/doctype.h"
#include "analyzers/province.h"
#include "analyzers/role.h"

// The letters of a code: its capitals, without the initials of the drafter glued to it.
struct code {
    uint32_t from, to; // letters of the view
    uint32_t end;      // the word behind it
    uint64_t key;
};

enum { CODE_LONGEST = 10, ITEM_LONGEST = 24 };

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

// "GĐ" means a person, not a division.
static bool means_title(uint64_t key, struct arena *arena)
{
    struct view view;
    struct word_list words;
    uint32_t end;
    view_read(&view, abbreviation_meaning(key, 0), arena);
    word_list_read(&words, &view, arena);
    return words.count && role_match(&words, 0, &end) == ROLE_TITLE && end == words.count;
}

// "TTr", "GDTrH", "KĐ2": at least two capitals, and nobody's title.
static bool is_letters(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    uint32_t capitals = 0, end;
    for (uint32_t i = word->from; i < word->to; i++) {
        capitals += (words->view->flags[i] & VIEW_UPPER) != 0;
    }
    // "STT" heads a column of a table.
    return capitals >= 2 && word->key != WORD("stt") &&
           word->to - word->from <= CODE_LONGEST &&
           role_match(words, at, &end) == ROLE_NONE;
}

// True when word `at` is part of an item that is nothing but codes: "- TTr, VP, KHTC;",
// "- Các đơn vị: TST, TCKT;".
static bool among_codes(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t from = at, to = at + 1;
    while (from > 0 && at - from < ITEM_LONGEST && items[from].signs &&
           items[from].first == ',') {
        from--;
    }
    if (!items[from].signs || items[from].first == ',' ||
        (items[from].last != ':' && items[from].last != '-')) {
        return false;
    }
    bool colon =
        items[from].last == ':' && from > 0 && items[from - 1].key != WORD("nhan");
    while (to < words->count && to - at < ITEM_LONGEST && items[to].signs &&
           !(items[to].shape & WORD_LINE) &&
           (items[to].first == ',' || items[to].first == '-')) {
        to++;
    }
    for (uint32_t i = from; i < to; i++) {
        if (!is_letters(words, i)) {
            return false;
        }
    }
    bool ends = to == words->count || (items[to].shape & WORD_LINE) || items[to].signs;
    return ends && (colon || to - from >= 3);
}

// "GDTrH-GDTX" is one code.
static void join_letters(struct code *code, const struct word_list *words)
{
    while (code->end < words->count && words->items[code->end].signs == 1 &&
           words->items[code->end].first == '-' &&
           words->items[code->end].from == code->to + 1 && is_letters(words, code->end)) {
        code->to = words->items[code->end++].to;
    }
    code->key = word_key_of(words->view->plain + code->from, code->to - code->from);
}

// Behind "Lưu:" any capitals are a code.
static bool read_archived(struct code *code, const struct unit_finder *finder,
                          uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct view *view = words->view;
    uint32_t size = code->to - code->from, end;
    if (size < 2 || size > 6 ||
        (role_match(words, at, &end) != ROLE_NONE && !has_meaning(code->key))) {
        return false;
    }
    // "ĐTDG": the initials of the person who drafted it, glued to the code.
    for (uint32_t part = size; part >= 2; part--) {
        uint64_t key = word_key_of(view->plain + code->from, part);
        if (has_meaning(key) && (part == size || !means_title(key, finder->arena))) {
            code->to = code->from + part;
            code->key = key;
            break;
        }
    }
    return true;
}

// True when word `at` is a code. Among the recipients only those are with a meaning that
// end their item, and those in lists of nothing else.
static bool read_code(struct code *code, const struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct view *view = words->view;
    const struct word *word = &words->items[at];
    code->from = code->to = word->from;
    code->end = at + 1;
    while (code->to < word->to && (view->flags[code->to] & VIEW_UPPER)) {
        code->to++;
    }
    code->key = word_key_of(view->plain + code->from, code->to - code->from);
    if (finder->archive) {
        return read_archived(code, finder, at);
    }
    if (among_codes(words, at)) {
        code->to = word->to;
        join_letters(code, words);
        return true;
    }
    uint32_t size = code->to - code->from, end;
    char after = word->to < view->count ? view->plain[word->to] : ',';
    bool own = finder->list && unit_list_expansion(finder->list, code->key).at;
    return size >= 2 && size <= 6 && code->to == word->to &&
           role_match(words, at, &end) == ROLE_NONE && (own || has_meaning(code->key)) &&
           (after == ',' || after == ';' ||
            (after == ' ' && (view->flags[word->to] & VIEW_LINE)) ||
            (after == '.' && word->to + 1 < view->count &&
             (view->flags[word->to + 1] & VIEW_LINE)));
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
    struct str letters = {view->plain + code->from, code->to - code->from};
    struct str normal =
        known ? unit_normal(meaning, NULL, arena) : words_folded(letters, arena);
    if (!known || !is_office_name(meaning)) {
        normal = arena_printf(arena, "phong %.*s", STR_ARG(normal));
    }
    struct str id = unit_finder_id(finder, unit_finder_parts(finder, NULL),
                                   unit_name_slug(normal, arena));
    unit_aliases_add(finder->aliases, id, normal, said);
    return id;
}

// "Lưu: VT, HCTH." and "VPUB: CVP, TH, KT": codes of parts of the office.
uint32_t unit_code_read(struct unit_finder *finder, uint32_t at)
{
    struct code code;
    if (!(finder->words.items[at].shape & WORD_UPPER) || !starts_item(finder, at) ||
        !read_code(&code, finder, at)) {
        return at;
    }
    finder->last_code = code.end - 1;
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
    struct unit *unit = unit_finder_add(finder, at, code.end, name, id);
    unit->to = code.to;
    unit->span = view_span(finder->words.view, unit->from, unit->to);
    return code.end;
}

static bool is_type(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    struct str code = {words->view->plain + word->from, word->to - word->from};
    return doctype_of_code(code, words->view->letter + word->from) != NULL;
}

// The codes of a number line: what stands behind its first slash.
struct number_codes {
    uint32_t known; // the last one that the tables know, its unit in `unit`; 0 without
    uint32_t first; // the first one that is no type of document; 0 without
    const struct known_unit *unit;
    bool slash;
};

static struct number_codes number_codes(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    struct number_codes found = {0};
    for (uint32_t i = at + 1;
         i < words->count && i < at + 9 && !(items[i].shape & WORD_LINE); i++) {
        found.slash |= items[i].signs && (items[i].last == '/' || items[i].first == '/');
        bool attached = unit_finder_attached(words, i);
        if (found.slash && (items[i].shape & WORD_CAPS) && attached) {
            struct str code = {words->view->plain + items[i].from,
                               items[i].to - items[i].from};
            const struct known_unit *known = unit_lexicon_code(code);
            if (known) {
                found.unit = known;
                found.known = i;
            }
            if (!found.first && !is_type(words, i)) {
                found.first = i;
            }
        } else if (found.slash && !attached && items[i].signs == 0) {
            break;
        }
    }
    return found;
}

// The code of the issuer in the notice's own number line: "Số: /TB-SKHCN".
uint32_t unit_code_number_line(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct office *office = finder->office;
    struct number_codes codes = number_codes(words, at);
    if (!codes.slash) {
        return at;
    }
    finder->number_seen = true;
    if (codes.known) {
        bool national = codes.unit->level == LEVEL_NATIONAL;
        struct str id = unit_finder_id(
            finder, national ? STR("trung-uong") : office->province, codes.unit->id);
        // "UBND" of a commune, "BHXH" of the whole country: the office itself.
        struct str tail = arena_printf(finder->arena, "/%.*s", STR_ARG(codes.unit->id));
        bool itself = str_ends(office->id, tail) ||
                      (!national && str_starts(office->id, STR("trung-uong/")));
        unit_finder_add(finder, codes.known, codes.known + 1,
                        itself ? office->name : codes.unit->name,
                        itself ? office->id : id);
        return codes.known + 1;
    }
    if (!codes.first || !office->id.len) {
        return at;
    }
    // "TB-VP" is of the office's own Văn phòng; letters that no table has are its own.
    bool own = words->items[codes.first].key == WORD("vp") &&
               !str_ends(office->id, STR("/van-phong"));
    unit_finder_add(
        finder, codes.first, codes.first + 1, own ? STR("Văn phòng") : office->name,
        own ? unit_finder_id(finder, office->id, STR("van-phong")) : office->id);
    return codes.first + 1;
}

void unit_code_note(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *word = &words->items[at],
                      *next = at + 1 < words->count ? word + 1 : NULL;
    if (word->key == WORD("luu")) {
        finder->archive = finder->recipients;
    } else if (word->key == WORD("gui")) {
        finder->recipients |=
            (word->shape & WORD_LINE) && next && next->signs && next->first == ':';
    } else if (next && next->key == WORD("nhan")) {
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
