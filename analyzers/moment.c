// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/characters.h"
#include "analyzers/date_words.h"
#include "analyzers/moment_parts.h"

// Words behind which D/M and M/YYYY are dates without "ngày" or "tháng".
static bool announced(const struct view *view, uint32_t at)
{
    uint32_t start;
    return (at > 0 && view->plain[at - 1] == '(') ||
           date_word_before(view, at, DATE_WORD_ANNOUNCING, &start);
}

// "24 - 28/11/2021" needs a word that says so before it ("từ") unless the two days touch.
static bool take_bare_days(struct moment *m, struct cursor *c)
{
    const struct view *view = c->view;
    uint32_t digits = 1 + plain_digit(cursor_letter(c, 1));
    // "thời gian: 10 đến 15/12"
    bool field = c->at >= 11 && view->plain[c->at - 2] == ':' &&
                 view_word(view, c->at - 11, STR("thoi gian"));
    // "| 18 – 19/3/2023 |": the cell of a table
    bool cell = c->at >= 2 && view->plain[c->at - 2] == '|';
    bool said = field || cell || announced(view, c->at) ||
                (c->at >= 3 && view_word(view, c->at - 3, STR("tu")));
    return (said || cursor_letter(c, digits) == '-') &&
           take_days(m, c, said ? YEAR_OPTIONAL : YEAR_NEEDED);
}

// YYYY-MM-DD; in questions also YYYY-MM, YYYY-M, YYYY-Qn and YYYY-Wnn.
static bool take_iso(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct cursor t = *c;
    struct point p = {0};
    if (!take_year(&t, DIGITS_CLEAN, &p.year) || !take_char(&t, '-'))
        return false;
    if (context == MOMENT_ASKED && take_char(&t, 'q')) {
        int quarter;
        if (!take_number(&t, 1, DIGITS_CLEAN, &quarter) || quarter < 1 || quarter > 4)
            return false;
        m->first = (struct point){p.year, quarter * 3 - 2, 0};
        m->last = (struct point){p.year, quarter * 3, 0};
        m->precision = DATE_QUARTER;
        *c = t;
        return true;
    }
    if (context == MOMENT_ASKED && take_char(&t, 'w')) {
        if (!take_number(&t, 2, DIGITS_CLEAN, &m->week) || m->week < 1 || m->week > 53)
            return false;
        m->first = m->last = p;
        m->precision = DATE_WEEK;
        *c = t;
        return true;
    }
    // People who ask type 2023-8 too; a text that has it means something else.
    const uint32_t second = context == MOMENT_ASKED ? 0 : 1;
    if (!plain_digit(cursor_letter(&t, 0)) || !plain_digit(cursor_letter(&t, second)) ||
        !take_number(&t, 2, DIGITS_CLEAN, &p.month) || p.month < 1 || p.month > 12)
        return false;
    struct cursor day = t;
    if (take_char(&day, '-') && plain_digit(cursor_letter(&day, second)) &&
        take_number(&day, 2, DIGITS_CLEAN, &p.day) && day_valid(p.year, p.month, p.day) &&
        ends_well(&day)) {
        set_point(m, p, DATE_DAY);
        *c = day;
        return true;
    }
    p.day = 0;
    if (context != MOMENT_ASKED || !ends_well(&t))
        return false;
    set_point(m, p, DATE_MONTH);
    *c = t;
    return true;
}

// M/YYYY without "tháng".
static bool take_month_year(struct moment *m, struct cursor *c,
                            enum moment_context context)
{
    struct cursor t = *c;
    struct point p = {0};
    char sign;
    if (!take_number(&t, 2, DIGITS_CLEAN, &p.month) || p.month < 1 || p.month > 12 ||
        !take_separator(&t, DIGITS_CLEAN, &sign) ||
        (sign != '/' && context != MOMENT_ASKED) ||
        !take_year(&t, DIGITS_CLEAN, &p.year) || !ends_well(&t))
        return false;
    set_point(m, p, DATE_MONTH);
    *c = t;
    return true;
}

