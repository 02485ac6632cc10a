// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/person.h"

#include "analyzers/lexicon.h"
#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/role.h"
#include "analyzers/signature.h"
#include "analyzers/tables.h"
#include "analyzers/unit_pattern.h"
#include "analyzers/unit_scope.h"

#include <pthread.h>

enum { ROLE_REACH = 14, LOOKALIKE_WORDS = 4 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct lexicon *before; // what makes a name no person's, its words backwards

static void start(void)
{
    const struct table *table = table_named("person_lookalikes");
    struct arena *arena = arena_new();
    before = lexicon_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str folded = words_folded(table_cell(table, row, 0), arena), word;
        char *out = arena_alloc(arena, folded.len + 1);
        size_t at = folded.len;
        while (str_split(&word, &folded, ' ')) {
            at -= word.len;
            memcpy(out + at, word.at, word.len);
            if (at) {
                out[--at] = ' ';
            }
        }
        lexicon_add(before, str_of(out), row);
    }
    arena_free(arena);
}

struct finder {
    struct word_list words;
    struct arena *arena;
    struct persons *out;
    size_t room;
    uint32_t last; // word behind the last person, or behind what was said of it
};

static bool of_place(const struct word_list *words, uint32_t at)
{
    uint32_t node = LEXICON_ROOT;
    // "Hiệu trưởng Đinh Văn A" is no school and "Trưởng ban Lê B" no village, though the
    // folded words are.
    if (at > 0 &&
        (word_is(words, at - 1, STR("trưởng")) || word_is(words, at - 1, STR("ban")))) {
        return false;
    }
    for (uint32_t i = at; i > 0 && at - i < LOOKALIKE_WORDS; i--) {
        if (words->items[i].signs) {
            return false;
        }
        node = lexicon_step(before, node, words->items[i - 1].key);
        if (node == LEXICON_NONE) {
            return false;
        }
        if (lexicon_value(before, node) != LEXICON_NONE) {
            return true;
        }
    }
    return false;
}

// The end of the name that starts at word `at`: titles, units and places that follow are
// none of it, and over a line end it goes on only while it is still short.
static uint32_t name_end(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t run = name_run(words, at, NAME_OVER_LINES), end;
    if (run > at + 5) {
        run = at + 5;
    }
    for (uint32_t i = at + 1; i < run; i++) {
        enum role_kind kind = role_match(words, i, &end);
        bool title =
            (kind == ROLE_TITLE || kind == ROLE_HONORIFIC || kind == ROLE_RANK) &&
            (end - i >= 2 || kind == ROLE_HONORIFIC);
        bool line = (items[i].shape & WORD_LINE) && i - at >= 3;
        bool unit =
            unit_lexicon_begins(items[i].key) && i - at >= 2 &&
            (unit_lexicon_match(words, i, NULL, &end) || word_is(words, i, STR("sở")) ||
             word_is(words, i, STR("ban")) || word_is(words, i, STR("bộ")));
        if (title || line || unit) {
            return i;
        }
    }
    return run;
}

// A title before the name, perhaps with the unit it is of in between: "Phó Chủ tịch UBND
// tỉnh NAME". Its first word, or `at`.
static uint32_t role_before(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t from, end, found = at;
    for (uint32_t i = at; i > 0 && at - i < ROLE_REACH; i--) {
        enum role_kind kind = role_match_back(words, i, &from);
        if (kind == ROLE_TITLE || kind == ROLE_SHORT || kind == ROLE_RANK) {
            found = from;
            // What stands between must be the name of a unit.
            if (i < at) {
                uint32_t k = i;
                while (k < at) {
                    uint32_t step = k + 1;
                    bool place =
                        items[k].key == WORD("tinh") || items[k].key == WORD("thanh") ||
                        items[k].key == WORD("pho") || items[k].key == WORD("va") ||
                        items[k].key == WORD("huyen") || items[k].key == WORD("xa");
                    if (unit_lexicon_match(words, k, NULL, &end) && end <= at) {
                        step = end;
                    } else if (unit_lexicon_topic(words, k, &end) && end <= at) {
                        step = end;
                    } else if (!(items[k].shape & WORD_UPPER) && !place) {
                        return at;
                    }
                    k = step;
                }
            }
            return found;
        }
        if (items[i].signs && !(i == at && items[i].signs == 1 &&
                                (items[i].first == '.' || items[i].first == ':'))) {
            break;
        }
        if (items[i - 1].key == WORD("la") || items[i - 1].key == WORD("do")) {
            break;
        }
    }
    return at;
}

