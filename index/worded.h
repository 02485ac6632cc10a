// Directives by their words: found through the notices that have them, and read in the
// forward file.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/clause.h"
#include "index/opened.h"

//   notices with "báo cáo"       bitmap of each segment, from the postings of the notices
//   notices with "quý" or "quí"  bitmap
//   both                         notice 5, 17, 18 …
//   directives of notice 17      items: numbers [40, 66) and [70, 90) of the forward record
//   words found in it            41, 42, 75: the first item has both, the second has not
//
// Only those notices are read that the rest of the question leaves over.
struct worded;

enum { WORDED_GROUPS = 32 };

// True for a word, several forms of one, or both with a title's: what directives are not
// indexed by.
bool worded_asks(const struct clause *clause);
// Directives of the segments here, as the reader of this kind numbers them, that have, of
// each of the clauses, at least one word. At most WORDED_GROUPS clauses, each as worded_asks
// wants it. The index and the arena must outlive it; end with worded_free.
struct worded *worded_new(struct index *index, enum opened_kind kind,
                          const struct clause *const *clauses, size_t count,
                          struct arena *arena);
void worded_free(struct worded *worded);
const struct xapian_seeker *worded_seeker(const struct worded *worded);