// "từ 16/10 đến 20/10".
static bool from_day(const struct cursor *c)
{
    struct cursor t = *c;
    struct point p;
    if (c->at < 3 || !view_word(c->view, c->at - 3, STR("tu")) ||
        !take_numeric(&t, DIGITS_CLEAN, YEAR_OPTIONAL, &p) ||
        (!take_word(&t, "-") && !take_word(&t, "den")))
        return false;
    skip_space(&t);
    if (take_word(&t, "het"))
        skip_space(&t);
    if (take_word(&t, "ngay"))
        skip_space(&t);
    return take_numeric(&t, DIGITS_CLEAN, YEAR_OPTIONAL, &p);
}

// True when a day and month, or a month and year, are a date at this place without a word
// that says so.
static bool stands_free(const struct cursor *c, enum moment_context context)
{
    return context != MOMENT_TEXT || announced(c->view, c->at) || begins_stretch(c) ||
           from_day(c);
}

// What begins with a digit.
static bool take_bare(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct point p = {0};
    struct cursor t = *c;
    if (take_iso(m, c, context))
        return true;
    if (take_numeric(&t, DIGITS_CLEAN, YEAR_OPTIONAL, &p)) {
        if (p.year || stands_free(c, context)) {
            if (p.year && !day_valid(p.year, p.month, p.day) && context == MOMENT_ASKED)
                return false;
            set_point(m, p, DATE_DAY);
            *c = t;
            return true;
        }
        t = *c;
    }
    struct cursor month = *c;
    struct moment whole = *m;
    if (take_month_year(&whole, &month, context) && stands_free(c, context)) {
        *m = whole;
        *c = month;
        return true;
    }
    if (context == MOMENT_TEXT && take_bare_days(m, c))
        return true;
    int number;
    if (take_number(&t, 2, DIGITS_CLEAN, &number)) {
        struct cursor words = t;
        if (take_half(m, &words, number)) {
            *c = words;
            return true;
        }
        // "30 tháng 8 năm 2023" without "ngày"; "6 tháng 2023" is none.
        p = (struct point){.day = number};
        if (number >= 1 && number <= 31 && take_month_words(&t, &p) && p.month &&
            (p.year || context != MOMENT_TEXT)) {
            set_point(m, p, DATE_DAY);
            *c = t;
            return true;
        }
        return false;
    }
    t = *c;
    if (!take_years(m, &t, DIGITS_CLEAN))
        return false;
    struct cursor end = t;
    uint32_t start;
    if (m->precision == DATE_YEAR && context != MOMENT_ASKED &&
        (!ends_well(&end) || date_word_behind(c->view, end.at, DATE_WORD_COUNTED) ||
         date_word_before(c->view, c->at, DATE_WORD_COUNTING, &start) ||
         cursor_letter(&end, 0) == ':'))
        return false;
    *c = t;
    return true;
}

