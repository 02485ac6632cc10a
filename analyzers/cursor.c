// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cursor.h"

#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };

// Capital letters that OCR makes of digits, and the digits.
static int digit_value(char c)
{
    if (plain_digit(c))
        return c - '0';
    if (c == 'o')
        return 0;
    return c == 'l' || c == 'i' || c == '|' ? 1 : -1;
}

// A number of 1 to `most` digits. With DIGITS_DAMAGED, letters stand for digits as long as
// one
// true digit is among them.
bool take_number(struct cursor *c, int most, enum digits digits, int *out)
{
    int value = 0, count = 0, true_digits = 0;
    for (; count < most + 1; count++) {
        char letter = cursor_letter(c, (uint32_t)count);
        int digit = digits == DIGITS_DAMAGED ? digit_value(letter)
                    : plain_digit(letter)    ? letter - '0'
                                             : -1;
        if (digit < 0)
            break;
        true_digits += plain_digit(letter);
        value = value * 10 + digit;
    }
    if (count == 0 || count > most || true_digits == 0 ||
        plain_letter(cursor_letter(c, (uint32_t)count)))
        return false;
    c->at += (uint32_t)count;
    *out = value;
    return true;
}

// A year of four digits; behind a word that announces it, OCR damage and a space inside
// (20 23) too.
bool take_year(struct cursor *c, enum digits digits, int *out)
{
    int value = 0, true_digits = 0;
    uint32_t i = 0;
    for (int count = 0; count < 4; count++, i++) {
        char letter = cursor_letter(c, i);
        if (digits == DIGITS_DAMAGED && count == 2 && letter == ' ' &&
            plain_digit(cursor_letter(c, i + 1)))
            letter = cursor_letter(c, ++i);
        int digit = digits == DIGITS_DAMAGED ? digit_value(letter)
                    : plain_digit(letter)    ? letter - '0'
                                             : -1;
        if (digit < 0)
            return false;
        true_digits += plain_digit(letter);
        value = value * 10 + digit;
    }
    char next = cursor_letter(c, i);
    if (plain_digit(next) || plain_letter(next) || true_digits < 2 ||
        value < FIRST_YEAR || value > LAST_YEAR)
        return false;
    c->at += i;
    *out = value;
    return true;
}

// True when what ends here is whole: no number, letter or symbol goes on.
bool ends_well(const struct cursor *c)
{
    char next = cursor_letter(c, 0), after = cursor_letter(c, 1);
    if (plain_digit(next) || plain_letter(next) || next == '%')
        return false;
    if (next == '/')
        return !plain_digit(after) && !plain_letter(after);
    if (next == '-')
        return !plain_letter(after);
    return !((next == '.' || next == ',') && plain_digit(after)) || next == ',';
}

// True when a bare number may begin at `at`: not inside a symbol, a number or a word.
bool begins_well(const struct view *view, uint32_t at)
{
    if (at == 0)
        return true;
    char before = view->plain[at - 1];
    if (plain_letter(before) || plain_digit(before) || strchr("/:#", before))
        return false;
    if ((before == '.' || before == ',' || before == '-') && at > 1) {
        char far = view->plain[at - 2];
        return !plain_digit(far) && !(before == '-' && plain_letter(far));
    }
    return true;
}

bool take_separator(struct cursor *c, enum digits digits, char *sign)
{
    struct cursor t = *c;
    if (digits == DIGITS_DAMAGED)
        skip_space(&t);
    char next = cursor_letter(&t, 0);
    if (next != '/' && next != '.' && next != '-')
        return false;
    if (t.at != c->at && next == '.')
        return false;
    t.at++;
    if (digits == DIGITS_DAMAGED && next != '.')
        skip_space(&t);
    *sign = next;
    *c = t;
    return true;
}
