// Bodies that the tables know, with what their name is followed by: "UBND huyện Lộc Bình",
// "Thanh tra Sở Xây dựng".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_finder.h"

// Adds the body whose name stands in the words [at, end). Returns the word behind it and
// its scope, `at` when the name alone says nothing.
uint32_t unit_known_add(struct unit_finder *finder, uint32_t at, uint32_t end,
                        const struct known_unit *known);
