// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/related.h"

#include "searcher/telling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRAITS_MOST = 60, // things of the notice that are looked for elsewhere
    WORDS_MOST = 24,  // of them words
    CANDIDATES = 300, // notices that are read
    SHARE_MOST = 4,   // what more than one notice in four has says nothing
    UNIT_SHARE = 8,   // … of units one in eight: those whom every notice is sent to
};

static const double reference_weight = 3;

// Something of the notice that others may have too.
struct trait {
    enum field_id field;
    struct str value; // key, unit id or word
    struct str name;  // for people
    double weight;
    const struct telling_word *word; // of FIELD_TEXT
};

struct traits {
    struct trait items[TRAITS_MOST];
    size_t count;
    double notices;
};

static int by_weight(const void *a, const void *b)
{
    const struct trait *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return str_compare(x->value, y->value);
}

// What is everywhere, or nowhere else, leads to no other notice.
static double rarity(const struct traits *traits, size_t frequency)
{
    if (frequency < 2 || (traits->notices > 2 * SHARE_MOST &&
                          (double)frequency * SHARE_MOST > traits->notices))
        return 0;
    return log((traits->notices + 1) / (double)frequency);
}

// Adds a trait of some weight unless it is there already or one too many.
static void put_trait(struct traits *traits, struct trait trait)
{
    for (size_t i = 0; i < traits->count; i++) {
        if (traits->items[i].field == trait.field &&
            str_equal(traits->items[i].value, trait.value))
            return;
    }
    if (trait.value.len && trait.weight > 0 && traits->count < TRAITS_MOST)
        traits->items[traits->count++] = trait;
}

static void add_trait(struct traits *traits, const struct index *index,
                      enum field_id field, struct str value, struct str name,
                      double factor, struct arena *arena)
{
    size_t frequency =
        value.len ? index_frequency(index, field_term(field, value, arena)) : 0;
    if (field == FIELD_UNIT && traits->notices > 2 * UNIT_SHARE &&
        (double)frequency * UNIT_SHARE > traits->notices)
        return;
    put_trait(traits, (struct trait){field, value, name,
                                     factor * rarity(traits, frequency), NULL});
}

// A notice that is the cited document itself, or that cites this one, is as close as can
// be, however often that happens.
static void add_link(struct traits *traits, enum field_id field, struct str key,
                     struct str name)
{
    put_trait(traits, (struct trait){field, key, name,
                                     reference_weight * log(traits->notices + 1), NULL});
}

// The words of the notice that are rare elsewhere, each once.
static void add_words(struct traits *traits, const struct index *index,
                      const struct document *document, struct arena *arena)
{
    struct telling_words words;
    telling_words_find(&words, document, arena);
    struct trait *found = ARENA_ARRAY(arena, struct trait, words.count + 1);
    struct words *common = words_new();
    size_t count = 0;
    for (size_t i = 0; i < words.count; i++) {
        const struct str word = words.items[i].word;
        size_t frequency = index_frequency(index, field_term(FIELD_TEXT, word, arena));
        double weight = rarity(traits, frequency);
        if (weight > 0)
            found[count++] =
                (struct trait){FIELD_TEXT, word, word, weight, &words.items[i]};
        else if (frequency > 1)
            words_add(common, word);
    }
    if (count)
        qsort(found, count, sizeof *found, by_weight);
    for (size_t i = 0; i < count && i < WORDS_MOST && traits->count < TRAITS_MOST; i++)
        traits->items[traits->count++] = found[i];
    for (size_t i = 0; i < words.count; i++)
        telling_prefer(&words.items[i], common);
    words_free(common);
}

static void read_traits(struct traits *traits, const struct index *index,
                        const struct document *document, struct arena *arena)
{
    const struct notice *notice = &document->notice;
    traits->count = 0;
    traits->notices = (double)index_notice_count(index);
    for (size_t i = 0; i < notice->references.count; i++) {
        const struct reference *reference = &notice->references.items[i];
        if (reference->relation == RELATION_SELF ||
            traits->count >= TRAITS_MOST - WORDS_MOST)
            continue;
        add_trait(traits, index, FIELD_REF, reference->key, reference->display,
                  reference_weight, arena);
        add_link(traits, FIELD_SELF, reference->key, reference->display);
    }
    add_link(traits, FIELD_REF, notice->anatomy.number_key, notice->anatomy.number);
    for (size_t i = 0; i < notice->units.count; i++) {
        const struct unit *unit = &notice->units.items[i];
        // Who is only in the list of recipients, or signs, says little of the matter.
        if (!unit->collective && unit->span.start < notice->anatomy.body.end &&
            traits->count < TRAITS_MOST - WORDS_MOST)
            add_trait(traits, index, FIELD_UNIT, unit->id, unit->name, 1, arena);
    }
    add_words(traits, index, document, arena);
    if (traits->count)
        qsort(traits->items, traits->count, sizeof *traits->items, by_weight);
}

