// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/characters.h"

#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };

// A place in the view. Each take_… function moves `at` behind what it took, or returns false and leaves it.
struct cursor {
    const struct view *view;
    uint32_t at;
};

static char letter_at(const struct cursor *c, uint32_t offset)
{
    uint32_t i = c->at + offset;
    return i < c->view->count ? c->view->plain[i] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == VIEW_OTHER_LETTER;
}

// Capital letters that OCR makes of digits, and the digits.
static int digit_value(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c == 'o')
        return 0;
    return c == 'l' || c == 'i' || c == '|' ? 1 : -1;
}

static bool take_char(struct cursor *c, char wanted)
{
    if (letter_at(c, 0) != wanted)
        return false;
    c->at++;
    return true;
}

static void skip_space(struct cursor *c)
{
    take_char(c, ' ');
}

// A folded word (perhaps of several, a space between), not followed by another letter; a space before it is skipped.
static bool take_word(struct cursor *c, const char *word)
{
    size_t len = strlen(word);
    uint32_t at = c->at + (letter_at(c, 0) == ' ');
    if (c->view->count - at < len || memcmp(c->view->plain + at, word, len) != 0)
        return false;
    if (at + len < c->view->count && is_letter(c->view->plain[at + len]))
        return false;
    c->at = at + (uint32_t)len;
    return true;
}

// True when the word stands right before the letter `at`; *start is where it begins.
static bool word_before(const struct view *view, uint32_t at, const char *word,
                        uint32_t *start)
{
    size_t len = strlen(word);
    if (at > 0 && view->plain[at - 1] == ' ')
        at--;
    if (at < len || memcmp(view->plain + at - len, word, len) != 0)
        return false;
    uint32_t from = at - (uint32_t)len;
    if (from > 0 && (is_letter(view->plain[from - 1]) || is_digit(view->plain[from - 1])))
        return false;
    *start = from;
    return true;
}

// A number of 1 to `most` digits. With `damaged`, letters stand for digits as long as one true digit is among them.
static bool take_number(struct cursor *c, int most, bool damaged, int *out)
{
    int value = 0, count = 0, true_digits = 0;
    for (; count < most + 1; count++) {
        char letter = letter_at(c, (uint32_t)count);
        int digit = damaged ? digit_value(letter) : is_digit(letter) ? letter - '0' : -1;
        if (digit < 0)
            break;
        true_digits += is_digit(letter);
        value = value * 10 + digit;
    }
    if (count == 0 || count > most || true_digits == 0 ||
        is_letter(letter_at(c, (uint32_t)count)))
        return false;
    c->at += (uint32_t)count;
    *out = value;
    return true;
}

// A year of four digits; behind a word that announces it, OCR damage and a space inside (20 23) too.
static bool take_year(struct cursor *c, bool damaged, int *out)
{
    int value = 0, true_digits = 0;
    uint32_t i = 0;
    for (int count = 0; count < 4; count++, i++) {
        char letter = letter_at(c, i);
        if (damaged && count == 2 && letter == ' ' && is_digit(letter_at(c, i + 1)))
            letter = letter_at(c, ++i);
        int digit = damaged ? digit_value(letter) : is_digit(letter) ? letter - '0' : -1;
        if (digit < 0)
            return false;
        true_digits += is_digit(letter);
        value = value * 10 + digit;
    }
    char next = letter_at(c, i);
    if (is_digit(next) || is_letter(next) || true_digits < 2 || value < FIRST_YEAR ||
        value > LAST_YEAR)
        return false;
    c->at += i;
    *out = value;
    return true;
}

// True when what ends here is whole: no number, letter or symbol goes on.
static bool ends_well(const struct cursor *c)
{
    char next = letter_at(c, 0), after = letter_at(c, 1);
    if (is_digit(next) || is_letter(next) || next == '%')
        return false;
    if (next == '/')
        return !is_digit(after) && !is_letter(after);
    if (next == '-')
        return !is_letter(after);
    return !((next == '.' || next == ',') && is_digit(after)) || next == ',';
}

