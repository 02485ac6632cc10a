// How far the name of a unit reaches that no table knows: "Phòng Quản lý Công nghệ, thị
// trường công nghệ và chuyên ngành chủ trì …".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_lexicon.h"

// The word behind the name that starts at word `at`, behind the head; `at` when there is
// no name. `list`: commas part names here, as in "các phòng: A, B".
uint32_t unit_pattern_end(const struct word_list *words, uint32_t at, bool list);
// True for a word at which a name has ended: "chủ trì", "phối hợp".
bool unit_pattern_stops(const struct word_list *words, uint32_t at);
// The same in a line that holds nothing but a name: "Phòng Kiểm tra, xử lý và theo dõi …"
// goes on where running text would have ended.
bool unit_pattern_stops_heading(const struct word_list *words, uint32_t at);
// True when another unit, a title or a place begins at word `at`.
bool unit_pattern_begins(const struct word_list *words, uint32_t at);
// The word behind the number that tells sisters apart: "Phòng Nghiệp vụ | 1", "Hạt Kiểm
// lâm | số 2"; `at` when there is none.
uint32_t unit_pattern_number(const struct word_list *words, uint32_t at);
// True when word `at` begins a line and the one before it was too short to be wrapped: a
// heading, a cell of a table, a line of an address.
bool unit_pattern_line_ended(const struct word_list *words, uint32_t at);
