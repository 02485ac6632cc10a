// How Vietnamese a reading of some letters is: the measure by which one encoding is
// believed and another is not.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

struct score {
    uint32_t letters;
    uint32_t valid; // letters in words that can be syllables
    uint32_t words;
    uint32_t invalid_words;
    uint32_t marked; // words with a Vietnamese mark
};

// Counts the words of these letters in.
void score_add(struct score *score, const uint32_t *letters, size_t count);
// Share of the letters in good words, and a little more for marks; 0 to 1.24.
double score_value(const struct score *score);
// Vietnamese has a mark on most of its words, and a few signs beside letters are no text:
// a reading without them is an accident.
bool score_plausible(const struct score *score, const struct score *as_is);

// A character that may be a byte of an old encoding, shown as windows-1252 shows it.
// Vietnamese letters and common signs are not counted: a text in an old encoding always
// has others too.
bool score_odd(uint32_t character);
// False when no character of the text (UTF-8) is odd. Passes over clean text without
// decoding it.
bool score_maybe_odd(struct str text);
// Letters of words, Vietnamese or foreign, and combining marks.
bool score_is_letter(uint32_t character);
bool score_is_mark(uint32_t character);
