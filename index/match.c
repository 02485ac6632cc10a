// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/dead.h"
#include "index/fact_match.h"
#include "index/fact_terms.h"
#include "index/opened.h"
#include "index/terms.h"
#include "index/word_match.h"
#include "index/word_seek.h"
#include "index/worded.h"

#include <stdlib.h>
#include <string.h>

// ---- Questions ----

static enum xapian_op op_of(enum clause_kind kind)
{
    switch (kind) {
    case CLAUSE_ALL:
        return XAPIAN_ALL;
    case CLAUSE_NOTHING:
        return XAPIAN_NOTHING;
    case CLAUSE_TERM:
        return XAPIAN_TERM;
    case CLAUSE_SYNONYM:
        return XAPIAN_SYNONYM;
    case CLAUSE_AND:
        return XAPIAN_AND;
    case CLAUSE_OR:
        return XAPIAN_OR;
    case CLAUSE_NOT:
        return XAPIAN_AND_NOT;
    case CLAUSE_MAYBE:
        return XAPIAN_MAYBE;
    case CLAUSE_FILTER:
        return XAPIAN_FILTER;
    case CLAUSE_SCALE:
        return XAPIAN_SCALE;
    case CLAUSE_SLOT_GE:
        return XAPIAN_SLOT_GE;
    case CLAUSE_SLOT_LE:
        return XAPIAN_SLOT_LE;
    }
    return XAPIAN_NOTHING;
}

// A question on its way to Xapian.
struct asking {
    struct index *index;
    enum opened_kind kind;
    bool seeks; // words are sought (index/word_seek.h, index/worded.h), not looked up
    struct worded **worded;
    size_t worded_count, worded_room;
    struct arena *arena;
};

static void asking_end(struct asking *asking)
{
    for (size_t i = 0; i < asking->worded_count; i++)
        worded_free(asking->worded[i]);
    asking->worded_count = 0;
}

static const struct xapian_query *query_seek(const struct xapian_seeker *seeker,
                                             struct arena *arena)
{
    struct xapian_query *query = arena_alloc(arena, sizeof *query);
    query->op = XAPIAN_SOUGHT;
    query->seeker = seeker;
    return query;
}

// Directives that have a word of each of these clauses.
static const struct xapian_query *
sought(struct asking *asking, const struct clause *const *clauses, size_t count)
{
    struct worded *worded =
        worded_new(asking->index, asking->kind, clauses, count, asking->arena);
    asking->worded = arena_grow(asking->arena, asking->worded, asking->worded_count,
                                &asking->worded_room, sizeof(struct worded *));
    asking->worded[asking->worded_count++] = worded;
    return query_seek(worded_seeker(worded), asking->arena);
}

// Deeper trees than Xapian is given are cut here: it refuses them by their depth.
static const struct xapian_query *query_of(struct asking *asking,
                                           const struct clause *clause, unsigned depth)
{
    const bool directives = asking->kind % 2 == COLLECTION_DIRECTIVES;
    if (asking->seeks && worded_asks(clause))
        return directives
                   ? sought(asking, &clause, 1)
                   : query_seek(word_seek_seeker(word_seek_new(
                                    asking->index, asking->kind, clause, asking->arena)),
                                asking->arena);
    struct xapian_query *query = arena_alloc(asking->arena, sizeof *query);
    query->op = op_of(clause->kind);
    query->term = clause->term;
    query->scale = clause->scale;
    query->slot = clause->slot > 0 ? (uint32_t)clause->slot : 0;
    if (depth > XAPIAN_DEPTH_MAX)
        return query;
    const struct xapian_query **children =
        ARENA_ARRAY(asking->arena, const struct xapian_query *, clause->count + 1);
    const struct clause **together =
        ARENA_ARRAY(asking->arena, const struct clause *, WORDED_GROUPS);
    size_t together_count = 0;
    for (size_t i = 0; i < clause->count; i++) {
        // Words that must all be there are sought in one reading.
        if (asking->seeks && directives && clause->kind == CLAUSE_AND &&
            together_count < WORDED_GROUPS && worded_asks(clause->children[i])) {
            together[together_count++] = clause->children[i];
            continue;
        }
        children[query->count++] = query_of(asking, clause->children[i], depth + 1);
    }
    if (together_count)
        children[query->count++] = sought(asking, together, together_count);
    query->children = children;
    return query;
}

