// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/filter_value.h"

#include "base/translate.h"
#include "searcher/typed_reference.h"

#include <string.h>

struct listing {
    struct value_list *list;
    size_t room;
    enum field_id field;
    struct arena *arena;
};

static bool list_value(void *context, struct str term, size_t count)
{
    struct listing *listing = context;
    struct value_list *list = listing->list;
    struct str value = field_value(listing->field, term);
    if (!value.at)
        return true;
    list->items = arena_grow(listing->arena, list->items, list->count, &listing->room,
                             sizeof *list->items);
    list->items[list->count++] =
        (struct candidate){.value = arena_copy(listing->arena, value), .count = count};
    return true;
}

bool value_list_read(struct value_list *out, const struct index *index,
                     enum collection collection, enum field_id field, struct str prefix,
                     struct arena *arena, struct error *err)
{
    *out = (struct value_list){0};
    struct listing listing = {.list = out, .field = field, .arena = arena};
    // Not field_term: a long prefix would be hashed, and no value is that long before it
    // is.
    struct str start =
        arena_printf(arena, "%s%.*s", fields[field].prefix, STR_ARG(prefix));
    return index_terms(index, collection, start, list_value, &listing, err);
}

// The keys that agree with the question, from the citations or from the notices' own
// numbers.
static bool add_keys(struct filter_answer *out, size_t *room, const struct index *index,
                     enum collection collection, enum field_id field,
                     const struct reference_query *asked, struct arena *arena,
                     struct error *err)
{
    struct str prefix = asked->number.len
                            ? arena_printf(arena, "%.*s/", STR_ARG(asked->number))
                            : STR("luat:");
    struct value_list keys;
    if (!value_list_read(&keys, index, collection, field, prefix, arena, err))
        return false;
    for (size_t i = 0; i < keys.count; i++) {
        if (!reference_query_matches(asked, keys.items[i].value))
            continue;
        size_t known = 0;
        while (known < out->count &&
               !str_equal(out->candidates[known].value, keys.items[i].value))
            known++;
        if (known < out->count) {
            if (out->candidates[known].count < keys.items[i].count)
                out->candidates[known].count = keys.items[i].count;
            continue;
        }
        out->candidates =
            arena_grow(arena, out->candidates, out->count, room, sizeof *out->candidates);
        out->candidates[out->count++] = keys.items[i];
    }
    return true;
}

static void add_key(struct filter_answer *out, size_t *room, struct str key,
                    struct arena *arena)
{
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->candidates[i].value, key))
            return;
    out->candidates =
        arena_grow(arena, out->candidates, out->count, room, sizeof *out->candidates);
    out->candidates[out->count++] = (struct candidate){.value = key, .name = key};
}

// A law by name and by number is one document.
static void add_names(struct filter_answer *out, size_t *room, struct arena *arena)
{
    const struct decree *decree = &out->documents.items[0];
    if (!decree->name_count)
        return;
    add_key(out, room, decree->key, arena);
    for (size_t i = 0; i < decree->name_count; i++)
        add_key(out, room, decree->names[i], arena);
}

bool filter_find_references(const struct index *index, enum collection collection,
                            const struct filter *filter, struct filter_answer *out,
                            struct arena *arena, struct error *err)
{
    struct reference_query asked;
    size_t room = 0;
    // A key as `list refs` and JSON print it is taken as it is.
    struct str key = filter->value;
    if ((index_frequency(index, field_term(FIELD_REF, key, arena)) ||
         index_frequency(index, field_term(FIELD_SELF, key, arena)))) {
        out->candidates = arena_grow(arena, NULL, 0, &room, sizeof *out->candidates);
        out->candidates[out->count++] = (struct candidate){
            .value = key,
            .name = key,
            .count = index_frequency(index, field_term(FIELD_REF, key, arena))};
        return true;
    }
    if (!typed_reference(&asked, filter->value, arena)) {
        error_set(err, ERROR_USAGE, _("%.*s: “%.*s” is not the number of a document"),
                  STR_ARG(filter->where), STR_ARG(filter->value));
        return error_hint(
            err, _("for example 163/2021/NQ-HĐND, “nghị quyết 163/2021” or nq163"));
    }
    if (!add_keys(out, &room, index, collection, FIELD_REF, &asked, arena, err) ||
        !add_keys(out, &room, index, collection, FIELD_SELF, &asked, arena, err))
        return false;
    // Words that were only recognised are not worth asking what else the archive knows.
    if (filter->field == FIELD_REF && filter->where.len &&
        !decrees_named(&out->documents, index, &asked, arena, err))
        return false;
    if (out->documents.count == 1)
        add_names(out, &room, arena);
    out->ambiguous = out->documents.count > 1;
    return true;
}
