// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/postings.h"

bool postings_open(struct postings *out, const char *path, struct error *err)
{
    *out = (struct postings){0};
    if (!mapped_open(&out->file, path, err))
        return false;
    const char *at = out->file.at;
    const uint64_t len = out->file.len;
    if (len >= POSTINGS_MAGIC_SIZE + 8 + POSTINGS_TAIL_SIZE &&
        !memcmp(at, POSTINGS_MAGIC, POSTINGS_MAGIC_SIZE) &&
        !memcmp(at + len - POSTINGS_MAGIC_SIZE, POSTINGS_MAGIC, POSTINGS_MAGIC_SIZE)) {
        out->length = load64(at + len - POSTINGS_TAIL_SIZE);
        out->words = load32(at + len - POSTINGS_TAIL_SIZE + 8);
        out->notices = load32(at + len - POSTINGS_TAIL_SIZE + 12);
        const uint64_t arrays = 4 * (uint64_t)out->notices + 8 * (uint64_t)out->words + 8;
        if (POSTINGS_MAGIC_SIZE + arrays + POSTINGS_TAIL_SIZE <= len) {
            out->starts = at + len - POSTINGS_TAIL_SIZE - 8 * ((size_t)out->words + 1);
            out->lengths = out->starts - 4 * (size_t)out->notices;
            return true;
        }
    }
    postings_close(out);
    return error_set(err, ERROR_DAMAGED, "%s is damaged", path);
}

void postings_close(struct postings *postings)
{
    mapped_close(&postings->file);
    *postings = (struct postings){0};
}

// Takes a number of 7 bits a byte; what is cut is 0.
static uint64_t take_far(const unsigned char **at, const unsigned char *end)
{
    uint64_t number = 0;
    for (unsigned shift = 0; *at < end && shift < 35; shift += 7) {
        const unsigned char byte = *(*at)++;
        number |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            break;
    }
    return number;
}

// Takes the next piece apart; `last` is the notice before it.
static void take_piece(struct postings_cursor *cursor, uint32_t last)
{
    const size_t count = cursor->left < POSTINGS_PIECE ? cursor->left : POSTINGS_PIECE;
    cursor->count = 0;
    if ((size_t)(cursor->end - cursor->at) < count) {
        cursor->left = 0;
        return;
    }
    const unsigned char *const first = cursor->at, *more = first + count;
    uint64_t notice = last;
    for (size_t i = 0; i < count; i++) {
        const unsigned far = first[i] / 4, often = first[i] % 4;
        notice += far + 1;
        if (far == POSTINGS_FAR)
            notice += take_far(&more, cursor->end);
        cursor->notices[i] = (uint32_t)notice;
        cursor->counts[i] = (unsigned char)(often + 1);
        if (often == POSTINGS_OFTEN && more < cursor->end)
            cursor->counts[i] = *more++;
    }
    cursor->at = more;
    cursor->left -= count;
    // Numbers only grow, so that the last one tells of all.
    if (notice <= cursor->most)
        cursor->count = count;
    else
        cursor->left = 0;
}

// Takes the next stretch apart that has something.
static void take_stretch(struct postings_cursor *cursor)
{
    cursor->count = 0;
    while (!cursor->count && cursor->stretch < cursor->chart.stretches) {
        unsigned char counts[CHART_STRETCH];
        const uint32_t before = (uint32_t)(CHART_STRETCH * cursor->stretch);
        chart_read(&cursor->chart, cursor->stretch++, counts);
        size_t count = 0;
        for (uint32_t i = 0; i < CHART_STRETCH; i++) {
            cursor->notices[count] = before + i + 1;
            cursor->counts[count] = counts[i];
            count += counts[i] != 0;
        }
        cursor->count = count;
    }
}

// The list of a word behind its head, which says *count and *charted; missing when there
// is none.
static struct str list_of(const struct postings *postings, uint32_t word, uint64_t *count,
                          bool *charted)
{
    *count = 0;
    if (word == 0 || word > postings->words)
        return (struct str){NULL, 0};
    const char *at = postings->starts + 8 * (size_t)(word - 1);
    const uint64_t from = load64(at), to = load64(at + 8);
    if (from < POSTINGS_MAGIC_SIZE || to < from ||
        to > (uint64_t)(postings->lengths - postings->file.at))
        return (struct str){NULL, 0};
    struct str list = {postings->file.at + from, to - from};
    uint64_t head;
    if (!str_take_number(&list, &head) || head / 2 == 0 || head / 2 > postings->notices)
        return (struct str){NULL, 0};
    *count = head / 2;
    *charted = head % 2;
    return list;
}

