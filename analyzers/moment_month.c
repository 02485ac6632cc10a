// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment_parts.h"

#include "analyzers/date_words.h"

#include <string.h>

// The 1st to the 10th, the 11th to the 20th and the rest of a month; the first, second
// and last month of a quarter.
void narrow(struct moment *m, const struct view *view)
{
    uint32_t start;
    int third = 0;
    while (third < 3 &&
           !date_word_before(view, m->from, (enum date_word)(DATE_WORD_FIRST + third),
                             &start))
        third++;
    if (third == 3)
        return;
    if (m->precision == DATE_QUARTER) {
        m->first.month += third;
        m->last.month = m->first.month;
    } else if (m->precision == DATE_MONTH && m->first.month == m->last.month) {
        m->first.day = third * 10 + 1;
        m->last.day = third == 2 ? 0 : third * 10 + 10;
    } else {
        return;
    }
    m->precision = DATE_RANGE;
    m->from = start;
}

// Behind "tháng": a month, or several.
bool take_month(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    struct point first = {0}, last;
    skip_space(&t);
    struct cursor number = t;
    if (!take_number(&number, 2, DIGITS_DAMAGED, &first.month)) {
        if (!plain_digit(cursor_letter(&t, 0)) || cursor_letter(&t, 2) != ' ')
            return false;
        number.at++;
        first.month = cursor_letter(&t, 0) - '0';
        struct cursor year = number;
        take_year_after(&year, YEAR_ANNOUNCED, &first.year);
        if (!first.year)
            return false;
    }
    t = number;
    if (first.month < 1 || first.month > 12)
        return false;
    last = first;
    for (;;) {
        struct cursor next = t;
        int month;
        if (!take_char(&next, '-') && !take_char(&next, ',') && !take_word(&next, "va") &&
            !take_word(&next, "-"))
            break;
        take_word(&next, "thang");
        skip_space(&next);
        if (!take_number(&next, 2, DIGITS_DAMAGED, &month) || month <= last.month ||
            month > 12)
            break;
        // "tháng 5, 10 xã": a further month is one only where the list ends in a year, or
        // goes on.
        struct cursor end = next;
        int year;
        take_year_after(&end, YEAR_ANNOUNCED, &year);
        if (!year && cursor_letter(&end, 0) != ',' && cursor_letter(&end, 0) != '-' &&
            cursor_letter(&t, 0) != '-')
            break;
        last.month = month;
        t = next;
    }
    int year = 0;
    take_year_after(&t, YEAR_ANNOUNCED, &year);
    first.year = last.year = year;
    m->first = first;
    m->last = last;
    m->precision = first.month == last.month ? DATE_MONTH : DATE_RANGE;
    *c = t;
    return true;
}

// I to IV as OCR writes them too (l, ll, 1I), or 1 to 4.
static bool take_quarter_number(struct cursor *c, int *out)
{
    uint32_t i = 0;
    int ones = 0;
    bool five = false;
    skip_space(c);
    if (cursor_letter(c, 0) >= '2' && cursor_letter(c, 0) <= '4') {
        *out = cursor_letter(c, 0) - '0';
        i = 1;
    } else if (cursor_letter(c, 0) == '0' && cursor_letter(c, 1) >= '1' &&
               cursor_letter(c, 1) <= '4') {
        *out = cursor_letter(c, 1) - '0';
        i = 2;
    } else {
        while (strchr("il1|", cursor_letter(c, i)) && cursor_letter(c, i)) {
            ones++;
            i++;
        }
        if (cursor_letter(c, i) == 'v' && ones == 1) {
            five = true;
            i++;
        }
        if (ones < 1 || ones > 3)
            return false;
        *out = five ? 4 : ones;
    }
    if (plain_letter(cursor_letter(c, i)) || plain_digit(cursor_letter(c, i)))
        return false;
    c->at += i;
    return true;
}

// Behind "quý": a quarter, or several.
bool take_quarter(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    int first, last, year;
    if (!take_quarter_number(&t, &first))
        return false;
    last = first;
    for (;;) {
        struct cursor next = t;
        int quarter;
        if (!take_char(&next, '-') && !take_char(&next, ',') && !take_word(&next, "va") &&
            !take_word(&next, "-"))
            break;
        struct cursor word = next;
        if (!take_word(&word, "quy"))
            word = next;
        if (!take_quarter_number(&word, &quarter) || quarter <= last)
            break;
        last = quarter;
        t = word;
    }
    take_year_after(&t, YEAR_BARE, &year);
    m->first = (struct point){year, first * 3 - 2, 0};
    m->last = (struct point){year, last * 3, 0};
    m->precision = first == last ? DATE_QUARTER : DATE_RANGE;
    *c = t;
    return true;
}

