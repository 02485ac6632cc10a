// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/survey.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>

enum { FORGET_EVERY = 256 }; // notices

struct surveyor {
    struct words *values; // number of a value = number of its row
    struct words *pairs;  // a row and an office that was counted for it
    struct words *offices;
    struct words *own; // keys of the notices themselves
    struct survey_row *rows;
    size_t count, room;
    uint32_t *seen; // by row: number of the notice that was counted last
    size_t seen_room;
    struct arena *arena;
};

static struct survey_row *row_of(struct surveyor *surveyor, struct str value,
                                 struct str name)
{
    uint32_t number = words_add(surveyor->values, value);
    if (number < surveyor->count)
        return &surveyor->rows[number];
    surveyor->rows = arena_grow(surveyor->arena, surveyor->rows, surveyor->count,
                                &surveyor->room, sizeof *surveyor->rows);
    surveyor->seen = arena_grow(surveyor->arena, surveyor->seen, surveyor->count,
                                &surveyor->seen_room, sizeof *surveyor->seen);
    surveyor->seen[number] = 0;
    struct survey_row *row = &surveyor->rows[surveyor->count++];
    *row = (struct survey_row){.value = arena_copy(surveyor->arena, value),
                               .name = arena_copy(surveyor->arena, name)};
    return row;
}

// Counts a notice once for each row, and each office once.
static void count_notice(struct surveyor *surveyor, struct survey_row *row,
                         uint32_t notice, const struct anatomy *anatomy)
{
    uint32_t number = (uint32_t)(row - surveyor->rows);
    if (surveyor->seen[number] == notice)
        return;
    surveyor->seen[number] = notice;
    row->notices++;
    int32_t day = anatomy->date.to ? anatomy->date.to : anatomy->date.from;
    int32_t from = anatomy->date.from ? anatomy->date.from : day;
    if (day > row->last || (day == row->last && from > row->from)) {
        row->last = day;
        row->from = from;
    }
    struct str office =
        anatomy->office.id.len ? anatomy->office.id : anatomy->office.province;
    if (!office.len)
        return;
    uint32_t pair[2] = {number, words_add(surveyor->offices, office)};
    uint32_t known = words_count(surveyor->pairs);
    row->offices += words_add(surveyor->pairs,
                              (struct str){(const char *)pair, sizeof pair}) == known;
}

static void take_references(struct surveyor *surveyor, uint32_t notice,
                            const struct anatomy *anatomy, const struct reference *items,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!reference_has_number(items[i].key) || items[i].relation == RELATION_SELF)
            continue;
        struct str name = items[i].display.len ? items[i].display : items[i].key;
        count_notice(surveyor, row_of(surveyor, items[i].key, name), notice, anatomy);
    }
}

static void take_citations(struct surveyor *surveyor, uint32_t notice,
                           const struct document *document)
{
    const struct references *references = &document->notice.references;
    const struct anatomy *anatomy = &document->notice.anatomy;
    if (anatomy->number_key.len)
        words_add(surveyor->own, anatomy->number_key);
    take_references(surveyor, notice, anatomy, references->items, references->count);
    take_references(surveyor, notice, anatomy, references->laws, references->law_count);
}

// "VNI 0.61, TCVN3 0.36": names, each with a share where one is known.
static void take_source(struct surveyor *surveyor, uint32_t notice,
                        const struct document *document)
{
    struct str rest = document->source, part;
    while (str_split(&part, &rest, ',')) {
        part = str_trim(part);
        size_t blank = part.len;
        while (blank && part.at[blank - 1] != ' ')
            blank--;
        char digits[16] = {0};
        struct str number = str_slice(part, blank, part.len);
        char *end = digits;
        double share = 0;
        if (blank && number.len < sizeof digits) {
            memcpy(digits, number.at, number.len);
            share = strtod(digits, &end);
        }
        bool known = end != digits && !*end;
        struct str name = known ? str_slice(part, 0, blank - 1) : part;
        if (!name.len)
            continue;
        struct survey_row *row = row_of(surveyor, name, name);
        row->share += known ? share : 0;
        count_notice(surveyor, row, notice, &document->notice.anatomy);
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct survey_row *a = left, *b = right;
    if (a->notices != b->notices)
        return a->notices > b->notices ? -1 : 1;
    if (a->offices != b->offices)
        return a->offices > b->offices ? -1 : 1;
    if (a->last != b->last)
        return a->last > b->last ? -1 : 1;
    return str_compare(a->value, b->value);
}

// The newest first, so that names are those of today.
static bool look_at_all(struct surveyor *surveyor, const struct index *index,
                        void (*take)(struct surveyor *surveyor, uint32_t notice,
                                     const struct document *document),
                        struct error *err)
{
    static const struct clause everything = {.kind = CLAUSE_ALL};
    struct match_options options = {.limit = SIZE_MAX, .order = ORDER_NEWEST};
    struct matches matches;
    struct arena *hits = arena_new(), *scratch = arena_new();
    bool done = index_match(index, COLLECTION_NOTICES, &everything, &options, &matches,
                            hits, err);
    for (size_t i = 0; done && i < matches.count; i++) {
        struct document document;
        arena_reset(scratch);
        done = index_notice(index, &matches.hits[i], false, &document, scratch, err);
        if (done)
            take(surveyor, (uint32_t)i + 1, &document);
        if (i % FORGET_EVERY == 0)
            index_forget(index);
    }
    arena_free(scratch);
    arena_free(hits);
    return done;
}

static bool run(struct survey *out, const struct index *index,
                void (*take)(struct surveyor *surveyor, uint32_t notice,
                             const struct document *document),
                struct arena *arena, struct error *err)
{
    struct surveyor surveyor = {.values = words_new(),
                                .pairs = words_new(),
                                .offices = words_new(),
                                .own = words_new(),
                                .arena = arena};
    bool done = look_at_all(&surveyor, index, take, err);
    for (size_t i = 0; i < surveyor.count; i++) {
        struct survey_row *row = &surveyor.rows[i];
        row->absent = words_find(surveyor.own, row->value) == WORDS_NONE;
        row->share /= (double)row->notices;
    }
    if (surveyor.count)
        qsort(surveyor.rows, surveyor.count, sizeof *surveyor.rows, compare_rows);
    *out = (struct survey){surveyor.rows, surveyor.count};
    words_free(surveyor.values);
    words_free(surveyor.pairs);
    words_free(surveyor.offices);
    words_free(surveyor.own);
    return done;
}

bool survey_references(struct survey *out, const struct index *index, struct arena *arena,
                       struct error *err)
{
    return run(out, index, take_citations, arena, err);
}

bool survey_encodings(struct survey *out, const struct index *index, struct arena *arena,
                      struct error *err)
{
    return run(out, index, take_source, arena, err);
}
