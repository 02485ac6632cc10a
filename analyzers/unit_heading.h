// Units that head a section: on a line of their own behind a mark, or "UNIT có trách
// nhiệm:".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"
#include "analyzers/word.h"

// Marks the units that are headings.
void unit_headings_mark(struct units *units, const struct word_list *words);
