// A segment: an immutable part of the index, built aside, finished, checksummed, and only
// then named in the manifest.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/document.h"

//   worker 1 ── add add add … finish ──> folder ┐
//   worker 2 ── add add add … finish ──> folder ┼── segment_compact ──> segments/000017/
//   worker 1 ── add …                           ┘
//
//   segments/000017/
//     notices/     Xapian database: title words, fact terms, slots; document n is notice n
//     directives/  Xapian database of the directives: fact terms, slots
//                  (of what can be served both have words and document data as well)
//     documents    the stored form of each notice (index/packing.h), found by number
//     dictionaries what notices were packed with (index/store.h)
//     forward      the words of each notice in their order (index/forward.h)
//     vocabulary   the words of the segment: number, frequency, folded form
//                  (index/vocabulary.h)
//     postings     which notices have each word (index/postings.h)
//     items        where each directive stands in its notice (index/items.h)
//     dates        the day of each notice (index/dates.h); may be missing
//     units        units and issuers by name (index/unit_ids.h); may be missing
//     checksums    size and CRC-32 of every file above; its own CRC-32 is the checksum
//                  in the manifest
//
// A batch folder looks the same but for the checksums, so finished batches and segments
// without dead documents are compacted by the same function. Nothing here knows which
// segments are live: that is the manifest's. Functions on different batches may run in
// different threads at the same time.
//
// A notice is dead when the manifest says so, by its id: every question leaves out the
// notice and the directives that carry the id. So an id is dead or alive in the whole
// index: content that comes back while its dead notice is still stored is made live again
// by taking its tombstone away, and notices that were analysed anew (same id, new facts)
// replace whole segments.

struct segment_batch;

struct segment_options {
    // xapian-tcpsrv can hand out its documents: a fifth more CPU, twice the size
    bool servable;
    // stored texts are packed at once: for parts that are many before they are compacted
    bool packed;
};

// Starts a batch in `folder`, which must not exist yet. ERROR_IO.
bool segment_batch_open(struct segment_batch **out, const char *folder,
                        const struct segment_options *options, struct error *err);
// Adds a notice with its directives; both `notice` and `view` as filled by notice_read.
// Each id once in a batch. After an error the batch can only be discarded.
bool segment_batch_add(struct segment_batch *batch, const struct notice *notice,
                       const struct view *view, struct str id, struct str source,
                       struct error *err);
// Notices added so far, and bytes of their texts. Batches of 500 to 1,000 notices, or 8
// MB, are the fastest.
size_t segment_batch_count(const struct segment_batch *batch);
size_t segment_batch_bytes(const struct segment_batch *batch);
// Writes everything (not yet safe from a power cut: that is for the segment made of it)
// and ends the batch, done or not.
bool segment_batch_finish(struct segment_batch *batch, struct error *err);
// Ends the batch and removes its folder.
void segment_batch_discard(struct segment_batch *batch);

struct segment_summary {
    size_t notices;
    size_t directives;
    uint64_t bytes;    // on disk
    uint32_t checksum; // of the checksums file
};

// Compacts batches, or segments without dead notices, in this order into a new segment
// `folder`. When it returns true all of it is on the disk, folders included, but for the
// entry of `folder` in its parent, which is the caller's to fsync. The parts stay; an
// unfinished `folder` is removed on failure. Any number of parts.
bool segment_compact(const char *folder, const char *const *parts, size_t count,
                     struct segment_summary *out, struct error *err);

// Reading the files of one segment or batch, without Xapian.
struct segment;

// ERROR_GONE when the folder is not there, ERROR_DAMAGED.
bool segment_open(struct segment **out, const char *folder, struct error *err);
void segment_close(struct segment *segment);
size_t segment_count(const struct segment *segment);
// Notice `number` (from 1) with its text; not to be asked by several threads at once.
bool segment_notice(const struct segment *segment, uint32_t number, struct document *out,
                    struct arena *arena, struct error *err);
// Its id alone (index/identity.h).
bool segment_notice_id(const struct segment *segment, uint32_t number, uint64_t *id,
                       struct error *err);

// Adds live notices of `segment` to `batch` again, in their order, from number *next (1
// at first) on and at most `limit` of them; *next becomes where to go on, 0 at the end.
// `dead` are ids (index/identity.h), ascending. Facts are taken as stored.
bool segment_rewrite(struct segment_batch *batch, const struct segment *segment,
                     const uint64_t *dead, size_t dead_count, size_t limit,
                     uint32_t *next, struct error *err);

// Verifies every file of a segment against its checksums, and these against `checksum` of
// the manifest: missing, cut, changed and additional files. Calls `found` with one
// sentence for each; true when there was none. Otherwise false with ERROR_DAMAGED, or
// ERROR_IO when it could not be read.
bool segment_check(const char *folder, uint32_t checksum,
                   void (*found)(void *context, const char *sentence), void *context,
                   struct error *err);
// Removes a folder with all that is in it; a folder that is not there is no error.
bool segment_remove(const char *folder, struct error *err);
