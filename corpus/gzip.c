// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/gzip.h"

#include <zlib.h>

enum { PIECE = 1 << 16, RATIO = 200, RATIO_FROM = 1 << 20 };

static bool unpack(z_stream *stream, struct buf *out, struct str packed, size_t limit,
                   struct error *err)
{
    size_t taken = 0;
    size_t made = 0;
    int status = Z_OK;
    for (;;) {
        if (stream->avail_in == 0) {
            if (taken == packed.len) {
                return error_set(err, ERROR_FILE, "the gzip file is cut short");
            }
            size_t more = packed.len - taken < PIECE ? packed.len - taken : PIECE;
            stream->next_in = (unsigned char *)packed.at + taken;
            stream->avail_in = (unsigned)more;
            taken += more;
        }
        stream->next_out = (unsigned char *)buf_room(out, PIECE);
        stream->avail_out = PIECE;
        status = inflate(stream, Z_NO_FLUSH);
        size_t more = PIECE - stream->avail_out;
        out->len += more;
        made += more;
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
            return error_set(err, ERROR_FILE, "the gzip file is damaged (%s)",
                             stream->msg ? stream->msg : "bad data");
        }
        if (made > limit) {
            return error_set(err, ERROR_FILE, "unpacked it would be longer than %zu MB",
                             limit >> 20);
        }
        if (made > RATIO_FROM && made / RATIO > taken - stream->avail_in) {
            return error_set(err, ERROR_FILE, "it unpacks to more than %d times its size",
                             RATIO);
        }
        if (status == Z_STREAM_END) {
            // Another member may follow; zeros and rubbish after the last one are
            // padding.
            size_t at = taken - stream->avail_in;
            if (packed.len - at < 3 || packed.at[at] != '\x1f' ||
                packed.at[at + 1] != '\x8b') {
                return true;
            }
            inflateReset(stream);
        }
    }
}

bool gzip_unpack(struct buf *out, struct str packed, size_t limit, struct error *err)
{
    z_stream stream = {0};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) {
        return error_set(err, ERROR_INTERNAL, "zlib cannot start");
    }
    bool done = unpack(&stream, out, packed, limit, err);
    inflateEnd(&stream);
    *buf_room(out, 0) = '\0';
    return done;
}
