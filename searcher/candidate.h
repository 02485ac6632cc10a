// The values of the index that something typed may mean.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/filter.h"

// Adds one to an array in the arena, unless its value is there.
void candidate_add(struct candidate **items, size_t *count,
                   const struct candidate *candidate, struct arena *arena);

// The words of `part` stand one after another in `whole`, both folded (field_fold).
bool folded_has(struct str whole, struct str part);
