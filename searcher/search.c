// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.h"

#include "searcher/copy.h"
#include "searcher/verify.h"

#include <stdlib.h>
#include <string.h>

// Counting every match costs nothing that one could notice in an archive of this size.
enum { COUNT_ALWAYS = 20000 };
// Of a very long list only the beginning is read once more; nobody reads the rest in
// order.
enum { RANK_MOST = 2000 };

struct searcher {
    const struct index *index;
    enum collection collection;
    const struct plan *plan;
    const struct search_options *options;
    struct occurrence_reader *reader;
    struct arena *arena;
    struct error *err;
};

// Candidates that turned out to be hits.
struct found {
    struct ranked *items;
    size_t count;
    size_t at_least;
    bool complete; // no further match exists
    bool exact;    // at_least is the true number of matches
};

static bool passes(struct searcher *searcher, const struct hit *hit)
{
    const enum verdict verdict = verify_fast(searcher->plan, searcher->index, hit);
    if (verdict != VERDICT_OPEN)
        return verdict == VERDICT_HIT;
    struct occurrences reading;
    occurrence_reader_read(searcher->reader, hit, &reading);
    return verify(searcher->plan, searcher->index, hit, &reading);
}

// Candidates in their order, and which of the first passed.
struct checked {
    struct hit *hits;
    bool *passed;
    size_t count;
};

// Checks all candidates that are not in order yet as they lie on the disk, which takes a
// third of the time, and adds the best of those that pass. False when there are more of
// them than are wanted.
static bool check_rest(struct searcher *searcher, struct matches *matches, size_t enough,
                       struct found *out)
{
    const size_t before = matches->ordered, room = matches->count - before;
    struct hit *hits = arena_take(searcher->arena, room * sizeof *hits);
    bool *passed = arena_take(searcher->arena, room * sizeof *passed);
    const size_t count = matches_rest(matches, hits);
    for (size_t i = 0; i < count; i++) {
        if (i + FETCH_AHEAD < count)
            index_forward_fetch(searcher->index, &hits[i + FETCH_AHEAD]);
        passed[i] = passes(searcher, &hits[i]);
    }
    matches_leave(matches, passed);
    size_t at = before;
    for (; at < matches->count && out->count < enough; at++)
        out->items[out->count++] =
            (struct ranked){.hit = matches->hits[at], .score = matches->hits[at].score};
    return at == matches->count;
}

// Adds the candidates that pass to the hits, until there are `enough`; says whether all
// were looked at. What was checked before is not checked again.
static bool check(struct searcher *searcher, struct matches *matches, size_t enough,
                  struct checked *checked, struct found *out)
{
    const struct checked before = *checked;
    size_t at = 0;
    *checked = (struct checked){
        .hits = matches->hits,
        .passed = ARENA_ARRAY(searcher->arena, bool, matches->count + 1),
    };
    for (; at < matches->count && out->count < enough; at++) {
        const struct hit *hit = &matches->hits[at];
        if (at == matches->ordered) {
            // When as few go on to pass, most of the rest would be gone through.
            const double likely =
                (double)out->count / (double)at * (double)matches->count;
            if (likely < 2 * (double)enough)
                return check_rest(searcher, matches, enough, out);
            matches_order(matches, 8 * at);
        }
        if (at + FETCH_AHEAD < matches->ordered)
            index_forward_fetch(searcher->index, &matches->hits[at + FETCH_AHEAD]);
        const bool known = at < before.count && hit->segment == before.hits[at].segment &&
                           hit->document == before.hits[at].document;
        checked->passed[at] = known ? before.passed[at] : passes(searcher, hit);
        if (checked->passed[at])
            out->items[out->count++] = (struct ranked){.hit = *hit, .score = hit->score};
    }
    checked->count = at;
    return at == matches->count;
}

// Finds at least `wanted` hits, or all there are. With a check, asks for more candidates
// until enough of them pass.
static bool find(struct searcher *searcher, const struct clause *clause,
                 enum match_order order, size_t wanted, bool exact, struct found *out)
{
    const bool checks = searcher->plan->check != NULL;
    struct checked checked = {0};
    size_t limit = checks && exact ? SIZE_MAX : wanted;
    for (;;) {
        struct matches matches;
        struct match_options options = {
            .limit = limit,
            .order = order,
            .exact_count = exact && !checks,
            .ordered = checks && wanted < SIZE_MAX / 2 ? 2 * wanted : 0,
        };
        *out = (struct found){0};
        if (!index_match(searcher->index, searcher->collection, clause, &options,
                         &matches, searcher->arena, searcher->err))
            return false;
        const bool all = limit == SIZE_MAX || matches.count < limit ||
                         (matches.exact && matches.count == matches.at_least);
        out->items = ARENA_ARRAY(searcher->arena, struct ranked, matches.count + 1);
        if (!checks) {
            for (size_t i = 0; i < matches.count; i++)
                out->items[out->count++] = (struct ranked){
                    .hit = matches.hits[i], .score = matches.hits[i].score};
            out->complete = all;
            out->exact = all || matches.exact;
            out->at_least = all ? out->count : matches.at_least;
            return true;
        }
        out->complete = out->exact =
            check(searcher, &matches, exact ? SIZE_MAX : wanted, &checked, out) && all;
        out->at_least = out->count;
        if (out->complete || out->count >= wanted)
            return true;
        limit = limit > SIZE_MAX / 8 ? SIZE_MAX : limit * 8;
    }
}

