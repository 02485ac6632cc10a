// What people type that is not what the letter of the language says: titles in capitals, stressed words, dashes in names, headings
// that were pasted.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/query.h"
#include "searcher/query_token.h"

// The pieces of a question, the last one QUERY_TOKEN_END.
struct query_tokens {
    struct query
        *query; // gets a note where something is read otherwise than one may expect
    struct query_token *items;
    size_t count;
    struct arena *arena;
};

// Turns operators into the words that they are here, and takes out dashes that leave nothing out.
void query_habits_read(struct query_tokens *tokens);
