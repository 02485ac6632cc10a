// Days, months, quarters, years and stretches of them, in running text and in questions (spec 8).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"
#include "base/error.h"

// How much of a date the text gives.
enum date_precision { DATE_DAY, DATE_RANGE, DATE_MONTH, DATE_QUARTER, DATE_HALF, DATE_YEAR, DATE_WEEK };

// A time expression in the text.
struct date {
    struct span span;
    uint32_t from, to; // the same in letters of the view
    struct days days;  // what it covers; both 0 for a label such as a week
    enum date_precision precision;
    int year;    // as written, 0 when the text leaves it out (D/M, quý III)
    int hour;    // 0-23, or -1
    int minute;
};

struct dates {
    struct date *items;
    size_t count;
};

// All time expressions of the text in its order. Expressions without a year take `year` (that of the notice; 0: they stay without days).
void dates_find(struct dates *out, const struct view *view, int year, struct arena *arena);

// A period as asked for (spec 8.4).
struct period {
    struct days days; // an open end is 0
    bool none;        // "none": notices without a date
    int week_year;    // a week label (spec 8.3): year and number, else 0
    int week;
};

// Understands what a person typed; *column is the byte where it stops making sense (for errors; may be NULL).
bool period_parse(struct period *out, struct str typed, size_t *column, struct error *err);

// Calendar arithmetic on yyyymmdd.
bool day_valid(int year, int month, int day);
int32_t day_make(int year, int month, int day);
int month_length(int year, int month);
// Days from a to b.
int day_distance(int32_t a, int32_t b);
int32_t day_add(int32_t day, int days);
// "2025-02-17"; "" for 0. `out` has 11 bytes.
const char *day_text(int32_t day, char *out);
