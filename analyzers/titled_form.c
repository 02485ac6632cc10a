// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled_form.h"

#include "analyzers/agency.h"
#include "analyzers/lexicon.h"
#include "analyzers/phrases.h"
#include "analyzers/syllable.h"
#include "analyzers/titled.h"
#include "analyzers/token.h"
#include "analyzers/word_mask.h"
#include "base/once.h"

#include <string.h>

enum {
    WORDS_MOST = 32,   // words of a title that are kept
    ISSUER_REACH = 90, // letters of "của UBND tỉnh …" behind the name of a type
};

static struct once once = ONCE_INIT;
static const struct table *table;
static uint32_t code_column, kind_column;
static struct phrases *types, *leads, *voids, *ends, *stops, *nots;
// Voids and ends of one syllable, by their letters with all marks: "từ" ends a title, "tử"
// does not.
static struct table_index *singles;
enum { SINGLE_VOID, SINGLE_END };
static struct lexicon_firsts type_firsts;
static struct word_set type_words; // the first words of the types

// What may begin with a word, by word_set_bit of its folded letters.
enum { VOID = 1, END = 2, STOP = 4, SINGLE = 8 };
static uint8_t begun_by[64 * 64];

static bool is_kind(uint32_t row, const char *kind)
{
    return str_equal(table_cell(table, row, kind_column), str_of(kind));
}

// The key of the first word of folded words, which leaves them; 0 when none is left.
static uint64_t take_key(struct str *folded)
{
    struct str word;
    size_t len = 0;
    if (!str_split(&word, folded, ' '))
        return 0;
    while (len < word.len && plain_inside(word.at[len]))
        len++;
    return word_key_of(word.at, len);
}

static void start(void)
{
    table = table_named("titled");
    code_column = table_column(table, "code");
    kind_column = table_column(table, "kind");
    types = phrases_new();
    leads = phrases_new();
    voids = phrases_new();
    ends = phrases_new();
    stops = phrases_new();
    nots = phrases_new();
    singles = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str words = table_cell(table, row, 0);
        char folded[PHRASE_SIZE];
        if (is_kind(row, "act") || is_kind(row, "work")) {
            phrases_add(types, words, row);
            struct str rest = {folded, plain_fold(words, folded, sizeof folded)};
            uint64_t first = take_key(&rest);
            word_set_add(&type_words, first);
            lexicon_firsts_add(&type_firsts, first, take_key(&rest));
        } else if (is_kind(row, "common")) {
            continue; // see titled_words.c
        } else if (str_find(words, STR(" "), 0) < 0 &&
                   (is_kind(row, "void") || is_kind(row, "end"))) {
            table_index_add(singles, words,
                            is_kind(row, "void") ? SINGLE_VOID : SINGLE_END);
            size_t len = plain_fold(words, folded, sizeof folded);
            begun_by[word_set_bit(word_key_of(folded, len))] |= SINGLE;
        } else {
            struct str rest = {folded, plain_fold(words, folded, sizeof folded)};
            begun_by[word_set_bit(take_key(&rest))] |= is_kind(row, "void")   ? VOID
                                                       : is_kind(row, "end")  ? END
                                                       : is_kind(row, "stop") ? STOP
                                                                              : 0;
            phrases_add(is_kind(row, "void")   ? voids
                        : is_kind(row, "end")  ? ends
                        : is_kind(row, "stop") ? stops
                        : is_kind(row, "not")  ? nots
                                               : leads,
                        words, row);
        }
    }
}

// ---- Questions to the table ----

uint32_t titled_type_at(const struct view *view, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    return phrases_begin(types, view, at, view->count, end);
}

uint32_t titled_type_named(struct str name)
{
    once_run(&once, start);
    return name.len ? phrases_find(types, name) : (uint32_t)PHRASES_NONE;
}

const struct word_set *titled_type_words(void)
{
    once_run(&once, start);
    return &type_words;
}

bool titled_type_begins(const struct word_list *words, uint32_t at)
{
    return lexicon_begins_at(&type_firsts, words, at);
}

bool titled_is_work(uint32_t type)
{
    return is_kind(type, "work");
}

bool titled_begins(const struct view *view, uint32_t at, uint32_t limit)
{
    uint32_t end;
    return phrases_begin(leads, view, at, limit, &end) != PHRASES_NONE;
}

bool titled_refused(const struct view *view, uint32_t at)
{
    uint32_t end;
    return phrases_begin(nots, view, at, view->count, &end) != PHRASES_NONE;
}