// A notice while its score is being added up.
struct tally {
    struct hit hit;
    double score;
    uint64_t shared; // bit i: trait i
};

static struct tally *find_tally(struct tally *tallies, size_t *count,
                                const struct hit *hit)
{
    for (size_t i = 0; i < *count; i++) {
        if (tallies[i].hit.segment == hit->segment &&
            tallies[i].hit.document == hit->document)
            return &tallies[i];
    }
    if (*count == CANDIDATES)
        return NULL;
    tallies[*count] = (struct tally){.hit = *hit};
    return &tallies[(*count)++];
}

static int by_score(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->hit.segment != y->hit.segment
               ? (x->hit.segment > y->hit.segment) - (x->hit.segment < y->hit.segment)
               : (x->hit.document > y->hit.document) -
                     (x->hit.document < y->hit.document);
}

// Rarest traits first, so that the room for candidates goes to those that share something
// telling.
static bool add_up(struct tally *tallies, size_t *count, const struct traits *traits,
                   const struct index *index, const struct clause *itself,
                   struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < traits->count; i++) {
        const struct clause *has =
            clause_term(traits->items[i].field, traits->items[i].value, arena);
        struct match_options options = {.limit = CANDIDATES, .order = ORDER_NEWEST};
        struct matches matches;
        if (!index_match(index, COLLECTION_NOTICES,
                         clause_two(CLAUSE_NOT, has, itself, arena), &options, &matches,
                         arena, err))
            return false;
        for (size_t j = 0; j < matches.count; j++) {
            struct tally *tally = find_tally(tallies, count, &matches.hits[j]);
            if (!tally)
                continue;
            tally->score += traits->items[i].weight;
            tally->shared |= (uint64_t)1 << i;
        }
    }
    return true;
}

static void add_reason(struct str *names, size_t *count, struct str name)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(names[i], name))
            return;
    if (name.len && *count < RELATED_REASONS)
        names[(*count)++] = name;
}

static void fill_reasons(struct related *related, const struct traits *traits,
                         uint64_t shared, struct arena *arena)
{
    struct words *pairs = telling_pairs(&related->document, arena);
    for (size_t i = 0; i < traits->count; i++) {
        const struct trait *trait = &traits->items[i];
        if (!(shared >> i & 1))
            continue;
        if (trait->word)
            add_reason(related->words, &related->word_count,
                       telling_shared(trait->word, pairs));
        else if (trait->field == FIELD_UNIT)
            add_reason(related->units, &related->unit_count, trait->name);
        else {
            add_reason(related->refs, &related->ref_count, trait->name);
            add_reason(related->ref_keys, &related->ref_key_count, trait->value);
        }
    }
    words_free(pairs);
}

bool related_find(struct related_list *out, const struct index *index,
                  const struct document *document, size_t limit, struct arena *arena,
                  struct error *err)
{
    struct traits *traits = arena_alloc(arena, sizeof *traits);
    struct tally *tallies = ARENA_ARRAY(arena, struct tally, CANDIDATES);
    size_t count = 0;
    *out = (struct related_list){0};
    read_traits(traits, index, document, arena);
    if (!add_up(tallies, &count, traits, index,
                clause_term(FIELD_ID, document->id, arena), arena, err))
        return false;
    if (count)
        qsort(tallies, count, sizeof *tallies, by_score);
    out->count = count < limit ? count : limit;
    out->items = ARENA_ARRAY(arena, struct related, out->count);
    for (size_t i = 0; i < out->count; i++) {
        struct related *related = &out->items[i];
        const struct str *paths;
        if (!index_notice(index, &tallies[i].hit, true, &related->document, arena, err))
            return false;
        if (index_paths(index, related->document.id, &paths))
            related->path = paths[0];
        related->score = tallies[i].score;
        fill_reasons(related, traits, tallies[i].shared, arena);
    }
    return true;
}
