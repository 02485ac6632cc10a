// Brings an index up to date with its files, from the first look to the publication.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "corpus/reader.h"

#include <stddef.h>
#include <stdint.h>

struct indexer_options {
    const char *folder; // the index folder; exists
    const char *const *
        // typed: to be added to the roots, or brought up to date when they are in one
        paths;
    size_t path_count;         // 0: all roots
    const char *const *forget; // typed: roots to take out
    size_t forget_count;
    // read and analyse everything again; the old index answers until the new one is whole
    bool rebuild;
    bool retry_failed;
    // segments that other hosts can search (index/segment.h); an index is so from the
    // start or never
    bool servable;
    unsigned jobs; // threads, at least 1
    struct reader_options reader;
    bool (*stop)(void); // may be NULL
};

struct indexer_summary {
    size_t files;     // there are now, as far as looked at
    size_t notices;   // in the index now
    size_t added;     // notices stored by this run
    size_t gone;      // files that are no longer there
    size_t failed;    // files and members without a text, in the whole index
    size_t renewed;   // notices analysed anew from their stored texts
    uint64_t bytes;   // of the files that were read
    bool published;   // something changed
    bool interrupted; // what was finished is kept
    bool kept_old; // … but a rebuild that was interrupted leaves the old index as it was
};

// ERROR_LOCKED, ERROR_USAGE (a path that is not there, no root at all, a units file that
// cannot be understood), ERROR_DAMAGED, ERROR_IO. Files that cannot be read are no error:
// they are counted. Prints progress and what a person should know to stderr.
bool indexer_run(const struct indexer_options *options, struct indexer_summary *out,
                 struct error *err);
