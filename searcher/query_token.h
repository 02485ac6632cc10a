// The pieces of a question as typed: words, quotes, fields, operators, brackets.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "index/fields.h"

enum query_token_kind {
    QUERY_TOKEN_END,
    QUERY_TOKEN_WORD,
    QUERY_TOKEN_PREFIX,
    QUERY_TOKEN_PHRASE,
    QUERY_TOKEN_FIELD,
    QUERY_TOKEN_AND,
    QUERY_TOKEN_OR,
    QUERY_TOKEN_NOT,
    QUERY_TOKEN_OPEN,
    QUERY_TOKEN_CLOSE,
};

struct query_token {
    enum query_token_kind kind;
    // of a word, prefix, phrase or field value; borrowed from the question
    struct str text;
    enum field_id field;
    bool dash; // QUERY_TOKEN_NOT: written as a dash right before the word
    size_t start, end;
};

static inline bool query_token_is_operator(enum query_token_kind kind)
{
    return kind == QUERY_TOKEN_AND || kind == QUERY_TOKEN_OR || kind == QUERY_TOKEN_NOT;
}

// Takes the token at or after *at and moves *at behind it. False on an error (column and
// hint in *err).
bool query_token_next(struct str text, size_t *at, struct query_token *token,
                      struct error *err);
// Fills *err with "column N: …" for this byte of the question; returns false.
bool query_error(struct str text, size_t byte, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
