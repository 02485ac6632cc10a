// Which document a person means by a reference, among all that the archive cites or
// holds.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

// A key taken apart: "18/2019/qd-ubnd@phu-yen" is number 18, year 2019, body "qd-ubnd",
// scope "phu-yen".
struct key_parts {
    struct str number;
    int year;         // 0 for "-"
    struct str body;  // type and organisation
    struct str scope; // missing for national documents, and where nobody says it
};

// False for keys of another form: laws by name.
bool key_parts_read(struct key_parts *out, struct str key);

// A document as the archive knows it. Citations that leave something out can only be
// placed by what the whole archive knows:
//
//   18/2019/qd-ubnd@phu-yen   4 notices   a document
//   18/2021/qd-ubnd@phu-yen   1 notice    another
//   18/-/qd-ubnd@phu-yen      2 notices   in a notice of 2020 it means 2019, the only one
//                                         not later; in one of 2022 it may be either
//                                         and counts for neither
//   18/2021/qd-ubnd           1 notice    whoever cites it belongs to no province; only
//                                         one document fits
struct decree {
    struct str key;    // the most complete one
    struct str name;   // for people: "163/2021/NQ-HĐND"
    struct str type;   // "nghị quyết", or missing
    struct str issuer; // for people, or missing
    int32_t date;      // the day it was issued, as it says itself or as cited; 0: unknown
    // of the notice that is this document; missing when the archive has not got it
    struct str id;
    struct key_parts parts;
    struct str *loose; // less complete keys in the archive that may mean it
    size_t loose_count;
    // some of them are short names ("6/-/da-" for 6/2022/qd-ttg) that the archive gives
    // to this document alone
    struct str *short_names;
    size_t short_count;
    // keys of the names that the archive gives to this law: "luat:xay-dung:2014"
    struct str *names;
    size_t name_count;
    // all complete keys of this number and body, its own among them
    const struct key_parts *rivals;
    size_t rival_count;
    size_t notices; // that cite it by its key
};

struct decrees {
    struct decree *items; // the most cited first
    size_t count;
};

// All documents of the archive that agree with the question. Strings live in the arena.
bool decrees_named(struct decrees *out, const struct index *index,
                   const struct reference_query *query, struct arena *arena,
                   struct error *err);
// Fills name, type, issuer, date and id from the document itself, else from a notice that
// cites it.
bool decree_describe(struct decree *decree, const struct index *index,
                     struct arena *arena, struct error *err);

enum decree_match { DECREE_OTHER, DECREE_SAME, DECREE_INFERRED, DECREE_SHORT_NAME };
// Whether a citation by `key` in a notice of the year `citing_year` (0: unknown) means
// this document.
enum decree_match decree_match(const struct decree *decree, struct str key,
                               int citing_year);
// True when this is the document's key or a name of the law.
bool decree_is(const struct decree *decree, struct str key);
// The year in a key, of a law by name as well; 0: nobody says it.
int key_year(struct str key);
// Notices that may cite the document, and the document itself.
const struct clause *decree_clause(const struct decree *decree, struct arena *arena);
// The same without the document itself and its copies.
const struct clause *decree_citing(const struct decree *decree, struct arena *arena);
