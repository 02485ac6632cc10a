// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/postings.h"

#include "base/arena.h"

#include <stdlib.h>

enum { MAGIC_SIZE = 8, TAIL_SIZE = 16 + MAGIC_SIZE, ENTRY_SIZE = 8 };
enum { FAR = 63, OFTEN = 3 };

// ---- Writing a list ----

// A list that is being encoded.
struct encoder {
    struct buf table, bodies; // complete pieces
    struct buf first, more;   // the piece that is being filled
    uint32_t last;
    uint64_t count;
};

static void add_32(struct buf *out, uint32_t number)
{
    number = htole32(number);
    buf_add(out, &number, sizeof number);
}

static void end_piece(struct encoder *encoder)
{
    buf_add(&encoder->bodies, encoder->first.at, encoder->first.len);
    buf_add(&encoder->bodies, encoder->more.at, encoder->more.len);
    buf_clear(&encoder->first);
    buf_clear(&encoder->more);
}

static void encode(struct encoder *encoder, uint32_t notice, uint32_t count)
{
    if (encoder->first.len == POSTINGS_PIECE) {
        end_piece(encoder);
        add_32(&encoder->table, encoder->last);
        add_32(&encoder->table, (uint32_t)encoder->bodies.len);
    }
    const uint32_t far = notice - encoder->last - 1;
    const unsigned first =
        (far < FAR ? far : FAR) * 4 + (count - 1 < OFTEN ? count - 1 : OFTEN);
    buf_add_char(&encoder->first, (char)first);
    if (far >= FAR)
        buf_add_number(&encoder->more, far - FAR);
    if (count > OFTEN)
        buf_add_char(&encoder->more, (char)(count < 255 ? count : 255));
    encoder->last = notice;
    encoder->count++;
}

static void end_list(struct encoder *encoder, struct output *output)
{
    struct buf count = {0};
    end_piece(encoder);
    buf_add_number(&count, encoder->count);
    output_add(output, count.at, count.len);
    output_add(output, encoder->table.at, encoder->table.len);
    output_add(output, encoder->bodies.at, encoder->bodies.len);
    buf_free(&count);
    buf_clear(&encoder->table);
    buf_clear(&encoder->bodies);
    encoder->last = 0;
    encoder->count = 0;
}

static void encoder_free(struct encoder *encoder)
{
    buf_free(&encoder->table);
    buf_free(&encoder->bodies);
    buf_free(&encoder->first);
    buf_free(&encoder->more);
}

static void add_tail(struct output *output, const uint64_t *starts, uint32_t words,
                     uint32_t notices, uint64_t length)
{
    for (uint32_t i = 0; i <= words; i++)
        output_add64(output, starts[i]);
    output_add64(output, length);
    output_add32(output, words);
    output_add32(output, notices);
    output_add(output, POSTINGS_MAGIC, MAGIC_SIZE);
}

// ---- Gathering ----

struct posting {
    uint32_t word;
    uint32_t notice;
    uint32_t count;
};

struct postings_writer {
    struct posting *items; // in the order of the notices
    size_t count, room;
    uint32_t *lengths;
    size_t notices, notice_room;
    uint64_t length;
};

struct postings_writer *postings_writer_new(void)
{
    return memory_new(sizeof(struct postings_writer));
}

void postings_writer_free(struct postings_writer *writer)
{
    if (!writer)
        return;
    free(writer->items);
    free(writer->lengths);
    free(writer);
}

void postings_writer_add(struct postings_writer *writer, uint32_t word, uint32_t count)
{
    if (writer->count == writer->room) {
        writer->room = writer->room ? writer->room * 2 : 1 << 14;
        writer->items =
            memory_resize(writer->items, writer->room * sizeof *writer->items);
    }
    writer->items[writer->count++] =
        (struct posting){word, (uint32_t)writer->notices + 1, count};
}

void postings_writer_end(struct postings_writer *writer, uint32_t length)
{
    if (writer->notices == writer->notice_room) {
        writer->notice_room = writer->notice_room ? writer->notice_room * 2 : 256;
        writer->lengths =
            memory_resize(writer->lengths, writer->notice_room * sizeof *writer->lengths);
    }
    writer->lengths[writer->notices++] = length;
    writer->length += length;
}

