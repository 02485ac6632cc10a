// Reads files, tells new contents from known ones, finds the facts and builds batches:
// the part of indexing that is done side by side.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"
#include "corpus/reader.h"
#include "indexer/crew.h"
#include "indexer/listing.h"
#include "indexer/state.h"

enum {
    BATCH_FILES = 250,     // of a batch at most
    BATCH_BYTES = 4 << 20, // a batch ends with the file that reaches this
    PART_NOTICES = 500,    // a file with many members makes more than one part
    PART_BYTES = 8 << 20,
    // texts of a batch that wait in memory for their turn, at most; then they must be
    // taken in
    WAITING_BYTES = 16 << 20,
};

// A stretch of the entries and what came of it.
struct batch {
    size_t from, to; // entries
    char **parts;    // folders of finished segment batches
    size_t part_count;
    struct entry *members; // what was found inside of its files
    size_t member_count, member_room;
    // notices of earlier runs that OCR brought more of; .segment is where they stood
    struct renewed *renewed;
    size_t renewed_count;
    size_t notices;   // new ones in its parts
    uint32_t segment; // where its parts went, once they are somewhere
};

struct intake_options {
    const struct state *state;     // looked at from all threads: only what was opened
    const char *building;          // folder for batches; exists
    const struct unit_list *units; // may be NULL
    struct reader_options reader;
    unsigned jobs;
    // A file that gives no text, and things to know about the reader. Called in threads,
    // one at a time.
    void (*remark)(void *context, struct str path, struct str text, bool failed);
    void *context;
};

struct intake;

// Cuts the entries into batches; those that are read already are left alone. The entries
// belong to the caller and stay where they are.
struct intake *intake_open(struct entry *entries, size_t count,
                           const struct intake_options *options);
void intake_close(struct intake *intake);
size_t intake_batch_count(const struct intake *intake);
struct batch *intake_batch(struct intake *intake, size_t number);
// The work of a crew for batch `job`.
bool intake_work(struct intake *intake, struct crew *crew, unsigned worker, size_t job,
                 struct error *err);
// Files and bytes that were read so far.
void intake_progress(struct intake *intake, size_t *files, uint64_t *bytes);
