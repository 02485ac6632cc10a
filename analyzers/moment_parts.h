// The pieces that time expressions are read from; moment.c puts them together.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/cursor.h"
#include "analyzers/moment.h"

enum year_need { YEAR_NEEDED, YEAR_OPTIONAL };
enum year_form { YEAR_ANNOUNCED, YEAR_BARE };

// D/M/YYYY, D.M.YYYY, D-M-YYYY; D/M where the year is optional. A day that the month
// does not have is taken: the month holds.
bool take_numeric(struct cursor *c, enum digits digits, enum year_need year,
                  struct point *out);
// "tháng M năm Y" behind a day, where either may be missing or unreadable.
bool take_month_words(struct cursor *c, struct point *out);
// The year behind a month or quarter: "năm 2023", "/2023", "-2023", ", năm 2023"; with
// YEAR_BARE also "2023". 0 when there is none.
void take_year_after(struct cursor *c, enum year_form form, int *year);
// True at "31/7 – 15/8/2025": a day and month alone are a date where a whole date ends
// the stretch.
bool begins_stretch(const struct cursor *c);
// "sáng", "chiều" …; false when none stands there.
bool take_time_of_day(struct cursor *c);
// "24 - 28/11/2021", "24 đến 28/11/2021": days of one month.
bool take_days(struct moment *m, struct cursor *c, enum year_need year);
// Makes a moment of one point; a day that cannot be is dropped.
void set_point(struct moment *m, struct point p, enum date_precision precision);

// Each takes what stands behind the word it is named for.
bool take_day(struct moment *m, struct cursor *c);
bool take_month(struct moment *m, struct cursor *c);
bool take_quarter(struct moment *m, struct cursor *c);
bool take_week(struct moment *m, struct cursor *c);
// "6 tháng đầu năm 2023", "6 tháng cuối năm"; the cursor stands behind the number.
bool take_half(struct moment *m, struct cursor *c, int months);
// The same from "đầu năm", "cuối năm" on.
bool take_part_of_year(struct moment *m, struct cursor *c, int months);
// One or two years: 2023, 2021-2025, 2021 đến 2025.
bool take_years(struct moment *m, struct cursor *c, enum digits digits);

// What stands before: "đầu tháng 3", "giai đoạn 2021-2025", "đến năm 2030".
void narrow(struct moment *m, const struct view *view);
void widen(struct moment *m, const struct view *view);
void open_beginning(struct moment *m, const struct view *view);

// The other end of a stretch.
bool read_end(struct moment *m, struct cursor *c);
