// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/word_match.h"

#include "index/best.h"
#include "index/bm25.h"
#include "index/row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Notices are gone through in blocks whose counts stay in the processor's first caches.
enum { BLOCK = 1 << 14 };
// Of so few notices each is looked up in a list instead of reading the list through.
enum { FEW = 24 };
// How often a notice may have a word: 0 … 255.
enum { COUNTS = 256 };

static const double k1 = BM25_K1, b = BM25_B, least_length = BM25_LEAST_LENGTH;

struct node {
    enum clause_kind kind; // CLAUSE_TERM for synonyms too
    struct node **children;
    size_t count;
    const struct str *terms; // CLAUSE_TERM
    size_t term_count;
    struct postings_cursor *cursors; // of the terms in this segment
    double frequency;                // notices, about
    float weight;
    // of a term: what it weighs at most by how often a notice has it
    float *most;
    // of each notice of the block: what of it is not 0 has the node; of a term how often
    unsigned char *have;
};

struct matcher {
    struct index *index;
    struct arena *arena; // of the question
    struct arena *block; // of the block
    double notices;
    float mean_length;
    // of this block
    const struct opened_part *part;
    uint32_t first; // notice, from 1
    uint32_t size;
};

// Places in a block, ascending.
struct places {
    uint16_t *items;
    size_t count;
};

static bool only_words(const struct clause *clause, unsigned depth)
{
    if (depth > XAPIAN_DEPTH_MAX || clause->kind == CLAUSE_SLOT_GE ||
        clause->kind == CLAUSE_SLOT_LE || clause->kind == CLAUSE_ALL)
        return false;
    if (clause->kind == CLAUSE_TERM)
        return field_is_word(clause->term);
    for (size_t i = 0; i < clause->count; i++)
        if (!only_words(clause->children[i], depth + 1) ||
            (clause->kind == CLAUSE_SYNONYM && clause->children[i]->kind != CLAUSE_TERM))
            return false;
    return clause->count > 0 || clause->kind == CLAUSE_NOTHING;
}

bool word_match_can(const struct index *index, enum collection collection,
                    const struct clause *clause, const struct match_options *options)
{
    if (collection != COLLECTION_NOTICES || options->order != ORDER_RELEVANCE ||
        options->facet_count || !index->part_count)
        return false;
    for (size_t i = 0; i < index->part_count; i++)
        if (!index->parts[i].postings.file.at)
            return false;
    return only_words(clause, 0);
}

// ---- The question ----

// How many notices have any of the terms, when each is as likely with the others as
// without: what Xapian weighs synonyms by.
static double frequency_of(const struct matcher *matcher, const struct node *node)
{
    double without = 1;
    for (size_t term = 0; term < node->term_count; term++) {
        double frequency = 0;
        for (size_t i = 0; i < matcher->index->part_count; i++) {
            const struct vocabulary *words = &matcher->index->parts[i].vocabulary;
            frequency +=
                vocabulary_notices(words, vocabulary_find(words, node->terms[term]));
        }
        if (node->term_count == 1)
            return frequency;
        without *= 1 - frequency / matcher->notices;
    }
    return floor(matcher->notices * (1 - without) + 0.5);
}

static int by_frequency(const void *a, const void *c)
{
    const struct node *one = *(struct node *const *)a, *other = *(struct node *const *)c;
    return one->frequency < other->frequency ? -1 : one->frequency > other->frequency;
}

