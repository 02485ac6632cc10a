// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// In texts that say a thing once, whether it is said tells more than how often.
const struct rank_weights rank_defaults = {
    .pairs = 1.3, .other = 0.3, .title = 2.0, .k1 = 0.6, .b = 0.75, .recognised = 1.0};

// Two words of the question that stand side by side in it.
struct pair {
    uint32_t first, second;
    uint32_t next;  // of the pairs with the same first word: number + 1
    size_t holders; // candidates that have it
};

struct ranker {
    const struct plan *plan;
    const struct rank_weights *weights;
    struct pair *pairs;
    size_t pair_count;
    uint32_t *first_pair; // of each word: number + 1
    float *word_counts;   // candidate × word: saturating count of occurrences
    float *pair_counts;   // candidate × pair
    double *lengths;
    bool *strong; // candidate: has a word in a form alike, or a pair
};

static void find_pairs(struct ranker *ranker, struct arena *arena)
{
    const struct asked_words *words = &ranker->plan->words;
    ranker->pairs = ARENA_ARRAY(arena, struct pair, words->place_count + 1);
    ranker->first_pair = ARENA_ARRAY(arena, uint32_t, words->count + 1);
    for (size_t i = 1; i < words->place_count; i++) {
        uint32_t first = words->places[i - 1].word, second = words->places[i].word;
        if (words->places[i].apart || !words->items[first].scored ||
            !words->items[second].scored)
            continue;
        uint32_t known = ranker->first_pair[first];
        while (known && ranker->pairs[known - 1].second != second)
            known = ranker->pairs[known - 1].next;
        if (known)
            continue;
        ranker->pairs[ranker->pair_count++] = (struct pair){
            .first = first, .second = second, .next = ranker->first_pair[first]};
        ranker->first_pair[first] = (uint32_t)ranker->pair_count;
    }
}

// Counts the words and pairs of one candidate.
static void count_candidate(struct ranker *ranker, size_t candidate,
                            const struct occurrences *reading)
{
    const struct asked_words *words = &ranker->plan->words;
    float *word_counts = ranker->word_counts + candidate * words->count;
    float *pair_counts = ranker->pair_counts + candidate * ranker->pair_count;
    float other = (float)ranker->weights->other;
    size_t before = 0; // first occurrence at the place before
    for (size_t i = 0; i < reading->count; i++) {
        const struct occurrence *here = &reading->items[i];
        float worth =
            (here->meant ? 1 : other) * (here->title ? (float)ranker->weights->title : 1);
        word_counts[here->word] += worth;
        ranker->strong[candidate] |= here->strong;
        while (reading->items[before].place + 1 < here->place)
            before++;
        for (size_t j = before; j < i && reading->items[j].place + 1 == here->place;
             j++) {
            const struct occurrence *left = &reading->items[j];
            for (uint32_t pair = ranker->first_pair[left->word]; pair;
                 pair = ranker->pairs[pair - 1].next)
                if (ranker->pairs[pair - 1].second == here->word)
                    pair_counts[pair - 1] += left->meant ? worth : worth * other;
        }
    }
    for (size_t i = 0; i < ranker->pair_count; i++) {
        ranker->pairs[i].holders += pair_counts[i] > 0;
        ranker->strong[candidate] |= pair_counts[i] > 0;
    }
    ranker->lengths[candidate] = (double)reading->length;
}

// A count that matters less the higher it is, and the longer the notice.
static double saturate(double k1, double count, double length_part)
{
    return count * (k1 + 1) / (count + k1 * length_part);
}

static double score_candidate(const struct ranker *ranker, size_t candidate, size_t count,
                              double mean_length)
{
    const struct asked_words *words = &ranker->plan->words;
    const float *word_counts = ranker->word_counts + candidate * words->count;
    const float *pair_counts = ranker->pair_counts + candidate * ranker->pair_count;
    const double k1 = ranker->weights->k1, b = ranker->weights->b;
    double length_part = 1 - b + b * ranker->lengths[candidate] / mean_length;
    double score = 0;
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].scored && word_counts[i] > 0)
            score += words->items[i].weight * saturate(k1, word_counts[i], length_part);
    double pairs = 0;
    for (size_t i = 0; i < ranker->pair_count; i++) {
        if (!(pair_counts[i] > 0))
            continue;
        const struct pair *pair = &ranker->pairs[i];
        double holders = (double)pair->holders;
        double rarity = log(1 + ((double)count - holders + 0.5) / (holders + 0.5));
        double syllables =
            (words->items[pair->first].weight + words->items[pair->second].weight) / 2;
        pairs += (rarity + syllables) * saturate(k1, pair_counts[i], length_part);
    }
    return score + ranker->weights->pairs * pairs;
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *c = right;
    if (a->all != c->all)
        return a->all ? -1 : 1;
    if (a->score != c->score)
        return a->score > c->score ? -1 : 1;
    if (a->hit.segment != c->hit.segment)
        return a->hit.segment < c->hit.segment ? -1 : 1;
    return a->hit.document < c->hit.document ? -1 : a->hit.document > c->hit.document;
}

