// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward.h"

#include "base/arena.h"
#include "index/mapped.h"

#include <stdlib.h>
#include <string.h>

void forward_encode(struct buf *out, const uint32_t *numbers, size_t count, size_t title)
{
    buf_add_number(out, title);
    buf_add_number(out, count);
    unsigned char *first = (unsigned char *)buf_room(out, 5 * count + 1);
    unsigned char *more = first + count;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = numbers[i];
        if (number < FORWARD_ONE) {
            *first++ = (unsigned char)number;
        } else if (number < FORWARD_TWO) {
            number -= FORWARD_ONE;
            *first++ = (unsigned char)(FORWARD_ONE + number / 256);
            *more++ = (unsigned char)number;
        } else {
            *first++ = FORWARD_FAR;
            for (int shift = 0; shift < 32; shift += 8)
                *more++ = (unsigned char)(number >> shift);
        }
    }
    out->len += (size_t)(more - first) + count;
}

bool forward_open(struct forward_record *out, struct str bytes)
{
    uint64_t title, count;
    if (!bytes.at || !str_take_number(&bytes, &title) ||
        !str_take_number(&bytes, &count) || count > bytes.len)
        return false;
    out->title = title < count ? (size_t)title : (size_t)count;
    out->count = (size_t)count;
    out->first = (const unsigned char *)bytes.at;
    out->more = out->first + count;
    out->end = out->first + bytes.len;
    return true;
}

uint32_t forward_take(struct forward_record *record, unsigned char first)
{
    if (first < FORWARD_ONE)
        return first;
    if (first < FORWARD_FAR) {
        if (record->more == record->end)
            return 0;
        return FORWARD_ONE + (uint32_t)(first - FORWARD_ONE) * 256 + *record->more++;
    }
    if (record->end - record->more < 4) {
        record->more = record->end;
        return 0;
    }
    const uint32_t number = load32((const char *)record->more);
    record->more += 4;
    return number;
}

enum { LANES = 16, TURNS = 63 }; // so many turns of at most 4 do not overflow a lane

typedef unsigned char lanes __attribute__((vector_size(LANES)));

size_t forward_more(const struct forward_record *record, size_t from, size_t to)
{
    const lanes one = (lanes){0} + FORWARD_ONE, far = (lanes){0} + FORWARD_FAR;
    size_t sum = 0, at = from;
    while (to - at >= LANES) {
        lanes turns = {0};
        for (int turn = 0; turn < TURNS && to - at >= LANES; turn++, at += LANES) {
            lanes here;
            memcpy(&here, record->first + at, LANES);
            // A comparison that holds is -1.
            turns -= (lanes)(here >= one) + 3 * (lanes)(here == far);
        }
        for (int lane = 0; lane < LANES; lane++)
            sum += turns[lane];
    }
    for (; at < to; at++)
        sum +=
            (record->first[at] >= FORWARD_ONE) + 3u * (record->first[at] == FORWARD_FAR);
    return sum;
}

unsigned char forward_first(uint32_t number)
{
    return (unsigned char)(number < FORWARD_ONE ? number
                           : number < FORWARD_TWO
                               ? FORWARD_ONE + (number - FORWARD_ONE) / 256
                               : FORWARD_FAR);
}

bool forward_renumber(struct buf *out, struct str bytes, const uint32_t *map,
                      uint32_t count)
{
    struct forward_record record;
    if (!forward_open(&record, bytes))
        return false;
    buf_add_number(out, record.title);
    buf_add_number(out, record.count);
    unsigned char *const start = (unsigned char *)buf_room(out, 5 * record.count + 1);
    unsigned char *more = start + record.count;
    for (size_t i = 0; i < record.count; i++) {
        uint32_t number = forward_take(&record, record.first[i]);
        number = number <= count ? map[number] : 0;
        if (number < FORWARD_ONE) {
            start[i] = (unsigned char)number;
        } else if (number < FORWARD_TWO) {
            start[i] = (unsigned char)(FORWARD_ONE + (number - FORWARD_ONE) / 256);
            *more++ = (unsigned char)(number - FORWARD_ONE);
        } else {
            start[i] = FORWARD_FAR;
            for (int shift = 0; shift < 32; shift += 8)
                *more++ = (unsigned char)(number >> shift);
        }
    }
    out->len += (size_t)(more - start);
    return true;
}