static struct node *compile(struct matcher *matcher, const struct clause *clause,
                            double scale)
{
    if (clause->kind == CLAUSE_SCALE)
        return compile(matcher, clause->children[0], scale * clause->scale);
    struct arena *arena = matcher->arena;
    struct node *node = arena_alloc(arena, sizeof *node);
    node->kind = clause->kind;
    node->have = arena_take(arena, BLOCK);
    if (clause->kind == CLAUSE_TERM || clause->kind == CLAUSE_SYNONYM) {
        node->kind = CLAUSE_TERM;
        node->term_count = clause->kind == CLAUSE_TERM ? 1 : clause->count;
        struct str *terms = ARENA_ARRAY(arena, struct str, node->term_count);
        terms[0] = clause->term;
        for (size_t i = 0; i < clause->count; i++)
            terms[i] = clause->children[i]->term;
        node->terms = terms;
        node->cursors = arena_take(arena, node->term_count * sizeof *node->cursors);
        node->frequency = frequency_of(matcher, node);
        node->weight = (float)(scale * bm25_most(matcher->notices, node->frequency));
        node->most = arena_take(arena, COUNTS * sizeof *node->most);
        for (int count = 0; count < COUNTS; count++)
            node->most[count] =
                (float)(node->weight * count / (count + k1 * (b * least_length + 1 - b)));
        return node;
    }
    node->count = clause->count;
    node->children = ARENA_ARRAY(arena, struct node *, clause->count + 1);
    for (size_t i = 0; i < clause->count; i++) {
        node->children[i] = compile(matcher, clause->children[i], scale);
        const double frequency = node->children[i]->frequency;
        if (i == 0)
            node->frequency = frequency;
        else if (node->kind == CLAUSE_OR)
            node->frequency += frequency;
        else if (node->kind != CLAUSE_NOT && node->kind != CLAUSE_MAYBE &&
                 frequency < node->frequency)
            node->frequency = frequency;
    }
    // The rarest first, so that the others are looked up for few.
    if (node->kind == CLAUSE_AND)
        qsort(node->children, node->count, sizeof *node->children, by_frequency);
    return node;
}

// Puts the cursors at the start of a segment.
static void enter(const struct matcher *matcher, struct node *node)
{
    const struct opened_part *part = matcher->part;
    for (size_t i = 0; i < node->term_count; i++)
        postings_first(&node->cursors[i], &part->postings,
                       vocabulary_find(&part->vocabulary, node->terms[i]));
    for (size_t i = 0; i < node->count; i++)
        enter(matcher, node->children[i]);
}

// ---- Which notices of a block have a node ----

static unsigned char add_counts(unsigned one, unsigned other)
{
    return (unsigned char)(one + other < 255 ? one + other : 255);
}

static void fill_term(const struct matcher *matcher, struct node *node,
                      const struct places *only)
{
    if (!only) {
        for (size_t i = 0; i < node->term_count; i++)
            (i ? postings_add : postings_fill)(&node->cursors[i], matcher->first,
                                               matcher->size, node->have);
        return;
    }
    for (size_t i = 0; i < only->count; i++)
        node->have[only->items[i]] = 0;
    for (size_t t = 0; t < node->term_count; t++)
        for (size_t i = 0; i < only->count; i++) {
            unsigned char *have = &node->have[only->items[i]];
            *have = add_counts(
                *have, postings_at(&node->cursors[t], matcher->first + only->items[i]));
        }
}

// The places that have something, among `only` where it is given.
static struct places places_of(const struct matcher *matcher, const unsigned char *have,
                               const struct places *only)
{
    struct places out = {
        arena_take(matcher->block, (only ? only->count + 1 : BLOCK) * sizeof *out.items),
        0};
    if (only) {
        for (size_t i = 0; i < only->count; i++) {
            out.items[out.count] = only->items[i];
            out.count += have[only->items[i]] != 0;
        }
        return out;
    }
    uint32_t at = 0;
    for (; at + 8 <= matcher->size; at += 8) {
        uint64_t eight;
        memcpy(&eight, have + at, sizeof eight);
        if (!eight)
            continue;
        for (uint32_t i = at; i < at + 8; i++) {
            out.items[out.count] = (uint16_t)i;
            out.count += have[i] != 0;
        }
    }
    for (; at < matcher->size; at++) {
        out.items[out.count] = (uint16_t)at;
        out.count += have[at] != 0;
    }
    return out;
}

static void fill(const struct matcher *matcher, struct node *node,
                 const struct places *only);

// What all, or the first without the others, have: the children from `next` on narrow the
// places down, which are few.
static void fill_few(const struct matcher *matcher, struct node *node,
                     const struct places *only, struct places chosen, size_t next)
{
    for (size_t i = next; i < node->count && chosen.count; i++) {
        struct node *child = node->children[i];
        fill(matcher, child, &chosen);
        if (node->kind == CLAUSE_MAYBE)
            continue;
        size_t kept = 0;
        for (size_t j = 0; j < chosen.count; j++) {
            const uint16_t place = chosen.items[j];
            chosen.items[kept] = place;
            kept += (child->have[place] != 0) != (node->kind == CLAUSE_NOT);
        }
        chosen.count = kept;
    }
    if (!only)
        memset(node->have, 0, matcher->size);
    else
        for (size_t i = 0; i < only->count; i++)
            node->have[only->items[i]] = 0;
    for (size_t i = 0; i < chosen.count; i++)
        node->have[chosen.items[i]] = 1;
}

