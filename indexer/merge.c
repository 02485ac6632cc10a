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

// Segments that would be merged with `model`: alike, and on its level or below.
static size_t company(const struct manifest_segment *segments, size_t count,
                      const struct manifest_segment *model, bool below)
{
    unsigned level = merge_level(model->notices);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned other = merge_level(segments[i].notices);
        found +=
            alike(&segments[i], model) && (other == level || (below && other < level));
    }
    return found;
}

// A segment of the level to merge; NULL when no two segments belong together.
static const struct manifest_segment *
choose_level(const struct manifest_segment *segments, size_t count)
{
    const struct manifest_segment *chosen = NULL;
    size_t fullest = 0;
    for (size_t i = 0; i < count; i++) {
        if (company(segments, count, &segments[i], true) < 2)
            continue;
        // Beyond a crowd it does not matter how full: then the lower one is cheaper.
        size_t full = company(segments, count, &segments[i], false);
        if (full > MERGE_CROWD)
            full = MERGE_CROWD;
        if (!chosen || full > fullest ||
            (full == fullest &&
             merge_level(segments[i].notices) < merge_level(chosen->notices))) {
            chosen = &segments[i];
            fullest = full;
        }
    }
    return chosen;
}

size_t merge_pick(const struct manifest_segment *segments, size_t count, uint32_t *picked)
{
    if (count <= MERGE_MOST_SEGMENTS)
        return 0;
    const struct manifest_segment *model = choose_level(segments, count);
    size_t picks = 0;
    for (size_t i = 0; model && i < count; i++) {
        if (merge_level(segments[i].notices) <= merge_level(model->notices) &&
            alike(&segments[i], model))
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
    // Opening for writing what is being made can fail too; nobody else has it.
    if (!done && err->code == ERROR_LOCKED)
        state_write_failed(err);
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
