// What a run is about: the folders of the index once it is done, and those that it looks at.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "indexer/indexer.h"
#include "indexer/state.h"

// Real paths, in the arena of the state.
struct scope {
    struct roots all;
    struct roots asked; // those named on the command line; all where none is
};

// From the folders of the state and what is asked for. ERROR_USAGE for a path that is not
// there, for one to be forgotten that is none of them, and where nothing is left to index.
bool scope_decide(struct scope *out, const struct state *state,
                  const struct indexer_options *options, struct error *err);
