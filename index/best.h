// The best of many matches, chosen while they are found and put in order as far as somebody
// reads.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

// Matches as numbers: the smaller, the better. The upper half is the weight, the lower
// one Xapian's number of the document among all segments.
//
//   found    m3 m1 m7 m2 m5        as they come, which is as they lie on the disk
//   limit 2  m1 m2 | m3 …          of more than twice as many the worse are forgotten
struct best {
    uint64_t *items;
    size_t count, room, limit;
    uint64_t worst; // what is not smaller is not wanted
    size_t seen;    // matches, wanted or not: counted by whoever finds them
};

// Empties it; SIZE_MAX keeps all.
void best_start(struct best *best, size_t limit);
// What a match has to weigh to be wanted; 0 as long as all are.
float best_least(struct best *best);
// Matches of one part of `parts`: documents first + places[i] with weights[i], none of them
// negative.
void best_add(struct best *best, const float *weights, const uint16_t *places,
              size_t count, uint32_t first, uint32_t part, uint32_t parts,
              struct arena *arena);
// The matches, `ordered` of them in order (all, when it is 0); all were counted. Lives in
// the arena.
void best_end(struct best *best, size_t ordered, uint32_t parts, struct matches *out,
              struct arena *arena);