// Tells the reader once which documents are dead.
static bool exclude_dead(struct index *index, enum opened_kind kind, struct error *err)
{
    const enum field_id field = kind % 2 == COLLECTION_NOTICES ? FIELD_ID : FIELD_NOTICE;
    struct opened_reader *opened = &index->readers[kind];
    if (index->dead_count == 0 || index->manifest.shard_count || opened->dead_excluded)
        return true;
    struct arena *arena = arena_new();
    bool done = true;
    for (size_t i = 0; done && i < opened->count; i++) {
        const struct manifest_segment *segment = index->parts[opened->parts[i]].segment;
        struct str *terms = ARENA_ARRAY(arena, struct str, segment->dead_count);
        for (size_t j = 0; j < segment->dead_count; j++) {
            char digits[IDENTITY_TEXT_SIZE];
            identity_text(segment->dead[j], digits);
            terms[j] = field_term(field, str_of(digits), arena);
        }
        done = xapian_reader_exclude(opened->reader, i, terms, segment->dead_count, err);
        arena_reset(arena);
    }
    arena_free(arena);
    opened->dead_excluded = done;
    return done;
}

// With shards the question itself must say which documents are dead: each is excluded by
// its id.
static const struct xapian_query *living(const struct index *index,
                                         const struct xapian_query *query,
                                         enum opened_kind kind, struct arena *arena)
{
    if (index->dead_count == 0 || !index->manifest.shard_count)
        return query;
    const enum field_id field = kind % 2 == COLLECTION_NOTICES ? FIELD_ID : FIELD_NOTICE;
    const struct xapian_query **children =
        ARENA_ARRAY(arena, const struct xapian_query *, index->dead_count + 1);
    struct xapian_query *terms =
        ARENA_ARRAY(arena, struct xapian_query, index->dead_count + 1);
    size_t count = 0;
    children[count++] = query;
    for (size_t i = 0; i < index->part_count; i++) {
        const struct manifest_segment *segment = index->parts[i].segment;
        for (size_t j = 0; segment && j < segment->dead_count; j++) {
            char digits[IDENTITY_TEXT_SIZE];
            const struct str id = str_of(identity_text(segment->dead[j], digits));
            terms[count].op = XAPIAN_TERM;
            terms[count].term = field_term(field, id, arena);
            children[count] = &terms[count];
            count++;
        }
    }
    terms[0].op = XAPIAN_AND_NOT;
    terms[0].children = children;
    terms[0].count = count;
    return &terms[0];
}

// ---- Facets ----

static int by_count(const void *a, const void *b)
{
    const struct facet_value *one = a, *other = b;
    if (one->count != other->count)
        return one->count < other->count ? 1 : -1;
    return str_compare(one->value, other->value);
}

// Splits the packed lists that were counted into their values.
static void facet_of(struct facet *out, const struct xapian_value_counts *packed,
                     struct arena *arena)
{
    struct words *words = words_new();
    size_t room = 0;
    for (size_t i = 0; i < packed->count; i++) {
        struct str rest = packed->values[i].value, value;
        while (packed_next(&rest, &value)) {
            const uint32_t number = words_add(words, value);
            if (number == out->count) {
                out->values = arena_grow(arena, out->values, out->count, &room,
                                         sizeof *out->values);
                out->values[out->count++] = (struct facet_value){value, 0};
            }
            out->values[number].count += packed->values[i].count;
        }
    }
    words_free(words);
    if (out->count)
        qsort(out->values, out->count, sizeof *out->values, by_count);
}

// ---- Matching ----

static bool match_clause(struct index *index, enum opened_kind kind, bool seeks,
                         const struct clause *clause,
                         const struct xapian_match_options *options,
                         struct xapian_matches *out, struct arena *arena,
                         struct error *err)
{
    struct xapian_reader *reader = opened_reader(index, kind, err);
    if (!reader || !exclude_dead(index, kind, err))
        return false;
    struct asking asking = {.index = index, .kind = kind, .seeks = seeks, .arena = arena};
    const struct xapian_query *query = query_of(&asking, clause, 0);
    const bool done = xapian_reader_match(reader, living(index, query, kind, arena),
                                          options, out, arena, err);
    asking_end(&asking);
    return done;
}

// A server that died is left out and the others are asked again, once.
static bool match_twice(struct index *index, enum opened_kind kind, bool seeks,
                        const struct clause *clause,
                        const struct xapian_match_options *options,
                        struct xapian_matches *out, struct arena *arena,
                        struct error *err)
{
    struct error failed = {0};
    if (match_clause(index, kind, seeks, clause, options, out, arena, &failed))
        return true;
    if (failed.code == ERROR_REMOTE) {
        failed = (struct error){0};
        opened_reader_forget(index, kind);
        if (match_clause(index, kind, seeks, clause, options, out, arena, &failed))
            return true;
    }
    return error_set(err, failed.code, "%s", failed.message);
}