bool titled_issued_with(const struct view *view, uint32_t at, uint32_t *end)
{
    return view_word(view, at, STR("ban hanh")) &&
           phrases_begin(stops, view, at, view->count, end) != PHRASES_NONE;
}

// ---- Words ----

struct writer {
    const struct view *view;
    char out[WORDS_MOST * 12];
    size_t len;
    size_t words;
    bool may_end; // before the next word
    bool act;     // its title goes on with what it changes
};

static void write_word(struct writer *writer, struct str word)
{
    if (!word.len || word.len > 10 || writer->words == WORDS_MOST)
        return;
    if (writer->words)
        writer->out[writer->len++] = writer->may_end ? ',' : ' ';
    writer->may_end = false;
    writer->words++;
    memcpy(writer->out + writer->len, word.at, word.len);
    writer->len += word.len;
}

static struct str folded(struct str word, char *room, size_t size)
{
    return (struct str){room, syllable_fold(word, room, size)};
}

// True when the letters of the view are what the syllable is folded to: "lí" is "ly".
static bool is_folded(const char *plain, size_t len)
{
    if (plain[len - 1] != 'i')
        return true;
    for (size_t i = 0; i < len; i++)
        if (plain[i] < 'a' || plain[i] > 'z')
            return false;
    return len > 3 || (len == 3 && plain[0] != 'q');
}

// A token, or what it is short for. Most are a syllable whose folded letters the view has.
// begun: what may begin with it.
static void write_token(struct writer *writer, const struct token *token, uint8_t begun)
{
    const char *plain = writer->view->plain + token->from;
    size_t len = token->to - token->from;
    char room[SYLLABLE_SIZE], term[TERM_SIZE];
    struct token_extra extra;
    if (begun & SINGLE) {
        struct str whole = {term, token_term(writer->view, token, term)};
        uint32_t single = table_index_find(singles, whole);
        if (single == SINGLE_VOID)
            return;
        writer->may_end |= single == SINGLE_END;
    }
    if (token_extra(writer->view, token, &extra) && extra.count > extra.parts) {
        for (size_t i = extra.parts; i < extra.count; i++)
            if (!str_equal(extra.terms[i], STR("và")))
                write_word(writer, folded(extra.terms[i], room, sizeof room));
    } else if (token->kind == TOKEN_WORD && is_folded(plain, len)) {
        write_word(writer, (struct str){plain, len});
    } else {
        struct str whole = {term, token_term(writer->view, token, term)};
        if (whole.len < SYLLABLE_SIZE)
            write_word(writer, folded(whole, room, sizeof room));
    }
}

// What may begin with the word at `at`.
static uint8_t begun_at(const struct view *view, uint32_t at)
{
    const char *plain = view->plain + at;
    uint32_t len = (uint32_t)__builtin_ctz(~word_mask(plain));
    if (len > 8)
        return VOID | END | STOP | SINGLE;
    uint64_t key = len ? word_key(plain, 8) & ~UINT64_C(0) >> (64 - 8 * len) : 0;
    return begun_by[word_set_bit(key)];
}

static bool phrase_at(const struct phrases *phrases, const struct view *view, uint32_t at,
                      uint32_t limit, uint32_t *end)
{
    return phrases_begin(phrases, view, at, limit, end) != PHRASES_NONE;
}

// True for a space that is no line end: most words stand behind one.
static bool one_space(const struct view *view, uint32_t from, uint32_t to)
{
    return to == from + 1 && view->plain[from] == ' ' && !(view->flags[from] & VIEW_LINE);
}

// True when a sign between two words lets a title end there.
static bool ends_between(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (view->plain[i] == ',' || view->plain[i] == ';' || view->plain[i] == '"' ||
            view->plain[i] == ')' || view->flags[i] & VIEW_BLANK)
            return true;
    return false;
}

// True when a title surely ends between two words: at the end of a sentence or an item. A
// page end (an empty line before a small letter) is none.
static bool stops_between(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        char c = view->plain[i];
        bool mark = c == '-' || c == '*' || c == '+';
        if (c == ';' || c == '(' || c == ':' || c == '?' ||
            (c == '.' && (i + 1 == to || view->plain[i + 1] == ' ')) ||
            (mark && i > from && view->flags[i - 1] & VIEW_LINE))
            return true;
        if (view->flags[i] & VIEW_BLANK &&
            (view->flags[to] & VIEW_UPPER || view->plain[to] < 'a'))
            return true;
    }
    return false;
}