// Behind "tuần".
bool take_week(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    int year;
    take_word(&t, "thu");
    skip_space(&t);
    if (!take_number(&t, 2, DIGITS_CLEAN, &m->week) || m->week < 1 || m->week > 53)
        return false;
    take_year_after(&t, YEAR_ANNOUNCED, &year);
    m->first = m->last = (struct point){year, 0, 0};
    m->precision = DATE_WEEK;
    *c = t;
    return true;
}

bool take_part_of_year(struct moment *m, struct cursor *c, int months)
{
    struct cursor t = *c;
    bool first = take_word(&t, "dau");
    if ((!first && !take_word(&t, "cuoi")) || !take_word(&t, "nam"))
        return false;
    int year = 0;
    struct cursor behind = t;
    skip_space(&behind);
    if (take_year(&behind, DIGITS_DAMAGED, &year))
        t = behind;
    else
        year = 0;
    m->first = (struct point){year, first ? 1 : 13 - months, 0};
    m->last = (struct point){year, first ? months : 12, 0};
    m->precision = months == 6 ? DATE_HALF : DATE_RANGE;
    *c = t;
    return true;
}

// "6 tháng đầu năm 2023", "9 tháng đầu năm", "6 tháng cuối năm"; the cursor stands behind
// the number.
bool take_half(struct moment *m, struct cursor *c, int months)
{
    struct cursor t = *c;
    if (months < 2 || months > 11 || !take_word(&t, "thang") ||
        !take_part_of_year(m, &t, months))
        return false;
    *c = t;
    return true;
}

// One or two years: 2023, 2021-2025, 2021 đến 2025.
// "giai đoạn 20112020": a dash that was lost, where the word before says that these are
// two years.
static bool take_years_run_together(struct moment *m, struct cursor *c)
{
    uint32_t start;
    int years[2] = {0};
    for (uint32_t i = 0; i < 8; i++) {
        char digit = cursor_letter(c, i);
        if (!plain_digit(digit))
            return false;
        years[i / 4] = years[i / 4] * 10 + (digit - '0');
    }
    if (plain_digit(cursor_letter(c, 8)) || years[0] < 1945 || years[1] > 2099 ||
        years[1] <= years[0] || years[1] - years[0] > 50 ||
        !date_word_before(c->view, c->at, DATE_WORD_TERM, &start))
        return false;
    m->first = (struct point){years[0], 0, 0};
    m->last = (struct point){years[1], 0, 0};
    m->precision = DATE_RANGE;
    c->at += 8;
    return true;
}

bool take_years(struct moment *m, struct cursor *c, enum digits digits)
{
    struct cursor t = *c;
    int first, last;
    if (take_years_run_together(m, c))
        return true;
    if (!take_year(&t, digits, &first))
        return false;
    struct cursor next = t;
    m->first = m->last = (struct point){first, 0, 0};
    m->precision = DATE_YEAR;
    *c = t;
    if (take_word(&next, "-") || take_word(&next, "den") || take_word(&next, "toi")) {
        take_word(&next, "het");
        take_word(&next, "nam");
        skip_space(&next);
        if (take_year(&next, digits, &last) && last > first && ends_well(&next)) {
            m->last.year = last;
            m->precision = DATE_RANGE;
            *c = next;
        }
    }
    return true;
}

void widen(struct moment *m, const struct view *view)
{
    uint32_t start;
    if (date_word_before(view, m->from, DATE_WORD_TERM, &start))
        m->from = start;
}

// "đến năm 2030" has an end only.
void open_beginning(struct moment *m, const struct view *view)
{
    static const char *const words[] = {"den het", "toi het", "den", "toi"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t start;
        if (!word_before(view, m->from, words[i], &start))
            continue;
        m->open = true;
        m->first = (struct point){0};
        m->precision = DATE_RANGE;
        m->from = start;
        widen(m, view);
        return;
    }
}
