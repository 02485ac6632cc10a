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
//   real    /srv/archive/2023/a.txt       absolute, no "." or ".." or "//"; links are not
//   resolved, so that a path stays as people know it stored  2023/a.txt relative to the
//   folder that holds the index folder; real when outside of it shown   2023/a.txt,
//   ../2023/a.txt …   as typed from the working folder, when it or the archive's folder
//   is around it; else real
struct place {
    struct str folder;  // the index folder as given, NUL-terminated
    struct str base;    // real path of the folder that holds it: "/srv/archive"
    struct str working; // real path of the working folder
};

// Strings live in the arena. ERROR_IO when the working folder is gone.
bool place_open(struct place *out, const char *folder, struct arena *arena,
                struct error *err);
// Typed (relative to the working folder, or absolute) to stored.
struct str place_stored(const struct place *place, struct str typed, struct arena *arena);
// Stored to real, NUL-terminated.
struct str place_real(const struct place *place, struct str stored, struct arena *arena);
// Stored to shown, NUL-terminated.
struct str place_shown(const struct place *place, struct str stored, struct arena *arena);
