// The forward file: the words of each notice in their order, for reading candidates once more.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// A record is how many numbers belong to the title, then the numbers, the title's first; 0 is a break that no bigram
// reaches across. Numbers are those of the segment's vocabulary, the commonest words first, so that most take one byte:
//
//   0 … 191          the byte itself
//   192 … 16319      2 bytes: 192 + (n - 192) / 256, (n - 192) % 256
//   16320 …          5 bytes: 255, then n in 4 bytes
#define FORWARD_MAGIC "tracuuF1"

enum { FORWARD_ONE = 192, FORWARD_TWO = FORWARD_ONE + 63 * 256 };

void forward_encode(struct buf *out, const uint32_t *numbers, size_t count, size_t title);
// Decodes into `numbers` (room for `room`); returns how many there are in all. *title is how many are the title's, counting
// its breaks. A damaged record ends early.
size_t forward_decode(struct str record, uint32_t *numbers, size_t room, size_t *title);
// The record with each number n > 0 replaced by map[n] (n <= count; others become breaks), appended.
void forward_renumber(struct buf *out, struct str record, const uint32_t *map,
                      uint32_t count);
