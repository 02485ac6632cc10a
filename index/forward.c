// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward.h"

#include "base/arena.h"
#include "index/mapped.h"

#include <stdlib.h>
#include <string.h>

enum { FAR = 255 }; // the first byte of numbers with four further bytes

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
            *first++ = FAR;
            for (int shift = 0; shift < 32; shift += 8)
                *more++ = (unsigned char)(number >> shift);
        }
    }
    out->len += (size_t)(more - first) + count;
}

// A record taken apart. There are `count` first bytes; further bytes may be fewer than
// these call for.
struct record {
    size_t title, count;
    const unsigned char *first, *more, *end;
};

static bool record_open(struct record *out, struct str bytes)
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

// The number with this first byte; takes its further bytes.
static uint32_t take_more(struct record *record, unsigned char first)
{
    if (first < FORWARD_ONE)
        return first;
    if (first < FAR) {
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

// Decodes the numbers [from, to) of the record; the ones before were taken.
static void take_numbers(struct record *record, uint32_t *numbers, size_t from, size_t to)
{
    size_t i = from;
    while (i < to) {
        // Numbers of one and two bytes follow each other without a pattern, so these go
        // without a branch.
        for (; i < to && record->more < record->end; i++) {
            const uint32_t first = record->first[i];
            if (first == FAR)
                break;
            const uint32_t two = first >= FORWARD_ONE;
            numbers[i - from] =
                first + (-two & ((first - FORWARD_ONE) * 255 + *record->more));
            record->more += two;
        }
        if (i < to) {
            numbers[i - from] = take_more(record, record->first[i]);
            i++;
        }
    }
}

size_t forward_decode(struct str bytes, uint32_t *numbers, size_t room, size_t *title)
{
    struct record record;
    *title = 0;
    if (!record_open(&record, bytes))
        return 0;
    *title = record.title;
    take_numbers(&record, numbers, 0, record.count < room ? record.count : room);
    return record.count;
}

void forward_renumber(struct buf *out, struct str bytes, const uint32_t *map,
                      uint32_t count)
{
    struct record record;
    if (!record_open(&record, bytes))
        record = (struct record){0};
    buf_add_number(out, record.title);
    buf_add_number(out, record.count);
    unsigned char *const start = (unsigned char *)buf_room(out, 5 * record.count + 1);
    unsigned char *more = start + record.count;
    for (size_t i = 0; i < record.count; i++) {
        uint32_t number = take_more(&record, record.first[i]);
        number = number <= count ? map[number] : 0;
        if (number < FORWARD_ONE) {
            start[i] = (unsigned char)number;
        } else if (number < FORWARD_TWO) {
            start[i] = (unsigned char)(FORWARD_ONE + (number - FORWARD_ONE) / 256);
            *more++ = (unsigned char)(number - FORWARD_ONE);
        } else {
            start[i] = FAR;
            for (int shift = 0; shift < 32; shift += 8)
                *more++ = (unsigned char)(number >> shift);
        }
    }
    out->len += (size_t)(more - start);
}

// ---- Looking for words ----

// What a first byte adds, before its number is known: further bytes in the low half,
// breaks in the high one. The top bit says that a wanted number may begin like this; it
// never gets into a sum.
#define MAY_BE ((uint64_t)1 << 63)
#define BREAK ((uint64_t)1 << 32)

struct forward_wanted {
    size_t count;
    uint32_t *numbers; // ascending
    uint64_t steps[256];
    bool look[FORWARD_TWO]; // wanted, by number
};

static int by_number(const void *a, const void *b)
{
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return one < other ? -1 : one > other;
}

static unsigned first_of(uint32_t number)
{
    return number < FORWARD_ONE   ? number
           : number < FORWARD_TWO ? FORWARD_ONE + (number - FORWARD_ONE) / 256
                                  : FAR;
}

struct forward_wanted *forward_wanted_new(const uint32_t *numbers, size_t count)
{
    struct forward_wanted *wanted = memory_array(1, sizeof *wanted);
    wanted->numbers = memory_array(count + 1, sizeof *wanted->numbers);
    for (unsigned first = 0; first < 256; first++)
        wanted->steps[first] = first == 0            ? BREAK
                               : first < FORWARD_ONE ? 0
                               : first < FAR         ? 1
                                                     : 4;
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = numbers[i];
        if (number == 0)
            continue;
        wanted->numbers[wanted->count++] = number;
        wanted->steps[first_of(number)] |= MAY_BE;
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

enum { STRIDE = 8 };

// The steps of the next bytes together; MAY_BE when it is in any of them.
static uint64_t step_over(const unsigned char *first, const uint64_t *steps)
{
    uint64_t sum = 0, any = 0;
    for (int i = 0; i < STRIDE; i++) {
        const uint64_t step = steps[first[i]];
        sum += step & ~MAY_BE;
        any |= step;
    }
    return sum | (any & MAY_BE);
}

size_t forward_find(struct str bytes, const struct forward_wanted *wanted,
                    struct forward_place *places, size_t room, size_t *length)
{
    struct record record;
    *length = 0;
    if (!record_open(&record, bytes))
        return 0;
    const size_t all = (size_t)(record.end - record.more), count = record.count;
    const unsigned char *const start = record.more, *const first = record.first;
    size_t found = 0;
    uint64_t passed = 0; // sum of the steps so far
    for (size_t i = 0; i < count;) {
        size_t next = i + STRIDE < count ? i + STRIDE : count;
        if (next - i == STRIDE) {
            const uint64_t sum = step_over(first + i, wanted->steps);
            if (!(sum & MAY_BE)) {
                passed += sum;
                i = next;
                continue;
            }
        }
        for (; i < next; i++) {
            const uint64_t step = wanted->steps[first[i]];
            passed += step & ~MAY_BE;
            if (!(step & MAY_BE))
                continue;
            const size_t more = (uint32_t)(passed - (step & ~MAY_BE)),
                         breaks = passed >> 32;
            record.more = more < all ? start + more : record.end;
            const uint32_t number = take_more(&record, first[i]);
            if (!is_wanted(wanted, number))
                continue;
            if (found < room)
                places[found] = (struct forward_place){
                    .number = number,
                    .place = (uint32_t)(i - breaks),
                    .sentence = (uint32_t)breaks,
                    .title = i < record.title,
                    .first = i == 0 || first[i - 1] == 0,
                    .last = i + 1 == count || first[i + 1] == 0,
                };
            found++;
        }
    }
    *length = count - (passed >> 32);
    return found;
}

// ---- Rows of words ----

void forward_row_add(struct forward_row *row, const uint32_t *numbers, size_t count)
{
    unsigned char firsts[ROW_FORMS];
    size_t kept = 0;
    if (row->full)
        return;
    row->full = row->count == ROW_WORDS;
    bool any = false;
    for (size_t i = 0; i < count && !row->full; i++) {
        if (!numbers[i])
            continue;
        any = true;
        const unsigned char first = (unsigned char)first_of(numbers[i]);
        if (kept && memchr(firsts, first, kept))
            continue;
        if (kept == ROW_FORMS)
            row->full = true;
        else
            firsts[kept++] = first;
    }
    if (row->full)
        return;
    row->never |= !any;
    memcpy(row->words[row->count].first, firsts, kept);
    row->words[row->count++].count = kept;
}

enum { LANES = 16 };

typedef unsigned char lanes __attribute__((vector_size(LANES)));

static lanes load_lanes(const unsigned char *at)
{
    lanes out;
    memcpy(&out, at, LANES);
    return out;
}

static lanes any_form(lanes here, const struct forward_row *row, size_t word)
{
    lanes same = {0};
    for (size_t i = 0; i < row->words[word].count; i++)
        same |= (lanes)(here == row->words[word].first[i]);
    return same;
}

static bool any_lane(lanes some)
{
    uint64_t halves[2];
    memcpy(halves, &some, sizeof halves);
    return halves[0] | halves[1];
}

enum row_answer { ROW_MISSING, ROW_BROKEN, ROW_WHOLE };

// Whether the row starts at any of the sixteen bytes, whole or as far as a break; the
// bytes behind are read as well.
static enum row_answer starts_here(const unsigned char *at, const struct forward_row *row)
{
    const lanes nothing = {0};
    lanes whole = ~nothing, broken = nothing;
    for (size_t word = row->count; word-- > 0;) {
        const lanes here = load_lanes(at + word), same = any_form(here, row, word);
        whole &= same;
        broken &= same;
        if (word)
            broken |= (lanes)(here == nothing);
    }
    return any_lane(whole) ? ROW_WHOLE : any_lane(broken) ? ROW_BROKEN : ROW_MISSING;
}

// The words before `to`, and then a break.
static bool breaks_behind(const unsigned char *at, const struct forward_row *row,
                          size_t to)
{
    const lanes nothing = {0};
    lanes found = (lanes)(load_lanes(at + to) == nothing);
    for (size_t word = to; word-- > 0;)
        found &= any_form(load_lanes(at + word), row, word);
    return any_lane(found);
}

// A break, and then the word.
static bool breaks_before(const unsigned char *at, const struct forward_row *row,
                          size_t word)
{
    const lanes nothing = {0};
    return any_lane((lanes)(load_lanes(at) == nothing) &
                    any_form(load_lanes(at + 1), row, word));
}

bool forward_may_have(struct str bytes, const struct forward_row *row)
{
    struct record record;
    if (row->never)
        return false;
    if (!row->count || !record_open(&record, bytes))
        return true;
    // What does not fill the lanes is looked at with breaks behind it.
    unsigned char tail[4 * LANES] = {0};
    size_t whole = 0;
    while (whole + LANES + ROW_WORDS <= record.count)
        whole += LANES;
    memcpy(tail, record.first + whole, record.count - whole);
    const size_t count = whole + 2 * LANES;
    bool broken = false;
    for (size_t at = 0; at < count; at += LANES) {
        const enum row_answer answer =
            starts_here(at < whole ? record.first + at : tail + (at - whole), row);
        if (answer == ROW_WHOLE)
            return true;
        broken |= answer == ROW_BROKEN;
    }
    for (size_t word = 1; broken && word < row->count; word++) {
        // The first word of all has no break before it.
        bool behind = false, before = memchr(row->words[word].first, record.first[0],
                                             row->words[word].count) != NULL;
        for (size_t at = 0; at < count; at += LANES) {
            const unsigned char *here =
                at < whole ? record.first + at : tail + (at - whole);
            behind = behind || breaks_behind(here, row, word);
            before = before || breaks_before(here, row, word);
        }
        if (behind && before)
            return true;
    }
    return false;
}