// A title behind the name: ", Giám đốc Sở", "- Phó Chủ tịch UBND tỉnh". The word behind
// it, or `at`; *from is its first word.
static uint32_t role_after(const struct word_list *words, uint32_t at, uint32_t *from)
{
    const struct word *items = words->items;
    uint32_t end;
    if (at >= words->count || items[at].signs > 2) {
        return at;
    }
    char sign = items[at].first;
    bool fits = !items[at].signs ? !(items[at].shape & WORD_LINE)
                                 : (sign == ',' || sign == '-' || sign == '(' ||
                                    sign == ':' || sign == '~');
    uint32_t i = at;
    if (fits && items[i].key == WORD("la") && items[i].signs <= 1) {
        i++;
    }
    if (!fits || i >= words->count) {
        return at;
    }
    enum role_kind kind = role_match(words, i, &end);
    if ((kind != ROLE_TITLE && kind != ROLE_SHORT) || !(items[i].shape & WORD_UPPER)) {
        return at;
    }
    *from = i;
    // The unit it is of.
    while (end < words->count && !items[end].signs && end < i + 24) {
        uint32_t next = end;
        struct unit_scope scope;
        if (unit_lexicon_match(words, end, NULL, &next)) {
            end = next;
            continue;
        }
        if (items[end].shape & WORD_UPPER) {
            const struct unit_head *head = unit_lexicon_head(words, end, &next);
            uint32_t name = unit_pattern_end(words, head ? next : end, false);
            if (head || name > end) {
                end = name > next && head ? name : head ? next : name;
                continue;
            }
        }
        if (items[end].key != WORD("tinh") && items[end].key != WORD("thanh") &&
            items[end].key != WORD("huyen") && items[end].key != WORD("xa") &&
            items[end].key != WORD("quan") && items[end].key != WORD("phuong")) {
            break;
        }

        struct arena *arena = arena_new();
        unit_scope_read(&scope, words, end, arena);
        arena_free(arena);
        if (scope.end == end) {
            break;
        }
        end = scope.end;
    }
    return end;
}

static void add(struct finder *finder, uint32_t from, uint32_t to, struct str role)
{
    const struct word *items = finder->words.items;
    const struct view *view = finder->words.view;
    struct persons *out = finder->out;
    out->items = arena_grow(finder->arena, out->items, out->count, &finder->room,
                            sizeof *out->items);
    struct person *person = &out->items[out->count++];
    *person =
        (struct person){.from = items[from].from, .to = items[to - 1].to, .role = role};
    person->name = view_clean(view, person->from, person->to, finder->arena);
    person->span = view_span(view, person->from, person->to);
}

static struct str said(struct finder *finder, uint32_t from, uint32_t to)
{
    const struct word *items = finder->words.items;
    return from < to ? view_clean(finder->words.view, items[from].from, items[to - 1].to,
                                  finder->arena)
                     : (struct str){0};
}

static bool honorific(const struct word_list *words, uint32_t at, uint32_t *from)
{
    if (role_match_back(words, at, from) != ROLE_HONORIFIC) {
        return false;
    }
    // "bà", "ông", "anh", "chị" are words of their own only with their marks.
    if (at - *from == 1 && words->items[*from].to - words->items[*from].from <= 3 &&
        words->items[*from].key != WORD("dc")) {
        return word_is(words, *from, STR("ông")) || word_is(words, *from, STR("bà")) ||
               word_is(words, *from, STR("anh")) || word_is(words, *from, STR("chị"));
    }
    return true;
}

