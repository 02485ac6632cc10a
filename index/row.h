// Rows of bytes, one byte a notice, that are joined sixteen at a time.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

//   counts of "sở"      0 3 0 1 0 …
//   counts of "công"    1 1 0 2 0 …
//   both                0 1 0 1 0 …
//
// A row has room for whole steps of sixteen bytes; what stands behind its size may be
// anything.

// Sets `out` to 1 where `from` is not 0, else to 0; returns how many are 1.
size_t row_mark(unsigned char *out, const unsigned char *from, size_t size);
// Leaves those of `row` (0 and 1) where `other` is there, or where it is not; returns how
// many they are.
size_t row_keep(unsigned char *row, const unsigned char *other, bool there, size_t size);
// Adds what is not 0 in `other`: bits, not counts.
void row_join(unsigned char *row, const unsigned char *other, size_t size);
