// Which document a person means by a reference, among all that the archive cites or holds.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

// A document as the archive knows it. A citation without a year can only be placed by what the whole archive knows:
//
//   18/2019/qd-ubnd@phu-yen   4 notices ┐ one base, two years: a citation of 18/-/… in a notice of 2020 means 2019 (the
//   18/2021/qd-ubnd@phu-yen   1 notice  ┘ only one not later), in one of 2022 it may be either and counts for neither
//   18/-/qd-ubnd@phu-yen      2 notices
struct decree {
    struct str
        key; // num/year/type-org@scope, the year "-" only where nobody in the archive says one
    struct str
        undated; // the same with year "-", where the archive has such citations too; else missing
    struct str name;   // for people: "163/2021/NQ-HĐND"
    struct str type;   // "nghị quyết", or missing
    struct str issuer; // for people, or missing
    int32_t date;      // the day it was issued, as it says itself or as cited; 0: unknown
    struct str
        id; // of the notice that is this document; missing when the archive has not got it
    int year;   // 0 when nobody says one
    int *years; // all years known for this base, ascending
    size_t year_count;
    size_t notices; // that cite it with its year
    size_t undated_notices;
};

struct decrees {
    struct decree *items; // the most cited first
    size_t count;
};

// All documents of the archive that agree with the question. Strings live in the arena.
bool decrees_named(struct decrees *out, const struct index *index,
                   const struct reference_query *query, struct arena *arena,
                   struct error *err);
// Fills name, type, issuer, date and id from the document itself, else from a notice that cites it.
bool decree_describe(struct decree *decree, const struct index *index,
                     struct arena *arena, struct error *err);

enum decree_match { DECREE_OTHER, DECREE_SAME, DECREE_INFERRED };
// Whether a citation by `key` in a notice of the year `citing_year` (0: unknown) means this document.
enum decree_match decree_match(const struct decree *decree, struct str key,
                               int citing_year);
// Notices that may cite the document, and the document itself.
const struct clause *decree_clause(const struct decree *decree, struct arena *arena);
// Takes a key apart: its year (0 for "-"), and the key with "-" for the year. False when it has no year part.
bool decree_key_year(struct str key, int *year, struct str *undated, struct arena *arena);
