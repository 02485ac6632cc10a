// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verify.h"

#include <stdlib.h>

// Hits as sorted numbers: segment in the upper half, document in the lower.
struct hit_set {
    uint64_t *items;
    size_t count;
};

static uint64_t hit_number(const struct hit *hit)
{
    return (uint64_t)hit->segment << 32 | hit->document;
}

static int compare_numbers(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static bool prepare(const struct check *check, const struct index *index,
                    enum collection collection, struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < check->count; i++)
        if (!prepare(check->children[i], index, collection, arena, err))
            return false;
    if (check->kind != CHECK_CLAUSE || check->set)
        return true;
    struct matches matches;
    struct match_options options = {.limit = SIZE_MAX, .order = ORDER_OLDEST};
    if (!index_match(index, collection, check->clause, &options, &matches, arena, err))
        return false;
    struct hit_set *set = arena_alloc(arena, sizeof *set);
    set->items = ARENA_ARRAY(arena, uint64_t, matches.count + 1);
    for (size_t i = 0; i < matches.count; i++)
        set->items[set->count++] = hit_number(&matches.hits[i]);
    qsort(set->items, set->count, sizeof *set->items, compare_numbers);
    ((struct check *)check)->set = set;
    return true;
}

bool verify_prepare(const struct plan *plan, const struct index *index,
                    enum collection collection, struct arena *arena, struct error *err)
{
    return !plan->check || prepare(plan->check, index, collection, arena, err);
}

static bool in_place(enum filter_place place, const struct occurrence *occurrence)
{
    return occurrence->strong &&
           (place == FILTER_ANYWHERE || (place == FILTER_TITLE) == occurrence->title);
}

// True when `word` stands at this place of the notice; `from` is the first occurrence at or before the place.
static bool stands_at(const struct occurrences *reading, size_t from, uint32_t place,
                      uint32_t word, enum filter_place where)
{
    for (size_t i = from; i < reading->count && reading->items[i].place <= place; i++)
        if (reading->items[i].place == place && reading->items[i].word == word &&
            in_place(where, &reading->items[i]))
            return true;
    return false;
}

// The words of a phrase one after another. Inside a phrase a sentence may end: the notice is read as its words.
static bool has_phrase(const struct plan *plan, const struct check *check,
                       const struct occurrences *reading)
{
    const struct asked_place *places = plan->words.places;
    for (size_t i = 0; i < reading->count; i++) {
        const struct occurrence *first = &reading->items[i];
        if (first->word != places[check->from].word || !in_place(plan->place, first))
            continue;
        uint32_t place = first->place;
        size_t next = check->from + 1;
        while (next < check->to) {
            if (stands_at(reading, i, place + 1, places[next].word, plan->place))
                place++;
            else if (stands_at(reading, i, place + 1 + OCCURRENCE_GAP, places[next].word,
                               plan->place))
                place += 1 + OCCURRENCE_GAP;
            else
                break;
            next++;
        }
        if (next == check->to)
            return true;
    }
    return false;
}

static bool has_words(const struct plan *plan, const struct check *check,
                      const struct occurrences *reading)
{
    for (size_t at = check->from; at < check->to; at++) {
        bool found = false;
        for (size_t i = 0; i < reading->count && !found; i++)
            found = reading->items[i].word == plan->words.places[at].word &&
                    in_place(plan->place, &reading->items[i]);
        if (!found)
            return false;
    }
    return true;
}

static bool passes(const struct plan *plan, const struct check *check,
                   const struct hit *hit, const struct occurrences *reading)
{
    switch (check->kind) {
    case CHECK_PHRASE:
        return has_phrase(plan, check, reading);
    case CHECK_WORD:
        return has_words(plan, check, reading);
    case CHECK_CLAUSE: {
        const struct hit_set *set = check->set;
        uint64_t number = hit_number(hit);
        return set->count &&
               bsearch(&number, set->items, set->count, sizeof number, compare_numbers);
    }
    case CHECK_NOT:
        return !passes(plan, check->children[0], hit, reading);
    case CHECK_AND:
        for (size_t i = 0; i < check->count; i++)
            if (!passes(plan, check->children[i], hit, reading))
                return false;
        return true;
    case CHECK_OR:
        for (size_t i = 0; i < check->count; i++)
            if (passes(plan, check->children[i], hit, reading))
                return true;
        return false;
    }
    return false;
}

bool verify(const struct plan *plan, const struct hit *hit,
            const struct occurrences *reading)
{
    return !plan->check || passes(plan, plan->check, hit, reading);
}
