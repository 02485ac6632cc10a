// Questions of words only, answered from the postings: every match is counted, and weighs
// what Xapian would have it weigh.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/opened.h"

// True when the clause asks for words of notices only, the best first, and every segment
// has postings.
bool word_match_can(const struct index *index, enum collection collection,
                    const struct clause *clause, const struct match_options *options);
// As index_match; the counts are exact. ERROR_DAMAGED.
bool word_match(struct index *index, const struct clause *clause,
                const struct match_options *options, struct matches *out,
                struct arena *arena, struct error *err);
