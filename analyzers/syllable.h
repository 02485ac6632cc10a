// A Vietnamese syllable: its one spelling, and what is left of it without marks.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

enum {
    SYLLABLE_SIZE = 64
}; // bytes of UTF-8 that any form of a word of at most 16 letters fits in

// A syllable is an onset (b, ngh, qu …), a rhyme of tables/rhymes.tsv and a tone, which
// stands on the vowel that the table names:
//
//   hoà, hòa   h + oa + `   -> hòa       the older of two ways to place the tone
//   tòan       t + oan + `  -> toàn      a slip of typing
//   kĩ, kỹ     k + i + ~    -> kỹ        a bare i after h k l m s t qu is y
//   web        (none)       -> web       no syllable: left as it is
//
// A word in lower-case NFC UTF-8 without any mark, đ as d; the i that may be y is y here
// too. Writes at most `size` bytes and returns the length.
size_t syllable_fold(struct str word, char *out, size_t size);
// True for a well-formed syllable; the stops c ch p t at its end allow only two tones.
bool syllable_valid(struct str word);
// True when `term` may be what a person meant who typed `asked` (both canonical): the
// same folded form, every vowel mark and đ of `asked` present in `term`, and the same
// tone unless `asked` has none.
bool syllable_compatible(struct str asked, struct str term);

// The canonical form of letters as a view has them, in any case: what token_term needs,
// without a detour through UTF-8. Writes at most `size` bytes, whole letters only, and
// returns the length.
size_t syllable_letters(const uint16_t *letters, size_t count, char *out, size_t size);
