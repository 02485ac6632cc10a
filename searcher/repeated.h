// Orders that come back: the same directive to the same unit in several notices.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/listed.h"

// Fills `repeats` of the oldest of each group of items that say nearly the same in
// different notices and are for a common unit, and sets *repeated[i] for the later ones
// (one flag an item). Dates and numbers do not count: they are what changes.
void repeated_find(struct listing *listing, bool *repeated, struct arena *arena);
