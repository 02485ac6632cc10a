// The one table of fields: what can be asked for, how it is called in both languages, and
// where it stands in the index.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"

enum field_id {
    FIELD_TEXT,   // canonical syllables of the whole text, no prefix
    FIELD_TITLE,  // the same of the title
    FIELD_ID,     // first 12 hex digits of the content's SHA-256: the unique term
    FIELD_UNIT,   // unit ids and their ancestors
    FIELD_PERSON, // folded names
    FIELD_REF,    // reference keys cited
    FIELD_SELF,   // reference key of the notice itself
    FIELD_TYPE,   // code of the document type, folded
    FIELD_ISSUER, // id of the issuing office, and its province
    FIELD_PERIOD, // days of the notice: two slots, month and year terms
    FIELD_WEEK,   // week label from the title: 2025-07
    // directives: role and unit id or an ancestor: "lead:quang-tri/so-khcn/van-phong"
    FIELD_ROLE,
    FIELD_DUE,       // directives: days of the deadline, two slots
    FIELD_INHERITED, // directives: the deadline is inherited (a flag: its value is empty)
    FIELD_COLLECTIVE, // addressed to all units of an office (its id)
    FIELD_NOTICE,     // directives: id of the notice they stand in
    // "replaces:KEY", "repeals:KEY", "amends:KEY": what the notice says happens to a
    // document
    FIELD_CHANGE,
    // documents by what they are about (field_titled): how mentions and titles begin, and
    // which short name stands for which document, which name of a law for which number
    FIELD_TITLED,
    FIELD_COUNT,
};

enum field_kind { FIELD_WORDS, FIELD_FLAG, FIELD_DAYS };

struct field {
    enum field_id id;
    const char *name; // in questions and JSON: "unit"; NULL: cannot be asked for
    // other names in questions, separated by spaces: "donvi đơnvị"
    const char *vietnamese;
    const char *prefix; // of its terms
    int slot;           // of its first value (a day field uses slot to slot + 2), or -1
    int facet_slot;     // packed list of all values of a document, for counting; or -1
    enum field_kind kind;
    double weight;
    const char *example;
    const char *help;
};

// Indexed by enum field_id.
extern const struct field fields[FIELD_COUNT];

// The field that a person calls `name` in either language, with or without accents and
// case; NULL when there is none.
const struct field *field_named(struct str name);

// Terms longer than this are hashed, so that no two values ever become one and none
// reaches Xapian's limit of 245 bytes.
enum { FIELD_TERM_MAX = 200 };

// The term of a value: its prefix and the value, or a hash of it when that is long. The
// one place where terms are made, for writing and for asking.
struct str field_term(enum field_id id, struct str value, struct arena *arena);
// The value that a term of this field stands for (a hash when it was long); missing when
// the term is not of this field.
struct str field_value(enum field_id id, struct str term);

// The value of FIELD_CHANGE: "amends:18/2019/qd-ubnd@phu-yen".
struct str field_change(enum relation relation, struct str key, struct arena *arena);

// Values of FIELD_TITLED:
//   "m:qc:phoi hop quan ly an toan"      somebody names a document so, without a number
//   "o:qc:phoi hop quan ly an toan"      … a document with a number has a title like this
//   "s:6/-/da-=6/2022/qd-ttg"            the one is called by the other for short,
//   "s:6/2022/qd-ttg=6/-/da-"            to be found from either side
//   "n:luat:dat-dai:2024=31/2024/qh15"   a law's name and its number, from either side too
// `what` is the letter, `value` what stands behind the colon.
struct str field_titled(char what, struct str value, struct arena *arena);

// True for a word of a text; terms of fields begin with a capital letter.
static inline bool field_is_word(struct str term)
{
    return term.len && !(term.at[0] >= 'A' && term.at[0] <= 'Z');
}

// How a name is compared: lower case, without marks, one space between words ("tran ngoc
// lam"): the values of FIELD_PERSON and FIELD_TYPE.
struct str field_fold(struct str name, struct arena *arena);

// Days in the index (FIELD_PERIOD, FIELD_DUE); clause_days asks for them.
//   slot      first day "20250201", slot + 1 the last day "20250228"; an end that nobody
//             says is "00000000" or "99999999"
//   slot + 2  of FIELD_PERIOD: the day to sort by when the oldest come first, "99999999"
//             when nobody says any
//   terms     prefix + "202502" for each month and prefix + "2025" for each year that the
//             days touch; days with an open end or of more than DAYS_MONTHS months have
//             prefix + "*" instead, and only the slots tell
enum { DAYS_MONTHS = 36, DAYS_TERMS = DAYS_MONTHS + 5, DAY_VALUE_SIZE = 8 };
// At most DAYS_TERMS terms, in the arena; returns how many.
size_t field_days_terms(enum field_id id, struct days days, struct str *terms,
                        struct arena *arena);
// One end as its slot holds it: DAY_VALUE_SIZE bytes to `out`.
void field_day_value(int32_t day, bool last, char *out);