static bool has_words(const struct clause *clause)
{
    bool has = worded_asks(clause);
    for (size_t i = 0; i < clause->count && !has; i++)
        has = has_words(clause->children[i]);
    return has;
}

static bool has_postings(const struct index *index)
{
    for (size_t i = 0; i < index->part_count; i++)
        if (index->parts[i].folder && !index->parts[i].postings.file.at)
            return false;
    return true;
}

// Takes matches over, whose shards become parts of the index.
static void add_matches(struct xapian_matches *out, const struct xapian_matches *found,
                        const struct opened_reader *reader, size_t slots,
                        struct arena *arena)
{
    struct xapian_hit *hits =
        ARENA_ARRAY(arena, struct xapian_hit, out->count + found->count + 1);
    if (out->count)
        memcpy(hits, out->hits, out->count * sizeof *hits);
    for (size_t i = 0; i < found->count; i++) {
        hits[out->count] = found->hits[i];
        hits[out->count++].shard = reader->parts[found->hits[i].shard];
    }
    out->hits = hits;
    out->at_least += found->at_least;
    out->estimate += found->estimate;
    out->at_most += found->at_most;
    struct xapian_value_counts *counts =
        ARENA_ARRAY(arena, struct xapian_value_counts, slots + 1);
    for (size_t i = 0; i < slots; i++) {
        const size_t before = out->counts ? out->counts[i].count : 0;
        counts[i].values = ARENA_ARRAY(arena, struct xapian_value_count,
                                       before + found->counts[i].count + 1);
        if (before)
            memcpy(counts[i].values, out->counts[i].values,
                   before * sizeof *counts[i].values);
        if (found->counts[i].count)
            memcpy(counts[i].values + before, found->counts[i].values,
                   found->counts[i].count * sizeof *counts[i].values);
        counts[i].count = before + found->counts[i].count;
    }
    out->counts = counts;
}

static int compare_hits(const struct xapian_hit *a, const struct xapian_hit *b,
                        enum xapian_sort sort)
{
    if (sort == XAPIAN_BY_WEIGHT)
        return a->weight > b->weight ? -1 : a->weight < b->weight;
    const int order = str_compare(a->key, b->key);
    return sort == XAPIAN_BY_SLOT_DOWN ? -order : order;
}

// Two lists that are each in order become one; of what is equal the first one's come
// first.
static void merge_hits(struct xapian_matches *out, size_t middle, enum xapian_sort sort,
                       size_t limit, struct arena *arena)
{
    struct xapian_hit *merged = ARENA_ARRAY(arena, struct xapian_hit, out->count + 1);
    size_t left = 0, right = middle, count = 0;
    while (count < limit && (left < middle || right < out->count)) {
        const bool first = right == out->count ||
                           (left < middle &&
                            compare_hits(&out->hits[left], &out->hits[right], sort) <= 0);
        merged[count++] = out->hits[first ? left++ : right++];
    }
    out->hits = merged;
    out->count = count;
}

// Words are sought in segments here; on other hosts Xapian has them indexed.
static bool match_all(struct index *index, enum collection collection,
                      const struct clause *clause,
                      const struct xapian_match_options *options,
                      struct xapian_matches *out, struct arena *arena, struct error *err)
{
    struct xapian_matches found;
    const size_t slots = options->count_slot_count;
    const bool sought = has_postings(index) && has_words(clause);
    const bool split = sought && index->manifest.shard_count;
    const enum opened_kind kind =
        (enum opened_kind)(split ? OPENED_HERE + (int)collection : (int)collection);
    const enum opened_kind other = (enum opened_kind)(OPENED_ELSEWHERE + (int)collection);
    *out = (struct xapian_matches){0};
    if (!match_twice(index, kind, sought, clause, options, &found, arena, err))
        return false;
    add_matches(out, &found, &index->readers[kind], slots, arena);
    if (!split)
        return true;
    const size_t middle = out->count;
    if (!match_twice(index, other, false, clause, options, &found, arena, err))
        return false;
    add_matches(out, &found, &index->readers[other], slots, arena);
    merge_hits(out, middle, options->sort, options->limit, arena);
    return true;
}

