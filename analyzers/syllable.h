// A Vietnamese syllable: its one spelling, and what is left of it without marks.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

enum { SYLLABLE_SIZE = 64 }; // bytes of UTF-8 that any form of a word of at most 16 letters fits in

// Both take a word in lower-case NFC UTF-8, write at most `size` bytes and return the length.
// Canonical spelling (spec 1.4): the tone on the table's vowel, i/y merged; a word that is no syllable stays as it is.
size_t syllable_canonical(struct str word, char *out, size_t size);
// Without any mark, đ as d, i/y merged (spec 1.2, step 9).
size_t syllable_fold(struct str word, char *out, size_t size);
// True for a well-formed syllable of the model in spec 1.4.
bool syllable_valid(struct str word);
// True when `term` may be what a person meant who typed `asked` (both canonical): the same folded form, every vowel mark
// and đ of `asked` present in `term`, and the same tone unless `asked` has none (spec 1.5).
bool syllable_compatible(struct str asked, struct str term);
