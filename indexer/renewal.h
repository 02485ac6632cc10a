// Segments written anew from the texts that they hold: when facts are found differently
// now, and when much of a segment is dead.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"
#include "indexer/state.h"

struct renewal_options {
    struct state *state;
    const struct unit_list *units; // may be NULL
    const char *building;          // folder for batches; exists
    unsigned jobs;
    // for renewal_purge: leave out these notices (ids, ascending) and not the dead, which
    // stay dead
    const uint64_t *only;
    size_t only_count;
    bool (*stop)(void);                                     // may be NULL
    void (*tick)(void *context, size_t notices, size_t of); // may be NULL
    void *context;
};

// True when facts in the segment were found by other analyzers, or with other units, than
// state->next names.
bool renewal_is_stale(const struct state *state, const struct manifest_segment *segment);
// Replaces one segment by another with the facts found anew; its dead are left out. Not
// published. *done is false when it was stopped.
bool renewal_analyse(uint32_t segment, const struct renewal_options *options, bool *done,
                     struct error *err);
// Replaces one segment by another without its dead; the facts stay as they are. Not
// published. *done is false when it was stopped.
bool renewal_purge(uint32_t segment, const struct renewal_options *options, bool *done,
                   struct error *err);
