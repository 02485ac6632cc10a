// Words of notices in questions that ask for more than words: read from the postings while
// Xapian answers the rest.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/clause.h"
#include "index/opened.h"

struct word_seek;

// Notices of the segments here, as the reader of this kind numbers them, that have the
// word or one of the synonyms (worded_asks), weighed as Xapian weighs them. Lives in the
// arena; the index must outlive it.
struct word_seek *word_seek_new(struct index *index, enum opened_kind kind,
                                const struct clause *clause, struct arena *arena);
const struct xapian_seeker *word_seek_seeker(const struct word_seek *seek);
