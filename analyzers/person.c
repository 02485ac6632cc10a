// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/person.h"

#include "analyzers/lexicon.h"
#include "analyzers/person_name.h"
#include "analyzers/person_role.h"
#include "analyzers/province.h"
#include "analyzers/role.h"
#include "analyzers/signature.h"
#include "analyzers/tables.h"
#include "analyzers/unit_lexicon.h"
#include "analyzers/word_class.h"
#include "base/once.h"

enum { LOOKALIKE_WORDS = 4 };

static struct once once = ONCE_INIT;
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
    if (at > 0 && (word_is_spelt(words, at - 1, SPELT("trưởng")) ||
                   word_is_spelt(words, at - 1, SPELT("ban")))) {
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
            // "ông A bà B", but "Nguyễn Bá Ngọc", "Trần Chí Dũng", "Lê Anh Thư".
            (end - i >= 2 || (kind == ROLE_HONORIFIC && !(items[i].shape & WORD_UPPER)));
        bool line = (items[i].shape & WORD_LINE) && i - at >= 3;
        bool unit = unit_lexicon_begins(items[i].key) && i - at >= 2 &&
                    (unit_lexicon_match(words, i, NULL, &end) ||
                     word_is_spelt(words, i, SPELT("sở")) ||
                     word_is_spelt(words, i, SPELT("ban")) ||
                     word_is_spelt(words, i, SPELT("bộ")));
        if (title || line || unit) {
            return i;
        }
    }
    return run;
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

// What stands around the name at [at, end).
struct around {
    uint32_t at, end;
    uint32_t name;  // its first word with a degree or rank before it: "TS. NAME"
    uint32_t cue;   // "đồng chí"; `name` without one
    uint32_t title; // "Phó Chủ tịch UBND tỉnh" before all that; `name` without one
    uint32_t after_from; // the title behind it
    uint32_t after;      // the word behind that; `end` without one
    bool called, listed;
};

// A list: "các đồng chí: A, B và C", "ông A, bà B".
static bool in_list(const struct finder *finder, uint32_t at)
{
    const struct word *items = finder->words.items, *word = &items[at];
    if (!finder->last || finder->last > at || at - finder->last > 1) {
        return false;
    }
    return word->signs ? word->signs <= 2 && (word->first == ',' || word->first == ';')
                       : items[at - 1].key == WORD("va");
}

static struct around around_name(const struct finder *finder, uint32_t at, uint32_t end)
{
    const struct word_list *words = &finder->words;
    struct around found = {.at = at, .end = end, .name = at, .after_from = end};
    uint32_t from;
    enum role_kind kind = role_match_back(words, at, &from);
    if (kind == ROLE_DEGREE || kind == ROLE_RANK) {
        found.name = from;
    }
    // "Đ/c: NAME"
    const struct word *first = &words->items[found.name];
    bool opened = !first->signs ||
                  (first->signs == 1 &&
                   (first->first == ':' || first->first == '.' || first->first == '/'));
    found.cue = found.name;
    found.called = opened && person_called(words, found.name, &found.cue);
    // A title before the person before is that one's.
    uint32_t title = person_role_before(words, found.called ? found.cue : found.name);
    found.title = title >= finder->last ? title : found.name;
    found.after = person_role_after(words, end, &found.after_from);
    found.listed = in_list(finder, at);
    return found;
}

// True when the words before say that what follows is inside a title: "CHÁNH VĂN PHÒNG".
static bool in_title(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    for (uint32_t i = at > 3 ? at - 3 : 0; i < at; i++) {
        if (role_match(words, i, &end) == ROLE_TITLE && end > at) {
            return true;
        }
    }
    return false;
}

static bool is_middle_name(const struct word_list *words, uint32_t at)
{
    return word_is_spelt(words, at, SPELT("thị")) ||
           word_is_spelt(words, at, SPELT("văn"));
}

// True when the words [at, end) are written as a name is.
static bool looks_like_name(const struct word_list *words, uint32_t at, uint32_t end,
                            enum surname surname)
{
    uint32_t other;
    if (end - at < 2 || end - at > 5 || in_title(words, at) ||
        ((words->items[at].shape & WORD_CAPS) && end - at > 4)) {
        return false;
    }
    // "CHÁNH VĂN PHÒNG ⏎ PHÓ VĂN PHÒNG": Phó is a surname, too.
    if (role_match(words, at, &other) == ROLE_TITLE && other >= end) {
        return false;
    }
    // "K'Brừm", "H' Yim": the letter is a name's with its apostrophe only.
    if (words->items[at].to - words->items[at].from == 1 &&
        !word_is_spelt(words, at, SPELT("y")) && !word_is_spelt(words, at, SPELT("a")) &&
        !words->items[at + 1].signs) {
        return false;
    }
    // "Đỗ Thị A" is not "đô thị", though their letters are the same without marks.
    bool middle =
        surname == SURNAME_EXACT && end - at > 2 && is_middle_name(words, at + 1);
    if (!middle && unit_lexicon_topic(words, at, &other) && other - at >= 2) {
        return false;
    }
    // "Ông Nguyễn Văn A": Ông is a surname too, and Bà looks like one; here it is how
    // somebody is called.
    uint32_t called;
    return !(end - at > 2 && person_called(words, at + 1, &called) && called == at &&
             surname_of(words, at + 1) == SURNAME_EXACT);
}

