// What there is to do: the files under the roots, held against the files table.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/files.h"
#include "index/place.h"
#include "indexer/roots.h"

enum { ENTRY_NEW = UINT32_MAX, ENTRY_NO_BATCH = UINT32_MAX };

// A file that must be read, or one that was. Its times are those of the walk.
struct entry {
    struct file file; // until it is read: path and what the system knows of it
    uint32_t old;     // its number in the files table, or ENTRY_NEW
    // the batch that holds its text, while file.segment is 0; or ENTRY_NO_BATCH
    uint32_t batch;
    bool read; // `file` says what came of reading it
    bool same; // its content is that of the files table: its members stay
};

// What becomes of a line of the files table.
enum fate {
    FATE_GONE,      // the file is no longer there, or no longer wanted
    FATE_KEPT,      // it stays as it is
    FATE_REFRESHED, // an entry stands in its place; the content is the same
    FATE_REPLACED,  // an entry stands in its place, and its members go
};

struct remark {
    struct str path; // stored
    struct str text;
};

// Strings and fates live in the arena of listing_make; listing_close ends the rest.
struct listing {
    struct entry *entries; // ascending paths, each once
    size_t count;
    uint64_t bytes; // of the files in entries
    // enum fate by number in the files table: FATE_GONE or FATE_KEPT; of members: unknown
    unsigned char *fates;
    size_t seen;          // files that are there
    size_t gone;          // files of the table that are not
    struct remark *notes; // what a person should know, and nothing is lost
    size_t note_count;
};

struct listing_options {
    const struct place *place;
    const struct files *files;
    const struct roots *roots; // remembered
    // to be looked at: each is one of the roots or covered by one
    const struct roots *scope;
    bool retry_failed;  // read what failed again, though it did not change
    bool wants_ocr;     // read again what OCR would bring more of
    bool (*stop)(void); // may be NULL
    void (*tick)(void *context, size_t seen); // called now and then; may be NULL
    void *context;
};

// Walks through the scope. What cannot be looked at becomes an entry that is read and
// failed; what is known to be below it stays. False only when stopped.
bool listing_make(struct listing *out, const struct listing_options *options,
                  struct arena *arena);
void listing_close(struct listing *listing);
