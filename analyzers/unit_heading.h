// Units that head a section: on a line of their own behind a mark, or "UNIT có trách
// nhiệm:".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"
#include "analyzers/word.h"

// The words in which a unit stands.
struct unit_words {
    uint32_t from, to;
};

// Marks the units that are headings; `places` are those of the units, in their order.
void unit_headings_mark(struct units *units, const struct unit_words *places,
                        const struct word_list *words);
// Where a name ends that fills its line behind a mark, whatever its words: "2. Phòng quản
// lý giá, công sản và doanh nghiệp:". The head of the name stands in the words [at,
// behind); `behind` when the line holds anything but a name.
uint32_t unit_heading_end(const struct word_list *words, uint32_t at, uint32_t behind);
// True when the words [at, behind) have a line to themselves behind a mark, or share it
// with other units: "5. Thanh tra và Phòng B".
bool unit_heading_alone(const struct word_list *words, uint32_t at, uint32_t behind);