static void fill_chosen(const struct matcher *matcher, struct node *node,
                        const struct places *only)
{
    const struct node *first = node->children[0];
    size_t next = 1;
    fill(matcher, node->children[0], only);
    if (!only) {
        size_t left = row_mark(node->have, first->have, matcher->size);
        for (; next < node->count && left > FEW; next++) {
            const struct node *child = node->children[next];
            fill(matcher, node->children[next], NULL);
            if (node->kind != CLAUSE_MAYBE)
                left = row_keep(node->have, child->have, node->kind != CLAUSE_NOT,
                                matcher->size);
        }
        if (next == node->count)
            return;
    }
    fill_few(matcher, node, only,
             places_of(matcher, only ? first->have : node->have, only), next);
}

static void fill_any(const struct matcher *matcher, struct node *node,
                     const struct places *only)
{
    memset(node->have, 0, matcher->size);
    for (size_t i = 0; i < node->count; i++) {
        const unsigned char *have = node->children[i]->have;
        fill(matcher, node->children[i], only);
        if (!only)
            row_join(node->have, have, matcher->size);
        for (size_t j = 0; only && j < only->count; j++)
            node->have[only->items[j]] |= have[only->items[j]];
    }
}

static void fill(const struct matcher *matcher, struct node *node,
                 const struct places *only)
{
    if (node->kind == CLAUSE_TERM)
        fill_term(matcher, node, only);
    else if (node->kind == CLAUSE_OR)
        fill_any(matcher, node, only);
    else if (node->count)
        fill_chosen(matcher, node, only);
    else
        memset(node->have, 0, matcher->size);
}

// ---- What they weigh ----

// How many of its children a node weighs by.
static size_t weighing(const struct node *node)
{
    const bool all =
        node->kind == CLAUSE_AND || node->kind == CLAUSE_OR || node->kind == CLAUSE_MAYBE;
    return all ? node->count : node->count > 0;
}

// Adds what the node weighs at each of the places, which have it. `lengths` is k1 times
// what the length of each notice makes of it.
static void weigh(const struct matcher *matcher, const struct node *node,
                  const struct places *places, const float *lengths, float *weights)
{
    if (node->kind == CLAUSE_TERM) {
        for (size_t i = 0; i < places->count; i++) {
            const float count = node->have[places->items[i]];
            weights[i] += node->weight * count / (count + lengths[i]);
        }
        return;
    }
    const bool any = node->kind == CLAUSE_OR || node->kind == CLAUSE_MAYBE;
    for (size_t i = 0; i < weighing(node); i++) {
        const struct node *child = node->children[i];
        if (!any || child->kind == CLAUSE_TERM || child->kind == CLAUSE_OR) {
            weigh(matcher, child, places, lengths, weights);
            continue;
        }
        // Only where the child as a whole is there its parts weigh.
        struct places some = {
            arena_take(matcher->block, places->count * sizeof *some.items), 0};
        float *some_lengths =
            arena_take(matcher->block, places->count * sizeof *some_lengths);
        float *some_weights =
            arena_alloc(matcher->block, places->count * sizeof *some_weights);
        uint16_t *from = arena_take(matcher->block, places->count * sizeof *from);
        for (size_t j = 0; j < places->count; j++) {
            if (!child->have[places->items[j]])
                continue;
            from[some.count] = (uint16_t)j;
            some_lengths[some.count] = lengths[j];
            some.items[some.count++] = places->items[j];
        }
        weigh(matcher, child, &some, some_lengths, some_weights);
        for (size_t j = 0; j < some.count; j++)
            weights[from[j]] += some_weights[j];
    }
}

// What the node may weigh anywhere.
static float most_of(const struct node *node)
{
    float most = node->kind == CLAUSE_TERM ? node->most[COUNTS - 1] : 0;
    for (size_t i = 0; i < weighing(node); i++)
        most += most_of(node->children[i]);
    return most;
}

// Adds what the node may weigh at each of the places, which have it.
static void add_most(const struct node *node, const struct places *places, float *most)
{
    const bool any = node->kind == CLAUSE_OR || node->kind == CLAUSE_MAYBE;
    if (node->kind == CLAUSE_TERM)
        for (size_t i = 0; i < places->count; i++)
            most[i] += node->most[node->have[places->items[i]]];
    for (size_t i = 0; i < weighing(node); i++) {
        const struct node *child = node->children[i];
        if (!any || child->kind == CLAUSE_TERM || child->kind == CLAUSE_OR) {
            add_most(child, places, most);
            continue;
        }
        // Where the child is not there, its parts may be anything.
        const float all = most_of(child);
        for (size_t j = 0; j < places->count; j++)
            most[j] += all;
    }
}

