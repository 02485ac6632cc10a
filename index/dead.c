// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/dead.h"

const uint64_t *dead_documents(struct index *index, uint32_t part,
                               enum collection collection)
{
    struct opened_part *opened = &index->parts[part];
    const struct manifest_segment *segment = opened->segment;
    struct glass *glass = opened->glass[collection];
    if (opened->dead_documents[collection] || !segment->dead_count)
        return opened->dead_documents[collection];
    const enum field_id field =
        collection == COLLECTION_NOTICES ? FIELD_ID : FIELD_NOTICE;
    const uint32_t all = glass_documents(glass);
    uint64_t *dead = ARENA_ARRAY(index->arena, uint64_t, (size_t)all / 64 + 1);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < segment->dead_count; i++) {
        char digits[IDENTITY_TEXT_SIZE];
        const struct str id = str_of(identity_text(segment->dead[i], digits));
        struct glass_list list;
        arena_reset(arena);
        glass_list_open(&list, glass, field_term(field, id, arena));
        for (uint32_t at = 0; (at = glass_list_next(&list, at + 1)) && at <= all;)
            dead[(at - 1) / 64] |= (uint64_t)1 << (at - 1) % 64;
        glass_list_close(&list);
    }
    arena_free(arena);
    opened->dead_documents[collection] = dead;
    return dead;
}

size_t dead_with_term(struct index *index, enum collection collection, struct str term)
{
    size_t count = 0;
    for (uint32_t part = 0; part < index->part_count; part++) {
        struct glass *glass = index->parts[part].glass[collection];
        const uint64_t *dead = dead_documents(index, part, collection);
        const uint32_t all = glass_documents(glass);
        struct glass_list list;
        if (!dead)
            continue;
        glass_list_open(&list, glass, term);
        for (uint32_t at = 0; (at = glass_list_next(&list, at + 1)) && at <= all;)
            count += dead_is(dead, at);
        glass_list_close(&list);
    }
    return count;
}
