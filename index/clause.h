// A question to the index as a tree of clauses: what Xapian is asked, as plain values.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"
#include "index/fields.h"

enum clause_kind {
    CLAUSE_ALL,     // every document
    CLAUSE_NOTHING, // no document
    CLAUSE_TERM,    // documents with `term` (prefix included)
    CLAUSE_SYNONYM, // children are terms that count as one
    CLAUSE_AND,     // all children
    CLAUSE_OR,      // any child
    CLAUSE_NOT,     // the first child without the others
    CLAUSE_MAYBE,   // the first child; the others only add weight
    CLAUSE_FILTER,  // the first child where all others match too, without their weight
    CLAUSE_SCALE,   // the first child, its weight times `scale` (0: without weight)
    CLAUSE_SLOT_GE, // documents whose value in `slot` is >= `term`
    CLAUSE_SLOT_LE, // … <= `term`
};

struct clause {
    enum clause_kind kind;
    struct str term;
    double scale;
    int slot;
    const struct clause **children;
    size_t count;
};

// Builders for the clauses that are the same wherever they are asked. All in the arena.
const struct clause *clause_new(enum clause_kind kind, const struct clause **children,
                                size_t count, struct arena *arena);
// Two clauses joined by CLAUSE_AND or CLAUSE_OR; where one is NULL, the other.
const struct clause *clause_two(enum clause_kind kind, const struct clause *a,
                                const struct clause *b, struct arena *arena);
const struct clause *clause_term(enum field_id field, struct str value,
                                 struct arena *arena);
// Notices that say a document is or will be replaced, repealed or amended.
const struct clause *clause_change(enum relation relation, struct str key,
                                   struct arena *arena);
// Documents whose days (FIELD_PERIOD, FIELD_DUE) overlap `asked` by at least a day; an
// end that is 0 is open. Month and year terms where these say it exactly, the slots
// otherwise.
const struct clause *clause_days(enum field_id field, struct days asked,
                                 struct arena *arena);
// Documents whose days nobody says.
const struct clause *clause_no_days(enum field_id field, struct arena *arena);
