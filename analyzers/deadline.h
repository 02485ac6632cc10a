// Time limits: by when an item is to be done, as its own words or what stands above it
// say (language rules in analyzers/README.md).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

// The time limit that the letters [from, to) set themselves: the last time phrase that is
// neither the date of a cited document, nor part of a plan's term, nor inside a
// quotation. `out->kind` is DEADLINE_NONE where there is none. `period` is what the
// section above is about: a phrase that only repeats it sets no limit of its own (may be
// NULL). In a `field` ("Thời gian: 12/9/2026") any date counts.
void deadline_read(struct deadline *out, const struct reading *reading, uint32_t from,
                   uint32_t to, const struct days *period, bool field);
// The deadline of an item that goes on with [from, to): its own, or else that of these words.
void deadline_go_on(struct deadline *deadline, const struct reading *reading,
                    uint32_t from, uint32_t to);

// The month, quarter or stretch of days that a heading, a lead-in or a title is about, as
// a deadline of kind "in"; DEADLINE_NONE where there is none.
void deadline_period(struct deadline *out, const struct reading *reading, uint32_t from,
                     uint32_t to);
