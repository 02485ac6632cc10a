// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/worded.h"

#include "index/bm25.h"
#include "index/forward.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double k1 = BM25_K1, b = BM25_B;

// A number of the vocabulary, and the groups that it is a form of, as bits.
struct form {
    uint32_t number;
    uint32_t groups;
};

// What is looked for in one segment.
struct part {
    const struct opened_part *opened;
    uint64_t *notices; // bitmap of those that have a word of each group; number - 1
    uint32_t notice_count, candidates;
    uint32_t directive_count;
    struct form *forms; // ascending
    size_t form_count;
    struct forward_wanted *wanted;
    uint32_t fetched; // the last candidate whose record is under way to the processor
    // of the notice that was read last:
    uint32_t read; // its number, 0: none
    uint32_t before;
    double *weights; // of each of its directives; 0: has not all
    size_t weight_count, weight_room;
};

struct worded {
    struct part *parts; // as the sources of the directives' reader
    size_t part_count;
    size_t group_count;
    double worth[WORDED_GROUPS];
    double mean; // length of a directive in words
    struct xapian_seeker seeker;
};

// ---- What is asked ----

static bool is_word(const struct clause *clause)
{
    return clause->kind == CLAUSE_TERM && field_is_word(clause->term);
}

bool worded_asks(const struct clause *clause)
{
    if (clause->kind == CLAUSE_TERM)
        return is_word(clause);
    bool all = clause->kind == CLAUSE_SYNONYM && clause->count;
    for (size_t i = 0; i < clause->count && all; i++)
        all = is_word(clause->children[i]);
    return all;
}

static size_t term_count(const struct clause *clause)
{
    return clause->kind == CLAUSE_TERM ? 1 : clause->count;
}

static struct str term_at(const struct clause *clause, size_t i)
{
    return clause->kind == CLAUSE_TERM ? clause->term : clause->children[i]->term;
}

// ---- Notices that have the words ----

static void set_notices(struct part *part, struct str term,
                        struct postings_cursor *cursor)
{
    const uint32_t number = vocabulary_find(&part->opened->vocabulary, term);
    for (postings_first(cursor, &part->opened->postings, number); cursor->count;
         postings_next(cursor))
        for (size_t i = 0; i < cursor->count; i++) {
            const uint32_t place = cursor->notices[i] - 1;
            if (place < part->notice_count)
                part->notices[place / 64] |= (uint64_t)1 << place % 64;
        }
}

static size_t words_of(const struct part *part)
{
    return (part->notice_count + 63) / 64;
}

static uint32_t count_bits(const uint64_t *bits, size_t words)
{
    uint32_t count = 0;
    for (size_t i = 0; i < words; i++)
        count += (uint32_t)__builtin_popcountll(bits[i]);
    return count;
}

// The notices of a segment that have a word of each clause; adds to holders how many have
// one of each.
static void find_notices(struct worded *worded, struct part *part,
                         const struct clause *const *clauses, size_t *holders,
                         struct arena *arena)
{
    struct postings_cursor *cursor = arena_take(arena, sizeof *cursor);
    const size_t words = words_of(part);
    uint64_t *all = ARENA_ARRAY(arena, uint64_t, words + 1);
    memset(all, 0xff, words * sizeof *all);
    part->notices = ARENA_ARRAY(arena, uint64_t, words + 1);
    for (size_t i = 0; i < worded->group_count; i++) {
        memset(part->notices, 0, words * sizeof *part->notices);
        for (size_t t = 0; t < term_count(clauses[i]); t++)
            set_notices(part, term_at(clauses[i], t), cursor);
        holders[i] += count_bits(part->notices, words);
        for (size_t w = 0; w < words; w++)
            all[w] &= part->notices[w];
    }
    part->notices = all;
    part->candidates = count_bits(all, words);
}

static int by_number(const void *a, const void *c)
{
    const struct form *one = a, *other = c;
    return one->number < other->number ? -1 : one->number > other->number;
}

