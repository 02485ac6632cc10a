// Bytes that grow: text being put together, owned by whoever holds the buf.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>

// Owns `at` (malloc); start with {0}, end with buf_free. The bytes are always followed by
// a NUL that len does not count.
struct buf {
    char *at;
    size_t len;
    size_t room;
};

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_str(struct buf *buf, struct str s);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list arguments);
// The number in 7-bit groups, lowest first, the top bit saying that more follow (1 to 10
// bytes).
void buf_add_number(struct buf *buf, uint64_t number);
// Makes room for `more` bytes and returns where they go; the caller adds to len what it
// wrote.
char *buf_room(struct buf *buf, size_t more);
// The bytes so far, valid until the buf changes.
struct str buf_str(const struct buf *buf);
// Empties the buf and keeps its memory.
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

// Reads a number written by buf_add_number off the front of *bytes; false when the bytes
// end early or are too many.
bool str_take_number(struct str *bytes, uint64_t *number);
