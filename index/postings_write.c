// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/postings.h"

#include "base/arena.h"

#include <stdlib.h>

// ---- Writing a list ----

// A list that is being encoded.
struct encoder {
    struct buf table, bodies; // complete pieces
    struct buf first, more;   // the piece that is being filled
    uint32_t last;
    uint64_t count;
    // of a chart: how often each notice of the file has the word; else NULL
    unsigned char *counts;
    uint32_t notices;
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

// Begins the list of a word that so many of so many notices have.
static void begin_list(struct encoder *encoder, uint64_t count, uint32_t notices)
{
    encoder->notices = notices;
    if (chart_suits(count, notices))
        encoder->counts = memory_array(notices, 1);
}

static void encode(struct encoder *encoder, uint32_t notice, uint32_t count)
{
    encoder->count++;
    if (encoder->counts) {
        encoder->counts[notice - 1] = (unsigned char)(count < 255 ? count : 255);
        return;
    }
    if (encoder->first.len == POSTINGS_PIECE) {
        end_piece(encoder);
        add_32(&encoder->table, encoder->last);
        add_32(&encoder->table, (uint32_t)encoder->bodies.len);
    }
    const uint32_t far = notice - encoder->last - 1;
    const unsigned first = (far < POSTINGS_FAR ? far : POSTINGS_FAR) * 4 +
                           (count - 1 < POSTINGS_OFTEN ? count - 1 : POSTINGS_OFTEN);
    buf_add_char(&encoder->first, (char)first);
    if (far >= POSTINGS_FAR)
        buf_add_number(&encoder->more, far - POSTINGS_FAR);
    if (count > POSTINGS_OFTEN)
        buf_add_char(&encoder->more, (char)(count < 255 ? count : 255));
    encoder->last = notice;
}

static void end_list(struct encoder *encoder, struct output *output)
{
    struct buf count = {0};
    end_piece(encoder);
    if (encoder->counts)
        chart_add(&encoder->bodies, encoder->counts, encoder->notices);
    buf_add_number(&count, encoder->count * 2 + (encoder->counts != NULL));
    output_add(output, count.at, count.len);
    output_add(output, encoder->table.at, encoder->table.len);
    output_add(output, encoder->bodies.at, encoder->bodies.len);
    buf_free(&count);
    buf_clear(&encoder->table);
    buf_clear(&encoder->bodies);
    free(encoder->counts);
    encoder->counts = NULL;
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
    output_add(output, POSTINGS_MAGIC, POSTINGS_MAGIC_SIZE);
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
    output_add(output, POSTINGS_MAGIC, POSTINGS_MAGIC_SIZE);
    size_t at = 0;
    for (uint32_t word = 1; word <= words; word++) {
        starts[word - 1] = output_size(output);
        size_t end = at;
        while (end < writer->count && sorted[end].word == word)
            end++;
        begin_list(&encoder, end - at, (uint32_t)writer->notices);
        for (; at < end; at++)
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
        uint64_t holders = 0;
        for (uint32_t at = chains[word]; at; at = links[at - 1].next)
            holders += postings_count(&parts[links[at - 1].part], links[at - 1].word);
        begin_list(&encoder, holders, before[count]);
        for (uint32_t at = chains[word]; at; at = links[at - 1].next) {
            const struct link *link = &links[at - 1];
            for (postings_first(cursor, &parts[link->part], link->word); cursor->count;
                 postings_next(cursor))
                for (size_t i = 0; i < cursor->count; i++)
                    if (cursor->counts[i]) // damaged, and no list can say so
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
    output_add(output, POSTINGS_MAGIC, POSTINGS_MAGIC_SIZE);
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
