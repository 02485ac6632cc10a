// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/best.h"

#include <string.h>

// ---- Numbers in order ----

// Puts the smaller ones before the greater ones; returns how many the smaller are.
static inline size_t part_numbers(uint64_t *items, size_t count)
{
    const uint64_t pivot = items[count / 2];
    size_t low = 0, high = count - 1;
    for (;;) {
        while (items[low] < pivot)
            low++;
        while (items[high] > pivot)
            high--;
        if (low >= high)
            return high + 1;
        const uint64_t item = items[low];
        items[low++] = items[high];
        items[high--] = item;
    }
}

static void sort_numbers(uint64_t *items, size_t count)
{
    while (count > 12) {
        const size_t left = part_numbers(items, count), right = count - left;
        if (left < right) {
            sort_numbers(items, left);
            items += left;
            count = right;
        } else {
            sort_numbers(items + left, right);
            count = left;
        }
    }
    for (size_t i = 1; i < count; i++) {
        const uint64_t item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1] > item; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

// Puts the `wanted` smallest in front, sorted.
static void choose_numbers(uint64_t *items, size_t count, size_t wanted)
{
    size_t from = 0, to = count; // what the place `wanted` is among
    while (to - from > 12) {
        const size_t middle = from + part_numbers(items + from, to - from);
        if (wanted <= middle)
            to = middle;
        else
            from = middle;
    }
    sort_numbers(items + from, to - from);
    if (from)
        sort_numbers(items, from);
}

// ---- Choosing ----

void best_start(struct best *best, size_t limit)
{
    *best = (struct best){.limit = limit, .worst = limit ? UINT64_MAX : 0};
}

// Keeps as many as are wanted, in no order.
static void cut(struct best *best)
{
    if (best->count <= best->limit)
        return;
    choose_numbers(best->items, best->count, best->limit);
    best->count = best->limit;
    best->worst = best->items[best->limit - 1];
}

static void make_room(struct best *best, struct arena *arena)
{
    if (best->count == best->room && best->limit < best->room / 2)
        cut(best);
    best->items =
        arena_grow(arena, best->items, best->count, &best->room, sizeof *best->items);
}

static float weight_of(uint64_t item)
{
    const uint32_t bits = ~(uint32_t)(item >> 32);
    float weight;
    memcpy(&weight, &bits, sizeof weight);
    return weight;
}

float best_least(struct best *best)
{
    cut(best);
    return weight_of(best->worst);
}

void best_add(struct best *best, const float *weights, const uint16_t *places,
              size_t count, uint32_t first, uint32_t part, uint32_t parts,
              struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits; // numbers that are not negative sort like these
        memcpy(&bits, &weights[i], sizeof bits);
        if (~bits > best->worst >> 32)
            continue;
        const uint32_t number = (first - 1 + places[i]) * parts + part;
        const uint64_t item = (uint64_t)~bits << 32 | number;
        if (item >= best->worst)
            continue;
        if (best->count == best->room)
            make_room(best, arena);
        best->items[best->count++] = item;
    }
}

// ---- In order ----

static struct hit hit_of(uint64_t item, uint32_t parts)
{
    const uint32_t number = (uint32_t)item;
    return (struct hit){number % parts, number / parts + 1, weight_of(item)};
}

void best_end(struct best *best, size_t ordered, uint32_t parts, struct matches *out,
              struct arena *arena)
{
    cut(best);
    *out = (struct matches){
        .hits = arena_take(arena, (best->count + 1) * sizeof *out->hits),
        .count = best->count,
        .at_least = best->seen,
        .about = best->seen,
        .exact = true,
        .found = arena_take(arena, (best->count + 1) * sizeof *out->found),
        .later = arena_take(arena, (best->count + 1) * sizeof *out->later),
        .parts = parts,
    };
    if (best->count) {
        memcpy(out->found, best->items, best->count * sizeof *best->items);
        memcpy(out->later, best->items, best->count * sizeof *best->items);
    }
    matches_order(out, ordered ? ordered : best->count);
}

void matches_order(struct matches *matches, size_t ordered)
{
    if (ordered > matches->count)
        ordered = matches->count;
    if (ordered <= matches->ordered)
        return;
    choose_numbers(matches->later + matches->ordered, matches->count - matches->ordered,
                   ordered - matches->ordered);
    for (size_t i = matches->ordered; i < ordered; i++)
        matches->hits[i] = hit_of(matches->later[i], matches->parts);
    matches->ordered = ordered;
}

// What is not in order yet is greater than all that is.
static uint64_t last_ordered(const struct matches *matches)
{
    return matches->ordered ? matches->later[matches->ordered - 1] : 0;
}

size_t matches_rest(const struct matches *matches, struct hit *hits)
{
    size_t count = 0;
    if (matches->ordered == matches->count)
        return 0;
    const uint64_t last = last_ordered(matches);
    for (size_t i = 0; i < matches->count; i++)
        if (matches->found[i] > last)
            hits[count++] = hit_of(matches->found[i], matches->parts);
    return count;
}

void matches_leave(struct matches *matches, const bool *left)
{
    size_t count = matches->ordered, rest = 0;
    if (matches->ordered == matches->count)
        return;
    const uint64_t last = last_ordered(matches);
    for (size_t i = 0; i < matches->count; i++)
        if (matches->found[i] > last && left[rest++])
            matches->later[count++] = matches->found[i];
    matches->count = matches->at_least = matches->about = count;
    matches_order(matches, count);
}