static int compare_items(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->hit.segment != b->hit.segment)
        return a->hit.segment < b->hit.segment ? -1 : 1;
    return a->hit.document < b->hit.document ? -1 : a->hit.document > b->hit.document;
}

// The hits of `some` that are not among those of `all`, behind them.
static void append_others(struct searcher *searcher, struct found *all,
                          const struct found *some)
{
    struct ranked *sorted = ARENA_ARRAY(searcher->arena, struct ranked, all->count + 1);
    struct ranked *joined =
        ARENA_ARRAY(searcher->arena, struct ranked, all->count + some->count + 1);
    size_t known = all->count;
    if (known) {
        memcpy(sorted, all->items, known * sizeof *sorted);
        memcpy(joined, all->items, known * sizeof *joined);
        qsort(sorted, known, sizeof *sorted, compare_items);
    }
    for (size_t i = 0; i < some->count; i++)
        if (!known ||
            !bsearch(&some->items[i], sorted, known, sizeof *sorted, compare_items))
            joined[all->count++] = some->items[i];
    all->items = joined;
}

// Reads the first `most` once more and puts the best of them first.
static bool rank(struct searcher *searcher, struct found *found, size_t most)
{
    size_t count = found->count < most ? found->count : most;
    const struct rank_weights *weights =
        searcher->options->weights ? searcher->options->weights : &rank_defaults;
    if (!rank_candidates(searcher->plan, searcher->index, searcher->collection, weights,
                         searcher->reader, found->items, count, searcher->arena,
                         searcher->err))
        return false;
    // A word that is only like one of those asked for, all alone, is no find.
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++)
        if (i >= count || found->items[i].all || !found->items[i].weak)
            found->items[kept++] = found->items[i];
    found->count = kept;
    if (count > kept)
        count = kept;
    // Those behind keep their order, below the last that was read.
    for (size_t i = count; i < found->count; i++)
        found->items[i].score = found->items[count - 1].score;
    return true;
}

struct dated {
    struct ranked item;
    int32_t day;
};

static int compare_days(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    return a->day < b->day ? -1 : a->day > b->day;
}

// Puts hits that were chosen by their words into the order of their days; those without a
// date come last.
static bool sort_by_day(struct searcher *searcher, struct found *found)
{
    struct dated *dated = ARENA_ARRAY(searcher->arena, struct dated, found->count + 1);
    bool newest = searcher->options->order == ORDER_NEWEST;
    for (size_t i = 0; i < found->count; i++) {
        struct document document;
        if (!index_notice(searcher->index, &found->items[i].hit, false, &document,
                          searcher->arena, searcher->err))
            return false;
        int32_t day = document.notice.anatomy.date.to;
        dated[i] = (struct dated){found->items[i], newest ? -day : day ? day : INT32_MAX};
    }
    qsort(dated, found->count, sizeof *dated, compare_days);
    for (size_t i = 0; i < found->count; i++)
        found->items[i] = dated[i].item;
    return true;
}

// Counts the facets over all notices that have all words.
static bool count_facets(struct searcher *searcher, struct search_result *out)
{
    const struct search_options *options = searcher->options;
    const struct clause *clause = searcher->plan->all;
    struct arena *arena = searcher->arena;
    if (searcher->plan->check) {
        // Only reading tells which candidates are hits: these, by their ids, are what is
        // counted.
        struct found hits;
        if (!find(searcher, clause, ORDER_OLDEST, SIZE_MAX, true, &hits))
            return false;
        const struct clause **ids =
            ARENA_ARRAY(arena, const struct clause *, hits.count + 1);
        for (size_t i = 0; i < hits.count; i++) {
            struct document document;
            if (!index_notice(searcher->index, &hits.items[i].hit, false, &document,
                              arena, searcher->err))
                return false;
            ids[i] = clause_term(FIELD_ID, document.id, arena);
        }
        clause =
            clause_new(hits.count ? CLAUSE_OR : CLAUSE_NOTHING, ids, hits.count, arena);
    }
    struct matches matches;
    struct match_options match = {
        .limit = 1,
        .order = ORDER_OLDEST,
        .exact_count = true,
        .facets = options->facets,
        .facet_count = options->facet_count,
    };
    if (!index_match(searcher->index, searcher->collection, clause, &match, &matches,
                     arena, searcher->err))
        return false;
    out->facets = matches.facets;
    return true;
}

