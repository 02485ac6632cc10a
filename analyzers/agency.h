// Issuing bodies: the codes that stand for them in symbols, their names in running text,
// and where their numbers count.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// Where a number of this body is unique: in the country, or only in its province.
enum agency_scope { AGENCY_UNKNOWN, AGENCY_NATIONAL, AGENCY_LOCAL };

struct agency {
    struct str code; // as written: "UBND"; canonical letters for display
    struct str name; // "Ủy ban nhân dân"
    enum agency_scope scope;
    bool provincial; // local, and never of a district or commune: "SYT"
};

// The body of this folded code ("ubnd"), or NULL.
const struct agency *agency_of_code(struct str folded);
// The first body whose name stands in [from, to), or NULL: "Bộ trưởng Bộ Nội vụ".
const struct agency *agency_named(const struct view *view, uint32_t from, uint32_t to);
// The scope of a folded code, known or by the way codes are made (s… is a department of a
// province, …tw is central).
enum agency_scope agency_scope_of(struct str folded);

// A body named in running text.
struct cited_issuer {
    uint32_t from, to; // letters of the view
    enum agency_scope scope;
    struct str province; // slug, or missing: of the text itself
    struct str district; // slug, or missing
    uint32_t named;      // what the country's districts call so, or DISTRICT_NONE
    uint8_t kinds;       // what the text calls it (enum district_kind)
};

// Reads the name of a body that begins at the letter `at` ("UBND tỉnh Quảng Trị", "Bộ
// trưởng Bộ Tài chính"); false when none does.
bool cited_issuer_read(const struct view *view, uint32_t at, struct cited_issuer *out,
                       struct arena *arena);
// The body whose name ends before `end` with nothing but white space between, and begins
// at or after `limit`.
bool cited_issuer_before(const struct view *view, uint32_t end, uint32_t limit,
                         struct cited_issuer *out, struct arena *arena);
// The slug of the province whose name begins at the letter `at`; missing when none does.
// *end is the letter behind it.
struct str province_begin(const struct view *view, uint32_t at, uint32_t *end);
