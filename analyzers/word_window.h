// The words among 64 letters of a view, found and looked at together.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum { WORD_WINDOW = 64 };

//     plain    , s o   1 2 / N Q - C P   c u a
//     from       1     4     7     10    13
//     to         3     6     9     12    16
//     sign       ,           /     -
//
// The words that end within the 64 letters, with what stands before each.
struct word_window {
    uint8_t from[WORD_WINDOW / 2], to[WORD_WINDOW / 2]; // letters behind the first
    uint8_t shape[WORD_WINDOW / 2];                     // enum word_shape
    char sign[WORD_WINDOW / 2]; // the only one before the word; 0: none, or several
    uint32_t count;
    uint32_t size;    // letters up to the end of the last word
    uint32_t several; // one bit a word: several signs stand before it
    uint32_t pages;   // … it may be the number of a page
};

// The window that begins with the letter `at`: the first of the text, or the one behind a
// word. No word is in it where one alone, or what stands before it, is too long; else the
// next window begins behind its last word. The words are written, too, as if no more than
// one sign stood before each, and up to WORD_ITEMS_SLACK more that mean nothing.
enum { WORD_ITEMS_SLACK = 8 };
void word_window_read(struct word_window *out, struct word *items,
                      const struct view *view, uint32_t at);
// The same, a word at a time: for machines without AVX-512 VBMI2.
void word_window_read_slowly(struct word_window *out, struct word *items,
                             const struct view *view, uint32_t at);