bool postings_write(struct postings_writer *writer, const char *path, uint32_t words,
                    struct error *err)
{
    struct output *output;
    if (!output_open(&output, path, err))
        return false;
    // Counting what each word has puts the postings in the order of words and leaves them
    // in that of notices.
    size_t *ends = memory_array((size_t)words + 2, sizeof *ends);
    struct posting *sorted = memory_array(writer->count + 1, sizeof *sorted);
    uint64_t *starts = memory_array((size_t)words + 2, sizeof *starts);
    for (size_t i = 0; i < writer->count; i++)
        ends[writer->items[i].word]++;
    for (uint32_t word = 1; word <= words; word++)
        ends[word] += ends[word - 1];
    for (size_t i = writer->count; i-- > 0;)
        sorted[--ends[writer->items[i].word]] = writer->items[i];
    struct encoder encoder = {0};
    output_add(output, POSTINGS_MAGIC, MAGIC_SIZE);
    size_t at = 0;
    for (uint32_t word = 1; word <= words; word++) {
        starts[word - 1] = output_size(output);
        for (; at < writer->count && sorted[at].word == word; at++)
            encode(&encoder, sorted[at].notice, sorted[at].count);
        end_list(&encoder, output);
    }
    starts[words] = output_size(output);
    for (size_t i = 0; i < writer->notices; i++)
        output_add32(output, writer->lengths[i]);
    add_tail(output, starts, words, (uint32_t)writer->notices, writer->length);
    encoder_free(&encoder);
    free(starts);
    free(sorted);
    free(ends);
    writer->count = writer->notices = 0;
    writer->length = 0;
    return output_close(output, err);
}

// ---- Reading ----

