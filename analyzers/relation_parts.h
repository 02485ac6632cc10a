// What the parts of the reading of relations share: what is known of the text and of the
// mention before.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/clause.h"
#include "analyzers/relation.h"
#include "analyzers/relation_after.h"
#include "analyzers/relation_lead.h"
#include "analyzers/relation_part.h"
#include "analyzers/relation_passive.h"

// What is known of the mention before while relations are read in order.
struct relation_state {
    struct clause clause;
    size_t head; // the last mention of this clause that is not nested in another, + 1
    bool planned, draft, pending;
    // The last mention that begins an item and took the relation of the head of its list;
    // 0: none.
    uint32_t item;
    struct relation_lead lead; // … this one
    enum relation_status lead_status;
    struct relation_part part; // of the document before that was not a further member
};

struct relation_finder {
    const struct view *view;
    const struct mentions *mentions;
    struct references *out;
    struct arena *arena;
    bool report;                       // a report: what it tells is done, up to its plan
    uint32_t plan_from;                // first letter of the plan in a report
    struct str own;                    // key of the text itself, or missing
    const struct doctype *own_type;    // … its type, or NULL
    const struct mention *own_mention; // … where it says its number, or NULL
    struct force_search force;
    size_t law; // the first law that may stand before the current mention
    // of each mention: what is said that it does to another; put down at the end, so that
    // what stands behind reads the relation of the sentence itself
    struct passive *passives;
};

// True for what an act does to another: changes it, details, guides or implements it.
bool relation_acts(enum relation relation);
// Whether what is said of a mention is done, planned, a draft or pending.
enum relation_status relation_status_of(const struct relation_finder *finder,
                                        const struct relation_state *state,
                                        const struct reference *reference);
// Gives a mention what is said of another: a further member of its list.
void relation_take(struct reference *to, const struct reference *from);
// True when this folded word, or these words, stand right before the letter `end`.
bool relation_ends_with(const struct view *view, uint32_t end, struct str word);
// The last of these citations that stands in [from, to), or NULL.
const struct reference *relation_last_within(const struct reference *items, size_t count,
                                             uint32_t from, uint32_t to);
// How a subject is named: the text itself, by its key, or as it is cited.
struct str relation_name_of(const struct reference *reference);

// Reads the relation of law number i of the text, which is cited by its name.
void relation_read_law(struct relation_finder *finder, size_t i);