// The forms that the segment knows, each once.
static void find_forms(struct worded *worded, struct part *part,
                       const struct clause *const *clauses, struct arena *arena)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < worded->group_count; i++)
        count += term_count(clauses[i]);
    part->forms = ARENA_ARRAY(arena, struct form, count + 1);
    count = 0;
    for (size_t i = 0; i < worded->group_count; i++)
        for (size_t t = 0; t < term_count(clauses[i]); t++) {
            const uint32_t number =
                vocabulary_find(&part->opened->vocabulary, term_at(clauses[i], t));
            if (number)
                part->forms[count++] = (struct form){number, 1u << i};
        }
    if (count)
        qsort(part->forms, count, sizeof *part->forms, by_number);
    for (size_t i = 0; i < count; i++) {
        if (kept && part->forms[kept - 1].number == part->forms[i].number)
            part->forms[kept - 1].groups |= part->forms[i].groups;
        else
            part->forms[kept++] = part->forms[i];
    }
    part->form_count = kept;
    uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, kept + 1);
    for (size_t i = 0; i < kept; i++)
        numbers[i] = part->forms[i].number;
    part->wanted = forward_wanted_new(numbers, kept);
}

static uint32_t groups_of(const struct part *part, uint32_t number)
{
    const struct form asked = {number, 0};
    const struct form *form = part->form_count
                                  ? bsearch(&asked, part->forms, part->form_count,
                                            sizeof *part->forms, by_number)
                                  : NULL;
    return form ? form->groups : 0;
}

// ---- Directives that have them ----

static void count_groups(const struct worded *worded, uint32_t groups, uint32_t *counts)
{
    for (size_t i = 0; i < worded->group_count; i++)
        counts[i] += groups >> i & 1;
}

// What an item weighs, by how often each group stands in it; 0 when one is missing.
static double weigh(const struct worded *worded, const struct item *item,
                    const uint32_t *counts)
{
    const double length = item->to - item->from + (double)item->further_count;
    const double part = k1 * (1 - b + b * length / worded->mean);
    double weight = 0;
    for (size_t i = 0; i < worded->group_count; i++) {
        if (!counts[i])
            return 0;
        weight += worded->worth[i] * counts[i] * (k1 + 1) / (counts[i] + part);
    }
    return weight;
}

// How often each group stands in an item. The record is read on from where it stands.
static void count_words(const struct worded *worded, const struct part *part,
                        const struct forward_record *record, struct forward_stand *stand,
                        const struct item *item, uint32_t *counts)
{
    const size_t to = item->to < record->count ? item->to : record->count;
    if (item->from < stand->at) // it stands inside of another
        *stand = (struct forward_stand){0};
    if (item->from < to) {
        stand->more += forward_more(record, stand->at, item->from);
        stand->at = item->from;
    }
    while (item->from < to && stand->at < to) {
        struct forward_found found[FORWARD_STRETCH];
        const size_t left = to - stand->at;
        const size_t count = forward_find_next(
            record, part->wanted, left < FORWARD_STRETCH ? left : FORWARD_STRETCH, stand,
            found);
        for (size_t i = 0; i < count; i++)
            count_groups(worded, groups_of(part, found[i].number), counts);
    }
    struct item further = *item;
    for (uint32_t word; items_further(&further, &word);)
        count_groups(worded, groups_of(part, word), counts);
}

static void add_weight(struct part *part, double weight)
{
    if (part->weight_count == part->weight_room) {
        part->weight_room = part->weight_room ? part->weight_room * 2 : 64;
        part->weights =
            memory_resize(part->weights, part->weight_room * sizeof *part->weights);
    }
    part->weights[part->weight_count++] = weight;
}

// Reads the words of the directives of a notice and weighs these.
static void read_notice(struct worded *worded, struct part *part, uint32_t number)
{
    struct forward_record record;
    struct forward_stand stand = {0};
    struct items items;
    struct item item;
    part->read = number;
    part->weight_count = 0;
    if (!items_open(&items, pile_record(&part->opened->items, number)))
        return;
    part->before = items.before;
    if (items.before > part->directive_count) // damaged
        return;
    if (!forward_open(&record, pile_record(&part->opened->forward, number)))
        record = (struct forward_record){0};
    while (part->weight_count < part->directive_count - part->before &&
           items_next(&items, &item)) {
        uint32_t counts[WORDED_GROUPS] = {0};
        count_words(worded, part, &record, &stand, &item, counts);
        add_weight(part, weigh(worded, &item, counts));
    }
}

// The first candidate from a notice on; 0 behind the last.
static uint32_t next_notice(const struct part *part, uint32_t from)
{
    const size_t words = words_of(part);
    size_t word = (from - 1) / 64;
    if (word >= words)
        return 0;
    uint64_t bits = part->notices[word] & ~UINT64_C(0) << (from - 1) % 64;
    while (!bits && ++word < words)
        bits = part->notices[word];
    const uint32_t number =
        (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits | 1ull << 63) + 1;
    return bits && number <= part->notice_count ? number : 0;
}

