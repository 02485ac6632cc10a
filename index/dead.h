// Which documents of segments here are dead, for questions that are answered without
// libxapian.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/opened.h"

// A bit for each document of a segment, document 1 the lowest; NULL where none is dead.
// Lives as long as the index. For opened_all_glass, as what follows.
const uint64_t *dead_documents(struct index *index, uint32_t part,
                               enum collection collection);

static inline bool dead_is(const uint64_t *dead, uint32_t document)
{
    return dead && dead[(document - 1) / 64] >> (document - 1) % 64 & 1;
}

// How many dead documents of all segments have a term: its lists are gone through where
// there are dead.
size_t dead_with_term(struct index *index, enum collection collection, struct str term);
