// The forward file: the words of each notice in their order, for reading candidates once
// more.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// A record holds numbers, the title's first; 0 is a break that no bigram reaches across.
// Numbers are those of the segment's vocabulary, the commonest words first, so that most
// take one byte:
//
//   how many are the title's | how many there are | their first bytes | their others
//
//   0 … 207          first byte n
//   208 … 12239      first byte 208 + (n - 208) / 256, one further byte (n - 208) % 256
//   12240 …          first byte 255, four further bytes n
//
// First and further bytes stand apart so that a reader steps through the first ones
// without waiting for each length: it looks for words at about a nanosecond a word, and turns
// most records without a phrase away by first bytes alone (index/forward_row.h).
#define FORWARD_MAGIC "tracuuF1"

enum { FORWARD_ONE = 208, FORWARD_TWO = FORWARD_ONE + 47 * 256, FORWARD_FAR = 255 };
enum { FORWARD_BREAK = 0 }; // between sentences and items: no bigram reaches across

void forward_encode(struct buf *out, const uint32_t *numbers, size_t count, size_t title);
// The record with each number n > 0 replaced by map[n] (n <= count; others become
// breaks), appended. False when the bytes are no record.
bool forward_renumber(struct buf *out, struct str record, const uint32_t *map,
                      uint32_t count);

// A record taken apart, borrowed. There are `count` first bytes; further bytes may be
// fewer than these call for.
struct forward_record {
    size_t title, count;
    const unsigned char *first, *more, *end;
};

// False when the bytes are no record.
bool forward_open(struct forward_record *out, struct str bytes);
// The number with this first byte; takes its further bytes.
uint32_t forward_take(struct forward_record *record, unsigned char first);
// How many further bytes belong to the first bytes [from, to).
size_t forward_more(const struct forward_record *record, size_t from, size_t to);
// The first byte of a number.
unsigned char forward_first(uint32_t number);

// Words that are looked for in records of one segment.
struct forward_wanted;

struct forward_wanted *forward_wanted_new(const uint32_t *numbers, size_t count);
void forward_wanted_free(struct forward_wanted *wanted);

// Where one of them stands.
struct forward_place {
    uint32_t number;
    uint32_t place;    // words before it
    uint32_t sentence; // breaks before it
    bool title;
    bool first, last; // in its sentence
};

// Fills `places` (room for `room`) in the order of the record; returns how many there are
// in all. *length is how many words the record has, breaks not counted.
size_t forward_find(struct str record, const struct forward_wanted *wanted,
                    struct forward_place *places, size_t room, size_t *length);

// Looking in a part of a record: numbers, further bytes and breaks before the place where
// it stands.
struct forward_stand {
    size_t at, more, breaks;
};

// A wanted number, where it stands and the breaks before it.
struct forward_found {
    uint32_t number, at, breaks;
};

enum { FORWARD_STRETCH = 1024 };

// Fills `found` with what is wanted of the next `size` numbers, at most FORWARD_STRETCH,
// which the record has; returns how many these are and moves on.
size_t forward_find_next(const struct forward_record *record,
                         const struct forward_wanted *wanted, size_t size,
                         struct forward_stand *stand, struct forward_found *found);
