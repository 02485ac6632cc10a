// Xapian spoken in C: build a database, compact several into one, ask several as one. No
// exception leaves this room.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

// Every function that can fail returns false and fills *err with Xapian's own sentence
// and a code:
//   ERROR_GONE      the database is not there (any more), or was changed while it was read
//   ERROR_DAMAGED   its files are not what they should be, or of another format
//   ERROR_IO        the system refused to read or write (disk full …)
//   ERROR_REMOTE    a server did not answer, or not in the way it should
//   ERROR_LOCKED    another process is writing
//   ERROR_USAGE     a question that Xapian refuses
//   ERROR_INTERNAL  everything else, out of memory included
// Strings are bytes with a length; zero bytes are allowed everywhere.

// Longest term, in bytes, a zero byte counting as two.
enum { XAPIAN_TERM_MAX = 245 };
// True when Xapian takes it: not empty, not too long. One term that is too long would
// lose all that was added before it.
bool xapian_term_fits(struct str term);

// ---- Writing ----

// A database that is being built. Not to be shared by threads; several may be built at
// once.
struct xapian_builder;

enum xapian_use {
    // without term lists: half the size, but documents cannot be fetched through a server
    XAPIAN_LOCAL,
    XAPIAN_SERVABLE, // with term lists
};

struct xapian_term {
    struct str term;
    uint32_t count; // how often it occurs in the document; 0 for a boolean term
};

struct xapian_value {
    uint32_t slot;
    struct str value;
};

struct xapian_document {
    const struct xapian_term *terms;
    size_t term_count;
    const struct xapian_value *values;
    size_t value_count;
    struct str data;
};

// Creates the database in a folder that does not exist yet. It is not made safe from a
// power cut: see xapian_compact.
bool xapian_builder_open(struct xapian_builder **out, const char *folder,
                         enum xapian_use use, struct error *err);
// Adds a document; they are numbered 1, 2, 3 … Terms and values are checked before
// anything is changed.
bool xapian_builder_add(struct xapian_builder *builder,
                        const struct xapian_document *document, struct error *err);
// Writes everything and ends the builder, done or not.
bool xapian_builder_finish(struct xapian_builder *builder, struct error *err);
// Ends the builder. The folder stays and is good for nothing. NULL is allowed.
void xapian_builder_discard(struct xapian_builder *builder);

// Copies `count` databases into one new `folder`: the documents of the first keep their
// numbers, those of the others follow on. About four files are open for each at a time.
bool xapian_compact(const char *folder, const char *const *from, size_t count,
                    struct error *err);

// ---- Asking ----

// Several databases asked as one. Not to be shared by threads.
struct xapian_reader;

// A folder here, or a database that xapian-tcpsrv serves.
struct xapian_source {
    const char *folder; // NULL for a server
    const char *host;
    unsigned port;
};

enum {
    XAPIAN_CONNECT_MS = 3000, // how long a server may take to accept
    XAPIAN_ANSWER_MS = 20000, // … and to answer
};

// Opens all of them; when one fails the error is about that one, and *failed (may be
// NULL) is its index. Servers: SIGPIPE is ignored from then on, as libxapian would die of
// it.
bool xapian_reader_open(struct xapian_reader **out, const struct xapian_source *sources,
                        size_t count, size_t *failed, struct error *err);
void xapian_reader_close(struct xapian_reader *reader);

// Documents in all databases, or in one of them.
bool xapian_reader_count(const struct xapian_reader *reader, size_t *count,
                         struct error *err);
bool xapian_reader_shard_count(const struct xapian_reader *reader, size_t shard,
                               size_t *count, struct error *err);
// Documents in which a term occurs.
bool xapian_reader_frequency(const struct xapian_reader *reader, struct str term,
                             size_t *count, struct error *err);
// The first document of a shard with this term, 0 when there is none.
bool xapian_reader_find(const struct xapian_reader *reader, size_t shard, struct str term,
                        uint32_t *document, struct error *err);
