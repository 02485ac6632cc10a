// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verify.h"

#include "analyzers/token.h"

#include <stdlib.h>

// Hits as sorted numbers: segment in the upper half, document in the lower.
struct hit_set {
    uint64_t *items;
    size_t count;
};

static uint64_t hit_number(const struct hit *hit)
{
    return (uint64_t)hit->segment << 32 | hit->document;
}

static int compare_numbers(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

// The phrase as each segment writes it.
static struct forward_row *rows_of(const struct plan *plan, const struct check *check,
                                   const struct index *index, struct arena *arena)
{
    const uint32_t segments = (uint32_t)index_segment_count(index);
    struct forward_row *rows = ARENA_ARRAY(arena, struct forward_row, segments + 1);
    for (uint32_t segment = 0; segment < segments; segment++)
        for (size_t at = check->from; at < check->to && !rows[segment].full; at++) {
            const struct asked_word *word =
                &plan->words.items[plan->words.places[at].word];
            uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, word->alike_count + 1);
            for (size_t i = 0; i < word->alike_count; i++)
                numbers[i] = index_number(index, segment, word->alike[i]);
            forward_row_add(&rows[segment], numbers, word->alike_count);
        }
    return rows;
}

static bool prepare(const struct plan *plan, const struct check *check,
                    const struct index *index, enum collection collection,
                    struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < check->count; i++)
        if (!prepare(plan, check->children[i], index, collection, arena, err))
            return false;
    if (check->kind == CHECK_PHRASE && collection == COLLECTION_NOTICES && !check->rows)
        ((struct check *)check)->rows = rows_of(plan, check, index, arena);
    if (check->kind != CHECK_CLAUSE || check->set)
        return true;
    struct matches matches;
    struct match_options options = {.limit = SIZE_MAX, .order = ORDER_OLDEST};
    if (!index_match(index, collection, check->clause, &options, &matches, arena, err))
        return false;
    struct hit_set *set = arena_alloc(arena, sizeof *set);
    set->items = ARENA_ARRAY(arena, uint64_t, matches.count + 1);
    for (size_t i = 0; i < matches.count; i++)
        set->items[set->count++] = hit_number(&matches.hits[i]);
    qsort(set->items, set->count, sizeof *set->items, compare_numbers);
    ((struct check *)check)->set = set;
    return true;
}

bool verify_prepare(const struct plan *plan, const struct index *index,
                    enum collection collection, struct arena *arena, struct error *err)
{
    return !plan->check || prepare(plan, plan->check, index, collection, arena, err);
}

// What the rows say of a check without reading the candidate.
static enum verdict judge(const struct plan *plan, const struct check *check,
                          const struct index *index, const struct hit *hit)
{
    enum verdict verdict;
    switch (check->kind) {
    case CHECK_PHRASE:
        if (!check->rows)
            return VERDICT_OPEN;
        switch (index_forward_row(index, hit, &check->rows[hit->segment])) {
        case ROW_MISSING:
            return VERDICT_NONE;
        case ROW_THERE:
            return plan->place == FILTER_ANYWHERE ? VERDICT_HIT : VERDICT_OPEN;
        case ROW_PERHAPS:
            break;
        }
        return VERDICT_OPEN;
    case CHECK_NOT:
        verdict = judge(plan, check->children[0], index, hit);
        return verdict == VERDICT_NONE  ? VERDICT_HIT
               : verdict == VERDICT_HIT ? VERDICT_NONE
                                        : VERDICT_OPEN;
    case CHECK_AND:
        verdict = VERDICT_HIT;
        for (size_t i = 0; i < check->count && verdict != VERDICT_NONE; i++) {
            const enum verdict part = judge(plan, check->children[i], index, hit);
            if (part != VERDICT_HIT)
                verdict = part;
        }
        return verdict;
    case CHECK_OR:
        verdict = VERDICT_NONE;
        for (size_t i = 0; i < check->count && verdict != VERDICT_HIT; i++) {
            const enum verdict part = judge(plan, check->children[i], index, hit);
            if (part != VERDICT_NONE)
                verdict = part;
        }
        return verdict;
    case CHECK_WORD:
    case CHECK_CLAUSE:
        break;
    }
    return VERDICT_OPEN;
}

enum verdict verify_fast(const struct plan *plan, const struct index *index,
                         const struct hit *hit)
{
    return plan->check ? judge(plan, plan->check, index, hit) : VERDICT_HIT;
}

static bool in_place(enum filter_place place, const struct occurrence *occurrence)
{
    return occurrence->strong &&
           (place == FILTER_ANYWHERE || (place == FILTER_TITLE) == occurrence->title);
}

// A phrase that is being looked for in one candidate.
struct search {
    const struct plan *plan;
    const struct index *index;
    const struct hit *hit;
    const struct occurrences *reading;
};

enum phrase_answer { PHRASE_MISSING, PHRASE_PERHAPS, PHRASE_THERE };

