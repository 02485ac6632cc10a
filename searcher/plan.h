// A question as the index is asked: clauses for the candidates, and what only reading
// them can decide.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/asked_word.h"
#include "searcher/filter.h"
#include "searcher/query.h"

// What terms alone cannot decide of a candidate. A phrase is decided by reading; a clause
// by asking the index once more.
enum check_kind {
    CHECK_PHRASE,
    CHECK_WORD,
    CHECK_CLAUSE,
    CHECK_AND,
    CHECK_OR,
    CHECK_NOT
};

struct check {
    enum check_kind kind;
    size_t from, to;             // CHECK_PHRASE, CHECK_WORD: places of the words
    const struct clause *clause; // CHECK_CLAUSE
    const struct check **children;
    size_t count;
    // once prepared (searcher/verify.h):
    void *set;                // CHECK_CLAUSE: the notices that have it
    struct forward_row *rows; // CHECK_PHRASE among notices: of each segment
};

// Something in the plain words that names a thing the index knows: a reference, a unit, a
// person, a period.
struct recognised {
    enum field_id field;
    size_t from, to;             // places of the words that say it
    const struct clause *clause; // notices that have the thing
    size_t frequency;            // how many, about
    struct str name;             // for people
    bool complete; // a whole number: its words apart from each other do not say it
};

struct plan {
    struct asked_words words;
    struct recognised *recognised;
    size_t recognised_count;
    const struct clause *all; // candidates that have all words
    // of all, those that name the units asked for; NULL: all of them do
    const struct clause *named;
    // candidates that have some of the weightiest; NULL when nothing can be relaxed
    const struct clause *some;
    const struct check *check; // NULL: every candidate is a hit
    enum filter_place place;   // where words are looked for
    size_t words_asked;     // none: only filters, so that every hit is as good as another
    struct filters filters; // of the options and of the question
    struct filter_answer *answers; // one a filter
};

// Plans a question with the filters of the options.
bool plan_make(struct plan *out, const struct index *index, enum collection collection,
               const struct query *query, const struct filters *filters,
               struct arena *arena, struct error *err);
// The clauses on lines of their own, for --explain.
void clause_print(struct buf *out, const struct clause *clause, int depth);
