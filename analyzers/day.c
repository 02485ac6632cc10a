// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/day.h"

static char plain_at(const struct view *view, uint32_t i)
{
    return i < view->count ? view->plain[i] : '\0';
}

static uint32_t skip_space(const struct view *view, uint32_t i)
{
    return plain_at(view, i) == ' ' ? i + 1 : i;
}

// A number of at most `most` digits, O and l read as digits when a digit stands with
// them; behind it, or 0.
static uint32_t read_number(const struct view *view, uint32_t i, int most, int *value)
{
    int count = 0, certain = 0;
    *value = 0;
    for (; count < most; i++, count++) {
        char c = plain_at(view, i);
        if (c >= '0' && c <= '9')
            certain++;
        else if (c == 'o')
            c = '0';
        else if (c == 'l' || c == 'i' || c == '|')
            c = '1';
        else
            break;
        *value = *value * 10 + (c - '0');
    }
    char next = plain_at(view, i);
    if (!certain || (next >= '0' && next <= '9'))
        return 0;
    return i;
}

static bool valid(int day, int month, int year)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 &&
           day <= lengths[month - 1];
}

static bool separator(char c)
{
    return c == '/' || c == '.' || c == '-';
}

// D/M/Y with any of / . - between; the day may be missing ("ngày /4/2026"), or day and
// month ("ngày / /2026").
bool cited_day_read_short(const struct view *view, uint32_t i, struct cited_day *out)
{
    int parts[3] = {0, 0, 0};
    for (int part = 0; part < 3; part++) {
        i = skip_space(view, i);
        uint32_t next = read_number(view, i, part == 2 ? 4 : 2, &parts[part]);
        if (!next && part == 2)
            return false;
        if (next)
            i = next;
        if (part == 2)
            break;
        i = skip_space(view, i);
        if (!separator(plain_at(view, i)))
            return false;
        i++;
    }
    int year = parts[2];
    if (year >= 45 && year <= 99)
        year += 1900;
    if (year < 1900 || year > 2099)
        return false;
    *out = (struct cited_day){.to = i, .year = year};
    if (valid(parts[0], parts[1], year))
        out->date = year * 10000 + parts[1] * 100 + parts[0];
    return true;
}

// "D tháng M năm Y", any of the first two missing or unreadable.
static bool read_long(const struct view *view, uint32_t i, struct cited_day *out)
{
    int day = 0, month = 0, year = 0;
    i = skip_space(view, i);
    uint32_t limit = i + 12, next = read_number(view, i, 2, &day);
    if (next)
        i = next;
    while (i < limit && !view_word(view, i, STR("thang")))
        i++;
    if (i >= limit)
        return false;
    i = skip_space(view, i + 5);
    next = read_number(view, i, 2, &month);
    if (next)
        i = next;
    limit = i + 8;
    while (i < limit && !view_word(view, i, STR("nam")) && plain_at(view, i) != '/')
        i++;
    if (i >= limit)
        return false;
    i = skip_space(view, i + (plain_at(view, i) == '/' ? 1 : 3));
    next = read_number(view, i, 4, &year);
    if (!next || year < 1900 || year > 2099)
        return false;
    *out = (struct cited_day){.to = next, .year = year};
    if (valid(day, month, year))
        out->date = year * 10000 + month * 100 + day;
    return true;
}

bool cited_day_read(const struct view *view, uint32_t at, struct cited_day *out)
{
    if (view_word(view, at, STR("nam"))) {
        uint32_t i = skip_space(view, at + 3);
        int year;
        uint32_t next = read_number(view, i, 4, &year);
        if (!next || year < 1940 || year > 2099)
            return false;
        *out = (struct cited_day){.to = next, .year = year};
        return true;
    }
    if (view_word(view, at, STR("thang")))
        return read_long(view, at, out);
    if (!view_word(view, at, STR("ngay")))
        return false;
    return cited_day_read_short(view, at + 4, out) || read_long(view, at + 4, out);
}
