// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/repeated.h"

#include "analyzers/token.h"

#include <stdlib.h>
#include <string.h>

// Two orders are taken for the same when this share of their words is common; short ones
// need more.
static const double same_share = 0.7, short_share = 0.9;
enum { SHORT_WORDS = 8, BANDS = 6, BUCKET_MOST = 24 };

// The different words of a text as hashes, ascending.
struct words_of {
    uint32_t *items;
    size_t count;
};

static int compare_words(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static void read_words(struct words_of *out, struct str text, struct arena *arena)
{
    struct view *view = arena_alloc(arena, sizeof *view);
    view_read(view, text, arena);
    size_t room = 0;
    uint32_t at = 0;
    struct token token;
    *out = (struct words_of){0};
    while (token_next(view, &at, &token)) {
        char term[TERM_SIZE];
        if (token.kind == TOKEN_NUMBER)
            continue;
        size_t len = token_term(view, &token, term);
        uint32_t hash = 2166136261u;
        for (size_t i = 0; i < len; i++)
            hash = (hash ^ (uint8_t)term[i]) * 16777619u;
        out->items = arena_grow(arena, out->items, out->count, &room, sizeof *out->items);
        out->items[out->count++] = hash;
    }
    if (!out->count)
        return;
    qsort(out->items, out->count, sizeof *out->items, compare_words);
    size_t kept = 1;
    for (size_t i = 1; i < out->count; i++)
        if (out->items[i] != out->items[kept - 1])
            out->items[kept++] = out->items[i];
    out->count = kept;
}

static double shared(const struct words_of *a, const struct words_of *b)
{
    size_t i = 0, k = 0, both = 0;
    while (i < a->count && k < b->count) {
        if (a->items[i] == b->items[k]) {
            both++;
            i++;
            k++;
        } else if (a->items[i] < b->items[k]) {
            i++;
        } else {
            k++;
        }
    }
    size_t all = a->count + b->count - both;
    return all ? (double)both / (double)all : 0;
}

static bool common_unit(const struct directive *a, const struct directive *b)
{
    for (size_t i = 0; i < a->assignee_count; i++)
        for (size_t k = 0; k < b->assignee_count; k++)
            if (a->assignees[i].role != ROLE_COORDINATE &&
                b->assignees[k].role != ROLE_COORDINATE &&
                str_equal(a->assignees[i].id, b->assignees[k].id))
                return true;
    return false;
}

// The smallest of all words under one of several orders: alike texts have it in common
// nearly always.
static uint32_t smallest(const struct words_of *words, uint32_t band)
{
    uint32_t best = UINT32_MAX;
    for (size_t i = 0; i < words->count; i++) {
        uint32_t mixed = (words->items[i] + band * 0x9E3779B9u) * 0x85EBCA6Bu;
        mixed ^= mixed >> 15;
        mixed *= 0xC2B2AE35u;
        if (mixed < best)
            best = mixed;
    }
    return best;
}

struct bucketed {
    uint32_t key;
    uint32_t item;
};

static int compare_bucketed(const void *left, const void *right)
{
    const struct bucketed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static bool same_order(const struct listing *listing, const struct words_of *words,
                       uint32_t a, uint32_t b)
{
    const struct listed *first = &listing->items[a], *second = &listing->items[b];
    int32_t day = first->document.notice.anatomy.date.to,
            other = second->document.notice.anatomy.date.to;
    // What two files of one day say alike is said once, and does not come back.
    if (!day || !other || day == other ||
        !common_unit(first->directive, second->directive))
        return false;
    bool brief = words[a].count < SHORT_WORDS || words[b].count < SHORT_WORDS;
    return shared(&words[a], &words[b]) >= (brief ? short_share : same_share);
}

void repeated_find(struct listing *listing, bool *repeated, struct arena *arena)
{
    size_t count = listing->count;
    struct words_of *words = ARENA_ARRAY(arena, struct words_of, count + 1);
    struct bucketed *buckets = ARENA_ARRAY(arena, struct bucketed, count + 1);
    uint32_t *leader = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        read_words(&words[i], listing->items[i].text, arena);
        leader[i] = (uint32_t)i;
    }
    for (uint32_t band = 0; band < BANDS; band++) {
        for (size_t i = 0; i < count; i++)
            buckets[i] = (struct bucketed){smallest(&words[i], band), (uint32_t)i};
        qsort(buckets, count, sizeof *buckets, compare_bucketed);
        for (size_t i = 1; i < count; i++) {
            size_t seen = 0;
            for (size_t k = i;
                 k-- > 0 && buckets[k].key == buckets[i].key && seen < BUCKET_MOST;
                 seen++) {
                uint32_t a = leader[buckets[k].item], b = leader[buckets[i].item];
                if (a == b ||
                    !same_order(listing, words, buckets[k].item, buckets[i].item))
                    continue;
                uint32_t low = a < b ? a : b, high = a < b ? b : a;
                // Groups are small: the later one's members follow.
                for (size_t m = high; m < count; m++)
                    if (leader[m] == high)
                        leader[m] = low;
                break;
            }
        }
    }
    uint32_t *sizes = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        sizes[leader[i]]++;
    for (size_t i = 0; i < count; i++) {
        struct listed *first = &listing->items[leader[i]];
        repeated[i] = leader[i] != i;
        if (!repeated[i])
            continue;
        if (!first->repeats)
            first->repeats = ARENA_ARRAY(arena, struct listed *, sizes[leader[i]]);
        first->repeats[first->repeat_count++] = &listing->items[i];
    }
}
