// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/buf.h"

#include "base/arena.h"
#include "base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_room(struct buf *buf, size_t more)
{
    if (more >= SIZE_MAX / 2 - buf->len)
        memory_exhausted();
    if (buf->room < buf->len + more + 1) {
        size_t room = buf->room ? buf->room : 64;
        while (room < buf->len + more + 1)
            room *= 2;
        char *at = realloc(buf->at, room);
        if (!at)
            memory_exhausted();
        buf->at = at;
        buf->room = room;
    }
    return buf->at + buf->len;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    char *end = buf_room(buf, len);
    if (len)
        memcpy(end, bytes, len);
    buf->len += len;
    buf->at[buf->len] = '\0';
}

void buf_add_str(struct buf *buf, struct str s)
{
    buf_add(buf, s.at, s.len);
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_vprintf(struct buf *buf, const char *format, va_list arguments)
{
    char pieces[256];
    va_list again;
    va_copy(again, arguments);
    int len = format_pieces(pieces, sizeof pieces, format, again);
    va_end(again);
    if (len != FORMAT_OTHER) {
        buf_add(buf, pieces, (size_t)len);
        return;
    }
    va_copy(again, arguments);
    len = vsnprintf(NULL, 0, format, arguments);
    if (len > 0) {
        vsnprintf(buf_room(buf, (size_t)len), (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(buf, format, arguments);
    va_end(arguments);
}

void buf_add_number(struct buf *buf, uint64_t number)
{
    char bytes[10];
    size_t len = 0;
    while (number >= 0x80) {
        bytes[len++] = (char)(number | 0x80);
        number >>= 7;
    }
    bytes[len++] = (char)number;
    buf_add(buf, bytes, len);
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->at ? buf->at : "", buf->len};
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->at)
        buf->at[0] = '\0';
}

void buf_free(struct buf *buf)
{
    free(buf->at);
    *buf = (struct buf){0};
}

bool str_take_number(struct str *bytes, uint64_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes->len && i < 10; i++) {
        unsigned char byte = (unsigned char)bytes->at[i];
        value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            *number = value;
            *bytes = str_slice(*bytes, i + 1, bytes->len);
            return true;
        }
    }
    return false;
}
