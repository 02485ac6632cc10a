// A row of words in the forward file: does a notice have this phrase?
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/forward.h"

// Words that stand side by side, each in any of its forms. One word more than ROW_WORDS,
// or more forms than ROW_FORMS, and only what stands before it is looked for.
enum { ROW_WORDS = 12, ROW_FORMS = 15 };

struct forward_row {
    size_t count; // words; 0: nothing is known, every record may have it
    bool never;   // a word has no form here
    bool full;    // what comes next is not looked for
    size_t rare;  // the word that is looked for first
    struct {
        uint32_t numbers[ROW_FORMS];
        unsigned char first[ROW_FORMS]; // first bytes of the numbers, each once
        size_t count, first_count;
        double hits; // in a record, about
    } words[ROW_WORDS];
};

// Adds the next word by the numbers of its forms; 0 is none.
void forward_row_add(struct forward_row *row, const uint32_t *numbers, size_t count);

enum forward_row_answer {
    ROW_MISSING,
    // where the title was taken out of its place, with a break between the words; or not
    // looked for as a whole: reading tells
    ROW_PERHAPS,
    ROW_THERE, // side by side, over the ends of sentences too
};

// Looks for the first byte of the rarest word and reads on from there.
enum forward_row_answer forward_row_find(struct str record,
                                         const struct forward_row *row);
