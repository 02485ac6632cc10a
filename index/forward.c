// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward.h"

#include "index/mapped.h"

static inline unsigned char *put(unsigned char *at, uint32_t number)
{
    if (number < FORWARD_ONE) {
        *at++ = (unsigned char)number;
    } else if (number < FORWARD_TWO) {
        number -= FORWARD_ONE;
        *at++ = (unsigned char)(FORWARD_ONE + number / 256);
        *at++ = (unsigned char)number;
    } else {
        *at++ = 255;
        *at++ = (unsigned char)number;
        *at++ = (unsigned char)(number >> 8);
        *at++ = (unsigned char)(number >> 16);
        *at++ = (unsigned char)(number >> 24);
    }
    return at;
}

static inline bool take(const unsigned char **at, const unsigned char *end,
                        uint32_t *number)
{
    const unsigned char *next = *at;
    if (next == end)
        return false;
    const unsigned char first = *next++;
    if (first < FORWARD_ONE) {
        *number = first;
    } else if (first < 255) {
        if (next == end)
            return false;
        *number = FORWARD_ONE + (uint32_t)(first - FORWARD_ONE) * 256 + *next++;
    } else {
        if (end - next < 4)
            return false;
        *number = load32((const char *)next);
        next += 4;
    }
    *at = next;
    return true;
}

void forward_encode(struct buf *out, const uint32_t *numbers, size_t count, size_t title)
{
    unsigned char *const start = (unsigned char *)buf_room(out, 5 * (count + 1));
    unsigned char *at = put(start, (uint32_t)title);
    for (size_t i = 0; i < count; i++)
        at = put(at, numbers[i]);
    out->len += (size_t)(at - start);
}

size_t forward_decode(struct str record, uint32_t *numbers, size_t room, size_t *title)
{
    const unsigned char *at = (const unsigned char *)record.at;
    const unsigned char *const end = at + record.len;
    uint32_t number = 0;
    size_t count = 0;
    *title = record.at && take(&at, end, &number) ? number : 0;
    while (at != end && take(&at, end, &number)) {
        if (count < room)
            numbers[count] = number;
        count++;
    }
    if (*title > count)
        *title = count;
    return count;
}

void forward_renumber(struct buf *out, struct str record, const uint32_t *map,
                      uint32_t count)
{
    const unsigned char *at = (const unsigned char *)record.at;
    const unsigned char *const end = at + record.len;
    unsigned char *const start = (unsigned char *)buf_room(out, 5 * record.len + 5);
    unsigned char *next = start;
    uint32_t number;
    if (!record.at || !take(&at, end, &number))
        number = 0;
    next = put(next, number);
    while (at != end && take(&at, end, &number))
        next = put(next, number && number <= count ? map[number] : 0);
    out->len += (size_t)(next - start);
}
