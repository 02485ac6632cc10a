// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/name_pairs.h"

struct pairing {
    struct name_pairs *out;
    size_t room, count_room, prefix;
    struct arena *arena;
};

static bool take_pair(void *context, struct str term, size_t count)
{
    struct pairing *pairing = context;
    struct name_pairs *out = pairing->out;
    out->items = arena_grow(pairing->arena, out->items, out->count, &pairing->room,
                            sizeof *out->items);
    out->counts = arena_grow(pairing->arena, out->counts, out->count,
                             &pairing->count_room, sizeof *out->counts);
    out->counts[out->count] = count;
    out->items[out->count++] =
        arena_copy(pairing->arena, str_slice(term, pairing->prefix, term.len));
    return true;
}

bool name_pairs_read(struct name_pairs *out, const struct index *index,
                     enum name_kind kind, struct str key, struct arena *arena,
                     struct error *err)
{
    struct str start =
        field_titled((char)kind, arena_printf(arena, "%.*s=", STR_ARG(key)), arena);
    start = field_term(FIELD_TITLED, start, arena);
    struct pairing pairing = {.out = out, .prefix = start.len, .arena = arena};
    *out = (struct name_pairs){0};
    return index_terms(index, COLLECTION_NOTICES, start, take_pair, &pairing, err);
}

bool law_number(struct str *out, const struct index *index, struct str name,
                struct arena *arena, struct error *err)
{
    struct name_pairs numbers;
    *out = (struct str){0};
    if (!name_pairs_read(&numbers, index, NAME_LAW, name, arena, err))
        return false;
    size_t most = 0;
    for (size_t i = 0; i < numbers.count; i++) {
        if (numbers.counts[i] == most)
            *out = (struct str){0};
        if (numbers.counts[i] > most) {
            most = numbers.counts[i];
            *out = numbers.items[i];
        }
    }
    return true;
}

bool law_names(struct name_pairs *out, const struct index *index, struct str number,
               struct arena *arena, struct error *err)
{
    if (!name_pairs_read(out, index, NAME_LAW, number, arena, err))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        struct str meant;
        if (!law_number(&meant, index, out->items[i], arena, err))
            return false;
        out->items[kept] = out->items[i];
        out->counts[kept] = out->counts[i];
        kept += str_equal(meant, number);
    }
    out->count = kept;
    return true;
}
