// Where the directives of each notice stand among its words, beside the forward file: the
// words of an item are read there instead of being indexed once more.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// A record for each notice of the segment, with or without directives:
//
//   directives of the segment before it (4) | for each of its own:
//     where it starts among the numbers of the forward record | how many it has there |
//     how many further words | their numbers
//
// All but the first are numbers of buf_add_number. Further words are those that stand at
// its places without being in the sequence (KH&CN is also kh, cn, khoa, học …), and where
// an item runs over the title, which the forward record has in front, the words of the
// smaller piece. Directive n of the segment is document n of its database.
#define ITEMS_MAGIC "tracuuI1"

void items_start(struct buf *out, uint32_t before);
// Numbers [from, to) of the forward record, and further words by their numbers.
void items_add(struct buf *out, uint32_t from, uint32_t to, const uint32_t *further,
               size_t further_count);

struct items {
    uint32_t before;
    struct str rest;
    bool damaged; // the last items_next came to what is no item
};

struct item {
    uint32_t from, to;
    size_t further_count;
    struct str further; // see items_further
};

// False when the bytes are no record.
bool items_open(struct items *out, struct str record);
// Takes the next item; false at the end, or where the record is damaged.
bool items_next(struct items *items, struct item *out);
// Takes the next further word of an item; false at the end.
bool items_further(struct item *item, uint32_t *number);

// The record with each number n replaced by map[n] (n <= count; others become 0) and
// *before as its beginning, appended; *before grows by its items. False when the record is
// damaged.
bool items_renumber(struct buf *out, struct str record, uint32_t *before,
                    const uint32_t *map, uint32_t count);
