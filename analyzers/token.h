// The words of a view, as they are indexed and as they are asked for.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

enum token_kind {
    // letters, perhaps with digits: one syllable of Vietnamese, an abbreviation, a
    // foreign word
    TOKEN_WORD,
    TOKEN_NUMBER, // digits; grouping points and one decimal comma or point between them
};

//   Ngày 29.8.2023, Sở KH&CN (13h30) chi 1.250.000 đồng   the text
//   ---- -- - ----  -- ----- -----   --- --------- ----   its tokens
//
// Dates and legal symbols are not tokens of their own: their pieces are. What an
// abbreviation joined by & ^ or - between capitals consists of (KH&CN: kh, cn; KT-XH: kt,
// xh) are further terms of the same token. Letters [from, to) of a view.
struct token {
    uint32_t from;
    uint32_t to;
    enum token_kind kind;
    // a sentence, item or heading ended before this token: no bigram reaches across
    bool sentence;
};

// Takes the token at or after *at and moves *at behind it; false at the end of the view.
bool token_next(const struct view *view, uint32_t *at, struct token *token);

enum { TERM_SIZE = 200 }; // bytes; longer words are cut at a whole letter

// The indexed form of a token: its canonical syllable in lower case with accents; a
// number without grouping (1.250.000 is 1250000, 12,5 is 12.5); a joined abbreviation
// without its sign (khcn).
// Written to `term` (TERM_SIZE bytes), not NUL-terminated; returns its length.
size_t token_term(const struct view *view, const struct token *token, char *term);

// The indexed form, and what is left of it without marks (the key of the vocabulary).
struct token_forms {
    struct str canonical;
    struct str folded;
};

// Both forms of a token; valid until the next call in the same thread.
void token_forms(const struct view *view, const struct token *token,
                 struct token_forms *out);

enum { TOKEN_EXTRA = 12 };

// Terms that stand at the place of a token beside its own.
struct token_extra {
    size_t count;
    struct str terms[TOKEN_EXTRA]; // borrowed from `bytes` or from the tables
    // the first so many are parts (kh, cn; 1, 250, 000); the others expand it (khoa, học,
    // công, nghệ)
    size_t parts;
    char bytes[TERM_SIZE];
};

// Fills *out and returns true when the token has any: joined abbreviations, grouped
// numbers, abbreviations of tables/abbrev.tsv that mean one thing only.
bool token_extra(const struct view *view, const struct token *token,
                 struct token_extra *out);
