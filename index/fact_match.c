// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fact_match.h"

#include "index/dates.h"
#include "index/dead.h"

#include <stdlib.h>
#include <string.h>

// Where more must be gathered, libxapian, which goes through blocks, is as good.
enum { MOST = 1 << 16 };

struct matcher {
    struct index *index;
    enum collection collection;
    struct glass *glass; // of the segment
    struct arena *arena; // of what is found in it
    size_t left;         // documents that may still be gathered
    bool refused;        // there are more of them
};

// Documents of a segment, ascending.
struct set {
    uint32_t *items;
    size_t count;
};

static bool only_facts(const struct clause *clause, unsigned depth)
{
    if (depth > XAPIAN_DEPTH_MAX || (clause->kind == CLAUSE_TERM &&
                                     (!clause->term.len || field_is_word(clause->term))))
        return false;
    for (size_t i = 0; i < clause->count; i++)
        if (!only_facts(clause->children[i], depth + 1))
            return false;
    return clause->kind == CLAUSE_TERM || clause->kind == CLAUSE_NOTHING ||
           clause->kind == CLAUSE_ALL || clause->kind == CLAUSE_SLOT_GE ||
           clause->kind == CLAUSE_SLOT_LE || clause->count > 0;
}

// How many documents of the segment it can match at most.
static size_t bound(struct matcher *matcher, const struct clause *clause)
{
    const size_t all = glass_documents(matcher->glass);
    size_t sum = 0, least = all;
    switch (clause->kind) {
    case CLAUSE_NOTHING:
        return 0;
    case CLAUSE_ALL:
    case CLAUSE_SLOT_GE:
    case CLAUSE_SLOT_LE:
        return all;
    case CLAUSE_TERM:
        return glass_frequency(matcher->glass, clause->term);
    case CLAUSE_OR:
    case CLAUSE_SYNONYM:
        for (size_t i = 0; i < clause->count && sum < all; i++)
            sum += bound(matcher, clause->children[i]);
        return sum < all ? sum : all;
    case CLAUSE_AND:
    case CLAUSE_FILTER:
        for (size_t i = 0; i < clause->count; i++) {
            const size_t here = bound(matcher, clause->children[i]);
            least = here < least ? here : least;
        }
        return least;
    case CLAUSE_NOT:
    case CLAUSE_MAYBE:
    case CLAUSE_SCALE:
        break;
    }
    return bound(matcher, clause->children[0]);
}

// ---- Sets ----

// All of some sets, each document once: two halves are merged.
static struct set merged(const struct matcher *matcher, const struct set *sets,
                         size_t count)
{
    if (count < 2)
        return count ? *sets : (struct set){NULL, 0};
    const struct set low = merged(matcher, sets, count / 2);
    const struct set high = merged(matcher, sets + count / 2, count - count / 2);
    if (!low.count || !high.count)
        return low.count ? low : high;
    struct set out = {
        arena_take(matcher->arena, (low.count + high.count) * sizeof *out.items), 0};
    size_t one = 0, other = 0;
    while (one < low.count && other < high.count) {
        const uint32_t next =
            low.items[one] < high.items[other] ? low.items[one] : high.items[other];
        one += low.items[one] == next;
        other += high.items[other] == next;
        out.items[out.count++] = next;
    }
    for (; one < low.count; one++)
        out.items[out.count++] = low.items[one];
    for (; other < high.count; other++)
        out.items[out.count++] = high.items[other];
    return out;
}

static void keep_term(struct matcher *matcher, struct str term, struct set *set)
{
    struct glass_list list;
    size_t kept = 0;
    glass_list_open(&list, matcher->glass, term);
    for (size_t i = 0; i < set->count; i++)
        if (glass_list_next(&list, set->items[i]) == set->items[i])
            set->items[kept++] = set->items[i];
    set->count = kept;
    glass_list_close(&list);
}

static void keep_values(struct matcher *matcher, const struct clause *clause,
                        struct set *set)
{
    struct glass_values values;
    size_t kept = 0;
    glass_values_open(&values, matcher->glass, (uint32_t)clause->slot);
    for (size_t i = 0; i < set->count; i++) {
        const struct str value = glass_value(&values, set->items[i]);
        const int order = value.len ? str_compare(value, clause->term) : 0;
        if (value.len && (clause->kind == CLAUSE_SLOT_GE ? order >= 0 : order <= 0))
            set->items[kept++] = set->items[i];
    }
    set->count = kept;
    glass_values_close(&values);
}

