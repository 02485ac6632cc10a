// What the index is made of at this moment: the one file whose replacement is the commit.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stdint.h>
#include <sys/types.h>

enum { MANIFEST_FORMAT = 3 };

// A segment and what is dead in it. Its folder is segments/NUMBER in six digits.
struct manifest_segment {
    uint32_t number;  // from 1; never used again for another segment
    uint64_t notices; // documents in it, dead ones included
    uint64_t directives;
    uint64_t bytes;      // on disk
    struct str checksum; // of its list of checksums, in hex
    uint32_t analyzers;  // what the facts in it were found with, as below
    struct str units;
    const uint64_t *dead; // ids of dead notices (index/identity.h), ascending; their
                          // directives are dead with them
    size_t dead_count;
};

// What tracuu.units says of two units: the work of the one is done by the other today. Ids;
// of every office where there is no '/' in them.
struct manifest_successor {
    struct str from, to;
};

// An id stands in at most one segment, alive or dead: a text that comes back is raised
// from the dead. Everything lives in the arena of manifest_read or belongs to whoever
// filled it.
struct manifest {
    uint32_t format;     // as read; manifest_write writes MANIFEST_FORMAT
    uint64_t generation; // counts publications, from 1
    uint32_t analyzers;  // ANALYZERS_VERSION that the facts were found with
    struct str units;    // SHA-256 of tracuu.units in hex, or "-" when there was none
    struct str *roots;   // as stored (index/place.h), in byte order
    size_t root_count;
    struct manifest_segment *segments; // ascending numbers
    size_t segment_count;
    uint32_t next_segment; // the first number that was never used
    struct str files; // name of the files table in this folder; missing when nothing was
                      // indexed yet
    struct str files_checksum; // in hex
    uint32_t *replaced; // numbers of segments that this publication replaced: left until
                        // the next one, for readers
    size_t replaced_count;
    struct str replaced_files; // the files table before this one, or missing
    bool servable; // its segments can be served to other hosts (index/segment.h)
    struct manifest_successor *successors;
    size_t successor_count;
    struct str *shards; // segments on other hosts: "host:port"
    size_t shard_count;
};

// ERROR_NO_INDEX when there is none in `folder`; ERROR_DAMAGED when it was changed by
// something else than a program of this name, or is of a newer format; ERROR_IO.
bool manifest_read(struct manifest *out, const char *folder, struct arena *arena,
                   struct error *err);
// Replaces the manifest in one step that survives a power cut: written beside, fsynced,
// renamed, folder fsynced. ERROR_IO.
bool manifest_write(const struct manifest *manifest, const char *folder,
                    struct error *err);

// "FOLDER/segments/000017" in the arena, NUL-terminated.
const char *manifest_segment_path(const char *folder, uint32_t number,
                                  struct arena *arena);
// True when the notice of this id is dead in the segment.
bool manifest_segment_dead(const struct manifest_segment *segment, uint64_t id);

// fsync of a folder, so that names in it survive a power cut. ERROR_IO.
bool folder_sync(const char *path, struct error *err);
