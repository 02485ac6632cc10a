// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool number_is_date(unsigned format, struct str pattern)
{
    if ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
        (format >= 45 && format <= 47) || (format >= 50 && format <= 58)) {
        return true;
    }
    // Letters of days, months and years outside of quotes, brackets and escapes.
    bool quoted = false;
    bool bracket = false;
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.at[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '[') {
            bracket = true;
        } else if (c == ']') {
            bracket = false;
        } else if (c == '\\') {
            i++;
        } else if (!quoted && !bracket && strchr("dDmMyY", c)) {
            return true;
        } else if (!quoted && !bracket && strchr("0#?eE", c)) {
            return false;
        }
    }
    return false;
}

// Days since 1899-12-30 to a day of the calendar.
static void day_of(long days, int *year, int *month, int *day)
{
    long n = days + 693899; // days since 0000-03-01
    long era = n / 146097;
    long of_era = n - era * 146097;
    long of_years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
    long shifted = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(of_years + era * 400 + (*month <= 2));
}

void number_add(struct draft *draft, double value, bool date, bool from_1904)
{
    char text[64];
    if (!isfinite(value)) {
        return;
    }
    if (date && value >= 1 && value < 2958466) {
        double days = floor(value);
        double minutes = floor((value - days) * 1440 + 0.5);
        int year;
        int month;
        int day;
        day_of((long)days + (from_1904 ? 1462 : 0), &year, &month, &day);
        int len = snprintf(text, sizeof text, "%02d/%02d/%04d", day, month, year);
        if (minutes > 0 && minutes < 1440) {
            snprintf(text + len, sizeof text - (size_t)len, " %02d:%02d",
                     (int)minutes / 60, (int)minutes % 60);
        }
    } else if (date && value >= 0 && value < 1) {
        int minutes = (int)floor(value * 1440 + 0.5);
        snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    } else if (fabs(value) < 1e15 && value == floor(value)) {
        snprintf(text, sizeof text, "%.0f", value);
    } else if (fabs(value) >= 1e15) {
        snprintf(text, sizeof text, "%.15g", value);
    } else {
        int len = snprintf(text, sizeof text, "%.6f", value);
        while (len > 0 && text[len - 1] == '0') {
            text[--len] = '\0';
        }
    }
    draft_add(draft, str_of(text));
}