// Returns the word behind the person that starts at word `at`, or `at`.
static uint32_t person_at(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    enum surname surname = surname_listed(words, at);
    if (surname < SURNAME_FOLDED) {
        return at;
    }
    uint32_t end = name_end(words, at), other;
    if (end - at < 2 || end - at > 5) {
        return at;
    }
    // "CHÁNH VĂN PHÒNG", "Công Thương": words of a title or a topic that look like a
    // surname.
    for (uint32_t i = at > 3 ? at - 3 : 0; i < at; i++) {
        if (role_match(words, i, &other) == ROLE_TITLE && other > at) {
            return at;
        }
    }
    // "Đỗ Thị A" is not "đô thị", though their letters are the same without marks.
    bool middle =
        surname == SURNAME_EXACT && end - at > 2 &&
        (word_is(words, at + 1, STR("thị")) || word_is(words, at + 1, STR("văn")));
    if (!middle && unit_lexicon_topic(words, at, &other) && other - at >= 2) {
        return at;
    }
    // "Ông Nguyễn Văn A": Ông is a surname too, but here it is how a man is called.
    if (word_is(words, at, STR("ông")) && end - at > 2 &&
        surname_of(words, at + 1) == SURNAME_EXACT) {
        return at;
    }
    bool caps = items[at].shape & WORD_CAPS;
    if (caps && end - at > 4) {
        return at;
    }
    uint32_t cue = at, title, after_from = end;
    // "Đ/c: NAME", "Đồng chí NAME"; a degree or rank may stand between.
    uint32_t name = at;
    if (role_match_back(words, name, &other) == ROLE_DEGREE ||
        role_match_back(words, name, &other) == ROLE_RANK) {
        name = other;
    }
    bool opened =
        !items[name].signs || (items[name].signs == 1 &&
                               (items[name].first == ':' || items[name].first == '.' ||
                                items[name].first == '/'));
    bool called = opened && honorific(words, name, &cue);
    title = called ? cue : role_before(words, name);
    uint32_t after = role_after(words, end, &after_from);
    bool entitled = title < name && !called;
    bool ranked = name < at;
    // A list: "các đồng chí: A, B và C", "ông A, bà B".
    bool listed = finder->last && finder->last <= at && at - finder->last <= 1 &&
                  (items[at].signs ? items[at].signs <= 2 && (items[at].first == ',' ||
                                                              items[at].first == ';')
                                   : items[at - 1].key == WORD("va"));
    bool sure = false;
    for (uint32_t i = at + 1; i + 1 < end && !caps; i++) {
        sure |= word_is(words, i, STR("văn")) || word_is(words, i, STR("thị"));
    }
    if (surname == SURNAME_FOLDED && !(called && end - at >= 3) &&
        !(after > end && end - at >= 3)) {
        return at;
    }
    if (!called && !entitled && after == end && !listed && !ranked &&
        !(sure && end - at >= 3)) {
        return at;
    }
    if (!called &&
        (of_place(words, at) || province_match(words, at, &other) != PROVINCE_NONE)) {
        return at;
    }
    // "Hồ Chí Minh" of a city, a union, a thought: the province table has it. A unit may
    // begin with a surname: "Đoàn Thanh niên".
    if (province_match(words, at, &other) != PROVINCE_NONE && other >= end) {
        return at;
    }
    const struct known_unit *unit = unit_lexicon_match(words, at, NULL, &other);
    if (unit && other - at >= 2) {
        return at;
    }
    struct str role = after > end ? said(finder, after_from, after)
                      : entitled  ? said(finder, title, name)
                                  : (struct str){0};
    if (ranked && !role.at && !called) {
        role = said(finder, name, at);
    }
    if (called && !role.at) {
        uint32_t upper = role_before(words, cue);
        role = upper < cue ? said(finder, upper, cue) : (struct str){0};
    }
    add(finder, at, end, role);
    finder->last = after > end ? after : end;
    return end;
}

static void add_signer(struct finder *finder)
{
    struct signature signature;
    struct persons *out = finder->out;
    signature_read(&signature, &finder->words, 0, finder->arena);
    if (signature.signer_to <= signature.signer_from) {
        return;
    }
    size_t at = 0;
    while (at < out->count && out->items[at].to <= signature.signer_from) {
        at++;
    }
    if (at < out->count && out->items[at].from < signature.signer_to) {
        out->items[at].role = signature.role.at ? signature.role : out->items[at].role;
        return;
    }
    out->items = arena_grow(finder->arena, out->items, out->count, &finder->room,
                            sizeof *out->items);
    memmove(out->items + at + 1, out->items + at, (out->count - at) * sizeof *out->items);
    out->count++;
    out->items[at] = (struct person){
        .span = signature.signer_span,
        .from = signature.signer_from,
        .to = signature.signer_to,
        .name = signature.signer,
        .role = signature.role,
    };
}

void persons_find(struct persons *out, const struct view *view, struct arena *arena)
{
    pthread_once(&once, start);
    struct finder finder = {.arena = arena, .out = out};
    *out = (struct persons){0};
    unit_lexicon_start();
    finder.words = *words_of(view, arena);
    const struct word *items = finder.words.items;
    for (uint32_t i = 0; i < finder.words.count;) {
        uint32_t end = i;
        if ((items[i].shape & WORD_UPPER) && items[i].to - items[i].from <= 7) {
            end = person_at(&finder, i);
        }
        i = end > i ? end : i + 1;
    }
    add_signer(&finder);
}
