// One time expression: the parts it names, before anyone says which year is meant.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/period.h"

// 0: not said. A month without a day, or a year without a month, is all of it.
struct point {
    int year;
    int month;
    int day;
};

//   tháng 11-12/2023          first 2023-11      last 2023-12
//   quý III                   first 0-7          last 0-9
//   đầu tháng 3/2025          first 2025-3-1     last 2025-3-10
//   đến năm 2030              first nothing      last 2030
struct moment {
    uint32_t from, to; // letters of the view
    struct point first, last;
    bool open; // no beginning: "đến năm 2030"
    enum date_precision precision;
    int week;
    int hour, minute; // hour -1: none
};

enum moment_context {
    MOMENT_TEXT, // running text: bare numbers are dates only where nothing else is likely
    MOMENT_END,  // behind "đến" or a dash: the other end of a stretch
    MOMENT_ASKED, // a question: 8/2023 and 2023-08 are months
};

// Reads the time expression that begins at the letter `at` (the beginning of a word),
// stretches included. False when none does.
bool moment_read(struct moment *out, const struct view *view, uint32_t at,
                 enum moment_context context);
// The days it covers; years that are not said are `year` (0: then both ends are 0, unless
// open).
struct days moment_days(const struct moment *moment, int year);
