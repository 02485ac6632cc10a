// What a word weighs where it stands: BM25 as Xapian has it, for words that are found without
// Xapian.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <math.h>

// k1 and b; the least length of a notice is a part of the mean.
#define BM25_K1 1.2
#define BM25_B 0.75
#define BM25_LEAST_LENGTH 0.5

// What a word weighs at most that `found` of `notices` have; both may be estimates.
static inline double bm25_most(double notices, double found)
{
    double rarity = (notices - found + 0.5) / (found + 0.5);
    if (rarity < 2)
        rarity = rarity / 2 + 1;
    return (BM25_K1 + 1) * log(rarity);
}
