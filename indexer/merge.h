// Which segments are put together, and when: few segments to ask, little work to keep
// them few.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "indexer/state.h"

enum {
    MERGE_MOST_SEGMENTS = 10, // an index may have; one more, and some are merged
    MERGE_SMALL = 250,        // notices: segments up to this size are on the lowest level
    MERGE_FACTOR = 8,         // each level is this many times larger than the one below
    MERGE_CROWD = 4,          // segments that make a level crowded
    // a segment is written anew when more than one in this many of its notices is
    // dead
    PURGE_SHARE = 4,
};

// The level of a segment with this many notices: 0 up to MERGE_SMALL, 1 up to MERGE_SMALL
// * MERGE_FACTOR …
unsigned merge_level(uint64_t notices);
// Picks what to merge, in `picked` (room for count), ascending: nothing up to
// MERGE_MOST_SEGMENTS, else everything up to the lowest crowded level, or the fullest one
// where none is crowded. Only segments whose facts were found alike are picked together.
// Returns how many.
size_t merge_pick(const struct manifest_segment *segments, size_t count,
                  uint32_t *picked);
// True when so much of it is dead that it should be written anew.
bool merge_wants_purge(const struct manifest_segment *segment);

// Merges by compaction until there are few enough segments; their dead stay dead. The
// result is not published. ERROR_IO, ERROR_DAMAGED.
bool merge_segments(struct state *state, struct error *err);
