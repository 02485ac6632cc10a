// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "base/words.h"
#include "index/opened.h"
#include "index/unit_ids.h"

#include <stdlib.h>

// Several segments know most units.
struct naming {
    struct str name;
    struct words *seen;
    bool (*visit)(void *context, struct str id);
    void *context;
    bool ended;
};

static bool visit_once(void *context, struct str id)
{
    struct naming *naming = context;
    const uint32_t known = words_count(naming->seen);
    if (words_add(naming->seen, id) == known)
        naming->ended = !naming->visit(naming->context, id);
    return !naming->ended;
}

static bool visit_if_named(void *context, struct str term, size_t count)
{
    struct naming *naming = context;
    const struct str id = field_value(FIELD_UNIT, term);
    (void)count;
    if (!str_ends(id, naming->name) ||
        (id.len > naming->name.len && id.at[id.len - naming->name.len - 1] != '/'))
        return true;
    return naming->visit(naming->context, id);
}

static bool open_units(struct opened_part *part)
{
    char path[SEGMENT_PATH];
    return part->units.at ||
           (part->folder &&
            unit_ids_open(&part->units, segment_path(path, part->folder, SEGMENT_UNITS),
                          NULL));
}

// Whether all segments say so in a file of their own.
static bool open_all_units(const struct index *index)
{
    size_t i = 0;
    while (i < index->part_count && open_units(&index->parts[i]))
        i++;
    return i == index->part_count;
}

bool index_units_named(const struct index *index, struct str name,
                       bool (*visit)(void *context, struct str id), void *context,
                       struct error *err)
{
    struct naming naming = {name, NULL, visit, context, false};
    if (!open_all_units(index))
        return index_terms(index, COLLECTION_NOTICES, str_of(fields[FIELD_UNIT].prefix),
                           visit_if_named, &naming, err);
    struct arena *arena = arena_new();
    naming.seen = words_new();
    for (size_t i = 0; i < index->part_count && !naming.ended; i++)
        unit_ids_named(&index->parts[i].units, name, visit_once, &naming, arena);
    words_free(naming.seen);
    arena_free(arena);
    return true;
}

// ---- Issuers ----

struct issuers {
    struct arena *arena;
    struct str *items;
    size_t count, room;
};

static void add_issuer(struct issuers *issuers, struct str id)
{
    issuers->items = arena_grow(issuers->arena, issuers->items, issuers->count,
                                &issuers->room, sizeof *issuers->items);
    issuers->items[issuers->count++] = id;
}

static bool copy_issuer(void *context, struct str term, size_t count)
{
    struct issuers *issuers = context;
    (void)count;
    add_issuer(issuers, arena_copy(issuers->arena, field_value(FIELD_ISSUER, term)));
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool index_issuers(const struct index *index, struct str **ids, size_t *count,
                   struct arena *arena, struct error *err)
{
    struct issuers issuers = {.arena = arena};
    bool done = true;
    if (!open_all_units(index))
        done = index_terms(index, COLLECTION_NOTICES, str_of(fields[FIELD_ISSUER].prefix),
                           copy_issuer, &issuers, err);
    else
        for (size_t i = 0; i < index->part_count; i++)
            for (uint32_t n = 0; n < unit_ids_issuers(&index->parts[i].units); n++)
                add_issuer(&issuers, unit_ids_issuer(&index->parts[i].units, n));
    if (index->part_count > 1 && issuers.count)
        qsort(issuers.items, issuers.count, sizeof *issuers.items, by_bytes);
    *ids = issuers.items;
    *count = 0;
    for (size_t i = 0; i < issuers.count; i++)
        if (!i || !str_equal(issuers.items[i], issuers.items[i - 1]))
            (*ids)[(*count)++] = issuers.items[i];
    return done;
}
