// The terms of facts that all segments here have, in their order, read without libxapian.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/opened.h"

// Calls `visit` for each term that starts with `prefix`, with the number of its documents,
// dead or alive, until it returns false. For opened_all_glass.
void fact_terms(struct index *index, enum collection collection, struct str prefix,
                bool (*visit)(void *context, struct str term, size_t count),
                void *context);
