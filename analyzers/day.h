// The day in a citation: "ngày 09/12/2021", "ngày 30 tháng 8 năm 2023", with the slips of
// scans.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

struct cited_day {
    uint32_t to;  // letter behind it
    int year;     // always there
    int32_t date; // yyyymmdd, or 0 when day or month are missing
};

// Reads a date whose word "ngày" (or "tháng", "năm") begins at `at`.
bool cited_day_read(const struct view *view, uint32_t at, struct cited_day *out);
// Reads D/M/Y that begins at `at`, without the word.
bool cited_day_read_short(const struct view *view, uint32_t at, struct cited_day *out);
