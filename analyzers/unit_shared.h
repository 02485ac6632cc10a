// Lists of units with the head said once: "các phòng: A, B", "các Sở: Tài chính, Y tế".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_finder.h"

// Adds the units of the list that starts at word `head_end`, behind the head at word `at`.
// Returns the word behind it, `at` when there is no list.
uint32_t unit_shared_read(struct unit_finder *finder, uint32_t at,
                          const struct unit_head *head, uint32_t head_end);
