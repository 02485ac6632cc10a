// Filters: what a person says about the notices wanted (unit, person, document, period,
// type, issuer), found in the index.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/period.h"
#include "index/clause.h"
#include "index/index.h"
#include "searcher/decree.h"

enum filter_place { FILTER_ANYWHERE, FILTER_TITLE, FILTER_BODY };

struct filter {
    // FIELD_UNIT, FIELD_PERSON, FIELD_REF, FIELD_PERIOD, FIELD_TYPE, FIELD_ISSUER
    enum field_id field;
    struct str value; // as typed
    // for messages: "--unit", "column 5"; missing where plain words were recognised
    struct str where;
};

// All filters of a question. The same field twice: either; different fields: all.
struct filters {
    struct filter *items;
    size_t count;
    size_t room;
    enum filter_place place; // where words are looked for
    bool all;                // a reference may mean several documents
};

void filters_add(struct filters *filters, enum field_id field, struct str value,
                 struct str where, struct arena *arena);

// A value of the index that a filter may mean.
struct candidate {
    struct str value; // unit id, folded person, reference key, type, issuer id
    struct str name;  // for people
    size_t count;     // notices
};

// Whether notices that address all units of an office count for each of its units.
enum filter_units { FILTER_UNITS_ALL, FILTER_UNITS_NAMED };

// What a filter comes to.
struct filter_answer {
    const struct clause *clause; // notices that agree; CLAUSE_NOTHING when there are none
    // units: notices that name the unit (part of `clause`); NULL where `collective` is
    const struct clause *own;
    // units: notices that only address all units of its office, or NULL
    const struct clause *collective;
    struct candidate *candidates; // the values meant; none for periods
    size_t count;
    // values not meant but much like it: Lâm / Lân, the namesake elsewhere
    struct candidate *near;
    size_t near_count;
    bool ambiguous; // the candidates are different things
    // references that somebody asks for: the documents that they may mean
    struct decrees documents;
};

// ERROR_USAGE when the value makes no sense (a date that does not exist).
bool filter_resolve(const struct index *index, enum collection collection,
                    const struct filter *filter, struct filter_answer *out,
                    struct arena *arena, struct error *err);

// Of units of the same name, and of documents of the same number, keeps those of the
// provinces that issuers are asked for; other units become near. `answers` has one item a filter.
void filters_narrow(const struct filters *filters, struct filter_answer *answers,
                    struct arena *arena);

// The documents part of it, for answer `number` alone.
void filters_narrow_documents(const struct filters *filters,
                              struct filter_answer *answers, size_t number,
                              struct arena *arena);
// Refuses a reference that means several documents (ERROR_USAGE), unless the filters say
// that all are wanted.
bool filters_decide(const struct filters *filters, const struct filter_answer *answers,
                    const struct index *index, struct arena *arena, struct error *err);

// All filters together, units by name only where `named` is true. `answers` has one item
// a filter. NULL when there are no filters.
const struct clause *filters_clause(const struct filters *filters,
                                    const struct filter_answer *answers,
                                    enum filter_units units, struct arena *arena);

// Notices (or directives) whose days in the field overlap a period.
const struct clause *filter_period_clause(enum field_id field,
                                          const struct period *period,
                                          struct arena *arena);