bool index_match(const struct index *index, enum collection collection,
                 const struct clause *clause, const struct match_options *options,
                 struct matches *out, struct arena *arena, struct error *err)
{
    struct index *opened = (struct index *)index;
    const int slot = fields[FIELD_PERIOD].slot;
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, options->facet_count + 1);
    *out = (struct matches){0};
    err = err ? err : opened_failure(index);
    if (word_match_can(index, collection, clause, options))
        return word_match(opened, clause, options, out, arena, err);
    if (fact_match(opened, collection, clause, options, out, arena))
        return true;
    for (size_t i = 0; i < options->facet_count; i++) {
        const struct field *field = &fields[options->facets[i]];
        if (field->facet_slot < 0)
            return error_set(err, ERROR_INTERNAL, "the field %s cannot be counted",
                             field->name ? field->name : field->prefix);
        slots[i] = (uint32_t)field->facet_slot;
    }
    const struct xapian_match_options wanted = {
        .limit = options->limit,
        .sort = options->order == ORDER_RELEVANCE ? XAPIAN_BY_WEIGHT
                : options->order == ORDER_OLDEST  ? XAPIAN_BY_SLOT_UP
                                                  : XAPIAN_BY_SLOT_DOWN,
        // The first slot lets the undated come last when the newest come first, the third
        // when the oldest do.
        .sort_slot = (uint32_t)(options->order == ORDER_OLDEST ? slot + 2 : slot),
        .exact_count = options->exact_count,
        .count_slots = slots,
        .count_slot_count = options->facet_count,
    };
    struct xapian_matches found;
    if (!match_all(opened, collection, clause, &wanted, &found, arena, err))
        return false;
    out->count = out->ordered = found.count;
    out->at_least = found.at_least;
    out->about = found.estimate;
    out->exact = found.at_least == found.at_most;
    out->hits = ARENA_ARRAY(arena, struct hit, found.count + 1);
    for (size_t i = 0; i < found.count; i++) {
        out->hits[i].segment = found.hits[i].shard;
        out->hits[i].document = found.hits[i].document;
        out->hits[i].score = found.hits[i].weight;
    }
    out->facets = ARENA_ARRAY(arena, struct facet, options->facet_count + 1);
    for (size_t i = 0; i < options->facet_count; i++) {
        out->facets[i].field = options->facets[i];
        facet_of(&out->facets[i], &found.counts[i], arena);
    }
    return true;
}

// ---- Terms and how many living documents have them ----

static void count_dead(struct dead_terms *dead, const struct terms *terms)
{
    for (size_t i = 0; i < terms->count; i++) {
        const uint32_t known = words_count(dead->words);
        const uint32_t number = words_add(dead->words, terms->items[i].term);
        if (number == known) {
            if ((known & (known - 1)) == 0) // room doubles at each power of two
                dead->counts = memory_resize(dead->counts, (2 * (size_t)known + 1) *
                                                               sizeof *dead->counts);
            dead->counts[number] = 0;
        }
        dead->counts[number]++;
    }
}

static bool count_dead_notice(struct index *index, uint32_t part, uint64_t id,
                              struct arena *arena, struct error *err)
{
    char digits[IDENTITY_TEXT_SIZE];
    const struct str text = str_of(identity_text(id, digits));
    struct hit hit = {.segment = part};
    struct document document;
    struct terms terms;
    if (!opened_find(index, part, COLLECTION_NOTICES, field_term(FIELD_ID, text, arena),
                     &hit.document, err))
        return false;
    if (hit.document == 0)
        return true;
    if (!index_notice(index, &hit, false, &document, arena, err))
        return false;
    terms_of_notice(&terms, &document.notice, document.id, arena);
    count_dead(&index->dead_terms[COLLECTION_NOTICES], &terms);
    for (size_t i = 1; i <= document.notice.directives.count; i++) {
        terms_of_directive(&terms, &document.notice, document.id, i, arena);
        count_dead(&index->dead_terms[COLLECTION_DIRECTIVES], &terms);
    }
    return true;
}

static bool count_all_dead(struct index *index, struct error *err)
{
    if (index->dead_count == 0 || index->dead_terms[0].words)
        return true;
    struct arena *arena = arena_new();
    bool done = true;
    for (int i = 0; i < 2; i++)
        index->dead_terms[i].words = words_new();
    for (uint32_t i = 0; i < index->part_count && done; i++) {
        const struct manifest_segment *segment = index->parts[i].segment;
        for (size_t j = 0; segment && j < segment->dead_count && done; j++) {
            arena_reset(arena);
            done = count_dead_notice(index, i, segment->dead[j], arena, err);
        }
    }
    arena_free(arena);
    if (!done) // some are counted, and who asks again has to be told again
        opened_dead_forget(index);
    return done;
}

