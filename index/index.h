// Reading an index: open what the manifest names, ask it, get documents.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/clause.h"
#include "index/document.h"
#include "index/fields.h"
#include "index/forward_row.h"

struct index;

// Opens the index in `folder` (".tracuu") as the manifest names it now; it stays that
// state until closed. ERROR_NO_INDEX, ERROR_DAMAGED, ERROR_IO. Shards that do not answer
// are left out: see index_missing_shards.
bool index_open(struct index **out, const char *folder, struct error *err);
void index_close(struct index *index);

// True with the first failure that nobody asked for: of functions here that take no *err,
// or were given none, as where a name is wanted and the value itself will do.
bool index_failed(const struct index *index, struct error *err);

// Live notices in all segments.
size_t index_notice_count(const struct index *index);
size_t index_segment_count(const struct index *index);
// One sentence for each shard that did not answer.
size_t index_missing_shards(const struct index *index, const struct str **sentences);

enum collection { COLLECTION_NOTICES, COLLECTION_DIRECTIVES };
enum match_order { ORDER_RELEVANCE, ORDER_OLDEST, ORDER_NEWEST };

struct match_options {
    size_t limit; // hits wanted at most
    enum match_order order;
    bool exact_count; // count every match, however long that takes
    // where finding all matches costs no more than finding the best, all are wanted, and
    // so many of them in order; see matches_order
    size_t ordered;
    // fields to count over all matches (each has a facet slot); exact
    const enum field_id *facets;
    size_t facet_count;
};

struct hit {
    uint32_t segment;  // < index_segment_count
    uint32_t document; // in that segment, from 1
    double score;
};

struct facet_value {
    struct str value;
    size_t count;
};

struct facet {
    enum field_id field;
    struct facet_value *values; // most frequent first
    size_t count;
};

struct matches {
    struct hit *hits; // best or first first
    size_t count;
    size_t ordered;  // of them are there, in order: all that were not left for later
    size_t at_least; // matches that are certain
    size_t about;    // best guess
    bool exact;      // at_least == about == the true number
    struct facet *facets;
    uint64_t *found, *later; // what is known of the others (index/best.h)
    uint32_t parts;
};

// Puts more of the matches in order, `ordered` or all.
void matches_order(struct matches *matches, size_t ordered);
// Fills hits (room for those that are not in order yet) as they lie on the disk; returns
// how many they are.
size_t matches_rest(const struct matches *matches, struct hit *hits);
// Leaves only those of them for which `left` says so, one for each, and puts them in
// order.
void matches_leave(struct matches *matches, const bool *left);

// Asks all segments; dead documents are left out. Results live in the arena.
bool index_match(const struct index *index, enum collection collection,
                 const struct clause *clause, const struct match_options *options,
                 struct matches *out, struct arena *arena, struct error *err);

// The id of the notice of a hit among notices (index/identity.h), without reading it.
bool index_id(const struct index *index, const struct hit *hit, uint64_t *id,
              struct error *err);
// The notice of a hit among notices, or the notice that a directive stands in (its number
// in *number, from 1).
bool index_notice(const struct index *index, const struct hit *hit, bool with_text,
                  struct document *out, struct arena *arena, struct error *err);
bool index_directive(const struct index *index, const struct hit *hit, bool with_text,
                     struct document *out, uint32_t *number, struct arena *arena,
                     struct error *err);

// Lets go of the memory that stored notices read so far took, for readers of very many;
// what was decoded stays.
void index_forget(const struct index *index);

// The paths of a notice, the first one first; count 0 when the id is unknown.
size_t index_paths(const struct index *index, struct str id, const struct str **paths);
// The id of the notice at `path` (as indexed, or relative to the working folder), or
// missing.
struct str index_id_at(const struct index *index, struct str path);
// The id of the only notice that has a file of this name, in whatever folder; missing where
// there is none, or where files of several notices are called so.
struct str index_id_named(const struct index *index, struct str name);

// The id of the unit that does the work of this one today, as tracuu.units said when the
// archive was indexed; in the arena, missing when it says nothing.
struct str index_successor(const struct index *index, struct str unit,
                           struct arena *arena);

// Forms of a folded syllable that occur in any segment, at most 15, the commonest first.
// Strings live as long as the index.
size_t index_forms(const struct index *index, struct str folded,
                   const struct str **forms);
// In how many notices a term occurs (prefix included), over all segments.
size_t index_frequency(const struct index *index, struct str term);

// Calls `visit` for each term that starts with `prefix`, in order, with the number of
// live notices (or directives) that have it, until it returns false. Of words of texts, and
// where other hosts are asked of those of titles, dead notices count as well.
bool index_terms(const struct index *index, enum collection collection, struct str prefix,
                 bool (*visit)(void *context, struct str term, size_t count),
                 void *context, struct error *err);

// The ids of all issuers, dead ones too, in byte order.
bool index_issuers(const struct index *index, struct str **ids, size_t *count,
                   struct arena *arena, struct error *err);
// Calls `visit` with the id of each unit that ends in the part `name`
// ("quan-ly-khoa-hoc"), whatever office it belongs to, until it returns false: units that
// notices name, dead ones too. Where all segments are here it costs no more than these ids.
bool index_units_named(const struct index *index, struct str name,
                       bool (*visit)(void *context, struct str id), void *context,
                       struct error *err);

// The words of a notice in their order, as numbers of the segment's vocabulary: what the
// second stage of ranking reads (searcher/rank.h).
//
// Where some words stand in a notice, at about three nanoseconds a word of it: fills
// `places` (room for `room`) in their order and returns how many there are in all.
// `wanted` was made of numbers of the hit's segment. *length is the notice's in words.
size_t index_forward_find(const struct index *index, const struct hit *hit,
                          const struct forward_wanted *wanted,
                          struct forward_place *places, size_t room, size_t *length);
// Lets the processor fetch what index_forward_row is going to read.
void index_forward_fetch(const struct index *index, const struct hit *hit);
// Whether the notice has the row of words, whose numbers are those of the hit's segment;
// perhaps for notices of other hosts.
enum forward_row_answer index_forward_row(const struct index *index,
                                          const struct hit *hit,
                                          const struct forward_row *row);
// The number of a term in a segment's vocabulary, from 1; 0 when it does not occur there.
uint32_t index_number(const struct index *index, uint32_t segment, struct str term);
// Mean length of a notice in syllables.
double index_mean_length(const struct index *index);
