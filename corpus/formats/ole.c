// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/ole.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

//   header (512 bytes): sizes, where the tables begin, the first 109 sectors of the
//   sector table
//   sector n at (n + 1) << shift; the sector table says which sector follows which
//   streams shorter than 4096 bytes live in small sectors of 64 bytes inside one stream,
//   with a table of their own

enum { HEADER = 512, DIFAT_IN_HEADER = 109, ENTRY = 128, SMALL_STREAM = 4096 };
enum { FREE_FROM = 0xFFFFFFF0u }; // sector numbers from here on are marks

struct ole {
    struct str bytes;
    unsigned shift;
    unsigned small_shift;
    struct buf table; // the sector table
    struct buf small_table;
    struct buf folder;
    struct buf small_sectors;
};

uint16_t ole_16(struct str bytes, size_t at)
{
    if (at + 2 > bytes.len || at + 2 < at) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)bytes.at + at;
    return (uint16_t)(p[0] | p[1] << 8);
}

uint32_t ole_32(struct str bytes, size_t at)
{
    if (at + 4 > bytes.len || at + 4 < at) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)bytes.at + at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static struct str sector(const struct ole *ole, uint32_t number)
{
    size_t start = ((size_t)number + 1) << ole->shift;
    return str_slice(ole->bytes, start, start + ((size_t)1 << ole->shift));
}

// Follows a chain of sectors; a chain longer than the file is a loop.
static void follow(const struct ole *ole, uint32_t first, size_t most, struct buf *out)
{
    size_t sectors = ole->bytes.len >> ole->shift;
    for (size_t i = 0; i <= sectors && first < FREE_FROM && out->len < most; i++) {
        struct str piece = sector(ole, first);
        if (piece.len == 0) {
            return;
        }
        buf_add_str(out, piece);
        if (((size_t)first + 1) * 4 > ole->table.len) {
            return;
        }
        first = ole_32(buf_str(&ole->table), (size_t)first * 4);
    }
}

static void follow_small(const struct ole *ole, uint32_t first, size_t most,
                         struct buf *out)
{
    size_t sectors = ole->small_sectors.len >> ole->small_shift;
    for (size_t i = 0; i <= sectors && first < FREE_FROM && out->len < most; i++) {
        size_t start = (size_t)first << ole->small_shift;
        struct str piece = str_slice(buf_str(&ole->small_sectors), start,
                                     start + ((size_t)1 << ole->small_shift));
        if (piece.len == 0 || ((size_t)first + 1) * 4 > ole->small_table.len) {
            buf_add_str(out, piece);
            return;
        }
        buf_add_str(out, piece);
        first = ole_32(buf_str(&ole->small_table), (size_t)first * 4);
    }
}

static void read_table(struct ole *ole)
{
    size_t sectors = ole->bytes.len >> ole->shift;
    for (size_t i = 0; i < DIFAT_IN_HEADER; i++) {
        uint32_t number = ole_32(ole->bytes, 76 + i * 4);
        if (number < FREE_FROM) {
            buf_add_str(&ole->table, sector(ole, number));
        }
    }
    uint32_t more = ole_32(ole->bytes, 68);
    for (size_t i = 0; i <= sectors && more < FREE_FROM; i++) {
        struct str list = sector(ole, more);
        if (list.len < 8) {
            return;
        }
        for (size_t at = 0;
             at + 8 <= list.len && ole->table.len <= sectors * 4 + list.len; at += 4) {
            uint32_t number = ole_32(list, at);
            if (number < FREE_FROM) {
                buf_add_str(&ole->table, sector(ole, number));
            }
        }
        more = ole_32(list, list.len - 4);
    }
}

struct ole *ole_open(struct str bytes, struct error *err)
{
    unsigned shift = ole_16(bytes, 30);
    unsigned small_shift = ole_16(bytes, 32);
    if (bytes.len < HEADER || shift < 7 || shift > 16 || small_shift < 4 ||
        small_shift >= shift) {
        error_set(err, ERROR_FILE, "an Office document that is damaged");
        return NULL;
    }
    struct ole *ole = memory_new(sizeof *ole);
    *ole = (struct ole){.bytes = bytes, .shift = shift, .small_shift = small_shift};
    read_table(ole);
    follow(ole, ole_32(bytes, 48), bytes.len, &ole->folder);
    follow(ole, ole_32(bytes, 60), bytes.len, &ole->small_table);
    // The first entry of the folder is the root, whose stream holds the small sectors.
    follow(ole, ole_32(buf_str(&ole->folder), 116), bytes.len, &ole->small_sectors);
    return ole;
}

