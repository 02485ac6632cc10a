// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/copy.h"

#include "analyzers/token.h"
#include "index/identity.h"

#include <stdlib.h>

// A scan that was recognised well has nine of ten syllables right; two notices that one
// office writes on one form have hardly more than half of them in common.
static const double same_share = 0.8;
enum { COPIES_MOST = 32, SYLLABLES_MOST = 50000 };

static int compare_hashes(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

// The syllables of a text without marks, as hashes in ascending order.
static uint32_t *read_syllables(struct str text, size_t *count, struct arena *arena)
{
    struct view view;
    view_read(&view, text, arena);
    uint32_t *hashes = NULL, at = 0;
    size_t room = 0;
    struct token token;
    *count = 0;
    while (*count < SYLLABLES_MOST && token_next(&view, &at, &token)) {
        struct token_forms forms;
        token_forms(&view, &token, &forms);
        uint32_t hash = 2166136261u;
        for (size_t i = 0; i < forms.folded.len; i++)
            hash = (hash ^ (uint8_t)forms.folded.at[i]) * 16777619u;
        hashes = arena_grow(arena, hashes, *count, &room, sizeof *hashes);
        hashes[(*count)++] = hash;
    }
    if (*count)
        qsort(hashes, *count, sizeof *hashes, compare_hashes);
    return hashes;
}

static bool same_text(struct str one, struct str other, struct arena *arena)
{
    size_t first, second, i = 0, k = 0, both = 0;
    const uint32_t *a = read_syllables(one, &first, arena);
    const uint32_t *b = read_syllables(other, &second, arena);
    while (i < first && k < second) {
        if (a[i] == b[k]) {
            both++;
            i++;
            k++;
        } else if (a[i] < b[k]) {
            i++;
        } else {
            k++;
        }
    }
    return both && 2 * (double)both >= same_share * (double)(first + second);
}

// Forms whose number and day were left open are alike, and are different notices: only
// what has both can be told to be the same.
static bool is_told(const struct anatomy *anatomy)
{
    bool digit = false;
    for (size_t i = 0; i < anatomy->number.len && anatomy->number.at[i] != '/'; i++)
        digit |= anatomy->number.at[i] >= '0' && anatomy->number.at[i] <= '9';
    return digit && anatomy->number_key.len && anatomy->date.from &&
           anatomy->date.from == anatomy->date.to;
}

static bool same_day(const struct anatomy *a, const struct anatomy *b)
{
    return a->date.from == b->date.from && a->date.to == b->date.to;
}

static bool is_recognised(const struct document *document)
{
    return str_find(document->source, STR("ocr"), 0) >= 0;
}

static bool is_better(const struct document *other, const struct document *document)
{
    bool scanned = is_recognised(document), other_scanned = is_recognised(other);
    if (scanned != other_scanned)
        return scanned;
    return str_compare(other->id, document->id) < 0;
}

// Adds the notice of a hit when it is a copy. *whole is the notice asked about with its
// text, read when it is first needed.
static bool consider(struct copies *out, const struct index *index, const struct hit *hit,
                     const struct document *document, struct document *whole,
                     const struct hit *own, struct arena *arena, struct arena *scratch,
                     struct error *err)
{
    struct document other;
    if (hit == own)
        return true;
    if (!index_notice(index, hit, false, &other, scratch, err))
        return false;
    if (!same_day(&other.notice.anatomy, &document->notice.anatomy))
        return true;
    if ((!whole->id.len && !index_notice(index, own, true, whole, scratch, err)) ||
        !index_notice(index, hit, true, &other, scratch, err))
        return false;
    if (same_text(whole->notice.text, other.notice.text, scratch))
        out->items[out->count++] =
            (struct copy){arena_copy(arena, other.id), is_better(&other, document)};
    return true;
}

bool copies_find(struct copies *out, const struct index *index,
                 const struct document *document, struct arena *arena, struct error *err)
{
    const struct anatomy *anatomy = &document->notice.anatomy;
    uint64_t id, other;
    *out = (struct copies){0};
    if (!is_told(anatomy) || !identity_number_parse(&id, document->id) ||
        index_frequency(index, field_term(FIELD_SELF, anatomy->number_key, arena)) < 2)
        return true;
    struct arena *scratch = arena_new();
    struct match_options options = {.limit = COPIES_MOST, .order = ORDER_OLDEST};
    struct matches matches;
    const struct clause *alike[2] = {
        clause_term(FIELD_SELF, anatomy->number_key, scratch)};
    size_t alike_count = 1;
    if (anatomy->date.from && anatomy->date.to)
        alike[alike_count++] = clause_days(FIELD_PERIOD, anatomy->date, scratch);
    struct document whole = {0};
    bool done = index_match(index, COLLECTION_NOTICES,
                            clause_new(CLAUSE_AND, alike, alike_count, scratch), &options,
                            &matches, scratch, err);
    const struct hit *own = NULL;
    for (size_t i = 0; done && i < matches.count && !own; i++) {
        done = index_id(index, &matches.hits[i], &other, err);
        if (done && other == id)
            own = &matches.hits[i];
    }
    if (done && own) {
        out->items = ARENA_ARRAY(arena, struct copy, matches.count);
        for (size_t i = 0; done && i < matches.count; i++)
            done = consider(out, index, &matches.hits[i], document, &whole, own, arena,
                            scratch, err);
    }
    arena_free(scratch);
    return done;
}

bool copies_told(struct words *told, const struct copies *copies, struct str id)
{
    for (size_t i = 0; i < copies->count; i++)
        if (words_find(told, copies->items[i].id) != WORDS_NONE)
            return true;
    if (copies->count)
        words_add(told, id);
    return false;
}

size_t copies_paths(const struct copies *copies, const struct index *index,
                    struct str **paths, struct arena *arena)
{
    size_t count = 0, room = 0;
    *paths = NULL;
    for (size_t i = 0; i < copies->count; i++) {
        const struct str *known;
        size_t some = index_paths(index, copies->items[i].id, &known);
        for (size_t k = 0; k < some; k++) {
            *paths = arena_grow(arena, *paths, count, &room, sizeof **paths);
            (*paths)[count++] = arena_copy(arena, known[k]);
        }
    }
    return count;
}