// True when a bare number may begin at `at`: not inside a symbol, a number or a word.
static bool begins_well(const struct view *view, uint32_t at)
{
    if (at == 0)
        return true;
    char before = view->plain[at - 1];
    if (is_letter(before) || is_digit(before) || strchr("/:#", before))
        return false;
    if ((before == '.' || before == ',' || before == '-') && at > 1) {
        char far = view->plain[at - 2];
        return !is_digit(far) && !(before == '-' && is_letter(far));
    }
    return true;
}

static bool take_separator(struct cursor *c, bool damaged, char *sign)
{
    struct cursor t = *c;
    if (damaged)
        skip_space(&t);
    char next = letter_at(&t, 0);
    if (next != '/' && next != '.' && next != '-')
        return false;
    if (t.at != c->at && next == '.')
        return false;
    t.at++;
    if (damaged && next != '.')
        skip_space(&t);
    *sign = next;
    *c = t;
    return true;
}

// A day or month number in a date with separators; OCR puts a space into it (22/1 1/2017).
static bool take_part(struct cursor *c, bool damaged, char sign, int most, int *out)
{
    struct cursor t = *c;
    if (damaged && (letter_at(c, 0) == '0' || letter_at(c, 0) == '1') &&
        letter_at(c, 1) == ' ' && is_digit(letter_at(c, 2)) && letter_at(c, 3) == sign) {
        *out = (letter_at(c, 0) - '0') * 10 + letter_at(c, 2) - '0';
        t.at += 3;
    } else if (!take_number(&t, 2, damaged, out)) {
        return false;
    }
    if (*out < 1 || *out > most)
        return false;
    *c = t;
    return true;
}

// D/M/YYYY, D.M.YYYY, D-M-YYYY; D/M where `short_form` allows it. A day that the month does not have is taken: the month holds.
static bool take_numeric(struct cursor *c, bool damaged, bool short_form,
                         struct point *out)
{
    struct cursor t = *c;
    struct point p = {0};
    char sign, second;
    if (!take_number(&t, 2, damaged, &p.day) || p.day > 99 ||
        !take_separator(&t, damaged, &sign) ||
        !take_part(&t, damaged, sign, 12, &p.month))
        return false;
    struct cursor behind_month = t;
    bool whole = take_separator(&t, damaged, &second) && second == sign &&
                 take_year(&t, damaged, &p.year);
    if (!whole && damaged && second == sign && sign == '/' &&
        take_number(&t, 2, false, &p.year) && p.year >= 10 && p.year < 50) {
        p.year += 2000;
        whole = true;
    }
    if (whole && ends_well(&t)) {
        *c = t;
        *out = p;
        return p.day >= 1 && (p.day <= 31 || damaged);
    }
    // "ngày 5/8 năm 2023"
    t = behind_month;
    p.year = 0;
    if (sign == '/' && take_word(&t, "nam")) {
        skip_space(&t);
        if (take_year(&t, true, &p.year)) {
            *c = t;
            *out = p;
            return p.day >= 1 && p.day <= 31;
        }
    }
    t = behind_month;
    if (!short_form || sign != '/' || p.day < 1 || p.day > 31 || !ends_well(&t))
        return false;
    *c = t;
    *out = p;
    return true;
}

// The year behind a month or quarter: "năm 2023", "/2023", "-2023", ", năm 2023", "2023" (behind a quarter). 0 when there is none.
static void take_year_after(struct cursor *c, bool bare, int *year)
{
    struct cursor t = *c;
    char sign = letter_at(&t, 0);
    *year = 0;
    // A letter that OCR made of a speck: "tháng 5Š năm 2024".
    if (is_letter(sign) || sign == VIEW_OTHER_SIGN)
        t.at++;
    struct cursor u = t;
    take_char(&u, ',');
    if (take_word(&u, "nam")) {
        skip_space(&u);
        take_char(&u, ':');
        if (take_year(&u, true, year)) {
            *c = u;
            return;
        }
    }
    u = t;
    if (take_separator(&u, true, &sign) && take_year(&u, true, year) && ends_well(&u)) {
        *c = u;
        return;
    }
    u = t;
    *year = 0;
    if (bare && take_char(&u, ' ') && take_year(&u, false, year) && ends_well(&u))
        *c = u;
    else
        *year = 0;
}

// Skips what should be a number but cannot be read: dots of a blank form, specks. At most three letters and ten signs.
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
        char next = letter_at(&t, 0);
        if (is_letter(next))
            letters++;
        else if (next != ' ' && next != '.' && next != '_')
            signs++;
        t.at++;
    }
    return false;
}

