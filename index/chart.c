// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/chart.h"

#include "index/mapped.h"

#include <string.h>

// A chart costs half a byte a notice, a list a byte or two for each that has the word.
enum { SHARE = 6, LEAST = 4 * CHART_STRETCH, ENTRY_SIZE = 4 };

bool chart_suits(uint64_t count, uint32_t notices)
{
    return notices >= LEAST && count * SHARE >= notices;
}

static size_t stretches_of(uint32_t notices)
{
    return ((size_t)notices + CHART_STRETCH - 1) / CHART_STRETCH;
}

// ---- Writing ----

static unsigned code_of(const unsigned char *counts, uint32_t notices, uint32_t at)
{
    const unsigned count = at < notices ? counts[at] : 0;
    return count < CHART_OFTEN ? count : CHART_OFTEN;
}

void chart_add(struct buf *out, const unsigned char *counts, uint32_t notices)
{
    struct buf further = {0}, table = {0};
    for (uint32_t from = 0; from < notices; from += CHART_STRETCH) {
        for (uint32_t i = from; i < from + CHART_HALF; i++)
            buf_add_char(out, (char)(code_of(counts, notices, i) |
                                     code_of(counts, notices, i + CHART_HALF) << 4));
        for (uint32_t i = from; i < notices && i < from + CHART_STRETCH; i++)
            if (counts[i] >= CHART_OFTEN)
                buf_add_char(&further, (char)counts[i]);
        const uint32_t end = htole32((uint32_t)further.len);
        if (from + CHART_STRETCH < notices)
            buf_add(&table, &end, sizeof end);
    }
    buf_add(out, table.at, table.len);
    buf_add(out, further.at, further.len);
    buf_free(&table);
    buf_free(&further);
}

// ---- Reading ----

bool chart_open(struct chart *out, struct str bytes, uint32_t notices)
{
    *out = (struct chart){.notices = notices, .stretches = stretches_of(notices)};
    const size_t codes = CHART_HALF * out->stretches;
    const size_t table = out->stretches ? ENTRY_SIZE * (out->stretches - 1) : 0;
    if (!out->stretches || bytes.len < codes + table)
        return false;
    out->codes = (const unsigned char *)bytes.at;
    out->table = bytes.at + codes;
    out->further = out->codes + codes + table;
    out->end = out->codes + bytes.len;
    return true;
}

enum { LANES = 16 };
typedef unsigned char lanes __attribute__((vector_size(LANES)));

// Where the further bytes of a stretch begin.
static const unsigned char *further_of(const struct chart *chart, size_t stretch)
{
    const size_t before = stretch ? load32(chart->table + ENTRY_SIZE * (stretch - 1)) : 0;
    const size_t all = (size_t)(chart->end - chart->further);
    return chart->further + (before < all ? before : all);
}

// Which of sixty-four counts are CHART_OFTEN, a bit each; counts of a stretch are not above
// it before further bytes are read.
static uint64_t often_of(const unsigned char *counts)
{
    const uint64_t one = 0x0101010101010101;
    uint64_t often = 0;
    for (unsigned from = 0; from < 64; from += 8) {
        uint64_t eight;
        memcpy(&eight, counts + from, sizeof eight);
        // The lowest bits of eight bytes become the highest byte.
        eight = (le64toh(eight) + one) >> 4 & one;
        often |= (eight * 0x0102040810204080 >> 56) << from;
    }
    return often;
}

bool chart_read(const struct chart *chart, size_t stretch,
                unsigned char counts[CHART_STRETCH])
{
    const unsigned char *const codes = chart->codes + CHART_HALF * stretch;
    for (size_t i = 0; i < CHART_HALF; i += LANES) {
        lanes both, half;
        memcpy(&both, codes + i, LANES);
        half = both & 15;
        memcpy(counts + i, &half, LANES);
        half = both >> 4;
        memcpy(counts + CHART_HALF + i, &half, LANES);
    }
    const unsigned char *further = further_of(chart, stretch);
    bool whole = true;
    for (size_t from = 0; from < CHART_STRETCH; from += 64)
        for (uint64_t often = often_of(counts + from); often; often &= often - 1) {
            unsigned char *count = &counts[from + (size_t)__builtin_ctzll(often)];
            if (further < chart->end) {
                *count = *further++;
            } else {
                *count = 0;
                whole = false;
            }
        }
    const size_t last = chart->notices - CHART_STRETCH * stretch;
    if (last < CHART_STRETCH)
        memset(counts + last, 0, CHART_STRETCH - last);
    return whole;
}

unsigned chart_at(const struct chart *chart, uint32_t notice)
{
    const uint32_t at = notice - 1;
    if (at >= chart->notices)
        return 0;
    const size_t stretch = at / CHART_STRETCH, place = at % CHART_STRETCH;
    const unsigned char both = chart->codes[CHART_HALF * stretch + place % CHART_HALF];
    const unsigned code = place < CHART_HALF ? both & 15u : both >> 4;
    if (code < CHART_OFTEN)
        return code;
    unsigned char counts[CHART_STRETCH];
    chart_read(chart, stretch, counts);
    return counts[place];
}
