// The words of a view, as they are indexed and as they are asked for.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

enum token_kind {
    TOKEN_WORD,   // letters, perhaps with digits: one syllable of Vietnamese, an abbreviation, a foreign word
    TOKEN_NUMBER, // digits, with . and , between them
};

// Letters [from, to) of a view.
struct token {
    uint32_t from;
    uint32_t to;
    enum token_kind kind;
    bool sentence; // a sentence, item or heading ended before this token: no bigram reaches across
};

// Takes the token at or after *at and moves *at behind it; false at the end of the view.
bool token_next(const struct view *view, uint32_t *at, struct token *token);

enum { TERM_SIZE = 200 }; // bytes; longer words are cut at a whole letter

// The indexed form of a token (spec 1.4, 3.4): its canonical syllable in lower case with accents; a number without grouping.
// Written to `term` (TERM_SIZE bytes), not NUL-terminated; returns its length.
size_t token_term(const struct view *view, const struct token *token, char *term);