// Lets the processor fetch the records of some candidates more, from this one on.
static void fetch_ahead(struct part *part, uint32_t number)
{
    enum { AHEAD = 4, LINE = 64, MOST = 1024 };
    const int some = part->fetched < number ? AHEAD : 1;
    for (int i = 0; i < some && part->fetched != UINT32_MAX; i++) {
        const uint32_t from = part->fetched < number ? number : part->fetched;
        const uint32_t next = next_notice(part, from + 1);
        part->fetched = next ? next : UINT32_MAX;
        const struct str record = pile_record(&part->opened->forward, next);
        for (size_t at = 0; at < record.len && at < MOST; at += LINE)
            __builtin_prefetch(record.at + at);
    }
}

static uint32_t seek_next(void *context, uint32_t shard, uint32_t from, double *weight)
{
    struct worded *worded = context;
    if (shard >= worded->part_count || !worded->parts[shard].candidates)
        return 0;
    struct part *part = &worded->parts[shard];
    uint32_t number = part->read;
    if (!number || from <= part->before || from > part->before + part->weight_count) {
        struct items items;
        number = opened_notice_of(part->opened, from, &items);
        number = number ? next_notice(part, number) : 0;
    }
    for (; number; number = next_notice(part, number + 1)) {
        if (number != part->read) {
            fetch_ahead(part, number);
            read_notice(worded, part, number);
        }
        const uint32_t skipped = from > part->before ? from - part->before - 1 : 0;
        for (size_t i = skipped; i < part->weight_count; i++)
            if (part->weights[i] > 0) {
                *weight = part->weights[i];
                return part->before + (uint32_t)i + 1;
            }
    }
    return 0;
}

static size_t seek_most(void *context, uint32_t shard)
{
    const struct worded *worded = context;
    return shard < worded->part_count && worded->parts[shard].candidates
               ? worded->parts[shard].directive_count
               : 0;
}

static size_t seek_about(void *context, uint32_t shard)
{
    const struct worded *worded = context;
    if (shard >= worded->part_count || !worded->parts[shard].notice_count)
        return 0;
    const struct part *part = &worded->parts[shard];
    return (size_t)((double)part->directive_count * part->candidates /
                    part->notice_count / 2);
}

// ---- Making it ----

struct worded *worded_new(struct index *index, enum opened_kind kind,
                          const struct clause *const *clauses, size_t count,
                          struct arena *arena)
{
    const struct opened_reader *opened = &index->readers[kind];
    struct worded *worded = memory_array(1, sizeof *worded);
    worded->group_count = count;
    worded->parts = memory_array(opened->count + 1, sizeof *worded->parts);
    worded->part_count = opened->count;
    size_t holders[WORDED_GROUPS] = {0}, notices = 0;
    double words = 0, directives = 0, most = 0;
    for (size_t i = 0; i < opened->count; i++) {
        struct part *part = &worded->parts[i];
        part->opened = &index->parts[opened->parts[i]];
        if (!part->opened->folder)
            continue;
        part->notice_count = (uint32_t)part->opened->items.count;
        part->directive_count = opened_directives(part->opened);
        find_notices(worded, part, clauses, holders, arena);
        find_forms(worded, part, clauses, arena);
        notices += part->notice_count;
        words += (double)part->opened->vocabulary.totals.syllables;
        directives += part->directive_count;
    }
    // Nearly all that a notice says stands in its directives or beside them.
    worded->mean = directives > 0 && words > directives ? words / directives : 1;
    for (size_t i = 0; i < count; i++) {
        worded->worth[i] =
            log(1 + ((double)(notices - holders[i]) + 0.5) / ((double)holders[i] + 0.5));
        most += worded->worth[i] * (k1 + 1);
    }
    worded->seeker =
        (struct xapian_seeker){worded, seek_next, seek_most, seek_about, most};
    return worded;
}

void worded_free(struct worded *worded)
{
    if (!worded)
        return;
    for (size_t i = 0; i < worded->part_count; i++) {
        forward_wanted_free(worded->parts[i].wanted);
        free(worded->parts[i].weights);
    }
    free(worded->parts);
    free(worded);
}

const struct xapian_seeker *worded_seeker(const struct worded *worded)
{
    return &worded->seeker;
}
