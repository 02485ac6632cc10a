// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/word_seek.h"

#include "index/bm25.h"

#include <string.h>

static const double k1 = BM25_K1, b = BM25_B, least_length = BM25_LEAST_LENGTH;

// How often each notice of a segment has the word; empty for other hosts.
struct part {
    const struct postings *postings;
    unsigned char *counts; // of notice n: counts[n - 1]
    uint32_t size, found;
};

struct word_seek {
    struct part *parts; // as the sources of the reader
    size_t part_count;
    double weight, mean_length;
    struct xapian_seeker seeker;
};

static uint32_t seek_next(void *context, uint32_t shard, uint32_t from, double *weight)
{
    const struct word_seek *seek = context;
    const struct part *part = shard < seek->part_count ? &seek->parts[shard] : NULL;
    if (!part || !part->found)
        return 0;
    uint32_t at = from - 1;
    for (uint64_t eight; at + 8 <= part->size; at += 8) {
        memcpy(&eight, part->counts + at, sizeof eight);
        if (eight)
            break;
    }
    while (at < part->size && !part->counts[at])
        at++;
    if (at >= part->size)
        return 0;
    double length = postings_length(part->postings, at + 1) / seek->mean_length;
    if (length < least_length)
        length = least_length;
    const double count = part->counts[at];
    *weight = seek->weight * count / (count + k1 * (b * length + (1 - b)));
    return at + 1;
}

static size_t seek_count(void *context, uint32_t shard)
{
    const struct word_seek *seek = context;
    return shard < seek->part_count ? seek->parts[shard].found : 0;
}

static void read_lists(struct part *part, const struct vocabulary *vocabulary,
                       const struct clause *clause, struct postings_cursor *cursor)
{
    const size_t terms = clause->kind == CLAUSE_TERM ? 1 : clause->count;
    for (size_t t = 0; t < terms; t++) {
        const struct str term =
            clause->kind == CLAUSE_TERM ? clause->term : clause->children[t]->term;
        for (postings_first(cursor, part->postings, vocabulary_find(vocabulary, term));
             cursor->count; postings_next(cursor))
            for (size_t i = 0; i < cursor->count; i++) {
                const uint32_t place = cursor->notices[i] - 1;
                if (place >= part->size)
                    continue;
                const unsigned sum = part->counts[place] + (unsigned)cursor->counts[i];
                part->found += !part->counts[place];
                part->counts[place] = (unsigned char)(sum < 255 ? sum : 255);
            }
    }
}

struct word_seek *word_seek_new(struct index *index, enum opened_kind kind,
                                const struct clause *clause, struct arena *arena)
{
    const struct opened_reader *opened = &index->readers[kind];
    struct word_seek *seek = arena_alloc(arena, sizeof *seek);
    struct postings_cursor *cursor = arena_take(arena, sizeof *cursor);
    seek->part_count = opened->count;
    seek->parts = ARENA_ARRAY(arena, struct part, opened->count + 1);
    double notices = 0, words = 0, found = 0;
    for (size_t i = 0; i < opened->count; i++) {
        const struct opened_part *from = &index->parts[opened->parts[i]];
        struct part *part = &seek->parts[i];
        if (!from->folder)
            continue;
        part->postings = &from->postings;
        part->size = from->postings.notices;
        part->counts = ARENA_ARRAY(arena, unsigned char, part->size + 1);
        read_lists(part, &from->vocabulary, clause, cursor);
        notices += part->size;
        words += (double)from->postings.length;
        found += part->found;
    }
    seek->mean_length = notices > 0 && words > 0 ? words / notices : 1;
    seek->weight = bm25_most(notices, found);
    seek->seeker =
        (struct xapian_seeker){seek, seek_next, seek_count, seek_count, seek->weight};
    return seek;
}

const struct xapian_seeker *word_seek_seeker(const struct word_seek *seek)
{
    return &seek->seeker;
}