bool postings_open(struct postings *out, const char *path, struct error *err)
{
    *out = (struct postings){0};
    if (!mapped_open(&out->file, path, err))
        return false;
    const char *at = out->file.at;
    const uint64_t len = out->file.len;
    if (len >= MAGIC_SIZE + 8 + TAIL_SIZE && !memcmp(at, POSTINGS_MAGIC, MAGIC_SIZE) &&
        !memcmp(at + len - MAGIC_SIZE, POSTINGS_MAGIC, MAGIC_SIZE)) {
        out->length = load64(at + len - TAIL_SIZE);
        out->words = load32(at + len - TAIL_SIZE + 8);
        out->notices = load32(at + len - TAIL_SIZE + 12);
        const uint64_t arrays = 4 * (uint64_t)out->notices + 8 * (uint64_t)out->words + 8;
        if (MAGIC_SIZE + arrays + TAIL_SIZE <= len) {
            out->starts = at + len - TAIL_SIZE - 8 * ((size_t)out->words + 1);
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
        if (far == FAR)
            notice += take_far(&more, cursor->end);
        cursor->notices[i] = (uint32_t)notice;
        cursor->counts[i] = (unsigned char)(often + 1);
        if (often == OFTEN && more < cursor->end)
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

void postings_first(struct postings_cursor *cursor, const struct postings *postings,
                    uint32_t word)
{
    cursor->count = cursor->left = cursor->pieces = 0;
    cursor->most = postings->notices;
    if (word == 0 || word > postings->words)
        return;
    const char *at = postings->starts + 8 * (size_t)(word - 1);
    const uint64_t from = load64(at), to = load64(at + 8);
    if (from < MAGIC_SIZE || to < from ||
        to > (uint64_t)(postings->lengths - postings->file.at))
        return;
    struct str list = {postings->file.at + from, to - from};
    uint64_t count;
    if (!str_take_number(&list, &count) || count == 0 || count > postings->notices)
        return;
    cursor->left = count;
    cursor->pieces = (count - 1) / POSTINGS_PIECE;
    if (list.len / ENTRY_SIZE < cursor->pieces) {
        cursor->left = 0;
        return;
    }
    cursor->table = list.at;
    cursor->bodies = list.at + ENTRY_SIZE * cursor->pieces;
    cursor->at = (const unsigned char *)cursor->bodies;
    cursor->end = (const unsigned char *)list.at + list.len;
    take_piece(cursor, 0);
}

void postings_next(struct postings_cursor *cursor)
{
    if (!cursor->left) {
        cursor->count = 0;
        return;
    }
    const uint32_t last = cursor->notices[cursor->count - 1];
    if (cursor->pieces) {
        cursor->pieces--;
        cursor->table += ENTRY_SIZE;
    }
    take_piece(cursor, last);
}

void postings_skip(struct postings_cursor *cursor, uint32_t notice)
{
    if (!cursor->count || cursor->notices[cursor->count - 1] >= notice)
        return;
    // The table has the last notice of this piece and of those behind it; of the last
    // piece it is not known.
    size_t low = 0, high = cursor->pieces;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (load32(cursor->table + ENTRY_SIZE * middle) < notice)
            low = middle + 1;
        else
            high = middle;
    }
    if (low <= 1) {
        postings_next(cursor);
    } else {
        const char *before = cursor->table + ENTRY_SIZE * (low - 1);
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
        cursor->table += ENTRY_SIZE * low;
        take_piece(cursor, load32(before));
    }
    if (cursor->count && cursor->notices[cursor->count - 1] < notice)
        postings_next(cursor);
}

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
        for (; i < POSTINGS_PIECE && at[i] / 4 != FAR; i++) {
            // Which words are often follows no pattern, so this goes without a branch.
            const unsigned often = at[i] % 4 == OFTEN;
            const unsigned count = at[i] % 4 + 1 + (-often & (*more - OFTEN - 1u));
            more += often;
            place += at[i] / 4 + 1;
            if (place < size)
                put_count(&have[place], count, fill);
        }
    for (; i < POSTINGS_PIECE; i++) {
        unsigned count = at[i] % 4 + 1;
        place += at[i] / 4 + 1;
        if (at[i] / 4 == FAR)
            place += (uint32_t)take_far(&more, end);
        if (count > OFTEN && more < end)
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
        while (cursor->pieces > 1 && load32(cursor->table + ENTRY_SIZE) - first < size) {
            fill_piece(cursor, first, size, have, fill);
            cursor->pieces--;
            cursor->table += ENTRY_SIZE;
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
    fill(cursor, first, size, have, FILL_SET);
}

void postings_add(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                  unsigned char *have)
{
    fill(cursor, first, size, have, FILL_ADD);
}

// ---- Merging ----

// A word of a part, in the chain of those that become the same word.
struct link {
    uint32_t part, word;
    uint32_t next; // number + 1
};

static void merge_lists(struct output *output, uint64_t *starts,
                        const struct postings *parts, uint32_t *const *maps, size_t count,
                        uint32_t words)
{
    size_t all = 0, known = 0;
    uint32_t *before = memory_array(count + 1, sizeof *before); // notices of other parts
    for (size_t part = 0; part < count; part++) {
        all += parts[part].words;
        before[part + 1] = before[part] + parts[part].notices;
    }
    struct link *links = memory_array(all + 1, sizeof *links);
    uint32_t *chains = memory_array((size_t)words + 1, sizeof *chains);
    for (size_t part = count; part-- > 0;)
        for (uint32_t word = 1; word <= parts[part].words; word++) {
            uint32_t *chain = &chains[maps[part][word]];
            links[known++] = (struct link){(uint32_t)part, word, *chain};
            *chain = (uint32_t)known;
        }
    struct encoder encoder = {0};
    struct postings_cursor *cursor = memory_new(sizeof *cursor);
    for (uint32_t word = 1; word <= words; word++) {
        starts[word - 1] = output_size(output);
        for (uint32_t at = chains[word]; at; at = links[at - 1].next) {
            const struct link *link = &links[at - 1];
            for (postings_first(cursor, &parts[link->part], link->word); cursor->count;
                 postings_next(cursor))
                for (size_t i = 0; i < cursor->count; i++)
                    encode(&encoder, before[link->part] + cursor->notices[i],
                           cursor->counts[i]);
        }
        end_list(&encoder, output);
    }
    starts[words] = output_size(output);
    encoder_free(&encoder);
    free(cursor);
    free(chains);
    free(links);
    free(before);
}

bool postings_merge(const char *path, const struct postings *parts, size_t count,
                    uint32_t *const *maps, uint32_t words, struct error *err)
{
    struct output *output;
    if (!output_open(&output, path, err))
        return false;
    uint64_t *starts = memory_array((size_t)words + 2, sizeof *starts);
    uint32_t notices = 0;
    uint64_t length = 0;
    output_add(output, POSTINGS_MAGIC, MAGIC_SIZE);
    merge_lists(output, starts, parts, maps, count, words);
    for (size_t part = 0; part < count; part++) {
        output_add(output, parts[part].lengths, 4 * (size_t)parts[part].notices);
        notices += parts[part].notices;
        length += parts[part].length;
    }
    add_tail(output, starts, words, notices, length);
    free(starts);
    return output_close(output, err);
}
