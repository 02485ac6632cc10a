// What the head of a list says of its items: "Bãi bỏ các văn bản sau:", "I. CĂN CỨ PHÁP
// LÝ", "Điều 3. Hiệu lực".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/relation_part.h"
#include "analyzers/relation_words.h"

// What the head of a list says.
struct relation_lead {
    enum relation relation;
    bool planned;
    struct relation_part part; // "một số điều của các văn bản sau"
};

// Replaces, repeals or amends.
bool relation_changes(enum relation relation);
// The head of the list whose item begins at `item`: the sentence before it that ends with
// a colon, in the same article; else the line of the article; else a heading of bases.
// False when it tells nothing.
bool relation_lead_read(struct relation_lead *out, const struct view *view,
                        uint32_t item);
// The verb of a list in one sentence whose members semicolons separate: the first that
// has a meaning. False when there is none.
bool relation_lead_verb(const struct view *view, uint32_t from, uint32_t to,
                        enum relation *relation);
// True when the head of another list stands between.
bool relation_lead_between(const struct view *view, uint32_t from, uint32_t to);