uint64_t postings_count(const struct postings *postings, uint32_t word)
{
    uint64_t count;
    bool charted;
    list_of(postings, word, &count, &charted);
    return count;
}

void postings_first(struct postings_cursor *cursor, const struct postings *postings,
                    uint32_t word)
{
    uint64_t count;
    cursor->charted = false;
    const struct str list = list_of(postings, word, &count, &cursor->charted);
    cursor->count = cursor->left = cursor->pieces = cursor->stretch = 0;
    cursor->most = postings->notices;
    if (!count)
        return;
    if (cursor->charted) {
        if (chart_open(&cursor->chart, list, postings->notices))
            take_stretch(cursor);
        else
            cursor->charted = false;
        return;
    }
    cursor->left = count;
    cursor->pieces = (count - 1) / POSTINGS_PIECE;
    if (list.len / POSTINGS_ENTRY < cursor->pieces) {
        cursor->left = 0;
        return;
    }
    cursor->table = list.at;
    cursor->bodies = list.at + POSTINGS_ENTRY * cursor->pieces;
    cursor->at = (const unsigned char *)cursor->bodies;
    cursor->end = (const unsigned char *)list.at + list.len;
    take_piece(cursor, 0);
}

void postings_next(struct postings_cursor *cursor)
{
    if (cursor->charted) {
        take_stretch(cursor);
        return;
    }
    if (!cursor->left) {
        cursor->count = 0;
        return;
    }
    const uint32_t last = cursor->notices[cursor->count - 1];
    if (cursor->pieces) {
        cursor->pieces--;
        cursor->table += POSTINGS_ENTRY;
    }
    take_piece(cursor, last);
}

void postings_skip(struct postings_cursor *cursor, uint32_t notice)
{
    if (!cursor->count || cursor->notices[cursor->count - 1] >= notice)
        return;
    if (cursor->charted) {
        if ((notice - 1) / CHART_STRETCH > cursor->stretch)
            cursor->stretch = (notice - 1) / CHART_STRETCH;
        do
            take_stretch(cursor);
        while (cursor->count && cursor->notices[cursor->count - 1] < notice);
        return;
    }
    // The table has the last notice of this piece and of those behind it; of the last
    // piece it is not known.
    size_t low = 0, high = cursor->pieces;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (load32(cursor->table + POSTINGS_ENTRY * middle) < notice)
            low = middle + 1;
        else
            high = middle;
    }
    if (low <= 1) {
        postings_next(cursor);
    } else {
        const char *before = cursor->table + POSTINGS_ENTRY * (low - 1);
        const uint32_t from = load32(before + 4);
        const size_t passed = (low - 1) * POSTINGS_PIECE;
        if (from > (size_t)(cursor->end - (const unsigned char *)cursor->bodies) ||
            passed > cursor->left) {
            cursor->count = cursor->left = 0;
            return;
        }
        cursor->at = (const unsigned char *)cursor->bodies + from;
        cursor->left -= passed;
        cursor->pieces -= low;
        cursor->table += POSTINGS_ENTRY * low;
        take_piece(cursor, load32(before));
    }
    if (cursor->count && cursor->notices[cursor->count - 1] < notice)
        postings_next(cursor);
}

unsigned postings_at(struct postings_cursor *cursor, uint32_t notice)
{
    if (cursor->charted)
        return chart_at(&cursor->chart, notice);
    postings_skip(cursor, notice);
    size_t low = 0, high = cursor->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (cursor->notices[middle] < notice)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cursor->count && cursor->notices[low] == notice ? cursor->counts[low]
                                                                 : 0;
}

// ---- Blocks of notices ----

// What is known to be 0 need not be looked at.
enum fill { FILL_ADD, FILL_SET };

