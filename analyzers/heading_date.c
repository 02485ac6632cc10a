// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/heading_letter.h"
#include "analyzers/heading.h"

#include "analyzers/period.h"

#include <string.h>

// The digit that a letter is, the usual slips of scanners (I l for 1, O for 0) mended; -1
// for anything else.
static int digit_of(const struct view *view, uint32_t at)
{
    char plain = view->plain[at];
    if (plain_digit(plain)) {
        return plain - '0';
    }
    if (view->letter[at] >= 0x80) {
        return -1;
    }
    return plain == 'i' || plain == 'l' ? 1 : plain == 'o' ? 0 : -1;
}

// The number that a word of as many digits says, no more than half of them mended; -1 for
// anything else.
static int number_of(const struct view *view, const struct word *word)
{
    int number = 0;
    uint32_t read = 0;
    for (uint32_t i = word->from; i < word->to; i++) {
        int digit = digit_of(view, i);
        if (digit < 0) {
            return -1;
        }
        read += plain_digit(view->plain[i]);
        number = number * 10 + digit;
    }
    return 2 * read >= word->to - word->from ? number : -1;
}

static int digits_of(const struct view *view, const struct word *word, int most)
{
    int number = word->to - word->from > 2 ? -1 : number_of(view, word);
    return number >= 1 && number <= most ? number : -1;
}

// The digit that is a word of its own; -1 for anything else.
static int lone_digit(const struct view *view, const struct word *word)
{
    return word->to - word->from == 1 && !word->signs ? digit_of(view, word->from) : -1;
}

// True when the sign before a number of the date says that a part of it was lost.
static bool damaged_before(const struct view *view, const struct word *word)
{
    size_t start = view->start[word->from];
    return word->signs || (start > 0 && view->text.at[start - 1] == '#');
}

static struct days widened(int year, int month, int day)
{
    if (year < 1930 || year > 2100) {
        return (struct days){0, 0};
    }
    if (month < 1) {
        return (struct days){day_make(year, 1, 1), day_make(year, 12, 31)};
    }
    if (day < 1 || !day_valid(year, month, day)) {
        return (struct days){day_make(year, month, 1),
                             day_make(year, month, month_length(year, month))};
    }
    int32_t only = day_make(year, month, day);
    return (struct days){only, only};
}

static int year_of(const struct view *view, const struct word *word)
{
    int year = word->to - word->from == 4 ? number_of(view, word) : 0;
    return year >= 1930 && year <= 2100 ? year : 0;
}

// "ngày 10/4/2024", "ngày   /4/2026": the words at `at` are numbers with slashes,
// dots or dashes.
static struct days numeric_date(const struct word_list *words, uint32_t at, uint32_t *end)
{
    const struct view *view = words->view;
    const struct word *items = words->items;
    for (uint32_t i = at; i < words->count && i < at + 3; i++) {
        int year = year_of(view, &items[i]);
        char sign = items[i].last;
        if (year && i > at && items[i].signs == 1 &&
            (sign == '/' || sign == '.' || sign == '-')) {
            int month = digits_of(view, &items[i - 1], 12);
            int day = i > at + 1 ? digits_of(view, &items[i - 2], 31) : -1;
            *end = i + 1;
            return widened(year, month, day);
        }
        if (!(items[i].shape & WORD_DIGIT)) {
            break;
        }
    }
    return (struct days){0, 0};
}

// "tháng5", "năm2008": the number that sticks to the word; 0 when none does.
static int glued_number(const struct view *view, const struct word *word, struct str name)
{
    uint32_t len = (uint32_t)name.len, digits = word->from + len;
    if (word->to <= digits || word->to > digits + 4 ||
        memcmp(view->plain + word->from, name.at, len) != 0)
        return 0;
    int number = 0;
    for (uint32_t i = digits; i < word->to; i++) {
        if (!plain_digit(view->plain[i]))
            return 0;
        number = number * 10 + (view->plain[i] - '0');
    }
    return number;
}

static bool is_month_word(const struct word_list *words, uint32_t at)
{
    return words->items[at].key == WORD("thang") ||
           glued_number(words->view, &words->items[at], STR("thang"));
}

struct days heading_date(const struct word_list *words, uint32_t at, uint32_t *end)
{
    const struct view *view = words->view;
    const struct word *items = words->items;
    uint32_t count = words->count, i = at + 1;
    int day = -1, day_words = 0;
    bool damage = false;
    struct days days = numeric_date(words, i, end);
    if (days.from) {
        return days;
    }
    for (; i < count && i < at + 6 && !is_month_word(words, i); i++) {
        damage |=
            damaged_before(view, &items[i]) && !(items[i].signs && items[i].last == '.');
        int number = digits_of(view, &items[i], 31);
        day = number;
        day_words++;
    }
    if (i >= count || !is_month_word(words, i)) {
        return (struct days){0, 0};
    }
    // "ngày 0 8 tháng": the digits of a stamp stand apart.
    int tens = day_words == 2 ? lone_digit(view, &items[i - 2]) : -1,
        ones = day_words == 2 ? lone_digit(view, &items[i - 1]) : -1;
    if (tens >= 0 && ones >= 0 && tens < 4) {
        day = 10 * tens + ones;
        day_words = 1;
    }
    // "ngày 4} tháng": a digit was lost. "ngày 23 và 24 tháng" is two days, read
    // elsewhere.
    if (damage || day_words != 1 || items[i].signs) {
        day = -1;
    }
    int glued = glued_number(view, &items[i], STR("thang")), year;
    int month = glued >= 1 && glued <= 12 ? glued : -1;
    uint32_t month_word = ++i;
    for (; i < count && i < month_word + 4 && items[i].key != WORD("nam"); i++) {
        // "tháng 5 năm2008"
        year = glued_number(view, &items[i], STR("nam"));
        if (year) {
            *end = i + 1;
            return widened(year, month, month < 1 ? -1 : day);
        }
        month = i == month_word && !glued && !damaged_before(view, &items[i])
                    ? digits_of(view, &items[i], 12)
                    : -1;
        // "tháng 4/2024", "tháng 4, 2024"
        if (i > month_word && year_of(view, &items[i])) {
            int first = digits_of(view, &items[month_word], 12);
            *end = i + 1;
            return widened(year_of(view, &items[i]), first, first < 1 ? -1 : day);
        }
    }
    if (i + 1 >= count || items[i].key != WORD("nam")) {
        return (struct days){0, 0};
    }
    *end = i + 2;
    return widened(year_of(view, &items[i + 1]), month, month < 1 ? -1 : day);
}