// The words [at, to) of the phrase from occurrence `from` on: there, or perhaps when a
// break stands between two of them.
static enum phrase_answer follow(const struct search *search, size_t from, size_t at,
                                 size_t to)
{
    const struct occurrences *reading = search->reading;
    const struct asked_place *places = search->plan->words.places;
    const struct occurrence *here = &reading->items[from];
    size_t i = from;
    while (++at < to) {
        uint32_t wanted = places[at].word;
        while (++i < reading->count &&
               (reading->items[i].place <= here->place ||
                (reading->items[i].place == here->place + 1 &&
                 (reading->items[i].word != wanted ||
                  !in_place(search->plan->place, &reading->items[i])))))
            ;
        if (i < reading->count && reading->items[i].place == here->place + 1) {
            here = &reading->items[i];
            continue;
        }
        if (!here->last)
            return PHRASE_MISSING;
        // The next sentence goes on; but the title, which was taken out of its place, may
        // be followed by any, and stand behind any.
        for (size_t j = 0; j < reading->count; j++) {
            const struct occurrence *next = &reading->items[j];
            if (next->first && next->word == wanted &&
                in_place(search->plan->place, next) &&
                (next->place == here->place + 1 + OCCURRENCE_GAP || here->title ||
                 next->title) &&
                follow(search, j, at, to) != PHRASE_MISSING)
                return PHRASE_PERHAPS;
        }
        return PHRASE_MISSING;
    }
    return PHRASE_THERE;
}

static bool is_form(const struct asked_word *word, struct str term)
{
    for (size_t i = 0; i < word->alike_count; i++)
        if (str_equal(word->alike[i], term))
            return true;
    return false;
}

// The phrase in the text itself, word for word.
static bool text_has_phrase(const struct search *search, const struct check *check)
{
    struct arena *arena = arena_new();
    struct document document;
    const struct asked_words *words = &search->plan->words;
    bool found = false;
    if (index_notice(search->index, search->hit, true, &document, arena, NULL)) {
        struct view view;
        struct token token;
        uint32_t at = 0;
        size_t length = check->to - check->from;
        // How many words of the phrase the last words of the text are, for every place
        // the phrase may have started at.
        bool *open = ARENA_ARRAY(arena, bool, length + 1);
        view_read(&view, document.notice.text, arena);
        while (!found && token_next(&view, &at, &token)) {
            char bytes[TERM_SIZE];
            struct str term = {bytes, token_term(&view, &token, bytes)};
            open[0] = true;
            for (size_t i = length; i-- > 0;)
                open[i + 1] =
                    open[i] &&
                    is_form(&words->items[words->places[check->from + i].word], term);
            found = open[length];
        }
    }
    arena_free(arena);
    return found;
}

// The words of a phrase one after another, over the ends of lines and sentences too: the
// notice is read as its words.
static bool has_phrase(const struct search *search, const struct check *check)
{
    const struct occurrences *reading = search->reading;
    bool perhaps = false;
    for (size_t i = 0; i < reading->count; i++) {
        if (reading->items[i].word != search->plan->words.places[check->from].word ||
            !in_place(search->plan->place, &reading->items[i]))
            continue;
        enum phrase_answer answer = follow(search, i, check->from, check->to);
        if (answer == PHRASE_THERE)
            return true;
        perhaps |= answer == PHRASE_PERHAPS;
    }
    return perhaps && text_has_phrase(search, check);
}

static bool has_words(const struct plan *plan, const struct check *check,
                      const struct occurrences *reading)
{
    for (size_t at = check->from; at < check->to; at++) {
        bool found = false;
        for (size_t i = 0; i < reading->count && !found; i++)
            found = reading->items[i].word == plan->words.places[at].word &&
                    in_place(plan->place, &reading->items[i]);
        if (!found)
            return false;
    }
    return true;
}

static bool passes(const struct search *search, const struct check *check)
{
    switch (check->kind) {
    case CHECK_PHRASE:
        return has_phrase(search, check);
    case CHECK_WORD:
        return has_words(search->plan, check, search->reading);
    case CHECK_CLAUSE: {
        const struct hit_set *set = check->set;
        uint64_t number = hit_number(search->hit);
        return set->count &&
               bsearch(&number, set->items, set->count, sizeof number, compare_numbers);
    }
    case CHECK_NOT:
        return !passes(search, check->children[0]);
    case CHECK_AND:
        for (size_t i = 0; i < check->count; i++)
            if (!passes(search, check->children[i]))
                return false;
        return true;
    case CHECK_OR:
        for (size_t i = 0; i < check->count; i++)
            if (passes(search, check->children[i]))
                return true;
        return false;
    }
    return false;
}

bool verify(const struct plan *plan, const struct index *index, const struct hit *hit,
            const struct occurrences *reading)
{
    struct search search = {plan, index, hit, reading};
    return !plan->check || passes(&search, plan->check);
}
