// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/torture/mutant.h"

#include <string.h>
#include <zlib.h>

// What the parts of a ZIP archive begin with: a member, its row in the list, the list's
// end.
enum { HEAD = 0x04034B50, ROW = 0x02014B50, END = 0x06054B50 };
enum { HEAD_SIZE = 30 };

static uint64_t state;

static uint64_t chance(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? state % below : 0;
}

static void mutate_once(struct buf *file)
{
    static const uint32_t edges[] = {0,          1,          0x7F,       0x80,
                                     0xFF,       0x7FFF,     0x8000,     0xFFFF,
                                     0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    if (file->len < 4) {
        buf_add(file, "\0\xff\0\xff", 4);
        return;
    }
    size_t at = chance(file->len);
    size_t len = 1 + chance(file->len - at < 64 ? file->len - at : 64);
    len = len > file->len - at ? file->len - at : len;
    switch (chance(8)) {
    case 0:
        file->at[at] = (char)(file->at[at] ^ (1 << chance(8)));
        break;
    case 1:
        for (size_t i = 0; i < len; i++) {
            file->at[at + i] = (char)chance(256);
        }
        break;
    case 2:
        memmove(file->at + at, file->at + at + len, file->len - at - len);
        file->len -= len;
        break;
    case 3: {
        // A stretch of the file once more, somewhere else.
        char piece[64];
        size_t from = chance(file->len - len + 1);
        memcpy(piece, file->at + from, len);
        buf_room(file, len);
        memmove(file->at + at + len, file->at + at, file->len - at);
        memcpy(file->at + at, piece, len);
        file->len += len;
        break;
    }
    case 4:
        file->len = at + 1;
        break;
    case 5:
    case 6: {
        uint32_t edge = edges[chance(sizeof edges / sizeof *edges)];
        size_t bytes = (size_t)1 << chance(3);
        memcpy(file->at + at, &edge, bytes > file->len - at ? file->len - at : bytes);
        break;
    }
    default: {
        size_t from = chance(file->len - len + 1);
        memmove(file->at + at, file->at + from, len);
        break;
    }
    }
}

static void mutate(struct buf *file)
{
    for (uint64_t changes = 1 + chance(6); changes; changes--) {
        mutate_once(file);
    }
}

static uint32_t field(struct str bytes, size_t at, size_t len)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        value |= (uint32_t)(unsigned char)bytes.at[at + i] << 8 * i;
    }
    return value;
}

static void add_number(struct buf *out, uint32_t value, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        buf_add_char(out, (char)(value >> 8 * i));
    }
}

// The bytes of a member whose head stands at `at`, and where the next head is.
static size_t unpack(struct buf *out, struct str archive, size_t at)
{
    uint32_t packed = field(archive, at + 18, 4);
    uint32_t size = field(archive, at + 22, 4);
    size_t from =
        at + HEAD_SIZE + field(archive, at + 26, 2) + field(archive, at + 28, 2);
    z_stream stream = {.next_in = (unsigned char *)archive.at + from, .avail_in = packed};
    buf_clear(out);
    if (field(archive, at + 8, 2) == 0) {
        buf_add(out, archive.at + from, size);
    } else if (inflateInit2(&stream, -MAX_WBITS) == Z_OK) {
        stream.next_out = (unsigned char *)buf_room(out, size);
        stream.avail_out = size;
        inflate(&stream, Z_FINISH);
        out->len = stream.total_out;
        inflateEnd(&stream);
    }
    return from + packed;
}

// The archive with one of its members damaged, nothing deflated, and all sums right.
static void mutate_inside(struct buf *out, struct str archive)
{
    struct buf list = {0};
    struct buf member = {0};
    uint32_t count = 0;
    for (size_t at = 0; field(archive, at, 4) == HEAD; count++) {
        at = unpack(&member, archive, at);
    }
    uint64_t chosen = chance(count);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct str name = str_slice(archive, at + HEAD_SIZE,
                                    at + HEAD_SIZE + field(archive, at + 26, 2));
        uint32_t flags = field(archive, at + 6, 2);
        uint32_t place = (uint32_t)out->len;
        at = unpack(&member, archive, at);
        if (i == chosen) {
            mutate(&member);
        }
        struct buf head = {0};
        add_number(&head, flags, 2);
        add_number(&head, 0, 2);
        add_number(&head, 0x21 << 16, 4);
        add_number(&head,
                   (uint32_t)crc32(0, (unsigned char *)member.at, (uInt)member.len), 4);
        add_number(&head, (uint32_t)member.len, 4);
        add_number(&head, (uint32_t)member.len, 4);
        add_number(&head, (uint32_t)name.len, 2);
        add_number(&head, 0, 2);
        add_number(out, HEAD, 4);
        add_number(out, 20, 2);
        buf_add_str(out, buf_str(&head));
        buf_add_str(out, name);
        buf_add_str(out, buf_str(&member));
        add_number(&list, ROW, 4);
        add_number(&list, 20 | 20 << 16, 4);
        buf_add_str(&list, buf_str(&head));
        add_number(&list, 0, 4);
        add_number(&list, 0, 4);
        add_number(&list, 0, 2);
        add_number(&list, place, 4);
        buf_add_str(&list, name);
        buf_free(&head);
    }
    uint32_t from = (uint32_t)out->len;
    buf_add_str(out, buf_str(&list));
    add_number(out, END, 4);
    add_number(out, 0, 4);
    add_number(out, count | count << 16, 4);
    add_number(out, (uint32_t)list.len, 4);
    add_number(out, from, 4);
    add_number(out, 0, 2);
    buf_free(&list);
    buf_free(&member);
}

void mutant_make(struct buf *out, struct str original, uint64_t file, uint64_t number)
{
    state =
        0x9E3779B97F4A7C15u + number * 0xBF58476D1CE4E5B9u + file * 0x94D049BB133111EBu;
    if (number % 2 && original.len > HEAD_SIZE && field(original, 0, 4) == HEAD) {
        mutate_inside(out, original);
    } else {
        buf_add_str(out, original);
        mutate(out);
    }
}
