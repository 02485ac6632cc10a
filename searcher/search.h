// A question asked: candidates from the index, read once more, the best of them as hits.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/rank.h"

enum { SEARCH_CANDIDATES = 200, SEARCH_CHECKED = 50 };

struct search_options {
    enum match_order order;
    size_t limit;   // hits wanted; SIZE_MAX for all
    size_t offset;  // hits to pass over first
    bool all_words; // never relax
    bool once;      // of a notice and its copies (searcher/copy.h) the first one only
    bool count;     // count the notices that have all words, exactly
    const enum field_id *facets; // counted over the notices that have all words, exactly
    size_t facet_count;
    size_t candidates; // read in the second stage at least; 0: SEARCH_CANDIDATES
    const struct rank_weights *weights; // NULL: rank_defaults
};

struct search_result {
    struct ranked *hits; // the page that was asked for
    size_t count;
    size_t with_all; // notices with all words that are certain
    bool exact;      // with_all is their true number
    // of them, those that name the unit asked for; SIZE_MAX where none is asked for
    size_t named;
    bool more;            // there are more hits behind these
    size_t copies;        // left out before the end of the page
    struct facet *facets; // as many as were asked for
    size_t considered;    // candidates that were read, for --explain
};

// Everything lives in the arena.
bool search_run(const struct index *index, enum collection collection,
                const struct plan *plan, const struct search_options *options,
                struct search_result *out, struct arena *arena, struct error *err);