// Leaves out copies of hits that come before them, until `wanted` hits are left: what
// comes behind is not shown.
static bool leave_out_copies(struct searcher *searcher, struct found *found,
                             size_t wanted, struct search_result *out)
{
    struct words *told = words_new();
    struct arena *scratch = arena_new();
    size_t kept = 0, i = 0;
    bool done = true;
    for (; done && i < found->count && kept < wanted; i++) {
        struct document document;
        struct copies copies;
        arena_reset(scratch);
        done = index_notice(searcher->index, &found->items[i].hit, false, &document,
                            scratch, searcher->err) &&
               copies_find(&copies, searcher->index, &document, scratch, searcher->err);
        if (!done)
            break;
        if (copies_told(told, &copies, document.id))
            out->copies++;
        else
            found->items[kept++] = found->items[i];
    }
    for (; i < found->count; i++)
        found->items[kept++] = found->items[i];
    found->count = kept;
    arena_free(scratch);
    words_free(told);
    return done;
}

static bool run(struct searcher *searcher, struct search_result *out)
{
    const struct search_options *options = searcher->options;
    const struct plan *plan = searcher->plan;
    size_t wanted = options->limit > SIZE_MAX - options->offset - 1
                        ? SIZE_MAX
                        : options->offset + options->limit;
    bool exact = options->count || index_notice_count(searcher->index) <= COUNT_ALWAYS;
    bool ranked = plan->words_asked > 0 && options->order == ORDER_RELEVANCE;
    enum match_order order = options->order;
    if (!plan->words_asked && order == ORDER_RELEVANCE)
        order = ORDER_NEWEST;
    size_t candidates = options->candidates ? options->candidates : SEARCH_CANDIDATES;
    // One more than is shown tells whether there are more.
    size_t enough = wanted == SIZE_MAX ? wanted : wanted + 1;
    // Notices that have a phrase are much alike: a few of them are enough to choose from.
    if (plan->check && candidates > SEARCH_CHECKED)
        candidates = SEARCH_CHECKED;
    if (ranked && enough < candidates)
        enough = candidates;
    struct found found;
    if (!find(searcher, plan->all, order, enough, exact, &found))
        return false;
    out->with_all = found.at_least;
    out->exact = found.exact;
    out->named = SIZE_MAX;
    if (plan->named && options->order == ORDER_RELEVANCE) {
        // Notices that name the unit come before those that address all units of its
        // office.
        struct found named;
        if (!find(searcher, plan->named, order, enough, exact, &named))
            return false;
        out->named = named.at_least;
        found.complete = found.complete && named.complete;
        append_others(searcher, &named, &found);
        named.complete = found.complete;
        found = named;
    }
    for (size_t i = 0; i < found.count; i++)
        found.items[i].all = true;
    bool relax = plan->some && !options->all_words && found.complete &&
                 found.count < wanted && (ranked || !found.count);
    if (relax) {
        struct found some;
        size_t others = wanted == SIZE_MAX || wanted < candidates ? candidates : wanted;
        if (!find(searcher, plan->some, ORDER_RELEVANCE, others, false, &some))
            return false;
        append_others(searcher, &found, &some);
    }
    out->considered = found.count;
    // Whether they are counted or not, as many are read once more.
    const size_t most = plan->check && !relax && enough < RANK_MOST ? enough : RANK_MOST;
    if ((ranked || relax) && !rank(searcher, &found, most))
        return false;
    if (options->once && searcher->collection == COLLECTION_NOTICES &&
        !leave_out_copies(searcher, &found, wanted, out))
        return false;
    size_t from = options->offset < found.count ? options->offset : found.count;
    size_t left = found.count - from;
    out->hits = found.items + from;
    out->count = left < options->limit ? left : options->limit;
    out->more = left > out->count || !found.complete;
    if (relax && !ranked) {
        struct found page = {.items = out->hits, .count = out->count};
        if (!sort_by_day(searcher, &page))
            return false;
    }
    return !options->facet_count || count_facets(searcher, out);
}

bool search_run(const struct index *index, enum collection collection,
                const struct plan *plan, const struct search_options *options,
                struct search_result *out, struct arena *arena, struct error *err)
{
    *out = (struct search_result){0};
    struct searcher searcher = {index, collection, plan, options, NULL, arena, err};
    if (!verify_prepare(plan, index, collection, arena, err))
        return false;
    searcher.reader = occurrence_reader_open(index, &plan->words);
    bool done = run(&searcher, out);
    occurrence_reader_close(searcher.reader);
    return done;
}
