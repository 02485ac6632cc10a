// The words among 64 letters of a view, found and looked at together.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

enum { WORD_WINDOW = 64 };

//     plain    s o   1 2 / N Q - C P   c u a
//     from     0     3     6     9     12
//     to       2     5     8     11    15
//     spaced   0     1     0     0     1
//
// Words that end within the 64 letters; a letter behind the last of them is no part of a
// word.
struct word_window {
    uint8_t from[WORD_WINDOW / 2], to[WORD_WINDOW / 2]; // letters behind the first
    uint8_t shape[WORD_WINDOW / 2]; // enum word_shape: what is seen in the letters
    uint32_t count;
    uint32_t spaced; // one bit a word: it stands behind one space alone, no line end
    uint32_t size;   // letters up to where the next window begins; 0: one word fills all
};

// The window that begins with the letter `at`, which stands in no word that began before
// it. A word that stands first in it is not said to be spaced.
void word_window_read(struct word_window *out, const struct view *view, uint32_t at);
// The same, a word at a time: for machines without AVX-512 VBMI2.
void word_window_read_slowly(struct word_window *out, const struct view *view,
                             uint32_t at);