// Leaves the places that may weigh as much as `least`: a sum that is rounded in another
// order may be a little smaller.
static void leave_likely(const struct matcher *matcher, const struct node *root,
                         float least, struct places *places)
{
    float *most = arena_alloc(matcher->block, (places->count + 1) * sizeof *most);
    size_t kept = 0;
    add_most(root, places, most);
    for (size_t i = 0; i < places->count; i++) {
        places->items[kept] = places->items[i];
        kept += most[i] * 1.001f >= least;
    }
    places->count = kept;
}

// ---- A block, a segment, all ----

static bool find_dead(struct matcher *matcher, uint32_t part, struct error *err)
{
    struct index *index = matcher->index;
    struct opened_part *opened = &index->parts[part];
    const struct manifest_segment *segment = opened->segment;
    if (opened->dead || !segment->dead_count)
        return true;
    uint32_t *dead = ARENA_ARRAY(index->arena, uint32_t, segment->dead_count);
    for (size_t i = 0; i < segment->dead_count; i++) {
        char digits[IDENTITY_TEXT_SIZE];
        const struct str id = str_of(identity_text(segment->dead[i], digits));
        if (!opened_find(index, part, COLLECTION_NOTICES,
                         field_term(FIELD_ID, id, matcher->arena), &dead[i], err))
            return false;
    }
    opened->dead = dead;
    return true;
}

static void match_block(const struct matcher *matcher, struct node *root,
                        struct best *best, uint32_t part)
{
    struct arena *arena = matcher->block;
    const struct opened_part *opened = matcher->part;
    arena_reset(arena);
    fill(matcher, root, NULL);
    for (size_t i = 0; opened->dead && i < opened->segment->dead_count; i++)
        if (opened->dead[i] - matcher->first < matcher->size)
            root->have[opened->dead[i] - matcher->first] = 0;
    struct places places = places_of(matcher, root->have, NULL);
    best->seen += places.count;
    const float least = best_least(best);
    if (least > 0)
        leave_likely(matcher, root, least, &places);
    float *lengths = arena_take(arena, (places.count + 1) * sizeof *lengths);
    float *weights = arena_alloc(arena, (places.count + 1) * sizeof *weights);
    for (size_t i = 0; i < places.count; i++) {
        float length =
            (float)postings_length(&opened->postings, matcher->first + places.items[i]) /
            matcher->mean_length;
        if (length < (float)least_length)
            length = (float)least_length;
        lengths[i] = (float)k1 * ((float)b * length + (float)(1 - b));
    }
    weigh(matcher, root, &places, lengths, weights);
    best_add(best, weights, places.items, places.count, matcher->first, part,
             (uint32_t)matcher->index->part_count, matcher->arena);
}

bool word_match(struct index *index, const struct clause *clause,
                const struct match_options *options, struct matches *out,
                struct arena *arena, struct error *err)
{
    struct arena *scratch = arena_new();
    struct matcher matcher = {.index = index, .arena = scratch, .block = arena_new()};
    double length = 0;
    for (size_t i = 0; i < index->part_count; i++) {
        matcher.notices += index->parts[i].postings.notices;
        length += (double)index->parts[i].postings.length;
    }
    matcher.mean_length =
        length > 0 && matcher.notices > 0 ? (float)(length / matcher.notices) : 1;
    struct node *root = compile(&matcher, clause, 1);
    struct best best;
    best_start(&best, options->ordered ? SIZE_MAX : options->limit);
    bool done = true;
    for (uint32_t part = 0; part < index->part_count && done; part++) {
        const uint32_t notices = index->parts[part].postings.notices;
        done = find_dead(&matcher, part, err);
        matcher.part = &index->parts[part];
        enter(&matcher, root);
        for (uint32_t first = 1; first <= notices && done; first += BLOCK) {
            matcher.first = first;
            matcher.size = notices - first + 1 < BLOCK ? notices - first + 1 : BLOCK;
            match_block(&matcher, root, &best, part);
        }
    }
    best_end(&best, options->ordered, (uint32_t)index->part_count, out, arena);
    arena_free(matcher.block);
    arena_free(scratch);
    return done;
}
