// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/row.h"

#include <stdint.h>
#include <string.h>

enum { LANES = 16 };
typedef unsigned char lanes __attribute__((vector_size(LANES)));

static inline lanes load(const unsigned char *at)
{
    lanes out;
    memcpy(&out, at, LANES);
    return out;
}

// How many bytes of a row of 0 and 1 are 1.
static size_t count_ones(const unsigned char *row, size_t size)
{
    size_t count = 0, at = 0;
    for (; at + 8 <= size; at += 8) {
        uint64_t eight;
        memcpy(&eight, row + at, sizeof eight);
        count += eight * 0x0101010101010101 >> 56;
    }
    for (; at < size; at++)
        count += row[at];
    return count;
}

size_t row_mark(unsigned char *out, const unsigned char *from, size_t size)
{
    for (size_t at = 0; at < size; at += LANES) {
        const lanes marks = (lanes)(load(from + at) != 0) & 1;
        memcpy(out + at, &marks, LANES);
    }
    return count_ones(out, size);
}

size_t row_keep(unsigned char *row, const unsigned char *other, bool there, size_t size)
{
    const lanes turn = (lanes){0} + (unsigned char)(there ? 0 : 255);
    for (size_t at = 0; at < size; at += LANES) {
        const lanes kept = load(row + at) & ((lanes)(load(other + at) != 0) ^ turn);
        memcpy(row + at, &kept, LANES);
    }
    return count_ones(row, size);
}

void row_join(unsigned char *row, const unsigned char *other, size_t size)
{
    for (size_t at = 0; at < size; at += LANES) {
        const lanes both = load(row + at) | load(other + at);
        memcpy(row + at, &both, LANES);
    }
}
