// One table of a Xapian database in glass, the format of libxapian 1.4, written from its
// first key to its last without ever going back.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

// Blocks of 8 KiB, numbered as they are written: leaves as they fill up, and a branch block
// when it is full or nothing comes behind it. All numbers have their highest byte first.
//
//   a block    revision (4) | level (1) | free (2) | free (2) | end of directory (2) |
//              directory: where each item starts (2 each) … free … items
//   in a leaf  flags and bytes of the item - 3 (2) | bytes of the key (1) | key |
//              number of the part, of all but the first (2) | part of the tag
//   elsewhere  block (4) | bytes of the key (1) | key | number of the part (2)
//
// The first item of the first leaf has an empty key, and so have the first items of
// branches.
enum {
    GLASS_BLOCK = 8192,
    GLASS_REVISION = 1,
    GLASS_LEVELS = 10,
    GLASS_DIRECTORY = 11, // where it starts
    GLASS_LEAF_HEAD = 3,
    GLASS_BRANCH_HEAD = 5,
    GLASS_PART = 2,
    GLASS_FLAG_COMPRESSED = 0x80,
    GLASS_FLAG_LAST = 0x40, // of the parts of a tag
    GLASS_FLAG_FIRST = 0x20,
};

// The head of a database, iamglass, begins with this and its version, two bytes: 2016-03-14
// as years since 2014, month and day.
#define GLASS_MAGIC "\x0f\x0dXapian Glass"
enum { GLASS_VERSION = 2 << 9 | 3 << 5 | 14, GLASS_UUID = 16 };

// A number as bytes that sort as numbers do, the highest first; returns how many. As many
// ones in front of a nought say how many more there are than two.
enum { GLASS_SORTING_MAX = 5 };

static inline size_t glass_sorting(uint32_t number, char out[GLASS_SORTING_MAX])
{
    const size_t len = number < 0x8000 ? 2 : (size_t)(37 - __builtin_clz(number)) / 7;
    const uint32_t ones = 0xffu << (10 - len) & 0xff;
    for (size_t i = len; i-- > 0; number >>= 8)
        out[i] = (char)number;
    out[0] = (char)((unsigned char)out[0] | ones);
    return len;
}

struct glass_table;

// Where the tree starts; `blocks` 0: nothing was added.
struct glass_root {
    uint32_t root, level, entries, blocks;
};

bool glass_table_open(struct glass_table **out, const char *path, struct error *err);
// Keys have 1 to 255 bytes and ascend; tags are as long as they like.
void glass_table_add(struct glass_table *table, struct str key, struct str tag);
// Ends the table, done or not. What could not be written is told here.
bool glass_table_close(struct glass_table *table, struct glass_root *root,
                       struct error *err);
