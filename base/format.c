// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/format.h"

#include <stdbool.h>
#include <string.h>

struct text {
    char *at;
    size_t len, room;
};

static bool add(struct text *text, const char *bytes, size_t len)
{
    if (len > text->room - text->len)
        return false;
    memcpy(text->at + text->len, bytes, len);
    text->len += len;
    return true;
}

size_t decimal_put(int number, char *out)
{
    char digits[DECIMAL_SIZE];
    size_t at = sizeof digits;
    unsigned left = number < 0 ? 0u - (unsigned)number : (unsigned)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0)
        digits[--at] = '-';
    memcpy(out, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

static bool add_decimal(struct text *text, int number)
{
    char digits[DECIMAL_SIZE];
    return add(text, digits, decimal_put(number, digits));
}

int format_pieces(char *out, size_t room, const char *format, va_list arguments)
{
    struct text text = {out, 0, room};
    for (const char *at = format; *at;) {
        bool fits;
        if (*at != '%') {
            const char *start = at;
            while (*at && *at != '%')
                at++;
            fits = add(&text, start, (size_t)(at - start));
        } else if (at[1] == 's') {
            const char *piece = va_arg(arguments, const char *);
            fits = piece && add(&text, piece, strlen(piece));
            at += 2;
        } else if (at[1] == 'd') {
            fits = add_decimal(&text, va_arg(arguments, int));
            at += 2;
        } else if (at[1] == '.' && at[2] == '*' && at[3] == 's') {
            int most = va_arg(arguments, int);
            const char *piece = va_arg(arguments, const char *);
            fits = piece && most >= 0 && add(&text, piece, strnlen(piece, (size_t)most));
            at += 4;
        } else {
            fits = false;
        }
        if (!fits)
            return FORMAT_OTHER;
    }
    return (int)text.len;
}
