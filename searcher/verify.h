// Whether a candidate is a hit, where the index's terms alone cannot tell: phrases, words
// in the body only.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/plan.h"
#include "searcher/occurrence.h"

// Asks the index once for every clause that the check needs; plan->check is not NULL.
bool verify_prepare(const struct plan *plan, const struct index *index,
                    enum collection collection, struct arena *arena, struct error *err);
enum verdict { VERDICT_NONE, VERDICT_HIT, VERDICT_OPEN };

// What can be said of plan->check at a small part of what reading the candidate costs:
// open is for verify.
enum verdict verify_fast(const struct plan *plan, const struct index *index,
                         const struct hit *hit);
// True when the candidate passes plan->check (or there is none). `reading` is of the same
// hit. Where a phrase may run over the end of a sentence or of the title, which the
// forward file keeps apart, the text itself is read.
bool verify(const struct plan *plan, const struct index *index, const struct hit *hit,
            const struct occurrences *reading);
