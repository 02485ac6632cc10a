// The second stage: the best candidates read once more, so that neighbours, order and
// titles decide which comes first.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/plan.h"
#include "searcher/occurrence.h"

// So many candidates before they are read, the processor is told to fetch them.
enum { FETCH_AHEAD = 6 };

// A candidate on its way to become a hit.
struct ranked {
    struct hit hit;
    bool all;  // has all words that were asked for
    bool weak; // has nothing but single words whose marks contradict those asked for
    double score;
};

// What the second stage weighs; rank_defaults are the values found best on real questions
// (docs/measurements.md).
struct rank_weights {
    double pairs; // λ: two words of the question side by side
    double other; // an occurrence whose marks contradict those typed
    double title; // an occurrence in the title counts as so many
    // how soon repeating a word stops to matter, and how much the length of the notice does
    double k1, b;
    double recognised; // a reference, unit, person or period that the question names
};

extern const struct rank_weights rank_defaults;

// Scores the candidates and puts the best first, those with all words before the others.
bool rank_candidates(const struct plan *plan, const struct index *index,
                     enum collection collection, const struct rank_weights *weights,
                     struct occurrence_reader *reader, struct ranked *items, size_t count,
                     struct arena *arena, struct error *err);
