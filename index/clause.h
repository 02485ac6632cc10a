// A question to the index as a tree of clauses: what Xapian is asked, as plain values.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

enum clause_kind {
    CLAUSE_ALL,      // every document
    CLAUSE_NOTHING,  // no document
    CLAUSE_TERM,     // documents with `term` (prefix included)
    CLAUSE_SYNONYM,  // children are terms that count as one
    CLAUSE_AND,      // all children
    CLAUSE_OR,       // any child
    CLAUSE_NOT,      // the first child without the others
    CLAUSE_MAYBE,    // the first child; the others only add weight
    CLAUSE_FILTER,   // the first child where all others match too, without their weight
    CLAUSE_SCALE,    // the first child, its weight times `scale` (0: without weight)
    CLAUSE_SLOT_GE,  // documents whose value in `slot` is >= `term`
    CLAUSE_SLOT_LE,  // … <= `term`
};

struct clause {
    enum clause_kind kind;
    struct str term;
    double scale;
    int slot;
    const struct clause **children;
    size_t count;
};