// "tháng M năm Y" behind a day, where either may be missing or unreadable.
static bool take_month_words(struct cursor *c, struct point *out)
{
    struct cursor t = *c;
    if (!take_word(&t, "thang"))
        return false;
    skip_space(&t);
    struct cursor number = t;
    if (take_number(&number, 2, true, &out->month) ||
        // The speck may stick to the number: "tháng 5Š".
        (is_digit(letter_at(&t, 0)) && !is_digit(letter_at(&t, 1)) &&
         letter_at(&t, 2) == ' ' &&
         (out->month = letter_at(&t, 0) - '0', number.at++, true))) {
        if (out->month < 1 || out->month > 12)
            out->month = 0;
        t = number;
        take_year_after(&t, false, &out->year);
        if (!out->month && !out->year)
            return false;
        *c = t;
        return true;
    }
    out->month = 0;
    if (!skip_unreadable(&t, "nam") || !take_word(&t, "nam"))
        return false;
    skip_space(&t);
    if (!take_year(&t, true, &out->year))
        return false;
    *c = t;
    return true;
}

static void set_point(struct moment *m, struct point p, enum date_precision precision)
{
    if (p.day && p.month && p.year && !day_valid(p.year, p.month, p.day))
        p.day = 0;
    if (p.day > 31 || !p.month)
        p.day = 0;
    m->first = m->last = p;
    m->precision = p.day ? precision : p.month ? DATE_MONTH : DATE_YEAR;
}

static bool read_end(struct moment *m, struct cursor *c);

