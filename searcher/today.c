// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/today.h"

#include "analyzers/calendar.h"
#include "base/translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// The day that TRACUU_TODAY says, or 0.
static int32_t day_said(const char *said)
{
    int year, month, day, end = 0;
    return said && sscanf(said, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
                   !said[end] && day_valid(year, month, day)
               ? day_make(year, month, day)
               : 0;
}

bool today_known(struct error *err)
{
    const char *said = getenv("TRACUU_TODAY");
    return !said || !*said || day_said(said) ||
           error_set(err, ERROR_USAGE,
                     _("TRACUU_TODAY is a day like 2025-03-31, not “%s”"), said);
}

int32_t today(void)
{
    int32_t said = day_said(getenv("TRACUU_TODAY"));
    if (said)
        return said;
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return day_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}