static struct set copy(const struct matcher *matcher, const struct set *set)
{
    struct set out = {ARENA_ARRAY(matcher->arena, uint32_t, set->count + 1), set->count};
    if (set->count)
        memcpy(out.items, set->items, set->count * sizeof *set->items);
    return out;
}

// Leaves those of the set that are in the other, or that are not.
static void keep_common(struct set *set, const struct set *other, bool there)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < set->count; i++) {
        while (at < other->count && other->items[at] < set->items[i])
            at++;
        if ((at < other->count && other->items[at] == set->items[i]) == there)
            set->items[kept++] = set->items[i];
    }
    set->count = kept;
}

static void keep(struct matcher *matcher, const struct clause *clause, struct set *set);

// Leaves those that no child but the first matches.
static void drop_others(struct matcher *matcher, const struct clause *clause,
                        struct set *set)
{
    for (size_t i = 1; i < clause->count && set->count; i++) {
        struct set some = copy(matcher, set);
        keep(matcher, clause->children[i], &some);
        keep_common(set, &some, false);
    }
}

// Leaves those that the clause matches.
static void keep(struct matcher *matcher, const struct clause *clause, struct set *set)
{
    struct set some;
    switch (clause->kind) {
    case CLAUSE_ALL:
        return;
    case CLAUSE_NOTHING:
        set->count = 0;
        return;
    case CLAUSE_TERM:
        keep_term(matcher, clause->term, set);
        return;
    case CLAUSE_SLOT_GE:
    case CLAUSE_SLOT_LE:
        keep_values(matcher, clause, set);
        return;
    case CLAUSE_OR:
    case CLAUSE_SYNONYM: {
        struct set left = copy(matcher, set);
        for (size_t i = 0; i < clause->count && left.count; i++) {
            some = copy(matcher, &left);
            keep(matcher, clause->children[i], &some);
            keep_common(&left, &some, false);
        }
        keep_common(set, &left, false);
        return;
    }
    case CLAUSE_NOT:
        keep(matcher, clause->children[0], set);
        drop_others(matcher, clause, set);
        return;
    case CLAUSE_AND:
    case CLAUSE_FILTER:
        for (size_t i = 0; i < clause->count && set->count; i++)
            keep(matcher, clause->children[i], set);
        return;
    case CLAUSE_MAYBE:
    case CLAUSE_SCALE:
        break;
    }
    keep(matcher, clause->children[0], set);
}

static bool may_gather(struct matcher *matcher, size_t count)
{
    matcher->refused |= count > matcher->left;
    matcher->left -= matcher->refused ? 0 : count;
    return !matcher->refused;
}

static struct set all_documents(struct matcher *matcher)
{
    const uint32_t count = glass_documents(matcher->glass);
    if (!may_gather(matcher, count))
        return (struct set){NULL, 0};
    struct set out = {ARENA_ARRAY(matcher->arena, uint32_t, (size_t)count + 1), count};
    for (uint32_t i = 0; i < count; i++)
        out.items[i] = i + 1;
    return out;
}

static struct set of_term(struct matcher *matcher, struct str term)
{
    struct set out = {NULL, 0};
    struct glass_list list;
    glass_list_open(&list, matcher->glass, term);
    if (list.count && may_gather(matcher, list.count))
        out.items = ARENA_ARRAY(matcher->arena, uint32_t, list.count);
    for (uint32_t at = 0;
         out.items && out.count < list.count && (at = glass_list_next(&list, at + 1));)
        out.items[out.count++] = at;
    glass_list_close(&list);
    return out;
}

// All documents that the clause matches.
static struct set collect(struct matcher *matcher, const struct clause *clause)
{
    struct set out = {NULL, 0};
    size_t rarest = 0, least = SIZE_MAX;
    switch (clause->kind) {
    case CLAUSE_NOTHING:
        return out;
    case CLAUSE_TERM:
        return of_term(matcher, clause->term);
    case CLAUSE_OR:
    case CLAUSE_SYNONYM: {
        struct set *parts = ARENA_ARRAY(matcher->arena, struct set, clause->count + 1);
        for (size_t i = 0; i < clause->count; i++)
            parts[i] = collect(matcher, clause->children[i]);
        return merged(matcher, parts, clause->count);
    }
    case CLAUSE_AND:
    case CLAUSE_FILTER:
        for (size_t i = 0; i < clause->count; i++) {
            const size_t here = bound(matcher, clause->children[i]);
            if (here < least) {
                least = here;
                rarest = i;
            }
        }
        out = collect(matcher, clause->children[rarest]);
        for (size_t i = 0; i < clause->count && out.count; i++)
            if (i != rarest)
                keep(matcher, clause->children[i], &out);
        return out;
    case CLAUSE_NOT:
    case CLAUSE_MAYBE:
    case CLAUSE_SCALE:
        out = collect(matcher, clause->children[0]);
        if (clause->kind == CLAUSE_NOT)
            drop_others(matcher, clause, &out);
        return out;
    case CLAUSE_ALL:
    case CLAUSE_SLOT_GE:
    case CLAUSE_SLOT_LE:
        break;
    }
    out = all_documents(matcher);
    keep(matcher, clause, &out);
    return out;
}