void ole_close(struct ole *ole)
{
    buf_free(&ole->table);
    buf_free(&ole->small_table);
    buf_free(&ole->folder);
    buf_free(&ole->small_sectors);
    free(ole);
}

static bool named(struct str entry, const char *name)
{
    size_t len = strlen(name);
    if (ole_16(entry, 64) != 2 * (len + 1)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = (char)ole_16(entry, 2 * i);
        if (strncasecmp(&c, &name[i], 1) != 0) {
            return false;
        }
    }
    return true;
}

static struct str entry_at(const struct ole *ole, uint32_t number)
{
    size_t at = (size_t)number * ENTRY;
    struct str entry = str_slice(buf_str(&ole->folder), at, at + ENTRY);
    return entry.len == ENTRY ? entry : (struct str){0};
}

static bool is_stream(struct str entry, const char *name)
{
    enum { STREAM = 2 };
    return entry.len && (unsigned char)entry.at[66] == STREAM && named(entry, name);
}

// What lies in the root: a tree of entries, each with one on its left and one on its
// right. Documents that are put into a document have streams of the same names, in
// folders of their own.
static struct str find_in_root(const struct ole *ole, const char *name)
{
    enum { LEFT = 68, RIGHT = 72, CHILD = 76 };
    size_t most = ole->folder.len / ENTRY;
    uint32_t *waiting = memory_array(2 * most + 1, sizeof *waiting);
    size_t count = 0;
    struct str found = {0};
    waiting[count++] = ole_32(buf_str(&ole->folder), CHILD);
    // More than there are entries: it goes round in a circle.
    for (size_t i = 0; i <= 2 * most && count && !found.len; i++) {
        struct str entry = entry_at(ole, waiting[--count]);
        if (is_stream(entry, name)) {
            found = entry;
        } else if (entry.len && count + 2 <= 2 * most) {
            waiting[count++] = ole_32(entry, RIGHT);
            waiting[count++] = ole_32(entry, LEFT);
        }
    }
    free(waiting);
    return found;
}

// … and in a damaged file anywhere.
static struct str find(const struct ole *ole, const char *name)
{
    struct str entry = find_in_root(ole, name);
    for (uint32_t i = 0; !entry.len && (size_t)i * ENTRY < ole->folder.len; i++) {
        struct str other = entry_at(ole, i);
        entry = is_stream(other, name) ? other : entry;
    }
    return entry;
}

bool ole_stream(struct ole *ole, const char *name, struct buf *out)
{
    struct str entry = find(ole, name);
    if (!entry.len) {
        return false;
    }
    size_t size = ole_32(entry, 120);
    size_t before = out->len;
    if (size < SMALL_STREAM) {
        follow_small(ole, ole_32(entry, 116), before + size, out);
    } else {
        follow(ole, ole_32(entry, 116), before + size, out);
    }
    if (out->len > before + size) {
        out->len = before + size;
    }
    return true;
}

static bool has(struct ole *ole, const char *name)
{
    struct buf stream = {0};
    bool found = ole_stream(ole, name, &stream);
    buf_free(&stream);
    return found;
}

bool ole_read(const struct document *document, struct draft *draft, const char **format,
              struct error *err)
{
    struct ole *ole = ole_open(document->bytes, err);
    bool good = false;
    *format = "doc";
    if (!ole) {
        return false;
    }
    if (has(ole, "WordDocument")) {
        good = doc_read(ole, draft, err);
    } else if (has(ole, "Workbook") || has(ole, "Book")) {
        *format = "xls";
        good = xls_read(ole, draft, err);
    } else if (has(ole, "PowerPoint Document")) {
        *format = "ppt";
        good = ppt_read(ole, draft, err);
    } else if (has(ole, "EncryptedPackage")) {
        error_set(err, ERROR_FILE, "it is locked with a password");
    } else {
        error_set(err, ERROR_FILE,
                  "an Office file that is neither Word, Excel nor PowerPoint");
    }
    ole_close(ole);
    return good;
}
