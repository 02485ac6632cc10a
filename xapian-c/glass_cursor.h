// Places in the table of postings of a glass database: its blocks, the items in them and
// their keys. For glass_reader.c alone.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "xapian-c/glass_reader.h"

enum { GLASS_KEY_ROOM = 512 }; // bytes

struct glass {
    const unsigned char *at; // the table of postings
    size_t len;
    uint32_t root, level;
    uint32_t documents;
    bool damaged;
};

struct glass_item {
    struct str key;
    uint32_t part;
    uint32_t block;             // in branches
    const unsigned char *bytes; // in leaves
    size_t len;
    bool last;
};

struct glass_key {
    size_t len;
    char bytes[GLASS_KEY_ROOM];
};

// A number in groups of seven bits, lowest first; false at the end of the bytes.
bool glass_take_number(const unsigned char **at, const unsigned char *end,
                       uint32_t *number);

// Puts the cursor on the last item whose key is not greater, and of these on the first
// part. A leaf may have none such: the place is then before its first item. False when
// the table makes no sense.
bool glass_cursor_seek(struct glass_cursor *cursor, struct str key);
// One item on (1) or back (-1).
bool glass_cursor_step(struct glass_cursor *cursor, int step);
// The item at the cursor.
bool glass_cursor_item(const struct glass_cursor *cursor, struct glass_item *out);
// The same, its parts put together in cursor->tag; the cursor is then on the last of them.
bool glass_cursor_take(struct glass_cursor *cursor, struct glass_item *out);
// To the last item with a key that is not greater; its first part.
bool glass_cursor_find(struct glass_cursor *cursor, struct str key);

struct str glass_key_str(const struct glass_key *key);
// The key that a term has; false when the term is empty or too long.
bool glass_term_key(struct glass_key *key, struct str term);
// A number that sorts as bytes do, behind the key.
void glass_add_sorting(struct glass_key *key, uint32_t number);
// The number that a key ends with behind its first `from` bytes.
bool glass_take_sorting(struct str key, size_t from, uint32_t *number);
