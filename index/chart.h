// A word that very many notices have: how often each notice of the file has it, in half a
// byte.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

#include <stdint.h>

//   stretch of notices 1 … 256 | of 257 … 512 | …                      128 bytes each
//   for each stretch but the last, where its further bytes end         4 bytes each
//   further bytes
//
//   byte i of a stretch    lower half: its notice i; upper half: its notice i + 128
//   half a byte            how often (0 … 14); 15: often, a further byte says how often
//
// So a stretch is taken apart without looking at what is in it, and any notice is found
// where it stands. A list (index/postings.h) would be shorter for words of which a half of
// the notices have none, and takes ten times as long to read.
enum { CHART_STRETCH = 256, CHART_HALF = CHART_STRETCH / 2, CHART_OFTEN = 15 };

struct chart {
    uint32_t notices;
    size_t stretches;
    const unsigned char *codes, *further, *end;
    const char *table;
};

// True when a word that `count` of so many notices have is kept as a chart.
bool chart_suits(uint64_t count, uint32_t notices);
// Appends the chart of a word that notice n has counts[n - 1] times.
void chart_add(struct buf *out, const unsigned char *counts, uint32_t notices);

// Borrows the bytes. False when they are too few.
bool chart_open(struct chart *out, struct str bytes, uint32_t notices);
// Sets `counts` to how often the notices of a stretch (from 0) have the word; 0 behind the
// last notice. False when further bytes are missing, which count as 0.
bool chart_read(const struct chart *chart, size_t stretch,
                unsigned char counts[CHART_STRETCH]);
// How often a notice (from 1) has the word.
unsigned chart_at(const struct chart *chart, uint32_t notice);
