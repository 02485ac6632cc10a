// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward_row.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

// How often a first byte stands in a record, in parts of the commonest word's: the
// commonest words have the first numbers, and a first byte of two has 256 of them.
static double commonness(uint32_t number)
{
    const double words = number < FORWARD_ONE ? 1 : 256;
    return words / (number + words);
}

void forward_row_add(struct forward_row *row, const uint32_t *numbers, size_t count)
{
    if (row->full || row->never)
        return;
    row->full = row->count == ROW_WORDS || count > ROW_FORMS;
    if (row->full)
        return;
    const size_t at = row->count++;
    for (size_t i = 0; i < count; i++) {
        if (!numbers[i])
            continue;
        const unsigned char first = forward_first(numbers[i]);
        row->words[at].numbers[row->words[at].count++] = numbers[i];
        if (memchr(row->words[at].first, first, row->words[at].first_count))
            continue;
        row->words[at].first[row->words[at].first_count++] = first;
        row->words[at].hits += commonness(numbers[i]);
    }
    row->never = row->words[at].count == 0;
    if (row->words[at].hits < row->words[row->rare].hits)
        row->rare = at;
}

// What a place of the record has of the word at `at` of the row.
static bool may_be(const struct forward_row *row, size_t at, unsigned char first)
{
    for (size_t i = 0; i < row->words[at].first_count; i++)
        if (row->words[at].first[i] == first)
            return true;
    return false;
}

static bool has_form(const struct forward_row *row, size_t at, uint32_t number)
{
    for (size_t i = 0; i < row->words[at].count; i++)
        if (row->words[at].numbers[i] == number)
            return true;
    return false;
}

// First bytes are those of the row from `from` on, breaks passed over: are the numbers?
static bool is_row(const struct forward_record *bytes, const struct forward_row *row,
                   size_t from)
{
    struct forward_record record = *bytes;
    const size_t all = (size_t)(record.end - record.more),
                 more = forward_more(&record, 0, from);
    record.more = more < all ? record.more + more : record.end;
    for (size_t word = 0; word < row->count; from++) {
        const unsigned char first = record.first[from];
        const uint32_t number = forward_take(&record, first);
        if (first == FORWARD_BREAK)
            continue;
        if (!has_form(row, word++, number))
            return false;
    }
    return true;
}

// The row around the rarest word at `at`.
static enum forward_row_answer look(const struct forward_record *record,
                                    const struct forward_row *row, size_t at)
{
    const unsigned char *const first = record->first;
    bool broken = false;
    size_t from = at, to = at;
    // The title was taken out of its place and put first, so that what stood before or
    // behind it is not known where a stretch ends.
    const enum forward_row_answer open = record->title ? ROW_PERHAPS : ROW_MISSING;
    for (size_t word = row->rare; word-- > 0;) {
        for (; from && first[from - 1] == FORWARD_BREAK; from--)
            broken = true;
        if (from == 0)
            return open;
        if (!may_be(row, word, first[--from]))
            return broken ? open : ROW_MISSING;
    }
    for (size_t word = row->rare + 1; word < row->count; word++) {
        for (to++; to < record->count && first[to] == FORWARD_BREAK; to++)
            broken = true;
        if (to == record->count)
            return open;
        if (!may_be(row, word, first[to]))
            return broken ? open : ROW_MISSING;
    }
    if (!is_row(record, row, from))
        return broken ? open : ROW_MISSING;
    // Without a title the record has the words as the text has them, breaks or not.
    return (broken && record->title) || row->full ? ROW_PERHAPS : ROW_THERE;
}

// The rarest word and a neighbour: where neither the neighbour nor a break stands beside
// it, the row is not.
struct pair {
    const unsigned char *first, *beside; // first bytes of both
    size_t first_count, beside_count;
    size_t step; // where the neighbour stands: 1 behind it, SIZE_MAX before it
};

static bool pair_of(const struct forward_row *row, struct pair *pair)
{
    const size_t rare = row->rare, left = rare ? rare - 1 : rare + 1,
                 right = rare + 1 < row->count ? rare + 1 : left;
    const size_t beside = row->words[left].hits < row->words[right].hits ? left : right;
    *pair = (struct pair){row->words[rare].first, row->words[beside].first,
                          row->words[rare].first_count, row->words[beside].first_count,
                          beside - rare};
    return row->count > 1;
}