// One expression without its stretch.
static bool take_one(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct cursor t = *c;
    const struct view *view = c->view;
    bool end = context == MOMENT_END;
    bool found = false;
    *m = (struct moment){.from = c->at, .hour = -1};
    switch (cursor_letter(c, 0)) {
    case 'n':
        if (take_word(&t, "ngay")) {
            found = take_day(m, &t);
        } else if (take_word(&t, "nam")) {
            take_word(&t, "hoc");
            skip_space(&t);
            found = take_years(m, &t, DIGITS_DAMAGED);
            if (found && m->precision == DATE_YEAR && !end && context != MOMENT_ASKED) {
                m->from = c->at;
                open_beginning(m, view);
            }
        } else if (context == MOMENT_ASKED && take_word(&t, "nua")) {
            found = take_part_of_year(m, &t, 6); // "nửa đầu năm 2023"
        }
        break;
    case 't':
        if (take_word(&t, "thang")) {
            found = take_month(m, &t);
        } else if (take_word(&t, "tuan")) {
            found = take_week(m, &t);
        } else if (plain_digit(cursor_letter(c, 1)) &&
                   (view->flags[c->at] & VIEW_UPPER ||
                    context == MOMENT_ASKED)) { // T8/2023
            t.at++;
            found = take_month_year(m, &t, context);
        }
        break;
    case 'q':
        if (take_word(&t, "quy") || take_word(&t, "qui")) {
            // "quỹ" is a fund, whatever number follows.
            uint16_t vowel = character_lower(view->letter[c->at + 2]);
            found = vowel != 0x1EF9 && vowel != 0x129 && take_quarter(m, &t);
        } else if (view->flags[c->at] & VIEW_UPPER ||
                   context == MOMENT_ASKED) { // Q1/2021
            t.at++;
            found = cursor_letter(&t, 0) != ' ' && take_quarter(m, &t) && m->first.year;
        }
        break;
    case 's':
        if (take_word(&t, "sau"))
            found = take_half(m, &t, 6);
        break;
    default:
        if (plain_digit(cursor_letter(c, 0)) &&
            (context != MOMENT_TEXT || begins_well(view, c->at))) {
            found = take_bare(m, &t, context);
            if (found && m->precision == DATE_YEAR && context == MOMENT_TEXT)
                open_beginning(m, view);
        }
    }
    if (!found)
        return false;
    m->to = t.at;
    if (m->precision == DATE_MONTH || m->precision == DATE_QUARTER)
        narrow(m, view);
    else if (m->precision == DATE_RANGE && !m->open && !m->first.month)
        widen(m, view);
    *c = t;
    return true;
}

// The other end of a stretch.
bool read_end(struct moment *m, struct cursor *c)
{
    skip_space(c);
    struct cursor t = *c;
    if (take_word(&t, "het"))
        skip_space(&t);
    if (take_time_of_day(&t))
        skip_space(&t);
    if (!take_one(m, &t, MOMENT_END))
        return false;
    *c = t;
    return true;
}

// Clock times: 13h30, 7 giờ 30 phút, 10:45:45.
static bool take_clock(struct cursor *c, int *hour, int *minute)
{
    struct cursor t = *c;
    uint32_t digits =
        plain_digit(cursor_letter(&t, 0)) +
        (plain_digit(cursor_letter(&t, 0)) && plain_digit(cursor_letter(&t, 1)));
    if (!digits)
        return false;
    *hour = cursor_letter(&t, 0) - '0';
    if (digits == 2)
        *hour = *hour * 10 + cursor_letter(&t, 1) - '0';
    *minute = 0;
    t.at += digits;
    bool words = take_word(&t, "gio");
    if (!words && !take_char(&t, 'h') && !take_char(&t, 'g') && !take_char(&t, ':'))
        return false;
    bool colon = t.view->plain[t.at - 1] == ':';
    if (words)
        skip_space(&t);
    if (plain_digit(cursor_letter(&t, 0)) && plain_digit(cursor_letter(&t, 1)) &&
        !plain_digit(cursor_letter(&t, 2))) {
        *minute = (cursor_letter(&t, 0) - '0') * 10 + cursor_letter(&t, 1) - '0';
        t.at += 2;
        if (colon && take_char(&t, ':') && plain_digit(cursor_letter(&t, 0)) &&
            plain_digit(cursor_letter(&t, 1)))
            t.at += 2;
        if (!take_word(&t, "phut") && cursor_letter(&t, 0) == '\'')
            t.at++;
    } else if (colon || (!words && plain_letter(cursor_letter(&t, 0)))) {
        return false;
    }
    if (*hour > 24 || *minute > 59)
        return false;
    *c = t;
    return true;
}

