// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment_parts.h"

// A day or month number in a date with separators; OCR puts a space into it (22/1
// 1/2017).
static bool take_part(struct cursor *c, enum digits digits, char sign, int most, int *out)
{
    struct cursor t = *c;
    if (digits == DIGITS_DAMAGED &&
        (cursor_letter(c, 0) == '0' || cursor_letter(c, 0) == '1') &&
        cursor_letter(c, 1) == ' ' && plain_digit(cursor_letter(c, 2)) &&
        cursor_letter(c, 3) == sign) {
        *out = (cursor_letter(c, 0) - '0') * 10 + cursor_letter(c, 2) - '0';
        t.at += 3;
    } else if (!take_number(&t, 2, digits, out)) {
        return false;
    }
    if (*out < 1 || *out > most)
        return false;
    *c = t;
    return true;
}

// D/M/YYYY, D.M.YYYY, D-M-YYYY; D/M where the year is optional. A day that the month
// does not have is taken: the month holds.
bool take_numeric(struct cursor *c, enum digits digits, enum year_need year,
                  struct point *out)
{
    struct cursor t = *c;
    struct point p = {0};
    char sign, second;
    if (!take_number(&t, 2, digits, &p.day) || p.day > 99 ||
        !take_separator(&t, digits, &sign) || !take_part(&t, digits, sign, 12, &p.month))
        return false;
    struct cursor behind_month = t;
    bool whole = take_separator(&t, digits, &second) && second == sign &&
                 take_year(&t, digits, &p.year);
    if (!whole && digits == DIGITS_DAMAGED && second == sign && sign == '/' &&
        take_number(&t, 2, DIGITS_CLEAN, &p.year) && p.year >= 10 && p.year < 50) {
        p.year += 2000;
        whole = true;
    }
    if (whole && ends_well(&t)) {
        *c = t;
        *out = p;
        return p.day >= 1 && (p.day <= 31 || digits == DIGITS_DAMAGED);
    }
    // "ngày 5/8 năm 2023"
    t = behind_month;
    p.year = 0;
    if (sign == '/' && take_word(&t, "nam")) {
        skip_space(&t);
        if (take_year(&t, DIGITS_DAMAGED, &p.year)) {
            *c = t;
            *out = p;
            return p.day >= 1 && p.day <= 31;
        }
    }
    t = behind_month;
    if (year == YEAR_NEEDED || sign != '/' || p.day < 1 || p.day > 31 || !ends_well(&t))
        return false;
    *c = t;
    *out = p;
    return true;
}

// The year behind a month or quarter: "năm 2023", "/2023", "-2023", ", năm 2023", "2023"
// (behind a quarter). 0 when there is none.
void take_year_after(struct cursor *c, enum year_form form, int *year)
{
    struct cursor t = *c;
    char sign = cursor_letter(&t, 0);
    *year = 0;
    // A letter that OCR made of a speck: "tháng 5Š năm 2024".
    if (plain_letter(sign) || sign == VIEW_OTHER_SIGN)
        t.at++;
    struct cursor u = t;
    take_char(&u, ',');
    if (take_word(&u, "nam")) {
        skip_space(&u);
        take_char(&u, ':');
        if (take_year(&u, DIGITS_DAMAGED, year)) {
            *c = u;
            return;
        }
    }
    u = t;
    if (take_separator(&u, DIGITS_DAMAGED, &sign) &&
        take_year(&u, DIGITS_DAMAGED, year) && ends_well(&u)) {
        *c = u;
        return;
    }
    u = t;
    *year = 0;
    if (form == YEAR_BARE && take_char(&u, ' ') && take_year(&u, DIGITS_CLEAN, year) &&
        ends_well(&u))
        *c = u;
    else
        *year = 0;
}

// Skips what should be a number but cannot be read: dots of a blank form, specks. At most
// three letters and ten signs.
static bool skip_unreadable(struct cursor *c, const char *until)
{
    struct cursor t = *c;
    for (int letters = 0, signs = 0;
         letters <= 3 && signs <= 10 && t.at < c->view->count;) {
        struct cursor found = t;
        if (take_word(&found, until)) {
            *c = t;
            return true;
        }
        char next = cursor_letter(&t, 0);
        if (plain_letter(next))
            letters++;
        else if (next != ' ' && next != '.' && next != '_')
            signs++;
        t.at++;
    }
    return false;
}

// "tháng M năm Y" behind a day, where either may be missing or unreadable.
bool take_month_words(struct cursor *c, struct point *out)
{
    struct cursor t = *c;
    if (!take_word(&t, "thang"))
        return false;
    skip_space(&t);
    struct cursor number = t;
    if (take_number(&number, 2, DIGITS_DAMAGED, &out->month) ||
        // The speck may stick to the number: "tháng 5Š".
        (plain_digit(cursor_letter(&t, 0)) && !plain_digit(cursor_letter(&t, 1)) &&
         cursor_letter(&t, 2) == ' ' &&
         (out->month = cursor_letter(&t, 0) - '0', number.at++, true))) {
        if (out->month < 1 || out->month > 12)
            out->month = 0;
        t = number;
        take_year_after(&t, YEAR_ANNOUNCED, &out->year);
        if (!out->month && !out->year)
            return false;
        *c = t;
        return true;
    }
    out->month = 0;
    if (!skip_unreadable(&t, "nam") || !take_word(&t, "nam"))
        return false;
    skip_space(&t);
    if (!take_year(&t, DIGITS_DAMAGED, &out->year))
        return false;
    *c = t;
    return true;
}

