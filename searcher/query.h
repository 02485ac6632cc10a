// What a person typed, as a tree: words, "phrases", fields, exclusions, alternatives,
// groups, prefixes.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "index/fields.h"

//   question  do luong "chất lượng" -vàng unit:"Thanh tra Sở" (quý OR tháng)
//
//   bag ── word do
//       ── word luong
//       ── phrase chất lượng
//       ── not ── word vàng
//       ── field unit = Thanh tra Sở
//       ── or ── word quý
//             ── word tháng
//
// AND binds tighter than OR, words that stand side by side tighter than both.
enum query_kind {
    QUERY_WORD, // text: what stands between two spaces, which may hold several syllables
                // (KH&CN, 163/2021)
    QUERY_PREFIX, // text: the beginning of a word
    QUERY_PHRASE, // text: what the quotes hold
    QUERY_FIELD,  // field, text: its value without quotes
    QUERY_BAG,    // children side by side: all wanted
    QUERY_AND,    // all children, nothing relaxed
    QUERY_OR,     // any child
    QUERY_NOT,    // not its one child
};

struct query_node {
    enum query_kind kind;
    enum field_id field;
    struct str text;
    size_t start, end; // bytes of the question
    const struct query_node **children;
    size_t count;
};

struct query {
    struct str text;               // the whole question, in the arena
    const struct query_node *root; // NULL when nothing was asked
    struct str *notes; // what was read otherwise than one may expect, a sentence each
    size_t note_count;
};

enum { QUERY_BYTES = 16 * 1024, QUERY_WORDS = 1000, QUERY_DEPTH = 64 };

// Reads a question. On failure (ERROR_USAGE) the message starts with the column, counted
// in characters from 1, and there is a hint.
bool query_parse(struct query *out, struct str text, struct arena *arena,
                 struct error *err);
// Several arguments of a command line as one question, blanks between them. In the arena.
struct str query_join(char *const *arguments, size_t count, struct arena *arena);
// The tree on lines of its own, for --explain.
void query_print(struct buf *out, const struct query *query);
// The column of a byte of the question.
size_t query_column(struct str text, size_t byte);
