// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

// Sixty-four first bytes become four rows of bits; a number whose first byte may be that
// of a wanted one is read where the rows say that its further bytes stand.
//
//   first bytes    7  210   0  12  255 …
//   maybe          1    1   0   0    0      a wanted number may begin like this
//   more           0    1   0   0    1      has further bytes
//   far            0    0   0   0    1      has three more
//   breaks         0    0   1   0    0
enum { ROW = 64 };

struct rows {
    uint64_t maybe, more, far, breaks;
};

struct forward_wanted {
    size_t count;
    uint32_t *numbers; // ascending
    // of each first byte: its bits of the rows, 16 apart
    uint64_t bits[256];
    // the first bytes of wanted numbers by their lower half: bit n of low is upper half n,
    // of high upper half n + 8
    unsigned char low[16], high[16];
    bool look[FORWARD_TWO]; // wanted, by number
};

// ---- What is wanted ----

static uint64_t bits_of(unsigned first)
{
    return (uint64_t)(first >= FORWARD_ONE) << 16 |
           (uint64_t)(first == FORWARD_FAR) << 32 |
           (uint64_t)(first == FORWARD_BREAK) << 48;
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
        wanted->bits[first] = bits_of(first);
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = numbers[i];
        const unsigned char first = forward_first(number);
        if (number == 0)
            continue;
        wanted->numbers[wanted->count++] = number;
        wanted->bits[first] |= 1;
        (first < 128 ? wanted->low : wanted->high)[first % 16] |=
            (unsigned char)(1 << first / 16 % 8);
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

static inline bool is_wanted(const struct forward_wanted *wanted, uint32_t number)
{
    if (number < FORWARD_TWO)
        return wanted->look[number];
    return wanted->count && bsearch(&number, wanted->numbers, wanted->count,
                                    sizeof *wanted->numbers, by_number);
}

// ---- Sixty-four first bytes ----

static inline struct rows rows_plain(const struct forward_wanted *wanted,
                                     const unsigned char *first)
{
    struct rows rows = {0};
    for (unsigned from = 0; from < ROW; from += 16) {
        uint64_t bits = 0;
        for (unsigned i = 0; i < 16; i++)
            bits |= wanted->bits[first[from + i]] << i;
        rows.maybe |= (bits & 0xffff) << from;
        rows.more |= (bits >> 16 & 0xffff) << from;
        rows.far |= (bits >> 32 & 0xffff) << from;
        rows.breaks |= bits >> 48 << from;
    }
    return rows;
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2,bmi,popcnt")))

WIDE static inline uint64_t row_of(__m256i left, __m256i right)
{
    return (uint32_t)_mm256_movemask_epi8(left) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(right) << 32;
}

// All bits of the bytes that are in the set of first bytes.
WIDE static inline __m256i in_set(__m256i bytes, __m256i low, __m256i high)
{
    const __m256i half = _mm256_set1_epi8(15);
    const __m256i powers = _mm256_set1_epi64x((long long)0x8040201008040201);
    const __m256i lower = _mm256_and_si256(bytes, half);
    const __m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
    const __m256i rows = _mm256_blendv_epi8(_mm256_shuffle_epi8(low, lower),
                                            _mm256_shuffle_epi8(high, lower), bytes);
    const __m256i bit = _mm256_shuffle_epi8(powers, upper);
    return _mm256_cmpeq_epi8(_mm256_and_si256(rows, bit), bit);
}

WIDE static inline __m256i at_least(__m256i bytes, __m256i least)
{
    return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, least), bytes);
}

WIDE static inline struct rows rows_wide(const struct forward_wanted *wanted,
                                         const unsigned char *first)
{
    const __m256i left = _mm256_loadu_si256((const __m256i *)(const void *)first),
                  right = _mm256_loadu_si256((const __m256i *)(const void *)(first + 32));
    const __m256i low = _mm256_broadcastsi128_si256(
                      _mm_loadu_si128((const __m128i *)(const void *)wanted->low)),
                  high = _mm256_broadcastsi128_si256(
                      _mm_loadu_si128((const __m128i *)(const void *)wanted->high));
    const __m256i one = _mm256_set1_epi8((char)FORWARD_ONE),
                  far = _mm256_set1_epi8((char)FORWARD_FAR),
                  none = _mm256_setzero_si256();
    return (struct rows){
        .maybe = row_of(in_set(left, low, high), in_set(right, low, high)),
        .more = row_of(at_least(left, one), at_least(right, one)),
        .far = row_of(_mm256_cmpeq_epi8(left, far), _mm256_cmpeq_epi8(right, far)),
        .breaks = row_of(_mm256_cmpeq_epi8(left, none), _mm256_cmpeq_epi8(right, none)),
    };
}
#endif