// True when the first lies before the second as far as both say.
static bool in_order(const struct point *a, const struct point *b)
{
    if (a->year && b->year && a->year != b->year)
        return a->year < b->year;
    if (a->month && b->month && a->month != b->month)
        return a->month < b->month || (a->year == 0 && b->year == 0);
    return !a->day || !b->day || a->month != b->month || a->day <= b->day;
}

// Joins the other end, when one follows: "– 15/8/2025", "đến hết năm 2026", "đến tháng
// 01/2027".
static void take_stretch(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct cursor t = *c;
    struct moment last;
    if (m->open || m->precision == DATE_WEEK || context == MOMENT_END)
        return;
    bool dash = take_word(&t, "-");
    if (!dash && !take_word(&t, "den") && !take_word(&t, "toi"))
        return;
    if (!read_end(&last, &t) || last.precision == DATE_WEEK || last.open)
        return;
    struct point first = m->first;
    if (!first.year)
        first.year = last.first.year;
    if (!in_order(&first, &last.last) || (dash && !!first.day != !!last.last.day))
        return;
    // Two days many years apart are an anniversary (20/01/1950 - 20/01/2021): two dates.
    if (dash && first.day && m->first.year && last.last.year - first.year > 10)
        return;
    m->first = first;
    m->last = last.last;
    m->precision = DATE_RANGE;
    m->to = t.at;
    *c = t;
}

bool moment_read(struct moment *out, const struct view *view, uint32_t at,
                 enum moment_context context)
{
    struct cursor c = {view, at};
    int hour = -1, minute = 0;
    // A time of day, and the day behind it: "13h30, ngày 18/02/2025", "14 giờ 00 phút
    // chiều thứ Ba ngày …".
    if (plain_digit(cursor_letter(&c, 0)) && begins_well(view, at) &&
        take_clock(&c, &hour, &minute)) {
        struct cursor day = c;
        for (uint32_t i = 0; i < 24 && c.at + i < view->count; i++) {
            char letter = cursor_letter(&c, i);
            day.at = c.at + i;
            if (letter == ';' || (letter == '.' && cursor_letter(&c, i + 1) == ' '))
                break;
            bool start =
                view->plain[c.at + i - 1] == ' ' || view->plain[c.at + i - 1] == '(';
            if (start && (letter == 'n' || plain_digit(letter)) &&
                take_one(out, &day, MOMENT_TEXT) && out->first.day &&
                out->precision == DATE_DAY) {
                out->from = at;
                out->hour = hour;
                out->minute = minute;
                return true;
            }
            if (start && plain_digit(letter))
                break;
        }
        c.at = at;
    }
    if (!take_one(out, &c, context))
        return false;
    take_stretch(out, &c, context);
    if (out->precision == DATE_DAY && context == MOMENT_TEXT) {
        struct cursor t = c;
        take_char(&t, ',');
        take_word(&t, "vao");
        take_word(&t, "luc");
        skip_space(&t);
        if (t.at > c.at && take_clock(&t, &hour, &minute)) {
            out->hour = hour;
            out->minute = minute;
            out->to = t.at;
        }
    }
    return true;
}

struct days moment_days(const struct moment *moment, int year)
{
    struct point a = moment->first, b = moment->last;
    if (moment->precision == DATE_WEEK)
        return (struct days){0, 0};
    if (!b.year)
        b.year = year;
    if (!a.year)
        a.year = b.year == year || !b.month || a.month <= b.month ? b.year : b.year - 1;
    if (!b.year || (!a.year && !moment->open))
        return (struct days){0, 0};
    int month = b.month ? b.month : 12, length = month_length(b.year, month);
    struct days days = {
        0, day_make(b.year, month, b.day && b.day <= length ? b.day : length)};
    if (!moment->open) {
        month = a.month ? a.month : 1;
        length = month_length(a.year, month);
        days.from =
            day_make(a.year, month, a.day ? (a.day <= length ? a.day : length) : 1);
    }
    return days;
}
