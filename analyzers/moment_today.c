// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment_today.h"

#include "analyzers/moment_parts.h"

enum { A_MONDAY = 20240101, WEEK = 7, MONTHS = 12, QUARTER = 3 };

// Folded words, and by how many days, weeks … the time is away from today's.
static const struct {
    struct str words;
    enum date_precision precision;
    int away;
} names[] = {
    {STR("today"), DATE_DAY, 0},       {STR("hom nay"), DATE_DAY, 0},
    {STR("hom qua"), DATE_DAY, -1},    {STR("ngay mai"), DATE_DAY, 1},
    {STR("tuan nay"), DATE_WEEK, 0},   {STR("tuan truoc"), DATE_WEEK, -1},
    {STR("tuan sau"), DATE_WEEK, 1},   {STR("tuan toi"), DATE_WEEK, 1},
    {STR("thang nay"), DATE_MONTH, 0}, {STR("thang truoc"), DATE_MONTH, -1},
    {STR("thang sau"), DATE_MONTH, 1}, {STR("thang toi"), DATE_MONTH, 1},
    {STR("quy nay"), DATE_QUARTER, 0}, {STR("quy truoc"), DATE_QUARTER, -1},
    {STR("quy sau"), DATE_QUARTER, 1}, {STR("quy toi"), DATE_QUARTER, 1},
    {STR("nam nay"), DATE_YEAR, 0},    {STR("nam truoc"), DATE_YEAR, -1},
    {STR("nam ngoai"), DATE_YEAR, -1}, {STR("nam sau"), DATE_YEAR, 1},
    {STR("nam toi"), DATE_YEAR, 1},    {STR("nay"), DATE_DAY, 0},
    {STR("hien nay"), DATE_DAY, 0},    {STR("bay gio"), DATE_DAY, 0},
    {STR("dau thang"), DATE_MONTH, 0}, {STR("dau quy"), DATE_QUARTER, 0},
    {STR("dau nam"), DATE_YEAR, 0},
};

static struct point point_of(int32_t day)
{
    return (struct point){day / 10000, day / 100 % 100, day % 100};
}

// The month so many months away.
static struct point month_away(struct point from, int away)
{
    int months = from.year * MONTHS + from.month - 1 + away;
    return (struct point){months / MONTHS, months % MONTHS + 1, 0};
}

static void place(struct moment *m, int32_t today, enum date_precision precision,
                  int away)
{
    const struct point now = point_of(today);
    int weekday;
    m->precision = precision;
    switch (precision) {
    case DATE_DAY:
        m->first = m->last = point_of(day_add(today, away));
        break;
    case DATE_WEEK:
        // By its days, which nobody counts otherwise; weeks by number are another matter.
        weekday = (day_distance(A_MONDAY, today) % WEEK + WEEK) % WEEK;
        m->first = point_of(day_add(today, away * WEEK - weekday));
        m->last = point_of(day_add(today, away * WEEK - weekday + WEEK - 1));
        m->precision = DATE_DAY;
        break;
    case DATE_QUARTER:
        m->first = month_away(now, away * QUARTER - (now.month - 1) % QUARTER);
        m->last = month_away(m->first, QUARTER - 1);
        break;
    case DATE_MONTH:
        m->first = m->last = month_away(now, away);
        break;
    default:
        m->first = m->last = (struct point){now.year + away, 0, 0};
    }
}

bool moment_from_today(struct moment *out, const struct view *view, uint32_t from,
                       int32_t today)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (view->count - from == names[i].words.len &&
            view_word(view, from, names[i].words)) {
            *out = (struct moment){.from = from, .to = view->count, .hour = -1};
            place(out, today, names[i].precision, names[i].away);
            return true;
        }
    }
    return false;
}