static int compare_hits(const void *left, const void *right)
{
    const struct hit *a = left, *c = right;
    if (a->segment != c->segment)
        return a->segment < c->segment ? -1 : 1;
    return a->document < c->document ? -1 : a->document > c->document;
}

// Candidates of a stage that have the thing, as sorted hits.
static bool find_holders(const struct clause *stage, const struct clause *thing,
                         const struct index *index, enum collection collection,
                         size_t count, struct matches *out, struct arena *arena,
                         struct error *err)
{
    // A filter leaves the weights as they are, so the best of the stage that have the
    // thing are among the best of these.
    struct match_options options = {.limit = count, .order = ORDER_RELEVANCE};
    if (!index_match(index, collection, clause_two(CLAUSE_FILTER, stage, thing, arena),
                     &options, out, arena, err))
        return false;
    qsort(out->hits, out->count, sizeof *out->hits, compare_hits);
    return true;
}

static bool holds(const struct matches *matches, const struct hit *hit)
{
    return matches->count && bsearch(hit, matches->hits, matches->count,
                                     sizeof *matches->hits, compare_hits);
}

// Adds weight to the candidates that have a thing the question names: as much as a word
// as rare as it.
static bool add_recognised(const struct ranker *ranker, const struct index *index,
                           enum collection collection, struct ranked *items, size_t count,
                           struct arena *arena, struct error *err)
{
    const struct plan *plan = ranker->plan;
    double notices = (double)index_notice_count(index);
    for (size_t r = 0; r < plan->recognised_count; r++) {
        const struct recognised *thing = &plan->recognised[r];
        struct matches all, some = {0};
        if (!find_holders(plan->all, thing->clause, index, collection, count, &all, arena,
                          err) ||
            (plan->some && !find_holders(plan->some, thing->clause, index, collection,
                                         count, &some, arena, err)))
            return false;
        double found = (double)thing->frequency;
        if (found > notices)
            found = notices;
        double weight = log(1 + (notices - found + 0.5) / (found + 0.5));
        for (size_t i = 0; i < count; i++)
            if (holds(&all, &items[i].hit) || holds(&some, &items[i].hit)) {
                items[i].score +=
                    ranker->weights->recognised * weight * (ranker->weights->k1 + 1);
                items[i].weak = false;
            }
    }
    return true;
}

bool rank_candidates(const struct plan *plan, const struct index *index,
                     enum collection collection, const struct rank_weights *weights,
                     struct occurrence_reader *reader, struct ranked *items, size_t count,
                     struct arena *arena, struct error *err)
{
    struct ranker ranker = {.plan = plan, .weights = weights};
    find_pairs(&ranker, arena);
    ranker.word_counts = ARENA_ARRAY(arena, float, count * plan->words.count + 1);
    ranker.pair_counts = ARENA_ARRAY(arena, float, count *ranker.pair_count + 1);
    ranker.lengths = ARENA_ARRAY(arena, double, count + 1);
    ranker.strong = ARENA_ARRAY(arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct occurrences reading;
        if (i + FETCH_AHEAD < count)
            index_forward_fetch(index, &items[i + FETCH_AHEAD].hit);
        occurrence_reader_read(reader, &items[i].hit, &reading);
        count_candidate(&ranker, i, &reading);
    }
    double mean_length = index_mean_length(index);
    if (!(mean_length >= 1))
        mean_length = 1;
    for (size_t i = 0; i < count; i++) {
        items[i].score = score_candidate(&ranker, i, count, mean_length);
        items[i].weak = !ranker.strong[i];
    }
    if (!add_recognised(&ranker, index, collection, items, count, arena, err))
        return false;
    qsort(items, count, sizeof *items, compare_ranked);
    return true;
}