void set_point(struct moment *m, struct point p, enum date_precision precision)
{
    if (p.day && p.month && p.year && !day_valid(p.year, p.month, p.day))
        p.day = 0;
    if (p.day > 31 || !p.month)
        p.day = 0;
    m->first = m->last = p;
    m->precision = p.day ? precision : p.month ? DATE_MONTH : DATE_YEAR;
}

// Behind "ngày": a date with separators, one in words, or several days of a month.
bool take_day(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    struct point p = {0};
    take_char(&t, ':');
    if (!take_word(&t, "mung"))
        take_word(&t, "mong");
    skip_space(&t);
    if (take_numeric(&t, DIGITS_DAMAGED, YEAR_OPTIONAL, &p)) {
        set_point(m, p, DATE_DAY);
        *c = t;
        return true;
    }
    int day;
    struct cursor start = t;
    if (take_number(&t, 2, DIGITS_DAMAGED, &day)) {
        p.day = day;
        if (take_month_words(&t, &p)) {
            set_point(m, p, DATE_DAY);
            *c = t;
            return true;
        }
        // "ngày 23 và 24 tháng 3", "ngày 10-12/8/2023", "từ ngày 10 đến ngày 12 tháng 8"
        struct cursor list = t;
        bool joined = take_char(&list, ',') || take_word(&list, "va") ||
                      take_word(&list, "den") || take_word(&list, "-") ||
                      take_word(&list, "hoac");
        skip_space(&list);
        struct moment last = {0};
        if (joined && day >= 1 && day <= 31 && read_end(&last, &list) &&
            last.precision <= DATE_RANGE && last.first.day && last.first.month) {
            last.from = m->from;
            *m = last;
            m->first.day = day;
            m->precision = DATE_RANGE;
            if (m->first.day < m->last.day || m->first.month != m->last.month) {
                *c = list;
                return true;
            }
        }
    }
    // The day cannot be read, or was left blank.
    t = start;
    p = (struct point){0};
    struct cursor blank = t;
    while (cursor_letter(&blank, 0) == '.' || cursor_letter(&blank, 0) == '_' ||
           cursor_letter(&blank, 0) == ' ')
        blank.at++;
    if (take_char(&blank, '/')) {
        skip_space(&blank);
        struct cursor month = blank;
        char sign;
        if (!take_number(&month, 2, DIGITS_DAMAGED, &p.month) || p.month < 1 ||
            p.month > 12) {
            p.month = 0;
            while (cursor_letter(&blank, 0) == '.' || cursor_letter(&blank, 0) == '_' ||
                   cursor_letter(&blank, 0) == ' ')
                blank.at++;
            month = blank;
        }
        if (take_separator(&month, DIGITS_DAMAGED, &sign) && sign == '/' &&
            take_year(&month, DIGITS_DAMAGED, &p.year)) {
            set_point(m, p, DATE_MONTH);
            *c = month;
            return true;
        }
        return false;
    }
    if (!skip_unreadable(&t, "thang") || !take_month_words(&t, &p))
        return false;
    // Nothing readable but a month says too little.
    if (!p.year && t.at - start.at > 12)
        return false;
    set_point(m, p, DATE_MONTH);
    *c = t;
    return true;
}

// "đến sáng 08/8": the day counts, whatever hour of it.
bool take_time_of_day(struct cursor *c)
{
    static const char *const words[] = {"sang", "trua", "chieu", "toi", "dem"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take_word(c, words[i]))
            return true;
    return false;
}

// "31/7 – 15/8/2025": a day and month alone are a date where a whole date ends the
// stretch.
bool begins_stretch(const struct cursor *c)
{
    struct cursor t = *c;
    struct point p;
    if (!take_numeric(&t, DIGITS_CLEAN, YEAR_OPTIONAL, &p) ||
        (!take_word(&t, "-") && !take_word(&t, "den")))
        return false;
    skip_space(&t);
    if (take_time_of_day(&t))
        skip_space(&t);
    return take_numeric(&t, DIGITS_CLEAN, YEAR_NEEDED, &p);
}

bool take_days(struct moment *m, struct cursor *c, enum year_need year)
{
    struct cursor t = *c;
    struct point last = {0};
    int day;
    if (!take_number(&t, 2, DIGITS_CLEAN, &day) || day < 1 ||
        (!take_word(&t, "-") && !take_word(&t, "den")))
        return false;
    skip_space(&t);
    if (take_word(&t, "het"))
        skip_space(&t);
    if (take_word(&t, "ngay"))
        skip_space(&t);
    if (!take_numeric(&t, DIGITS_CLEAN, year, &last) || !last.day || last.day <= day)
        return false;
    set_point(m, last, DATE_RANGE);
    m->first.day = day;
    *c = t;
    return m->precision == DATE_RANGE;
}