// ---- Reading on from there ----

static inline size_t ones(uint64_t row)
{
    return (size_t)__builtin_popcountll(row);
}

// The number at a place, its further bytes at `further`. Numbers of one and two bytes
// follow each other without a pattern, so these go without a branch.
static inline uint32_t number_at(const struct forward_record *record, size_t at,
                                 size_t further)
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

typedef struct rows rows_reader(const struct forward_wanted *, const unsigned char *);

// forward_find_next, with either way to read a row.
static inline __attribute__((always_inline)) size_t
find(const struct forward_record *bytes, const struct forward_wanted *wanted,
     rows_reader *read, size_t size, struct forward_stand *stand,
     struct forward_found *found)
{
    const struct forward_record record = *bytes;
    struct forward_stand here = *stand;
    size_t count = 0;
    for (size_t left = size; left;) {
        const size_t some = left < ROW ? left : ROW;
        const unsigned char *first = record.first + here.at;
        unsigned char last[ROW] = {0};
        if (some < ROW)
            first = memcpy(last, first, some);
        struct rows rows = read(wanted, first);
        if (some < ROW)
            rows.breaks &= ((uint64_t)1 << some) - 1;
        for (uint64_t maybe = rows.maybe; maybe; maybe &= maybe - 1) {
            const uint64_t before = (maybe & -maybe) - 1;
            const size_t at = here.at + (size_t)__builtin_ctzll(maybe);
            const size_t more =
                here.more + ones(rows.more & before) + 3 * ones(rows.far & before);
            const uint32_t number = number_at(&record, at, more);
            // Written in any case, and kept when it is wanted.
            found[count].number = number;
            found[count].at = (uint32_t)at;
            found[count].breaks = (uint32_t)(here.breaks + ones(rows.breaks & before));
            count += is_wanted(wanted, number);
        }
        here.at += some;
        here.more += ones(rows.more) + 3 * ones(rows.far);
        here.breaks += ones(rows.breaks);
        left -= some;
    }
    *stand = here;
    return count;
}

typedef size_t finder(const struct forward_record *, const struct forward_wanted *,
                      size_t size, struct forward_stand *, struct forward_found *);

static size_t find_plain(const struct forward_record *record,
                         const struct forward_wanted *wanted, size_t size,
                         struct forward_stand *stand, struct forward_found *found)
{
    return find(record, wanted, rows_plain, size, stand, found);
}

#ifdef __x86_64__
WIDE static size_t find_wide(const struct forward_record *record,
                             const struct forward_wanted *wanted, size_t size,
                             struct forward_stand *stand, struct forward_found *found)
{
    return find(record, wanted, rows_wide, size, stand, found);
}
#endif

static finder *best_finder(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt"))
        return find_wide;
#endif
    return find_plain;
}

size_t forward_find_next(const struct forward_record *record,
                         const struct forward_wanted *wanted, size_t size,
                         struct forward_stand *stand, struct forward_found *found)
{
    return best_finder()(record, wanted, size, stand, found);
}

size_t forward_find(struct str bytes, const struct forward_wanted *wanted,
                    struct forward_place *places, size_t room, size_t *length)
{
    struct forward_record record;
    *length = 0;
    if (!forward_open(&record, bytes))
        return 0;
    const unsigned char *const first = record.first;
    struct forward_stand stand = {0};
    size_t all = 0;
    while (stand.at < record.count) {
        struct forward_found found[FORWARD_STRETCH];
        const size_t left = record.count - stand.at;
        const size_t count = forward_find_next(
            &record, wanted, left < FORWARD_STRETCH ? left : FORWARD_STRETCH, &stand,
            found);
        for (size_t i = 0; i < count && all + i < room; i++) {
            const size_t at = found[i].at;
            places[all + i] = (struct forward_place){
                .number = found[i].number,
                .place = (uint32_t)at - found[i].breaks,
                .sentence = found[i].breaks,
                .title = at < record.title,
                .first = at == 0 || first[at - 1] == FORWARD_BREAK,
                .last = at + 1 == record.count || first[at + 1] == FORWARD_BREAK,
            };
        }
        all += count;
    }
    *length = record.count - stand.breaks;
    return all;
}
