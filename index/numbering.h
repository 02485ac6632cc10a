// The words of a view as numbers, each spelling understood once: what makes writing a
// segment fast.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/token.h"
#include "base/words.h"

// Words that are seen again are found by their letters, before anything is known about
// them.
struct numbering;

struct numbering *numbering_new(void);
void numbering_free(struct numbering *numbering);

// Numbers go from 0; WORDS_NONE stands for tokens that have no term.
struct numbered {
    uint32_t word;
    // further terms at the same place (token_extra); valid until the next call
    const uint32_t *extra;
    uint32_t extra_count;
};

void numbering_token(struct numbering *numbering, const struct view *view,
                     const struct token *token, struct numbered *out);
// All words so far.
const struct words *numbering_words(const struct numbering *numbering);
