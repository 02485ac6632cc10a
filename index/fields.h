// The one table of fields: what can be asked for, how it is called in both languages, and where it stands in the index.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

enum field_id {
    FIELD_TEXT,     // canonical syllables of the whole text, no prefix
    FIELD_TITLE,    // the same of the title
    FIELD_ID,       // first 12 hex digits of the content's SHA-256: the unique term
    FIELD_UNIT,     // unit ids and their ancestors
    FIELD_PERSON,   // folded names
    FIELD_REF,      // reference keys cited
    FIELD_SELF,     // reference key of the notice itself
    FIELD_TYPE,     // code of the document type, folded
    FIELD_ISSUER,   // id of the issuing office, and its province
    FIELD_PERIOD,   // days of the notice: two slots, month and year terms
    FIELD_WEEK,     // week label from the title: 2025-07
    FIELD_ROLE,     // directives: role and unit id: "lead:quang-tri/so-khcn/van-phong"
    FIELD_DUE,      // directives: days of the deadline, two slots
    FIELD_INHERITED,// directives: the deadline is inherited
    FIELD_COLLECTIVE, // directives: addressed to all units of an office (its id)
    FIELD_NOTICE,   // directives: id of the notice they stand in
    FIELD_COUNT,
};

enum field_kind { FIELD_WORDS, FIELD_FLAG, FIELD_DAYS };

struct field {
    enum field_id id;
    const char *name;       // in questions and JSON: "unit"; NULL: cannot be asked for
    const char *vietnamese; // other names in questions, separated by spaces: "donvi đơnvị"
    const char *prefix;     // of its terms
    int slot;               // of its first value (a day field uses slot and slot + 1), or -1
    int facet_slot;         // packed list of all values of a document, for counting; or -1
    enum field_kind kind;
    double weight;
    const char *example;
    const char *help;
};

// Indexed by enum field_id.
extern const struct field fields[FIELD_COUNT];

// The field that a person calls `name` in either language, with or without accents and case; NULL when there is none.
const struct field *field_named(struct str name);