// From now on documents of this shard that have any of these terms match no question.
// Local shards only: a server would not know them. Costs a look-up a term now and almost
// nothing a question.
bool xapian_reader_exclude(struct xapian_reader *reader, size_t shard,
                           const struct str *terms, size_t count, struct error *err);
// Appends a document's data.
bool xapian_reader_data(const struct xapian_reader *reader, size_t shard,
                        uint32_t document, struct buf *data, struct error *err);
// Calls `visit` for each term that starts with `prefix`, in byte order, with its
// frequency, until it returns false.
bool xapian_reader_terms(const struct xapian_reader *reader, struct str prefix,
                         bool (*visit)(void *context, struct str term, size_t count),
                         void *context, struct error *err);

enum xapian_op {
    XAPIAN_ALL,     // every document
    XAPIAN_NOTHING, // none
    XAPIAN_TERM,    // documents with `term`
    XAPIAN_SYNONYM, // the children count as one term
    XAPIAN_AND,     // all children
    XAPIAN_OR,      // any child
    XAPIAN_AND_NOT, // the first child without the others
    XAPIAN_MAYBE,   // the first child, the others only add weight
    XAPIAN_FILTER,  // the first child where the others match too, without their weight
    XAPIAN_SCALE,   // the first child, its weight times `scale`
    XAPIAN_SLOT_GE, // the value in `slot` is there and >= `term`
    XAPIAN_SLOT_LE, // … <= `term`
    XAPIAN_SOUGHT,  // documents that the caller finds by itself, of databases here only
};

// Finds documents while a question is being answered.
struct xapian_seeker {
    void *context;
    // The first document of a shard (counted from 1) from `from` on, 0 behind the last;
    // *weight is what it weighs.
    uint32_t (*next)(void *context, uint32_t shard, uint32_t from, double *weight);
    // How many it may find in a shard, at most and about.
    size_t (*most)(void *context, uint32_t shard);
    size_t (*about)(void *context, uint32_t shard);
    double weight_most;
};

// A question as a tree of plain values.
struct xapian_query {
    enum xapian_op op;
    struct str term;
    double scale;
    uint32_t slot;
    const struct xapian_seeker *seeker; // XAPIAN_SOUGHT; must outlive the question
    const struct xapian_query *const *children;
    size_t count;
};

// Trees that are deeper or have more nodes are refused with ERROR_USAGE: libxapian's
// stack and time would not bear them.
enum { XAPIAN_DEPTH_MAX = 64, XAPIAN_NODES_MAX = 100000 };

enum xapian_sort { XAPIAN_BY_WEIGHT, XAPIAN_BY_SLOT_UP, XAPIAN_BY_SLOT_DOWN };

struct xapian_match_options {
    size_t limit;
    enum xapian_sort sort;
    uint32_t sort_slot; // documents without a value there sort as if it were empty
    bool exact_count;   // look at every match
    const uint32_t *count_slots; // slots whose values are counted over all matches
    size_t count_slot_count;
};

struct xapian_hit {
    uint32_t shard;    // which of the sources
    uint32_t document; // in that source
    double weight;     // 0 when sorted by a slot
    struct str key;    // the value of that slot
};

struct xapian_value_count {
    struct str value;
    size_t count;
};

struct xapian_value_counts {
    struct xapian_value_count *values; // in any order, the same more than once
    size_t count;
};

struct xapian_matches {
    struct xapian_hit *hits;
    size_t count;
    size_t at_least, estimate, at_most;
    struct xapian_value_counts *counts; // one for each of count_slots
};

// BM25 with k1 = 1.2 and b = 0.75, its statistics shared by all sources. The matches live
// in the arena.
bool xapian_reader_match(const struct xapian_reader *reader,
                         const struct xapian_query *query,
                         const struct xapian_match_options *options,
                         struct xapian_matches *out, struct arena *arena,
                         struct error *err);

// ---- For tests ----

// What the next guarded call of this thread throws instead of doing its work: the number
// of a class in the list of xapian_c.cc, from 1; 0: nothing.
void xapian_inject(int number);
// The name of that class, NULL behind the last one.
const char *xapian_injection_name(int number);
