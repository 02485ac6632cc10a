// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/calendar.h"

int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12)
        return 0;
    return lengths[month - 1] + (month == 2 && leap);
}

bool day_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && day >= 1 && day <= month_length(year, month);
}

int32_t day_make(int year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

// Days from 1 March of the year 0 to 1 March of this one: years that begin in March end
// with their leap day.
static int march(int year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

static int number_of(int32_t day)
{
    int year = day / 10000, month = day / 100 % 100;
    int months = (month + 9) % 12;
    return march(month < 3 ? year - 1 : year) + (months * 153 + 2) / 5 + day % 100 - 1;
}

int day_distance(int32_t a, int32_t b)
{
    return number_of(b) - number_of(a);
}

int months_between(int32_t a, int32_t b)
{
    int months = (b / 10000 - a / 10000) * 12 + b / 100 % 100 - a / 100 % 100;
    return months - (b % 100 < a % 100);
}

int32_t day_add(int32_t day, int days)
{
    int number = number_of(day) + days;
    int year = (int)(number * 400LL / 146097);
    while (march(year) > number)
        year--;
    while (march(year + 1) <= number)
        year++;
    int rest = number - march(year);
    int months = (rest * 5 + 2) / 153;
    int month = (months + 2) % 12 + 1;
    return day_make(year + (month < 3), month, rest - (months * 153 + 2) / 5 + 1);
}

const char *day_text(int32_t day, char *out)
{
    if (!day) {
        out[0] = '\0';
        return out;
    }
    static const int32_t powers[] = {10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    int at = 0;
    for (int i = 0; i < 8; i++) {
        if (i == 4 || i == 6)
            out[at++] = '-';
        out[at++] = (char)('0' + day / powers[i] % 10);
    }
    out[at] = '\0';
    return out;
}
