// Goes through folders and files in a fixed order and says of each file what the system
// knows of it without opening it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

struct walk;

enum walk_kind {
    WALK_FILE,   // a regular file (or a link to one)
    WALK_FAILED, // cannot be looked at: `reason` says why
    WALK_NOTE,   // nothing is lost, but a person should know: `reason` says what (a link
                 // back to a folder above it)
};

// Borrowed until the next walk_next.
struct walk_entry {
    enum walk_kind kind;
    struct str path;  // the root as it was given, then '/' and names; no "./", "//" or
                      // trailing '/' is added
    uint64_t size;    // bytes
    int64_t modified; // nanoseconds since 1970
    int64_t changed;  // … of the last change to the inode
    uint64_t device;
    uint64_t inode;
    struct str reason; // a sentence without the path; missing for files
};

// Starts at one root, a folder or a file. ERROR_FILE when there is no such path. Hidden
// names (".x"), `.tracuu` and `tracuu.units` are left out, unless the root itself is such
// a name. Links are followed; a folder is entered once.
struct walk *walk_open(struct str root, struct error *err);
void walk_close(struct walk *walk);
// The next entry, in the order of the bytes of the paths (as strcmp sorts them); false at
// the end.
bool walk_next(struct walk *walk, struct walk_entry *entry);
