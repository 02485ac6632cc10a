// What one text says of each document that it cites, gathered over all its citations, so
// that one that says little takes from those that say more.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"

#include <stdint.h>

// Which document: folded parts of its key, all but the year; missing and empty are the
// same. They are borrowed for as long as the book is asked.
struct identity {
    struct str number;       // "163", or the key of a law by name
    struct str type;         // code
    struct str organisation; // "hdnd"
    struct str scope;        // "quang-tri", "quang-tri/ba-to"
};

struct known {
    int year;     // 0: none yet
    bool several; // more than one year: nothing is inherited
    size_t full;  // the first mention that says the most, + 1
    int32_t date;
    struct str issuer;
};

// A book in the arena with room for `most` identities.
struct book;
struct book *book_new(size_t most, struct arena *arena);
// What is known of this document; nothing yet when it was never asked for.
struct known *book_entry(struct book *book, const struct identity *identity);
