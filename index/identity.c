// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/identity.h"

#include <stdio.h>
#include <string.h>

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

bool identity_parse(struct identity *out, struct str hex)
{
    *out = (struct identity){{0}};
    if (hex.len < 2 * sizeof out->bytes)
        return false;
    for (size_t i = 0; i < sizeof out->bytes; i++) {
        int high = digit_value(hex.at[2 * i]);
        int low = digit_value(hex.at[2 * i + 1]);
        if (high < 0 || low < 0) {
            *out = (struct identity){{0}};
            return false;
        }
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

bool identity_known(const struct identity *identity)
{
    static const struct identity unknown;
    return memcmp(identity, &unknown, sizeof unknown) != 0;
}

bool identity_equal(const struct identity *a, const struct identity *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

uint64_t identity_number(const struct identity *identity)
{
    uint64_t number = 0;
    for (size_t i = 0; i < IDENTITY_BYTES; i++)
        number = number << 8 | identity->bytes[i];
    return number;
}

char *identity_text(uint64_t number, char out[IDENTITY_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = IDENTITY_DIGITS - 1; i >= 0; i--) {
        out[i] = digits[number & 15];
        number >>= 4;
    }
    out[IDENTITY_DIGITS] = '\0';
    return out;
}

bool identity_number_parse(uint64_t *number, struct str digits)
{
    *number = 0;
    if (digits.len != IDENTITY_DIGITS)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int value = digit_value(digits.at[i]);
        if (value < 0)
            return false;
        *number = *number << 4 | (uint64_t)value;
    }
    return true;
}

void identity_number_put(uint64_t number, char *out)
{
    for (size_t i = IDENTITY_BYTES; i-- > 0; number >>= 8)
        out[i] = (char)number;
}

uint64_t identity_number_at(const char *bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < IDENTITY_BYTES; i++)
        number = number << 8 | (unsigned char)bytes[i];
    return number;
}

bool identity_among(uint64_t number, const uint64_t *ids, size_t count)
{
    size_t from = 0, to = count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (ids[middle] < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from < count && ids[from] == number;
}
