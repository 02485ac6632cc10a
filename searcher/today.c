// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/today.h"

#include "analyzers/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int32_t today(void)
{
    int year, month, day;
    const char *said = getenv("TRACUU_TODAY");
    if (said && sscanf(said, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
        day_valid(year, month, day))
        return day_make(year, month, day);
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return day_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}
