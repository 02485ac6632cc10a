// The folders and files that an index was told to hold.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"

// All paths here are real ones (index/place.h).

// True for the folder itself and everything below it.
bool path_within(struct str path, struct str folder);
// True when a walk through `root` comes by `path`: it is within, and no name on the way
// down is hidden.
bool root_covers(struct str root, struct str path);

struct roots {
    struct str *items; // byte order, none covered by another
    size_t count;
};

// The roots with one more; those that it covers are left out. Unchanged when one covers
// it.
void roots_add(struct roots *roots, struct str path, struct arena *arena);
// The roots without this one; false when it is none.
bool roots_remove(struct roots *roots, struct str path);
// The innermost root that `path` is within, or -1.
ptrdiff_t roots_owner(const struct roots *roots, struct str path);
