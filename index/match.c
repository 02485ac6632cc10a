// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/opened.h"
#include "index/terms.h"
#include "index/word_match.h"

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

// Deeper trees than Xapian is given are cut here: it refuses them by their depth.
static const struct xapian_query *query_of(const struct clause *clause, unsigned depth,
                                           struct arena *arena)
{
    struct xapian_query *query = arena_alloc(arena, sizeof *query);
    query->op = op_of(clause->kind);
    query->term = clause->term;
    query->scale = clause->scale;
    query->slot = clause->slot > 0 ? (uint32_t)clause->slot : 0;
    if (depth > XAPIAN_DEPTH_MAX)
        return query;
    const struct xapian_query **children =
        ARENA_ARRAY(arena, const struct xapian_query *, clause->count);
    for (size_t i = 0; i < clause->count; i++)
        children[i] = query_of(clause->children[i], depth + 1, arena);
    query->children = children;
    query->count = clause->count;
    return query;
}

// Tells the reader once which documents are dead.
static bool exclude_dead(struct index *index, enum collection collection,
                         struct error *err)
{
    const enum field_id field =
        collection == COLLECTION_NOTICES ? FIELD_ID : FIELD_NOTICE;
    struct opened_reader *opened = &index->readers[collection];
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
            terms[j] = field_term(field, arena_copy(arena, str_of(digits)), arena);
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
                                         enum collection collection, struct arena *arena)
{
    if (index->dead_count == 0 || !index->manifest.shard_count)
        return query;
    const enum field_id field =
        collection == COLLECTION_NOTICES ? FIELD_ID : FIELD_NOTICE;
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

static bool match_once(struct index *index, enum collection collection,
                       const struct xapian_query *query,
                       const struct xapian_match_options *options,
                       struct xapian_matches *out, struct arena *arena, struct error *err)
{
    struct xapian_reader *reader = opened_reader(index, collection, err);
    return reader && exclude_dead(index, collection, err) &&
           xapian_reader_match(reader, query, options, out, arena, err);
}

bool index_match(const struct index *index, enum collection collection,
                 const struct clause *clause, const struct match_options *options,
                 struct matches *out, struct arena *arena, struct error *err)
{
    struct index *opened = (struct index *)index;
    const int slot = fields[FIELD_PERIOD].slot;
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, options->facet_count + 1);
    *out = (struct matches){0};
    if (word_match_can(index, collection, clause, options))
        return word_match(opened, clause, options, out, arena, err);
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
    const struct xapian_query *query =
        living(index, query_of(clause, 0, arena), collection, arena);
    struct xapian_matches found;
    struct error failed = {0};
    if (!match_once(opened, collection, query, &wanted, &found, arena, &failed)) {
        // A server that died is left out and the others are asked again, once.
        bool done = false;
        if (failed.code == ERROR_REMOTE) {
            failed = (struct error){0};
            opened_reader_forget(opened, collection);
            done = match_once(opened, collection, query, &wanted, &found, arena, &failed);
        }
        if (!done)
            return error_set(err, failed.code, "%s", failed.message);
    }
    out->count = out->ordered = found.count;
    out->at_least = found.at_least;
    out->about = found.estimate;
    out->exact = found.at_least == found.at_most;
    out->hits = ARENA_ARRAY(arena, struct hit, found.count + 1);
    for (size_t i = 0; i < found.count; i++) {
        const struct opened_reader *reader = &index->readers[collection];
        out->hits[i].segment = reader->parts[found.hits[i].shard];
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
    struct xapian_reader *reader = opened_reader(index, COLLECTION_NOTICES, err);
    if (!reader ||
        !xapian_reader_find(reader, index->parts[part].source[COLLECTION_NOTICES],
                            field_term(FIELD_ID, text, arena), &hit.document, err))
        return false;
    if (hit.document == 0)
        return true;
    if (!index_notice(index, &hit, true, &document, arena, err))
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

bool index_terms(const struct index *index, enum collection collection, struct str prefix,
                 bool (*visit)(void *context, struct str term, size_t count),
                 void *context, struct error *err)
{
    struct index *opened = (struct index *)index;
    struct xapian_reader *reader = opened_reader(opened, collection, err);
    if (!reader || !count_all_dead(opened, err))
        return false;
    struct visit living_only = {
        visit, context, index->dead_count ? &index->dead_terms[collection] : NULL};
    return xapian_reader_terms(reader, prefix, visit_living, &living_only, err);
}
