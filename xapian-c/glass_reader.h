// Reads terms, their documents and values of a database in glass straight from memory,
// without libxapian: for the many small look-ups of a question.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"
#include "xapian-c/glass_table.h"

#include <stdint.h>

// libxapian copies a block of 8 KiB for every step of every look-up, and takes two
// milliseconds to load. glass.h and glass_table.h draw what is read here. Damage is never
// worse than an answer that misses something, and is remembered: glass_damaged.
struct glass;

// False when the folder holds no such database, or one of a kind that is not known here;
// libxapian may know it, or say what is wrong.
bool glass_open(struct glass **out, const char *folder);
void glass_close(struct glass *glass);
// Whether anything read so far made no sense.
bool glass_damaged(const struct glass *glass);
uint32_t glass_documents(const struct glass *glass);
// Documents that have a term.
uint32_t glass_frequency(struct glass *glass, struct str term);

// A place in the table: an item of a block of every level.
struct glass_cursor {
    struct glass *glass;
    struct {
        const unsigned char *block;
        int at;
    } levels[GLASS_LEVELS];
    struct buf tag; // of an item that stands in several parts
};

// The documents of a term, ascending.
struct glass_list {
    struct glass_cursor cursor;
    struct str term;
    uint32_t count;                  // of its documents
    const unsigned char *next, *end; // of the stretch that is being read
    uint32_t document;               // the last one read; 0: none yet
    uint32_t last;                   // of the stretch
    bool final;                      // no stretch follows
};

void glass_list_open(struct glass_list *list, struct glass *glass, struct str term);
// The first document from `from` on, 0 behind the last. `from` never goes down.
uint32_t glass_list_next(struct glass_list *list, uint32_t from);
void glass_list_close(struct glass_list *list);

// The values of a slot.
struct glass_values {
    struct glass_cursor cursor;
    uint32_t slot;
    const unsigned char *next, *end;
    uint32_t document; // whose value is `value`
    struct str value;
    uint32_t
        until; // documents before this one are in the stretch that is being read, or nowhere
};

void glass_values_open(struct glass_values *values, struct glass *glass, uint32_t slot);
// The value of a document, valid until the next call; empty when it has none.
struct str glass_value(struct glass_values *values, uint32_t document);
void glass_values_close(struct glass_values *values);

// Terms in byte order.
struct glass_terms {
    struct glass_cursor cursor;
    struct buf term;
    uint32_t count; // of its documents
};

// Starts before the first term that is not less than `from`.
void glass_terms_open(struct glass_terms *terms, struct glass *glass, struct str from);
// The next one; false behind the last.
bool glass_terms_next(struct glass_terms *terms);
void glass_terms_close(struct glass_terms *terms);
