// Days, months, quarters, years and stretches of them, in running text and in questions.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/calendar.h"
#include "analyzers/view.h"
#include "base/error.h"

// How much of a date the text gives. A range is anything else: two days, two months, the
// first third of a month, 2021-2025.
enum date_precision {
    DATE_DAY,
    DATE_RANGE,
    DATE_MONTH,
    DATE_QUARTER,
    DATE_HALF,
    DATE_YEAR,
    DATE_WEEK
};

// A time expression in the text.
struct date {
    struct span span;
    uint32_t from, to; // the same in letters of the view
    struct days days; // what it covers; both 0 for a week; from is 0 for "đến năm 2030"
    enum date_precision precision;
    // as written, 0 when the text leaves it out (D/M, quý III); of a stretch, its first
    int year;
    int week; // number of a week as written, else 0: offices count weeks in several ways
    int hour; // 0-23, or -1
    int minute; // 0-59; 0 when only the hour is written
};

struct dates {
    struct date *items;
    size_t count;
};

// All time expressions of the text in its order, none over another. OCR damage in digits
// is read through (ngày 3l tháng l2 năm 2O21); a day or month that cannot be read makes
// the expression wider (ngày #0 tháng 3 năm 2018 is March). Expressions without a year
// take that of the next one in the same list or stretch, else `year` (that of the notice;
// 0: they stay without days).
void dates_find(struct dates *out, const struct view *view, int year,
                struct arena *arena);

// A period as asked for.
struct period {
    struct days days; // an open end is 0
    bool none;        // "none": notices without a date
    int week_year;    // a week label: year and number, else 0
    int week;
};

// Understands what a person typed; "hôm nay", "tuần này", "tháng trước" are told from the
// day `today` is (0: they are not understood); *column is the byte where it stops making sense (for
// errors; may be NULL).
bool period_parse(struct period *out, struct str typed, int32_t today, size_t *column,
                  struct error *err);