// Leaves out what is dead in the segment.
static void bury(struct matcher *matcher, uint32_t part, struct set *set)
{
    const uint64_t *dead = dead_documents(matcher->index, part, matcher->collection);
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++)
        if (!dead_is(dead, set->items[i]))
            set->items[kept++] = set->items[i];
    set->count = kept;
}

// ---- The order of days ----

struct dated {
    uint32_t day; // index/dates.h
    struct hit hit;
    uint32_t number; // of the document among all segments, as libxapian counts
};

static int oldest_first(const void *a, const void *b)
{
    const struct dated *one = a, *other = b;
    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

static int newest_first(const void *a, const void *b)
{
    const struct dated *one = a, *other = b;
    if (one->day != other->day)
        return one->day > other->day ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

struct found {
    struct dated *items;
    size_t count, room;
};

// The dates of a segment's notices, NULL when it has none or they are damaged.
static const struct mapped *dates_of(struct opened_part *part)
{
    char path[SEGMENT_PATH];
    if (!part->dates.at && !part->no_dates)
        part->no_dates =
            !dates_open(&part->dates, segment_path(path, part->folder, SEGMENT_DATES),
                        part->store.notices.count, NULL);
    return part->no_dates ? NULL : &part->dates;
}

static void add_dated(struct matcher *matcher, const struct set *set, uint32_t part,
                      enum dates_order order, struct found *found, struct arena *arena)
{
    const uint32_t parts = (uint32_t)matcher->index->part_count;
    const uint32_t slot = (uint32_t)fields[FIELD_PERIOD].slot;
    const struct mapped *dates = matcher->collection == COLLECTION_NOTICES
                                     ? dates_of(&matcher->index->parts[part])
                                     : NULL;
    struct glass_values values;
    glass_values_open(&values, matcher->glass, order == DATES_OLDEST ? slot + 2 : slot);
    for (size_t i = 0; i < set->count; i++) {
        const uint32_t document = set->items[i];
        found->items = arena_grow(arena, found->items, found->count, &found->room,
                                  sizeof *found->items);
        found->items[found->count++] =
            (struct dated){dates && document <= (dates->len - 8) / 8
                               ? dates_at(dates, document, order)
                               : dates_number(glass_value(&values, document)),
                           {.segment = part, .document = document},
                           (document - 1) * parts + part};
    }
    glass_values_close(&values);
}

bool fact_match(struct index *index, enum collection collection,
                const struct clause *clause, const struct match_options *options,
                struct matches *out, struct arena *arena)
{
    if (options->order == ORDER_RELEVANCE || options->facet_count || !index->part_count ||
        !only_facts(clause, 0) || !opened_all_glass(index, collection))
        return false;
    struct matcher matcher = {index, collection, NULL, arena_new(), MOST, false};
    struct found found = {0};
    bool good = true;
    for (uint32_t part = 0; part < index->part_count && good; part++) {
        matcher.glass = index->parts[part].glass[collection];
        arena_reset(matcher.arena);
        struct set set = collect(&matcher, clause);
        if (matcher.refused)
            break;
        bury(&matcher, part, &set);
        add_dated(&matcher, &set, part,
                  options->order == ORDER_OLDEST ? DATES_OLDEST : DATES_NEWEST, &found,
                  arena);
        good = !matcher.refused && !glass_damaged(matcher.glass);
    }
    arena_free(matcher.arena);
    if (!good || matcher.refused)
        return false;
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items,
              options->order == ORDER_OLDEST ? oldest_first : newest_first);
    *out = (struct matches){
        .count = found.count < options->limit ? found.count : options->limit,
        .at_least = found.count,
        .about = found.count,
        .exact = true,
    };
    out->hits = ARENA_ARRAY(arena, struct hit, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        out->hits[i] = found.items[i].hit;
    out->ordered = out->count;
    return true;
}
