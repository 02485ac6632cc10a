// What the archive last knew of a document: seen, to be changed, changed, replaced, repealed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/trace.h"

enum decree_state {
    STATE_SEEN,
    STATE_TO_BE_AMENDED,
    STATE_TO_BE_REPLACED,
    STATE_AMENDED,
    STATE_REPLACED,
    STATE_REPEALED
};

struct trace_status {
    enum decree_state state;
    struct days date; // of the notice that says so
    enum date_source date_source;
    // what amends, replaces or repeals it, for people; missing when nobody names it
    struct str by;
    struct str told_by; // number of the notice that tells it of another, or missing
    struct days last;   // of the last notice that cites the document
    enum date_source last_source;
    size_t notices; // that cite it
};

// "seen", "to_be_amended", "amended" …
const char *decree_state_name(enum decree_state state);

// From all notices of the archive, whatever is asked to be told of them. Strings live in
// the arena.
bool trace_status(struct trace_status *out, const struct index *index,
                  const struct decree *decree, struct arena *arena, struct error *err);
// How many notices of those that pass the filter cite the document.
bool trace_count(size_t *out, const struct index *index, const struct decree *decree,
                 const struct clause *filter, struct arena *arena, struct error *err);
