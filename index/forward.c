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

unsigned char forward_first(uint32_t number)
{
    return (unsigned char)(number < FORWARD_ONE ? number
                           : number < FORWARD_TWO
                               ? FORWARD_ONE + (number - FORWARD_ONE) / 256
                               : FORWARD_FAR);
}

// Decodes the numbers [from, to) of the record; the ones before were taken.
static void take_numbers(struct forward_record *record, uint32_t *numbers, size_t from,
                         size_t to)
{
    size_t i = from;
    while (i < to) {
        // Numbers of one and two bytes follow each other without a pattern, so these go
        // without a branch.
        for (; i < to && record->more < record->end; i++) {
            const uint32_t first = record->first[i];
            if (first == FORWARD_FAR)
                break;
            const uint32_t two = first >= FORWARD_ONE;
            numbers[i - from] =
                first + (-two & ((first - FORWARD_ONE) * 255 + *record->more));
            record->more += two;
        }
        if (i < to) {
            numbers[i - from] = forward_take(record, record->first[i]);
            i++;
        }
    }
}

size_t forward_decode(struct str bytes, uint32_t *numbers, size_t room, size_t *title)
{
    struct forward_record record;
    *title = 0;
    if (!forward_open(&record, bytes))
        return 0;
    *title = record.title;
    take_numbers(&record, numbers, 0, record.count < room ? record.count : room);
    return record.count;
}

void forward_renumber(struct buf *out, struct str bytes, const uint32_t *map,
                      uint32_t count)
{
    struct forward_record record;
    if (!forward_open(&record, bytes))
        record = (struct forward_record){0};
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
}

// ---- Looking for words ----

// Places are gone through a stretch at a time. What a first byte adds to where reading
// stands: one place, its further bytes, a break; the top bit, which gets into no sum, says
// that a wanted number may begin like this.
enum { STRETCH = 1024, MORE_SHIFT = 16, BREAK_SHIFT = 32 };
#define MAYBE ((uint64_t)1 << 63)

struct forward_wanted {
    size_t count;
    uint32_t *numbers; // ascending
    uint64_t steps[256];
    bool look[FORWARD_TWO]; // wanted, by number
};

static uint64_t step_of(unsigned first)
{
    const uint64_t more = first < FORWARD_ONE ? 0 : first < FORWARD_FAR ? 1 : 4;
    return 1 | more << MORE_SHIFT | (uint64_t)(first == FORWARD_BREAK) << BREAK_SHIFT;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return one < other ? -1 : one > other;
}

struct forward_wanted *forward_wanted_new(const uint32_t *numbers, size_t count)
{
    struct forward_wanted *wanted = memory_array(1, sizeof *wanted);
    wanted->numbers = memory_array(count + 1, sizeof *wanted->numbers);
    for (unsigned first = 0; first < 256; first++)
        wanted->steps[first] = step_of(first);
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = numbers[i];
        if (number == 0)
            continue;
        wanted->numbers[wanted->count++] = number;
        wanted->steps[forward_first(number)] |= MAYBE;
        if (number < FORWARD_TWO)
            wanted->look[number] = true;
    }
    if (wanted->count)
        qsort(wanted->numbers, wanted->count, sizeof *wanted->numbers, by_number);
    return wanted;
}

void forward_wanted_free(struct forward_wanted *wanted)
{
    if (!wanted)
        return;
    free(wanted->numbers);
    free(wanted);
}

static bool is_wanted(const struct forward_wanted *wanted, uint32_t number)
{
    if (number < FORWARD_TWO)
        return wanted->look[number];
    return wanted->count && bsearch(&number, wanted->numbers, wanted->count,
                                    sizeof *wanted->numbers, by_number);
}

// Puts the places where a wanted number may begin into `maybe`, without a branch as they
// follow no pattern; returns how many. *stand is where reading stands.
static size_t find_maybe(const unsigned char *first, size_t count, const uint64_t *steps,
                         uint64_t *maybe, uint64_t *stand)
{
    size_t found = 0;
    uint64_t sum = *stand;
    for (size_t i = 0; i < count; i++) {
        const uint64_t step = steps[first[i]];
        maybe[found] = sum;
        found += step >> 63;
        sum += step & ~MAYBE;
    }
    *stand = sum;
    return found;
}

// The number at a place, its further bytes at `further`. Numbers of one and two bytes
// follow each other without a pattern, so these go without a branch.
static uint32_t number_at(const struct forward_record *record, size_t at, size_t further)
{
    const uint32_t first = record->first[at];
    if (first != FORWARD_FAR && further < (size_t)(record->end - record->more)) {
        const uint32_t two = first >= FORWARD_ONE;
        return first + (-two & ((first - FORWARD_ONE) * 255 + record->more[further]));
    }
    struct forward_record rest = *record;
    const size_t all = (size_t)(record->end - record->more);
    rest.more += further < all ? further : all;
    return forward_take(&rest, (unsigned char)first);
}

size_t forward_find(struct str bytes, const struct forward_wanted *wanted,
                    struct forward_place *places, size_t room, size_t *length)
{
    struct forward_record record;
    struct forward_place nowhere = {0};
    *length = 0;
    if (!forward_open(&record, bytes))
        return 0;
    const size_t count = record.count;
    const unsigned char *const first = record.first;
    size_t found = 0, more = 0, breaks = 0;
    for (size_t from = 0; from < count; from += STRETCH) {
        uint64_t maybe[STRETCH], stand = 0;
        const size_t size = count - from < STRETCH ? count - from : STRETCH;
        const size_t some = find_maybe(first + from, size, wanted->steps, maybe, &stand);
        for (size_t j = 0; j < some; j++) {
            const size_t at = from + (maybe[j] & 0xffff);
            const size_t before = breaks + (maybe[j] >> BREAK_SHIFT);
            const uint32_t number =
                number_at(&record, at, more + (maybe[j] >> MORE_SHIFT & 0xffff));
            // Written in any case, and kept when it is wanted.
            struct forward_place *place = found < room ? &places[found] : &nowhere;
            place->number = number;
            place->place = (uint32_t)(at - before);
            place->sentence = (uint32_t)before;
            place->title = at < record.title;
            place->first = at == 0 || first[at - 1] == FORWARD_BREAK;
            place->last = at + 1 == count || first[at + 1] == FORWARD_BREAK;
            found += is_wanted(wanted, number);
        }
        more += stand >> MORE_SHIFT & 0xffff;
        breaks += stand >> BREAK_SHIFT;
    }
    *length = count - breaks;
    return found;
}