// Behind "ngày": a date with separators, one in words, or several days of a month.
static bool take_day(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    struct point p = {0};
    take_char(&t, ':');
    if (!take_word(&t, "mung"))
        take_word(&t, "mong");
    skip_space(&t);
    if (take_numeric(&t, true, true, &p)) {
        set_point(m, p, DATE_DAY);
        *c = t;
        return true;
    }
    int day;
    struct cursor start = t;
    if (take_number(&t, 2, true, &day)) {
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
    while (letter_at(&blank, 0) == '.' || letter_at(&blank, 0) == '_' ||
           letter_at(&blank, 0) == ' ')
        blank.at++;
    if (take_char(&blank, '/')) {
        skip_space(&blank);
        struct cursor month = blank;
        char sign;
        if (!take_number(&month, 2, true, &p.month) || p.month < 1 || p.month > 12) {
            p.month = 0;
            while (letter_at(&blank, 0) == '.' || letter_at(&blank, 0) == '_' ||
                   letter_at(&blank, 0) == ' ')
                blank.at++;
            month = blank;
        }
        if (take_separator(&month, true, &sign) && sign == '/' &&
            take_year(&month, true, &p.year)) {
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

// The 1st to the 10th, the 11th to the 20th and the rest of a month; the first, second and last month of a quarter.
static void narrow(struct moment *m, const struct view *view)
{
    static const struct {
        const char *word;
        int third;
    } words[] = {{"dau", 0},         {"giua", 1},       {"cuoi", 2},
                 {"thuong tuan", 0}, {"trung tuan", 1}, {"ha tuan", 2}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t start;
        if (!word_before(view, m->from, words[i].word, &start))
            continue;
        int third = words[i].third;
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
        return;
    }
}

// Behind "tháng": a month, or several.
static bool take_month(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    struct point first = {0}, last;
    skip_space(&t);
    struct cursor number = t;
    if (!take_number(&number, 2, true, &first.month)) {
        if (!is_digit(letter_at(&t, 0)) || letter_at(&t, 2) != ' ')
            return false;
        number.at++;
        first.month = letter_at(&t, 0) - '0';
        struct cursor year = number;
        take_year_after(&year, false, &first.year);
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
        if (!take_number(&next, 2, true, &month) || month <= last.month || month > 12)
            break;
        // "tháng 5, 10 xã": a further month is one only where the list ends in a year, or goes on.
        struct cursor end = next;
        int year;
        take_year_after(&end, false, &year);
        if (!year && letter_at(&end, 0) != ',' && letter_at(&end, 0) != '-' &&
            letter_at(&t, 0) != '-')
            break;
        last.month = month;
        t = next;
    }
    int year = 0;
    take_year_after(&t, false, &year);
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
    bool five = false, digits = false;
    skip_space(c);
    if (letter_at(c, 0) >= '2' && letter_at(c, 0) <= '4') {
        *out = letter_at(c, 0) - '0';
        i = 1;
    } else if (letter_at(c, 0) == '0' && letter_at(c, 1) >= '1' &&
               letter_at(c, 1) <= '4') {
        *out = letter_at(c, 1) - '0';
        i = 2;
    } else {
        for (char letter; letter = letter_at(c, i), letter == 'i' || letter == 'l' ||
                                                        letter == '1' || letter == '|';
             i++) {
            ones++;
            digits |= letter != 'i';
            // A small i is a letter of a word, unless OCR or typing made the whole text so.
            if (letter == 'i' && !(c->view->flags[c->at + i] & VIEW_UPPER))
                digits = true;
        }
        if (letter_at(c, i) == 'v' && ones == 1) {
            five = true;
            i++;
        }
        if (ones < 1 || ones > 3)
            return false;
        *out = five ? 4 : ones;
    }
    (void)digits;
    if (is_letter(letter_at(c, i)) || is_digit(letter_at(c, i)))
        return false;
    c->at += i;
    return true;
}

// Behind "quý": a quarter, or several.
static bool take_quarter(struct moment *m, struct cursor *c)
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
    take_year_after(&t, true, &year);
    m->first = (struct point){year, first * 3 - 2, 0};
    m->last = (struct point){year, last * 3, 0};
    m->precision = first == last ? DATE_QUARTER : DATE_RANGE;
    *c = t;
    return true;
}

// Behind "tuần".
static bool take_week(struct moment *m, struct cursor *c)
{
    struct cursor t = *c;
    int year;
    take_word(&t, "thu");
    skip_space(&t);
    if (!take_number(&t, 2, false, &m->week) || m->week < 1 || m->week > 53)
        return false;
    take_year_after(&t, false, &year);
    m->first = m->last = (struct point){year, 0, 0};
    m->precision = DATE_WEEK;
    *c = t;
    return true;
}

// "6 tháng đầu năm 2023", "9 tháng đầu năm", "6 tháng cuối năm"; the cursor stands behind the number.
static bool take_half(struct moment *m, struct cursor *c, int months)
{
    struct cursor t = *c;
    if (months < 2 || months > 11 || !take_word(&t, "thang"))
        return false;
    bool first = take_word(&t, "dau");
    if ((!first && !take_word(&t, "cuoi")) || !take_word(&t, "nam"))
        return false;
    int year = 0;
    struct cursor behind = t;
    skip_space(&behind);
    if (take_year(&behind, true, &year))
        t = behind;
    else
        year = 0;
    m->first = (struct point){year, first ? 1 : 13 - months, 0};
    m->last = (struct point){year, first ? months : 12, 0};
    m->precision = months == 6 ? DATE_HALF : DATE_RANGE;
    *c = t;
    return true;
}

// One or two years: 2023, 2021-2025, 2021 đến 2025.
static bool take_years(struct moment *m, struct cursor *c, bool damaged)
{
    struct cursor t = *c;
    int first, last;
    if (!take_year(&t, damaged, &first))
        return false;
    struct cursor next = t;
    m->first = m->last = (struct point){first, 0, 0};
    m->precision = DATE_YEAR;
    *c = t;
    if (take_word(&next, "-") || take_word(&next, "den") || take_word(&next, "toi")) {
        take_word(&next, "het");
        take_word(&next, "nam");
        skip_space(&next);
        if (take_year(&next, damaged, &last) && last > first && ends_well(&next)) {
            m->last.year = last;
            m->precision = DATE_RANGE;
            *c = next;
        }
    }
    return true;
}

// Words that make a plan's term of the years behind them.
static void widen(struct moment *m, const struct view *view)
{
    static const char *const words[] = {"giai doan", "thoi ky", "nhiem ky", "nien khoa",
                                        "nien do"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t start;
        if (word_before(view, m->from, words[i], &start))
            m->from = start;
    }
}

// "đến năm 2030" has an end only.
static void open_beginning(struct moment *m, const struct view *view)
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

// What follows a four-digit number that counts things.
static bool counts_things(const struct cursor *c)
{
    static const char *const words[] = {
        "dong",         "nguoi",    "ha",    "m",       "m2",    "m3",    "km",
        "kg",           "tan",      "ho",    "trieu",   "ty",    "nghin", "ban",
        "bo",           "don vi",   "luot",  "tre",     "con",   "cay",   "truong hop",
        "doanh nghiep", "hoc sinh", "ca",    "lieu",    "suat",  "xa",    "thon",
        "usd",          "cai",      "chiec", "van ban", "ho so", "mau",   "lan",
        "kwh",          "mw",       "lit",   "gio",     "phut",  "ngay"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct cursor t = *c;
        if (letter_at(&t, 0) == ' ' && take_word(&t, words[i]))
            return true;
    }
    return false;
}

// What stands before a four-digit number that is none of a year.
static bool counted(const struct view *view, uint32_t at)
{
    static const char *const words[] = {"so",     "gan",     "hon", "tren",
                                        "khoang", "duoi",    "la",  "duoc",
                                        "trang",  "tong so", "iso", "dt"};
    uint32_t start;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (word_before(view, at, words[i], &start))
            return true;
    }
    return false;
}

// Words behind which D/M and M/YYYY are dates without "ngày" or "tháng".
static bool announced(const struct view *view, uint32_t at)
{
    static const char *const words[] = {"truoc", "sang", "chieu", "toi", "dem",
                                        "hom",   "sau",  "ky",    "han"};
    uint32_t start;
    if (at > 0 && view->plain[at - 1] == '(')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (word_before(view, at, words[i], &start))
            return true;
    }
    return false;
}

// YYYY-MM-DD; in questions also YYYY-MM, YYYY-Qn and YYYY-Wnn.
static bool take_iso(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct cursor t = *c;
    struct point p = {0};
    if (!take_year(&t, false, &p.year) || !take_char(&t, '-'))
        return false;
    if (context == MOMENT_ASKED && take_char(&t, 'q')) {
        int quarter;
        if (!take_number(&t, 1, false, &quarter) || quarter < 1 || quarter > 4)
            return false;
        m->first = (struct point){p.year, quarter * 3 - 2, 0};
        m->last = (struct point){p.year, quarter * 3, 0};
        m->precision = DATE_QUARTER;
        *c = t;
        return true;
    }
    if (context == MOMENT_ASKED && take_char(&t, 'w')) {
        if (!take_number(&t, 2, false, &m->week) || m->week < 1 || m->week > 53)
            return false;
        m->first = m->last = p;
        m->precision = DATE_WEEK;
        *c = t;
        return true;
    }
    if (!is_digit(letter_at(&t, 0)) || !is_digit(letter_at(&t, 1)) ||
        !take_number(&t, 2, false, &p.month) || p.month < 1 || p.month > 12)
        return false;
    struct cursor day = t;
    if (take_char(&day, '-') && is_digit(letter_at(&day, 1)) &&
        take_number(&day, 2, false, &p.day) && day_valid(p.year, p.month, p.day) &&
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
    if (!take_number(&t, 2, false, &p.month) || p.month < 1 || p.month > 12 ||
        !take_separator(&t, false, &sign) || (sign != '/' && context != MOMENT_ASKED) ||
        !take_year(&t, false, &p.year) || !ends_well(&t))
        return false;
    set_point(m, p, DATE_MONTH);
    *c = t;
    return true;
}

// "31/7 – 15/8/2025": a day and month alone are a date where a whole date ends the stretch.
static bool begins_stretch(const struct cursor *c)
{
    struct cursor t = *c;
    struct point p;
    if (!take_numeric(&t, false, true, &p) ||
        (!take_word(&t, "-") && !take_word(&t, "den")))
        return false;
    skip_space(&t);
    return take_numeric(&t, false, false, &p);
}

// What begins with a digit.
static bool take_bare(struct moment *m, struct cursor *c, enum moment_context context)
{
    struct point p = {0};
    struct cursor t = *c;
    bool free = context != MOMENT_TEXT || announced(c->view, c->at) || begins_stretch(c);
    if (take_iso(m, c, context))
        return true;
    if (take_numeric(&t, false, free, &p)) {
        if (p.year && !day_valid(p.year, p.month, p.day) && context == MOMENT_ASKED)
            return false;
        set_point(m, p, DATE_DAY);
        *c = t;
        return true;
    }
    if (free && take_month_year(m, c, context))
        return true;
    int number;
    if (take_number(&t, 2, false, &number)) {
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
    if (!take_years(m, &t, false))
        return false;
    struct cursor end = t;
    if (m->precision == DATE_YEAR && context != MOMENT_ASKED &&
        (!ends_well(&end) || counts_things(&end) || counted(c->view, c->at) ||
         letter_at(&end, 0) == ':'))
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
    switch (letter_at(c, 0)) {
    case 'n':
        if (take_word(&t, "ngay")) {
            found = take_day(m, &t);
        } else if (take_word(&t, "nam")) {
            take_word(&t, "hoc");
            skip_space(&t);
            found = take_years(m, &t, true);
            if (found && m->precision == DATE_YEAR && !end && context != MOMENT_ASKED) {
                m->from = c->at;
                open_beginning(m, view);
            }
        }
        break;
    case 't':
        if (take_word(&t, "thang")) {
            found = take_month(m, &t);
        } else if (take_word(&t, "tuan")) {
            found = take_week(m, &t);
        } else if (is_digit(letter_at(c, 1)) && (view->flags[c->at] & VIEW_UPPER ||
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
            found = letter_at(&t, 0) != ' ' && take_quarter(m, &t) && m->first.year;
        }
        break;
    case 's':
        if (take_word(&t, "sau"))
            found = take_half(m, &t, 6);
        break;
    default:
        if (is_digit(letter_at(c, 0)) &&
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
static bool read_end(struct moment *m, struct cursor *c)
{
    skip_space(c);
    struct cursor t = *c;
    if (take_word(&t, "het"))
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
    uint32_t digits = is_digit(letter_at(&t, 0)) +
                      (is_digit(letter_at(&t, 0)) && is_digit(letter_at(&t, 1)));
    if (!digits)
        return false;
    *hour = letter_at(&t, 0) - '0';
    if (digits == 2)
        *hour = *hour * 10 + letter_at(&t, 1) - '0';
    *minute = 0;
    t.at += digits;
    bool words = take_word(&t, "gio");
    if (!words && !take_char(&t, 'h') && !take_char(&t, 'g') && !take_char(&t, ':'))
        return false;
    bool colon = t.view->plain[t.at - 1] == ':';
    if (words)
        skip_space(&t);
    if (is_digit(letter_at(&t, 0)) && is_digit(letter_at(&t, 1)) &&
        !is_digit(letter_at(&t, 2))) {
        *minute = (letter_at(&t, 0) - '0') * 10 + letter_at(&t, 1) - '0';
        t.at += 2;
        if (colon && take_char(&t, ':') && is_digit(letter_at(&t, 0)) &&
            is_digit(letter_at(&t, 1)))
            t.at += 2;
        if (!take_word(&t, "phut") && letter_at(&t, 0) == '\'')
            t.at++;
    } else if (colon || (!words && is_letter(letter_at(&t, 0)))) {
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

// Joins the other end, when one follows: "– 15/8/2025", "đến hết năm 2026", "đến tháng 01/2027".
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
    // A time of day, and the day behind it: "13h30, ngày 18/02/2025", "14 giờ 00 phút chiều thứ Ba ngày …".
    if (is_digit(letter_at(&c, 0)) && begins_well(view, at) &&
        take_clock(&c, &hour, &minute)) {
        struct cursor day = c;
        for (uint32_t i = 0; i < 24 && c.at + i < view->count; i++) {
            char letter = letter_at(&c, i);
            day.at = c.at + i;
            if (letter == ';' || (letter == '.' && letter_at(&c, i + 1) == ' '))
                break;
            bool start =
                i > 0 && (letter_at(&c, i - 1) == ' ' || letter_at(&c, i - 1) == '(');
            if (start && (letter == 'n' || is_digit(letter)) &&
                take_one(out, &day, MOMENT_TEXT) && out->first.day &&
                out->precision == DATE_DAY) {
                out->from = at;
                out->hour = hour;
                out->minute = minute;
                return true;
            }
            if (start && is_digit(letter))
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
