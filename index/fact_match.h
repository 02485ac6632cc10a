// Questions of facts only, in the order of days, answered without libxapian: a document or
// an office has a few hundred notices in the largest archive, and finding them should cost
// no more than these.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/opened.h"

// As index_match; false when it is not for this: it asks for words or weights, counts
// facets, may have very many matches, or a segment cannot be read so. The count is exact.
bool fact_match(struct index *index, enum collection collection,
                const struct clause *clause, const struct match_options *options,
                struct matches *out, struct arena *arena);