struct visit {
    bool (*visit)(void *context, struct str term, size_t count);
    void *context;
    const struct dead_terms *dead; // NULL: none
};

static bool visit_living(void *context, struct str term, size_t count)
{
    const struct visit *visit = context;
    if (visit->dead) {
        const uint32_t number = words_find(visit->dead->words, term);
        const size_t dead = number == WORDS_NONE ? 0 : visit->dead->counts[number];
        count = count > dead ? count - dead : 0;
    }
    return count == 0 || visit->visit(visit->context, term, count);
}

// The same for segments that are read without libxapian.
struct visit_here {
    bool (*visit)(void *context, struct str term, size_t count);
    void *context;
    struct index *index;
    enum collection collection;
};

static bool visit_living_here(void *context, struct str term, size_t count)
{
    const struct visit_here *visit = context;
    const size_t dead = visit->index->dead_count
                            ? dead_with_term(visit->index, visit->collection, term)
                            : 0;
    return count <= dead || visit->visit(visit->context, term, count - dead);
}

// ---- Words as terms ----

struct listed_words {
    struct words *words;
    size_t *counts;
    size_t room;
};

static bool add_word(void *context, struct str term, size_t count)
{
    struct listed_words *listed = context;
    const uint32_t number = words_add(listed->words, term);
    if (number >= listed->room) {
        const size_t before = listed->room;
        listed->room = before ? before * 2 : 1024;
        listed->counts =
            memory_resize(listed->counts, listed->room * sizeof *listed->counts);
        memset(listed->counts + before, 0,
               (listed->room - before) * sizeof *listed->counts);
    }
    listed->counts[number] += count;
    return true;
}

static int by_spelling(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

// Words that start with the prefix: of segments here from their vocabularies.
static bool visit_words(struct index *index, struct str prefix,
                        bool (*visit)(void *context, struct str term, size_t count),
                        void *context, struct error *err)
{
    struct listed_words listed = {.words = words_new()};
    bool done = true;
    for (size_t i = 0; i < index->part_count; i++)
        vocabulary_start_with(&index->parts[i].vocabulary, prefix, add_word, &listed);
    if (index->manifest.shard_count) {
        struct xapian_reader *reader = opened_reader(index, OPENED_ELSEWHERE, err);
        done = reader && xapian_reader_terms(reader, prefix, add_word, &listed, err);
    }
    const uint32_t count = words_count(listed.words);
    struct str *sorted = memory_array((size_t)count + 1, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = words_at(listed.words, i);
    if (count)
        qsort(sorted, count, sizeof *sorted, by_spelling);
    bool more = done;
    for (uint32_t i = 0; i < count && more; i++)
        more =
            visit(context, sorted[i], listed.counts[words_find(listed.words, sorted[i])]);
    free(sorted);
    free(listed.counts);
    words_free(listed.words);
    return done;
}

static bool visit_facts(struct index *index, enum collection collection,
                        struct str prefix,
                        bool (*visit)(void *context, struct str term, size_t count),
                        void *context, struct error *err)
{
    struct xapian_reader *reader;
    if (opened_all_glass(index, collection)) {
        struct visit_here here = {visit, context, index, collection};
        fact_terms(index, collection, prefix, visit_living_here, &here);
        // What was visited cannot be taken back when damage came to light, which
        // opened_reader tells.
        return opened_all_glass(index, collection) ||
               opened_reader(index, (int)collection, err);
    }
    if (!count_all_dead(index, err))
        return false;
    struct visit living = {visit, context,
                           index->dead_count ? &index->dead_terms[collection] : NULL};
    reader = opened_reader(index, (int)collection, err);
    return reader && xapian_reader_terms(reader, prefix, visit_living, &living, err);
}

bool index_terms(const struct index *index, enum collection collection, struct str prefix,
                 bool (*visit)(void *context, struct str term, size_t count),
                 void *context, struct error *err)
{
    struct index *opened = (struct index *)index;
    if (collection == COLLECTION_NOTICES && field_is_word(prefix))
        return visit_words(opened, prefix, visit, context, err);
    return visit_facts(opened, collection, prefix, visit, context, err);
}
