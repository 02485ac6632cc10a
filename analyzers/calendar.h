// Calendar arithmetic on days written as the number yyyymmdd.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Years 1 to 9999 of the Gregorian calendar.
bool day_valid(int year, int month, int day);
int32_t day_make(int year, int month, int day);
// Days of a month; 0 for a month that there is not.
int month_length(int year, int month);
// Days from a to b, negative when b is earlier.
int day_distance(int32_t a, int32_t b);
// Whole calendar months from a to the later b: 89 from 31/03/2016 to 05/9/2023.
int months_between(int32_t a, int32_t b);
int32_t day_add(int32_t day, int days);
// "2025-02-17"; "" for 0. `out` has 11 bytes.
const char *day_text(int32_t day, char *out);
