// The same notice in more than one file: as a scan and as the document it was printed
// from.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/words.h"
#include "index/index.h"

// Another notice of the archive with the same number and the same date, whose text is
// nearly the same: of the syllables of both, marks and case aside, all but a few are
// common to them.
struct copy {
    struct str id;
    bool better; // told rather than the one asked about: not recognised from a picture
                 // where that is, else of the lower id
};

struct copies {
    struct copy *items;
    size_t count;
};

// The copies of a notice (its text is not needed). Where no other notice has its number
// this costs one look at the index. Notices whose number or day is open have none. In the
// arena.
bool copies_find(struct copies *out, const struct index *index,
                 const struct document *document, struct arena *arena, struct error *err);
// True when a copy of the notice is in the set; else the notice comes into it, where it
// has copies.
bool copies_told(struct words *told, const struct copies *copies, struct str id);
// The paths of all copies. In the arena.
size_t copies_paths(const struct copies *copies, const struct index *index,
                    struct str **paths, struct arena *arena);
