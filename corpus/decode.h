// One paragraph in one old encoding: its characters as windows-1252 shows them in, the
// letters that were meant out.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/encoding.h"

// Decodes `count` characters into `out` (room for 2 * count) and returns how many came
// out. What the encoding does not have stays.
size_t decode(enum encoding encoding, const uint32_t *in, size_t count, uint32_t *out);
// The byte of windows-1252 that shows as this character, or -1. Also knows the characters
// that PDF readers put in their place.
int decode_byte(uint32_t character);
// Capitals for words whose plain letters are all capitals: TCVN3 has no accented capitals
// but a few.
void decode_capitals(uint32_t *letters, size_t count);
