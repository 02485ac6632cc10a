// Things that plain words name: references, units, persons and periods that the index
// knows.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/plan.h"

// Looks through the plain words of the question, which stand at the places [0, to) of
// plan->words, and fills plan->recognised; what was found does not overlap.
bool recognise(struct plan *plan, const struct index *index, enum collection collection,
               const struct query *query, size_t to, struct arena *arena,
               struct error *err);