// Writes the words from `at` to the end of the sentence; returns the letter behind them.
static uint32_t write_words(struct writer *writer, uint32_t at, uint32_t limit)
{
    const struct view *view = writer->view;
    struct token token;
    uint32_t behind = at;
    bool place = false; // "tỉnh" stands before: its name is left out
    for (uint32_t next = at; token_next(view, &next, &token) && token.from < limit;) {
        bool first = behind == at, apart = !first && !one_space(view, behind, token.from);
        if (apart && stops_between(view, behind, token.from))
            break;
        uint32_t end;
        uint8_t begun = begun_at(view, token.from);
        if (writer->words == WORDS_MOST ||
            (!first && !writer->act && begun & STOP &&
             phrase_at(stops, view, token.from, limit, &end)))
            break;
        writer->may_end |= apart && ends_between(view, behind, token.from);
        if (place && province_begin(view, token.from, &end).len) {
            next = behind = end;
            place = false;
            continue;
        }
        if (begun & VOID && phrase_at(voids, view, token.from, limit, &end)) {
            next = behind = end;
            continue;
        }
        writer->may_end |= begun & END && phrase_at(ends, view, token.from, limit, &end);
        write_token(writer, &token, begun);
        const char *plain = view->plain + token.from;
        size_t len = token.to - token.from;
        place = (len == 4 && memcmp(plain, "tinh", 4) == 0) ||
                (len == 3 && token.from > 5 && memcmp(plain - 6, "thanh pho", 9) == 0);
        behind = token.to;
    }
    return behind;
}

// ---- The beginning of a title ----

uint32_t titled_skip(const struct view *view, uint32_t at, uint32_t limit)
{
    while (at < limit &&
           (view->plain[at] == ' ' || view->plain[at] == '"' || view->plain[at] == '\''))
        at++;
    return at;
}

// Behind "của UBND tỉnh", "do Bộ Y tế", "HĐND tỉnh"; a body spelt out needs its "của".
static uint32_t behind_issuer(const struct view *view, uint32_t at, uint32_t limit,
                              struct arena *arena)
{
    uint32_t name = at;
    if (view_word(view, at, STR("cua")))
        name = at + 4;
    else if (view_word(view, at, STR("do")))
        name = at + 3;
    struct cited_issuer issuer;
    uint32_t second = name + 1 < view->count ? name + 1 : name;
    if (name >= limit || !(view->flags[name] & VIEW_UPPER) ||
        (name == at && !(view->flags[second] & VIEW_UPPER)) ||
        !cited_issuer_read(view, name, &issuer, arena) || issuer.to > limit ||
        issuer.to - at > ISSUER_REACH)
        return at;
    return titled_skip(view, issuer.to, limit);
}

// Skips what says nothing about the subject; behind an act, finds what it puts into force
// (then *type is that).
static uint32_t behind_leads(const struct view *view, uint32_t at, uint32_t limit,
                             uint32_t *type, struct arena *arena)
{
    for (int steps = 0; steps < 6; steps++) {
        at = titled_skip(view, at, limit);
        uint32_t end, not_end, row = phrases_begin(leads, view, at, limit, &end);
        if (phrases_begin(nots, view, at, limit, &not_end) != PHRASES_NONE)
            break;
        if (row == PHRASES_NONE) {
            uint32_t behind = behind_issuer(view, at, limit, arena);
            if (behind == at)
                break;
            at = behind;
            continue;
        }
        bool issues = is_kind(row, "issue");
        if (issues && !is_kind(*type, "act"))
            break;
        at = titled_skip(view, end, limit);
        uint32_t inner =
            issues ? phrases_begin(types, view, at, limit, &end) : (uint32_t)PHRASES_NONE;
        if (inner != PHRASES_NONE && is_kind(inner, "work")) {
            *type = inner;
            at = titled_skip(view, end, limit);
        }
    }
    return at;
}

struct str titled_form(const struct view *view, uint32_t type, uint32_t at,
                       uint32_t limit, struct titled_place *place, struct arena *arena)
{
    struct writer writer = {.view = view};
    once_run(&once, start);
    place->from = behind_leads(view, at, limit, &type, arena);
    writer.act = !titled_is_work(type);
    place->to = write_words(&writer, place->from, limit);
    if (writer.words < TITLED_LEAST)
        return (struct str){0};
    return arena_printf(arena, "%.*s:%.*s", STR_ARG(table_cell(table, type, code_column)),
                        (int)writer.len, writer.out);
}
