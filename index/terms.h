// What a notice or a directive is found by, words apart: the terms of its facts and the
// values in its slots.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "index/fields.h"
#include "xapian-c/xapian_c.h"

enum { TERMS_VALUES = 16 };

// Terms in byte order, each once, all boolean. Everything lives in the arena.
struct terms {
    struct arena *arena;
    struct xapian_term *items;
    size_t count, room;
    struct xapian_value values[TERMS_VALUES];
    size_t value_count;
};

void terms_of_notice(struct terms *out, const struct notice *notice, struct str id,
                     struct arena *arena);
// Directive `number` (from 1) of the notice: its own facts, and of the notice those by
// which directives are filtered too.
void terms_of_directive(struct terms *out, const struct notice *notice, struct str id,
                        size_t number, struct arena *arena);

// A list of values in one slot, and back: takes the next one off the front of *packed;
// false at the end.
bool packed_next(struct str *packed, struct str *value);