static inline void put_count(unsigned char *have, unsigned count, enum fill fill)
{
    const unsigned sum = fill == FILL_SET ? count : *have + count;
    *have = (unsigned char)(sum < 255 ? sum : 255);
}

// The next piece, all of it in the block, without keeping it.
static inline void fill_piece(struct postings_cursor *cursor, uint32_t first,
                              uint32_t size, unsigned char *have, enum fill fill)
{
    const unsigned char *const at = cursor->at, *const end = cursor->end;
    if (end - at < POSTINGS_PIECE) {
        cursor->count = cursor->left = 0;
        return;
    }
    const unsigned char *more = at + POSTINGS_PIECE;
    uint32_t place = cursor->notices[cursor->count - 1] - first;
    size_t i = 0;
    if (end - more >= POSTINGS_PIECE) // enough for all to be often
        for (; i < POSTINGS_PIECE && at[i] / 4 != POSTINGS_FAR; i++) {
            // Which words are often follows no pattern, so this goes without a branch.
            const unsigned often = at[i] % 4 == POSTINGS_OFTEN;
            const unsigned count =
                at[i] % 4 + 1 + (-often & (*more - POSTINGS_OFTEN - 1u));
            more += often;
            place += at[i] / 4 + 1;
            if (place < size)
                put_count(&have[place], count, fill);
        }
    for (; i < POSTINGS_PIECE; i++) {
        unsigned count = at[i] % 4 + 1;
        place += at[i] / 4 + 1;
        if (at[i] / 4 == POSTINGS_FAR)
            place += (uint32_t)take_far(&more, end);
        if (count > POSTINGS_OFTEN && more < end)
            count = *more++;
        if (place < size)
            put_count(&have[place], count, fill);
    }
    cursor->at = more;
    cursor->left -= POSTINGS_PIECE;
    cursor->count = 1; // its last notice is what the next one counts from
    cursor->notices[0] = first + place;
    cursor->counts[0] = 0;
}

// A chart's notices, stretch by stretch.
static void fill_charted(const struct postings_cursor *cursor, uint32_t first,
                         uint32_t size, unsigned char *have, enum fill fill)
{
    for (uint32_t done = 0; done < size;) {
        const uint32_t at = first - 1 + done, from = at % CHART_STRETCH;
        const size_t stretch = at / CHART_STRETCH;
        uint32_t some = CHART_STRETCH - from;
        unsigned char counts[CHART_STRETCH];
        if (stretch >= cursor->chart.stretches)
            return;
        if (some > size - done)
            some = size - done;
        if (fill == FILL_SET && some == CHART_STRETCH) {
            chart_read(&cursor->chart, stretch, have + done);
        } else {
            chart_read(&cursor->chart, stretch, counts);
            for (uint32_t i = 0; i < some; i++)
                put_count(&have[done + i], counts[from + i], fill);
        }
        done += some;
    }
}

static inline void fill(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                        unsigned char *have, enum fill fill)
{
    postings_skip(cursor, first);
    while (cursor->count) {
        for (size_t i = 0; i < cursor->count; i++) {
            const uint32_t place = cursor->notices[i] - first;
            if (place < size) // what stands before the block wraps around
                put_count(&have[place], cursor->counts[i], FILL_ADD);
        }
        // What is left of this piece belongs to the next block.
        if (cursor->notices[cursor->count - 1] >= first &&
            cursor->notices[cursor->count - 1] - first >= size - 1)
            return;
        // Of the piece behind this one the table knows the last notice, unless it is the
        // very last.
        while (cursor->pieces > 1 &&
               load32(cursor->table + POSTINGS_ENTRY) - first < size) {
            fill_piece(cursor, first, size, have, fill);
            cursor->pieces--;
            cursor->table += POSTINGS_ENTRY;
            if (!cursor->count)
                return;
        }
        postings_next(cursor);
    }
}

void postings_fill(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                   unsigned char *have)
{
    memset(have, 0, size);
    if (cursor->charted)
        fill_charted(cursor, first, size, have, FILL_SET);
    else
        fill(cursor, first, size, have, FILL_SET);
}

void postings_add(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                  unsigned char *have)
{
    if (cursor->charted)
        fill_charted(cursor, first, size, have, FILL_ADD);
    else
        fill(cursor, first, size, have, FILL_ADD);
}
