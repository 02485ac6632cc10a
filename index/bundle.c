// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/bundle.h"

#include "base/arena.h"
#include "base/buf.h"

#include <libdeflate.h>
#include <stdlib.h>

enum {
    ID_BYTES = 6,
    // Of libdeflate, which takes half of zlib's time.
    LEVEL = 5,
    INFLATE_MAX = 1032,  // deflate makes at most so many bytes out of one
    KEPT_MOST = 1 << 20, // buffers larger than this are given back
};

// ---- Writing ----

struct bundle_writer {
    struct libdeflate_compressor *compressor;
    struct buf heads, facts, texts, out;
    size_t count;
};

struct bundle_writer *bundle_writer_new(void)
{
    struct bundle_writer *writer = memory_array(1, sizeof *writer);
    writer->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!writer->compressor)
        memory_exhausted();
    return writer;
}

void bundle_writer_free(struct bundle_writer *writer)
{
    if (!writer)
        return;
    libdeflate_free_compressor(writer->compressor);
    buf_free(&writer->heads);
    buf_free(&writer->facts);
    buf_free(&writer->texts);
    buf_free(&writer->out);
    free(writer);
}

static void deflate_into(struct bundle_writer *writer, struct buf *out, struct str bytes)
{
    const size_t room = libdeflate_deflate_compress_bound(writer->compressor, bytes.len);
    out->len += libdeflate_deflate_compress(writer->compressor, bytes.len ? bytes.at : "",
                                            bytes.len, buf_room(out, room), room);
}

void bundle_writer_end(struct bundle_writer *writer, struct pile_writer *pile)
{
    struct buf facts = {0};
    if (!writer->count)
        return;
    deflate_into(writer, &facts, buf_str(&writer->facts));
    buf_clear(&writer->out);
    buf_add_number(&writer->out, writer->count);
    buf_add_str(&writer->out, buf_str(&writer->heads));
    buf_add_number(&writer->out, facts.len);
    buf_add_str(&writer->out, buf_str(&facts));
    deflate_into(writer, &writer->out, buf_str(&writer->texts));
    buf_free(&facts);
    pile_writer_add(pile, buf_str(&writer->out));
    for (size_t i = 1; i < writer->count; i++)
        pile_writer_add(pile, STR(""));
    writer->count = 0;
    buf_clear(&writer->heads);
    buf_clear(&writer->facts);
    buf_clear(&writer->texts);
    if (writer->texts.room > KEPT_MOST) {
        buf_free(&writer->texts);
        buf_free(&writer->out);
    }
}

void bundle_writer_add(struct bundle_writer *writer, struct pile_writer *pile,
                       uint64_t id, struct str facts, struct str text)
{
    // A long text begins a bundle of its own, so that its neighbours are read without it.
    if (text.len >= BUNDLE_TEXT)
        bundle_writer_end(writer, pile);
    for (int shift = 8 * (ID_BYTES - 1); shift >= 0; shift -= 8)
        buf_add_char(&writer->heads, (char)(id >> shift));
    buf_add_number(&writer->heads, facts.len);
    buf_add_number(&writer->heads, text.len);
    buf_add_str(&writer->facts, facts);
    buf_add_str(&writer->texts, text);
    if (++writer->count == BUNDLE_MOST || writer->texts.len >= BUNDLE_TEXT)
        bundle_writer_end(writer, pile);
}

// ---- Reading ----

struct bundle_reader {
    struct libdeflate_decompressor *decompressor;
    // the bundles that these were inflated from
    const char *facts_of, *texts_of;
    struct buf facts, texts;
};

struct bundle_reader *bundle_reader_new(void)
{
    struct bundle_reader *reader = memory_array(1, sizeof *reader);
    reader->decompressor = libdeflate_alloc_decompressor();
    if (!reader->decompressor)
        memory_exhausted();
    return reader;
}

void bundle_reader_free(struct bundle_reader *reader)
{
    if (!reader)
        return;
    libdeflate_free_decompressor(reader->decompressor);
    buf_free(&reader->facts);
    buf_free(&reader->texts);
    free(reader);
}

// A bundle taken apart, and where one of its notices stands.
struct opened {
    struct str record, facts, texts; // deflated
    uint64_t id;
    uint64_t all_facts, all_texts; // bytes
    uint64_t facts_from, facts_len, text_from, text_len;
};

static bool open_bundle(struct opened *out, const struct pile *pile, size_t number)
{
    *out = (struct opened){0};
    size_t first = number;
    uint64_t count, facts, text;
    while (first > 1 && number - first < BUNDLE_MOST && !pile_record(pile, first).len)
        first--;
    struct str rest = out->record = pile_record(pile, first);
    if (!str_take_number(&rest, &count) || number - first >= count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct str id = str_slice(rest, 0, ID_BYTES);
        rest = str_slice(rest, ID_BYTES, rest.len);
        if (id.len < ID_BYTES || !str_take_number(&rest, &facts) ||
            !str_take_number(&rest, &text) || facts > UINT32_MAX ||
            text > (uint64_t)1 << 48)
            return false;
        if (i == number - first) {
            for (size_t byte = 0; byte < ID_BYTES; byte++)
                out->id = out->id << 8 | (unsigned char)id.at[byte];
            out->facts_from = out->all_facts;
            out->text_from = out->all_texts;
            out->facts_len = facts;
            out->text_len = text;
        }
        out->all_facts += facts;
        out->all_texts += text;
    }
    if (!str_take_number(&rest, &facts) || facts > rest.len)
        return false;
    out->facts = str_slice(rest, 0, (size_t)facts);
    out->texts = str_slice(rest, (size_t)facts, rest.len);
    return out->all_facts / INFLATE_MAX <= out->facts.len &&
           out->all_texts / INFLATE_MAX <= out->texts.len;
}

// Inflates into `out` unless it is there already; `of` remembers what is.
static bool inflate(struct bundle_reader *reader, struct buf *out, const char **of,
                    const struct opened *bundle, struct str bytes, uint64_t len)
{
    if (*of == bundle->record.at)
        return true;
    size_t got;
    *of = NULL;
    if (out->room > KEPT_MOST)
        buf_free(out);
    buf_clear(out);
    if (libdeflate_deflate_decompress(reader->decompressor, bytes.at, bytes.len,
                                      buf_room(out, (size_t)len), (size_t)len,
                                      &got) != LIBDEFLATE_SUCCESS ||
        got != len)
        return false;
    out->len = (size_t)len;
    *of = bundle->record.at;
    return true;
}

bool bundle_read(struct bundle_reader *reader, const struct pile *pile, size_t number,
                 bool with_text, struct bundled *out, struct error *err)
{
    struct opened bundle;
    *out = (struct bundled){0};
    if (!open_bundle(&bundle, pile, number) ||
        !inflate(reader, &reader->facts, &reader->facts_of, &bundle, bundle.facts,
                 bundle.all_facts) ||
        (with_text && !inflate(reader, &reader->texts, &reader->texts_of, &bundle,
                               bundle.texts, bundle.all_texts)))
        return error_set(err, ERROR_DAMAGED, "a stored notice is damaged");
    out->id = bundle.id;
    out->facts =
        (struct str){reader->facts.at + bundle.facts_from, (size_t)bundle.facts_len};
    if (with_text)
        out->text =
            (struct str){reader->texts.at + bundle.text_from, (size_t)bundle.text_len};
    return true;
}

bool bundle_id(const struct pile *pile, size_t number, uint64_t *id)
{
    struct opened bundle;
    const bool there = open_bundle(&bundle, pile, number);
    *id = bundle.id;
    return there;
}
