// What an opened index consists of, for the files that answer from it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/files.h"
#include "index/index.h"
#include "index/items.h"
#include "index/manifest.h"
#include "index/pile.h"
#include "index/place.h"
#include "index/postings.h"
#include "index/segment_files.h"
#include "index/store.h"
#include "index/vocabulary.h"
#include "xapian-c/glass_reader.h"
#include "xapian-c/xapian_c.h"

// A segment here, or the segments that another host serves as one.
struct opened_part {
    const struct manifest_segment *segment; // NULL: a shard
    const char *folder;                     // NULL: a shard
    struct store store;                     // of a segment
    struct pile forward, items;             // of a segment
    struct vocabulary vocabulary;           // of a segment
    struct postings postings; // of a segment; may be missing where words are in Xapian
    struct mapped dates;      // of a segment, once they were asked for (index/dates.h)
    bool no_dates;            // it has none
    struct mapped units;      // of a segment, once one was looked for (index/unit_ids.h)
    const char *host;         // of a shard
    unsigned port;
    uint32_t *dead;      // numbers of a segment's dead notices, once they were looked up
    bool missing;        // the shard did not answer
    struct words *words; // words of a shard's notices, numbered as they are met
    uint32_t source[2];  // its place among the sources of each collection's reader
    struct glass *glass[2];      // of a segment's collections, once they were asked for
    bool no_glass[2];            // they cannot be read without libxapian
    uint64_t *dead_documents[2]; // of these, once they were asked for (index/dead.h)
};

// What is opened together: a collection as a whole, or its segments here and those of
// other hosts, which are asked for words in different ways. Kind % 2 is the collection.
enum opened_kind {
    OPENED_NOTICES = COLLECTION_NOTICES,
    OPENED_DIRECTIVES = COLLECTION_DIRECTIVES,
    OPENED_HERE,          // + collection
    OPENED_ELSEWHERE = 4, // + collection
    OPENED_COUNT = 6
};

struct opened_reader {
    struct xapian_reader *reader; // NULL: not opened yet
    uint32_t *parts;              // the part of each source
    size_t count;
    bool dead_excluded; // the reader leaves them out by itself
};

// How many dead documents have a term, for counts of the living.
struct dead_terms {
    struct words *words; // NULL: not counted yet
    uint32_t *counts;
};

// A hit's segment is the number of a part. What is opened or counted only when it is
// needed changes behind the const of index.h: an index is not to be shared by threads.
struct index {
    struct arena *arena;
    const char *folder;
    struct manifest manifest;
    struct files *files;
    struct opened_part *parts;
    size_t part_count;
    struct opened_reader readers[OPENED_COUNT];
    size_t dead_count;
    struct dead_terms dead_terms[2]; // by enum collection
    struct str *missing;
    size_t missing_count, missing_room;
    struct buf bytes;
    struct unpacker *unpacker; // of what other hosts send
    struct place place;        // where paths are shown from, once they were
    bool placed;
    struct error failed; // the first failure that nobody asked for
};

// Where a failure goes that the caller does not ask for (index_failed); NULL after the
// first one.
struct error *opened_failure(const struct index *index);

// The reader of an enum opened_kind, opened when it was not; shards that do not answer are
// left out. NULL with *err, also where damage is known.
struct xapian_reader *opened_reader(struct index *index, int kind, struct error *err);
// Closes it, so that the next use finds out anew which shards answer.
void opened_reader_forget(struct index *index, int kind);
// Empties index->dead_terms.
void opened_dead_forget(struct index *index);

// What a part has of a collection, to be read without libxapian; NULL where that cannot be.
struct glass *opened_glass(struct index *index, uint32_t part,
                           enum collection collection);
// Whether all parts can be read so.
bool opened_all_glass(struct index *index, enum collection collection);
// The first document of a segment here with this term, 0 when there is none.
bool opened_find(struct index *index, uint32_t part, enum collection collection,
                 struct str term, uint32_t *document, struct error *err);

// How many directives a segment here has.
uint32_t opened_directives(const struct opened_part *part);
// The number of the notice that a directive of a segment here stands in, from 1; 0 when
// there is none. *items is its record.
uint32_t opened_notice_of(const struct opened_part *part, uint32_t directive,
                          struct items *items);
