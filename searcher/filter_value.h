// What the values of filters mean in this index: which units, persons, documents, types
// and issuers.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/filter.h"

// Each fills candidates, near and ambiguous of *out. False with ERROR_USAGE when the
// value makes no sense, or when the index fails.
bool filter_find_units(const struct index *index, enum collection collection,
                       const struct filter *filter, struct filter_answer *out,
                       struct arena *arena, struct error *err);
bool filter_find_issuers(const struct index *index, enum collection collection,
                         const struct filter *filter, struct filter_answer *out,
                         struct arena *arena, struct error *err);
bool filter_find_persons(const struct index *index, enum collection collection,
                         const struct filter *filter, struct filter_answer *out,
                         struct arena *arena, struct error *err);
bool filter_find_types(const struct index *index, enum collection collection,
                       const struct filter *filter, struct filter_answer *out,
                       struct arena *arena, struct error *err);
bool filter_find_references(const struct index *index, enum collection collection,
                            const struct filter *filter, struct filter_answer *out,
                            struct arena *arena, struct error *err);

// Values of a field with the number of notices or directives that have each, as the index
// holds them.
struct value_list {
    struct candidate *items; // in byte order, names missing
    size_t count;
};
// The values that start with `prefix`.
bool value_list_read(struct value_list *out, const struct index *index,
                     enum collection collection, enum field_id field, struct str prefix,
                     struct arena *arena, struct error *err);
