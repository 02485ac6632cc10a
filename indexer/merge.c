// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/merge.h"

#include <stdlib.h>

unsigned merge_level(uint64_t notices)
{
    unsigned level = 0;
    for (uint64_t most = MERGE_SMALL; notices > most && most < UINT64_MAX / MERGE_FACTOR;
         most *= MERGE_FACTOR)
        level++;
    return level;
}

static bool alike(const struct manifest_segment *a, const struct manifest_segment *b)
{
    return a->analyzers == b->analyzers && str_equal(a->units, b->units);
}

// The lowest level with two segments that were made alike; -1 when there is none. *model: one of them.
static int crowded_level(const struct manifest_segment *segments, size_t count,
                         const struct manifest_segment **model)
{
    int lowest = -1;
    for (size_t i = 0; i < count; i++) {
        int level = (int)merge_level(segments[i].notices);
        for (size_t j = i + 1; j < count; j++) {
            if ((int)merge_level(segments[j].notices) != level ||
                !alike(&segments[i], &segments[j]) || (lowest >= 0 && level >= lowest))
                continue;
            lowest = level;
            *model = &segments[i];
        }
    }
    return lowest;
}

size_t merge_pick(const struct manifest_segment *segments, size_t count, uint32_t *picked)
{
    const struct manifest_segment *model = NULL;
    if (count <= MERGE_MOST_SEGMENTS)
        return 0;
    int level = crowded_level(segments, count, &model);
    size_t picks = 0;
    for (size_t i = 0; level >= 0 && i < count; i++) {
        if ((int)merge_level(segments[i].notices) <= level && alike(&segments[i], model))
            picked[picks++] = segments[i].number;
    }
    return picks;
}

bool merge_wants_purge(const struct manifest_segment *segment)
{
    return segment->dead_count * PURGE_SHARE > segment->notices;
}

static bool merge_once(struct state *state, const uint32_t *picked, size_t count,
                       struct error *err)
{
    const char **parts = memory_array(count, sizeof *parts);
    for (size_t i = 0; i < count; i++)
        parts[i] = manifest_segment_path(state->folder, picked[i], state->arena);
    const char *folder;
    uint32_t number = state_new_segment(state, &folder);
    struct segment_summary summary;
    bool done = segment_compact(folder, parts, count, &summary, err);
    if (done)
        state_replace_segments(state, picked, count, number, &summary, true);
    free(parts);
    return done;
}

bool merge_segments(struct state *state, struct error *err)
{
    for (;;) {
        uint32_t *picked = memory_array(state->next.segment_count, sizeof *picked);
        size_t count =
            merge_pick(state->next.segments, state->next.segment_count, picked);
        bool done = count < 2 || merge_once(state, picked, count, err);
        free(picked);
        if (!done || count < 2)
            return done;
    }
}