static bool is_pair(const struct pair *pair, const unsigned char *at)
{
    const unsigned char beside = at[pair->step];
    return memchr(pair->first, *at, pair->first_count) &&
           (beside == FORWARD_BREAK || memchr(pair->beside, beside, pair->beside_count));
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2")))
enum { WIDTH = 32 };

WIDE static inline __m256i load(const unsigned char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

WIDE static inline __m256i any_of(__m256i here, const unsigned char *bytes, size_t count)
{
    __m256i any = _mm256_cmpeq_epi8(here, _mm256_set1_epi8((char)bytes[0]));
    for (size_t i = 1; i < count; i++)
        any = _mm256_or_si256(any,
                              _mm256_cmpeq_epi8(here, _mm256_set1_epi8((char)bytes[i])));
    return any;
}

// As next_pair, where there are WIDTH places before `end`.
WIDE static const unsigned char *
next_wide(const struct pair *pair, const unsigned char *at, const unsigned char *end)
{
    const __m256i first = _mm256_set1_epi8((char)pair->first[0]),
                  beside = _mm256_set1_epi8((char)pair->beside[0]),
                  none = _mm256_setzero_si256();
    const bool single = pair->first_count == 1 && pair->beside_count == 1;
    for (; at < end; at += WIDTH) {
        // At the end, some places are looked at once more.
        const unsigned seen = end - at < WIDTH ? WIDTH - (unsigned)(end - at) : 0;
        const __m256i here = load(at - seen), there = load(at - seen + pair->step);
        __m256i one = _mm256_cmpeq_epi8(here, first),
                other = _mm256_or_si256(_mm256_cmpeq_epi8(there, beside),
                                        _mm256_cmpeq_epi8(there, none));
        if (!single) {
            one = any_of(here, pair->first, pair->first_count);
            other =
                _mm256_or_si256(other, any_of(there, pair->beside, pair->beside_count));
        }
        const unsigned bits =
            (unsigned)_mm256_movemask_epi8(_mm256_and_si256(one, other)) >> seen;
        if (bits)
            return at + __builtin_ctz(bits);
    }
    return end;
}
#endif

// The next place from `at` on where the pair may stand; `end` when there is none. The
// places [from, end) all have a neighbour.
static const unsigned char *next_pair(const struct pair *pair, const unsigned char *from,
                                      const unsigned char *at, const unsigned char *end)
{
#ifdef __x86_64__
    if (end - from >= WIDTH && __builtin_cpu_supports("avx2"))
        return next_wide(pair, at, end);
#endif
    while (at < end && !is_pair(pair, at))
        at++;
    return at;
}

// The best answer at the places where the pair may stand, and at the end of the record,
// where there is no neighbour.
static enum forward_row_answer find_pair(const struct forward_record *record,
                                         const struct forward_row *row,
                                         const struct pair *pair)
{
    const bool behind = pair->step == 1;
    const unsigned char *const first = record->first;
    const unsigned char *const edge = behind ? first + record->count - 1 : first;
    const unsigned char *const from = behind ? first : first + 1;
    const unsigned char *const end = behind ? edge : first + record->count;
    enum forward_row_answer best = ROW_MISSING;
    if (may_be(row, row->rare, *edge))
        best = look(record, row, (size_t)(edge - first));
    for (const unsigned char *at = from; best != ROW_THERE; at++) {
        at = next_pair(pair, from, at, end);
        if (at >= end)
            break;
        const enum forward_row_answer answer = look(record, row, (size_t)(at - first));
        if (answer > best)
            best = answer;
    }
    return best;
}

enum forward_row_answer forward_row_find(struct str bytes, const struct forward_row *row)
{
    struct forward_record record;
    if (row->never)
        return ROW_MISSING;
    if (!row->count)
        return ROW_PERHAPS;
    if (!forward_open(&record, bytes))
        return ROW_MISSING;
    struct pair pair;
    if (record.count && pair_of(row, &pair))
        return find_pair(&record, row, &pair);
    enum forward_row_answer best = ROW_MISSING;
    for (size_t i = 0; i < row->words[row->rare].first_count; i++) {
        const unsigned char *at = record.first, *const end = at + record.count;
        for (; (at = memchr(at, row->words[row->rare].first[i], (size_t)(end - at)));
             at++) {
            const enum forward_row_answer answer =
                look(&record, row, (size_t)(at - record.first));
            if (answer == ROW_THERE)
                return answer;
            if (answer > best)
                best = answer;
        }
    }
    return best;
}
