// Where the index is, and how it names the files of the archive that it stands in.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

// The index folder that a command works on, in the arena, NUL-terminated: `option`
// (--index DIR; NULL or empty: not given), else $TRACUU_INDEX, else the nearest .tracuu/
// in the working folder or above it. ERROR_NO_INDEX, with a hint, when there is none;
// whether it holds an index is not looked at.
bool place_find(const char **folder, const char *option, struct arena *arena,
                struct error *err);

// Paths in three forms:
//
//   real    /srv/archive/2023/a.txt   absolute, without "." or ".." or "//"
//   stored  2023/a.txt                relative to the folder that holds the index folder,
//                                     so that the archive can move; real when outside
//   shown   ../2023/a.txt             as one would type it in the working folder, when it
//                                     is in the archive or around it; else real
struct place {
    struct str folder;  // the index folder as given, NUL-terminated
    struct str real;    // … links resolved, where it exists
    struct str base;    // the folder that holds it, links resolved: "/srv/archive"
    struct str working; // the working folder, links resolved
};

// Strings live in the arena. ERROR_IO when the working folder is gone.
bool place_open(struct place *out, const char *folder, struct arena *arena,
                struct error *err);
// Typed (relative to the working folder, or absolute) to stored.
struct str place_stored(const struct place *place, struct str typed, struct arena *arena);
// A real path to stored; borrowed from it.
struct str place_stored_real(const struct place *place, struct str real);
// Stored to real, NUL-terminated.
struct str place_real(const struct place *place, struct str stored, struct arena *arena);
// Stored to shown, NUL-terminated.
struct str place_shown(const struct place *place, struct str stored, struct arena *arena);
