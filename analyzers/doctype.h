// Types of documents: their names, the codes that stand for them in symbols, and the
// words before a number.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

enum doctype_system {
    DOCTYPE_STATE = 1,
    DOCTYPE_PARTY = 2,
    DOCTYPE_LAW = 4,
    DOCTYPE_COPY = 8,
    DOCTYPE_LETTER = 16, // its symbols carry no type code: 718/BKHCN-KHTC
    // numbers of contracts, certificates, forms, periodicals: no references
    DOCTYPE_OTHER = 32,
    // so short or so ambiguous a code that the organisation after it must be a known
    // one
    DOCTYPE_RARE = 64,
};

struct doctype {
    struct str code;   // as written: "QĐ"; empty for letters
    struct str folded; // "qd"; "cv" for letters
    struct str name;   // as written: "Quyết định"
    struct str lower;  // "quyết định": the type of notices and references
    unsigned systems;  // enum doctype_system, or'ed
};

// The type that this code stands for: `folded` as in a view, `letters` as written there
// (they tell HĐ from HD). NULL: none.
const struct doctype *doctype_of_code(struct str folded, const uint16_t *letters);
// The type whose name, or another word for it, ends just before `end` and begins at or
// after `limit`; *from is its first letter.
const struct doctype *doctype_before(const struct view *view, uint32_t end,
                                     uint32_t limit, uint32_t *from);
// The type whose name, or another word for it, begins at the letter `at`; *end is the
// letter behind it.
const struct doctype *doctype_at(const struct view *view, uint32_t at, uint32_t *end);
// The type of this folded code or name, whatever its case and accents: "nq", "nghi
// quyet". NULL: none.
const struct doctype *doctype_named(struct str name);
// The type of letters (công văn).
const struct doctype *doctype_letter(void);