// True when something says that the name is a person's.
static bool is_said(const struct word_list *words, const struct around *found,
                    enum surname surname)
{
    uint32_t syllables = found->end - found->at;
    if (surname == SURNAME_FOLDED) {
        bool titled = words->bare && found->title < found->name &&
                      !(words->items[found->at].shape & WORD_CAPS);
        return (found->called || titled || found->after > found->end) && syllables >= 3;
    }
    if (found->called || found->listed || found->title < found->name ||
        found->name < found->at || found->after > found->end) {
        return true;
    }
    bool caps = words->items[found->at].shape & WORD_CAPS;
    for (uint32_t i = found->at + 1; i + 1 < found->end && !caps; i++) {
        if (is_middle_name(words, i)) {
            return true;
        }
    }
    return false;
}

// True for what else begins with a surname: "đường Nguyễn Thái Học", "Đoàn Thanh niên",
// "Thành phố Hồ Chí Minh".
static bool is_other(const struct word_list *words, const struct around *found)
{
    uint32_t end;
    bool place = province_match(words, found->at, &end) != PROVINCE_NONE;
    if (place && (!found->called || end >= found->end)) {
        return true;
    }
    // "Phó Chủ tịch UBND tỉnh Hà Quang Sơn": the place is the chairman's; a district may
    // bear such a name itself.
    const struct word *items = words->items;
    bool of_chairman = found->title < found->name && found->end - found->at >= 3 &&
                       found->at > 1 &&
                       (items[found->at - 1].key == WORD("tinh") ||
                        (items[found->at - 1].key == WORD("pho") &&
                         items[found->at - 2].key == WORD("thanh")));
    return (!found->called && !of_chairman && of_place(words, found->at)) ||
           (unit_lexicon_match(words, found->at, NULL, &end) && end - found->at >= 2);
}

static struct str role_of(struct finder *finder, const struct around *found)
{
    if (found->after > found->end) {
        return said(finder, found->after_from, found->after);
    }
    if (found->called || found->title < found->name) {
        return said(finder, found->title, found->called ? found->cue : found->name);
    }
    return said(finder, found->name, found->at);
}

// Returns the word behind the person that starts at word `at`, or `at`.
static uint32_t person_at(struct finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    enum surname surname = surname_listed(words, at);
    if (surname < SURNAME_FOLDED) {
        return at;
    }
    uint32_t end = name_end(words, at);
    if (!looks_like_name(words, at, end, surname)) {
        return at;
    }
    struct around found = around_name(finder, at, end);
    if (!is_said(words, &found, surname) || is_other(words, &found)) {
        return at;
    }
    add(finder, at, end, role_of(finder, &found));
    finder->last = found.after;
    return end;
}

// Whoever signs by the anatomy. Where the heading reaches into the foot, it is looked for
// in the whole text.
static struct signature find_signer(struct finder *finder, const struct anatomy *anatomy)
{
    const struct view *view = finder->words.view;
    struct span span = anatomy->signer_span;
    struct signature found = {0};
    if (anatomy->foot_cut) {
        signature_read(&found, &finder->words, 0, finder->arena);
    } else if (span.end > span.start) {
        found = (struct signature){
            .signer = anatomy->signer,
            .role = anatomy->signer_role,
            .signer_span = span,
            .signer_from = view_at(view, span.start),
            .signer_to = view_at(view, span.end),
        };
    }
    return found;
}

static void add_signer(struct finder *finder, const struct anatomy *anatomy)
{
    struct signature signature = find_signer(finder, anatomy);
    struct persons *out = finder->out;
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

void persons_find(struct persons *out, const struct view *view,
                  const struct anatomy *anatomy, struct arena *arena)
{
    once_run(&once, start);
    struct finder finder = {.arena = arena, .out = out};
    *out = (struct persons){0};
    unit_lexicon_start();
    finder.words = *words_of(view, arena);
    const struct word *items = finder.words.items;
    uint32_t next = 0;
    for (uint32_t block = 0; block < finder.words.count; block += 64) {
        // Names have two syllables at least, each with a capital.
        uint64_t surnames = word_class_mask(&finder.words, block, WORD_CLASS_SURNAME) &
                            word_class_mask(&finder.words, block, WORD_CLASS_UPPER) &
                            word_class_mask(&finder.words, block + 1, WORD_CLASS_UPPER);
        for (; surnames; surnames &= surnames - 1) {
            uint32_t i = block + (uint32_t)__builtin_ctzll(surnames);
            if (i >= next && items[i].to - items[i].from <= 7) {
                next = person_at(&finder, i);
            }
        }
    }
    add_signer(&finder, anatomy);
}
