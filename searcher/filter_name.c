// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/filter_value.h"

#include "analyzers/tables.h"
#include "base/nearest.h"
#include "base/translate.h"
#include "searcher/candidate.h"

enum { NEAR_MOST = 5 };

static bool ends_with_words(struct str whole, struct str part)
{
    return part.len < whole.len && str_ends(whole, part) &&
           whole.at[whole.len - part.len - 1] == ' ' && str_find(part, STR(" "), 0) > 0;
}

bool filter_find_persons(const struct index *index, enum collection collection,
                         const struct filter *filter, struct filter_answer *out,
                         struct arena *arena, struct error *err)
{
    struct value_list names;
    struct str asked = field_fold(filter->value, arena);
    if (!value_list_read(&names, index, collection, FIELD_PERSON, STR(""), arena, err))
        return false;
    for (size_t i = 0; i < names.count && asked.len; i++)
        if (str_equal(names.items[i].value, asked))
            candidate_add(&out->candidates, &out->count, &names.items[i], arena);
    // A part of a name, "Ngọc Lâm", where no one is called so and no more.
    for (size_t i = 0; !out->count && i < names.count && asked.len; i++)
        if (folded_has(names.items[i].value, asked))
            candidate_add(&out->candidates, &out->count, &names.items[i], arena);
    // A name with what the person is before it: "đồng chí Trần Ngọc Lâm".
    for (size_t i = 0; !out->count && i < names.count && asked.len; i++)
        if (ends_with_words(asked, names.items[i].value))
            candidate_add(&out->candidates, &out->count, &names.items[i], arena);
    out->ambiguous = out->count > 1;
    for (size_t i = 0; i < names.count && out->near_count < NEAR_MOST && asked.len; i++) {
        size_t distance = edit_distance(names.items[i].value, asked, 1);
        if (distance == 1)
            candidate_add(&out->near, &out->near_count, &names.items[i], arena);
    }
    return true;
}

bool filter_find_types(const struct index *index, enum collection collection,
                       const struct filter *filter, struct filter_answer *out,
                       struct arena *arena, struct error *err)
{
    struct value_list types;
    if (!value_list_read(&types, index, collection, FIELD_TYPE, STR(""), arena, err))
        return false;
    struct str asked = field_fold(filter->value, arena);
    const struct table *table = table_named("doctypes");
    uint32_t code = table_column(table, "code"), name = table_column(table, "name");
    bool known = false;
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str folded_code = field_fold(table_cell(table, row, code), arena);
        struct str folded_name = field_fold(table_cell(table, row, name), arena);
        if (!str_equal(asked, folded_code) && !str_equal(asked, folded_name))
            continue;
        known = true;
        for (size_t i = 0; i < types.count; i++)
            if (str_equal(types.items[i].value, folded_code) ||
                str_equal(types.items[i].value, folded_name)) {
                struct candidate candidate = types.items[i];
                candidate.name = table_cell(table, row, name);
                candidate_add(&out->candidates, &out->count, &candidate, arena);
            }
    }
    if (known)
        return true;
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.items[i].value, asked)) {
            candidate_add(&out->candidates, &out->count, &types.items[i], arena);
            return true;
        }
    error_set(err, ERROR_USAGE, _("%.*s: there is no document type “%.*s”"),
              STR_ARG(filter->where), STR_ARG(filter->value));
    return error_hint(
        err, _("a type is a name or a code: “thông báo” or TB; tracuu list types "
               "names those in the archive"));
}
