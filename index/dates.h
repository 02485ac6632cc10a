// The day of each notice of a segment as one number each, for answers in the order of
// days: a look-up in Xapian's values costs as much as twenty of these.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "index/mapped.h"
#include "index/terms.h"

//   magic (8 bytes) | notice 1: newest (4), oldest (4) | notice 2: …
//
// What slots say as eight digits (fields.h), and one more: 0 is none. The newest come
// first by the one, the oldest by the other; both leave the undated to the end.

#define DATES_MAGIC "tracuuY1"

enum dates_order { DATES_NEWEST, DATES_OLDEST };

// A value of a slot as such a number.
uint32_t dates_number(struct str value);

// Adds what the slots of a notice say.
void dates_add(struct buf *dates, const struct terms *terms);
// Writes what was added. ERROR_IO.
bool dates_write(const struct buf *dates, const char *path, struct error *err);
// Joins those of parts. What a part lacks the whole does without.
bool dates_join(const char *path, const char *const *parts, size_t count,
                struct error *err);

// Opens those of a segment with so many notices (SIZE_MAX: with any). ERROR_GONE when it has
// none, ERROR_DAMAGED.
bool dates_open(struct mapped *out, const char *path, size_t notices, struct error *err);

static inline uint32_t dates_at(const struct mapped *dates, uint32_t notice,
                                enum dates_order order)
{
    return load32(dates->at + 8 * (size_t)notice + 4 * order);
}
