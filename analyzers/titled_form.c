// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled_form.h"

#include "analyzers/agency.h"
#include "analyzers/phrases.h"
#include "analyzers/syllable.h"
#include "analyzers/titled.h"
#include "analyzers/token.h"
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
// Those of one syllable, by their letters with all marks: "từ" ends a title, "tử" does not.
static struct table_index *single_voids, *single_ends;
static struct word_set first_words; // of the types
// One bit for each hash of what is in the two tables: most other words are told by it.
static uint64_t single_words;
static bool phrase_letters[256]; // that voids, ends, stops of several words begin with

static uint64_t word_bit(uint64_t key)
{
    return 1ull << (key * 0x9e3779b97f4a7c15ull >> 58);
}

static bool is_kind(uint32_t row, const char *kind)
{
    return str_equal(table_cell(table, row, kind_column), str_of(kind));
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
    single_voids = table_index_new();
    single_ends = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str words = table_cell(table, row, 0);
        char folded[PHRASE_SIZE];
        if (is_kind(row, "act") || is_kind(row, "work")) {
            phrases_add(types, words, row);
            struct str first, rest = {folded, plain_fold(words, folded, sizeof folded)};
            if (str_split(&first, &rest, ' '))
                word_set_add(&first_words, word_key_of(first.at, first.len));
        } else if (is_kind(row, "common")) {
            continue; // see titled_words.c
        } else if (str_find(words, STR(" "), 0) < 0 &&
                   (is_kind(row, "void") || is_kind(row, "end"))) {
            table_index_add(is_kind(row, "void") ? single_voids : single_ends, words,
                            row);
            size_t len = plain_fold(words, folded, sizeof folded);
            single_words |= word_bit(word_key_of(folded, len));
        } else {
            if (!is_kind(row, "not") && plain_fold(words, folded, sizeof folded))
                phrase_letters[(unsigned char)folded[0]] = true;
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
    return &first_words;
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

// A token, or what it is short for. Most are a syllable whose folded letters the view has.
static void write_token(struct writer *writer, const struct token *token)
{
    const char *plain = writer->view->plain + token->from;
    size_t len = token->to - token->from;
    char room[SYLLABLE_SIZE], term[TERM_SIZE];
    struct token_extra extra;
    if (word_bit(word_key_of(plain, len)) & single_words) {
        struct str whole = {term, token_term(writer->view, token, term)};
        if (table_index_find(single_voids, whole) != TABLE_NONE)
            return;
        writer->may_end |= table_index_find(single_ends, whole) != TABLE_NONE;
    }
    if (token_extra(writer->view, token, &extra) && extra.count > extra.parts) {
        for (size_t i = extra.parts; i < extra.count; i++)
            if (!str_equal(extra.terms[i], STR("và")))
                write_word(writer, folded(extra.terms[i], room, sizeof room));
    } else if (token->kind == TOKEN_WORD && plain[len - 1] != 'i') {
        write_word(writer, (struct str){plain, len});
    } else {
        struct str whole = {term, token_term(writer->view, token, term)};
        if (whole.len < SYLLABLE_SIZE)
            write_word(writer, folded(whole, room, sizeof room));
    }
}

// True when one of the words that are left out, or with which a title ends, begins here.
static bool phrase_at(const struct phrases *phrases, const struct view *view, uint32_t at,
                      uint32_t limit, uint32_t *end)
{
    return phrase_letters[(unsigned char)view->plain[at]] &&
           phrases_begin(phrases, view, at, limit, end) != PHRASES_NONE;
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
        bool first = behind == at;
        if (!first && stops_between(view, behind, token.from))
            break;
        uint32_t end;
        if (writer->words == WORDS_MOST ||
            (!first && !writer->act && phrase_at(stops, view, token.from, limit, &end)))
            break;
        writer->may_end |= !first && ends_between(view, behind, token.from);
        if (place && province_begin(view, token.from, &end).len) {
            next = behind = end;
            place = false;
            continue;
        }
        if (phrase_at(voids, view, token.from, limit, &end)) {
            next = behind = end;
            continue;
        }
        writer->may_end |= phrase_at(ends, view, token.from, limit, &end);
        write_token(writer, &token);
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
