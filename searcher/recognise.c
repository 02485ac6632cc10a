// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/recognise.h"

#include "analyzers/person.h"
#include "analyzers/reference.h"
#include "analyzers/tables.h"
#include "analyzers/token.h"
#include "analyzers/unit.h"
#include "searcher/filter_value.h"

#include <string.h>

// Longer questions are sentences; only their numbers are looked at.
enum { CHUNKS_MOST = 24, WINDOW_MOST = 8, PERSON_MOST = 5 };

// What stands between two blanks of the question, and the places of its words.
struct chunk {
    size_t start, end; // bytes of the question
    size_t from, to;   // places
    bool digit;
    bool taken;
};

struct recogniser {
    struct plan *plan;
    const struct index *index;
    enum collection collection;
    struct str text;
    struct chunk *chunks;
    size_t count;
    size_t room;
    struct arena *arena;
    struct error *err;
};

static void find_chunks(struct recogniser *recogniser, size_t to)
{
    const struct asked_words *words = &recogniser->plan->words;
    recogniser->chunks = ARENA_ARRAY(recogniser->arena, struct chunk, to + 1);
    for (size_t i = 0; i < to; i++) {
        const struct asked_place *place = &words->places[i];
        struct chunk *chunk = &recogniser->chunks[recogniser->count];
        if (recogniser->count && chunk[-1].start == place->start) {
            chunk[-1].to = i + 1;
            continue;
        }
        *chunk = (struct chunk){place->start, place->end, i, i + 1, false, false};
        for (size_t at = place->start; at < place->end; at++)
            chunk->digit |=
                recogniser->text.at[at] >= '0' && recogniser->text.at[at] <= '9';
        recogniser->count++;
    }
}

// The chunks [first, last] as typed; missing when one was taken already or something else
// stands between them.
static struct str window_text(const struct recogniser *recogniser, size_t first,
                              size_t last)
{
    for (size_t i = first; i <= last; i++)
        if (recogniser->chunks[i].taken ||
            (i > first &&
             recogniser->plan->words.places[recogniser->chunks[i].from].apart))
            return (struct str){0};
    return str_slice(recogniser->text, recogniser->chunks[first].start,
                     recogniser->chunks[last].end);
}

static void add(struct recogniser *recogniser, enum field_id field, size_t first,
                size_t last, struct str name, const struct clause *clause,
                size_t frequency)
{
    struct plan *plan = recogniser->plan;
    plan->recognised =
        arena_grow(recogniser->arena, plan->recognised, plan->recognised_count,
                   &recogniser->room, sizeof *plan->recognised);
    plan->recognised[plan->recognised_count++] = (struct recognised){
        .field = field,
        .from = recogniser->chunks[first].from,
        .to = recogniser->chunks[last].to,
        .clause = clause,
        .frequency = frequency,
        .name = name,
    };
    for (size_t i = first; i <= last; i++)
        recogniser->chunks[i].taken = true;
}

// Asks the index what the window means as a value of the field; takes it when there is
// such a thing.
static bool try_field(struct recogniser *recogniser, enum field_id field, size_t first,
                      size_t last, struct str window, bool *taken)
{
    struct filter filter = {.field = field, .value = window};
    struct filter_answer answer;
    struct error ignored = {0};
    *taken = false;
    if (!filter_resolve(recogniser->index, recogniser->collection, &filter, &answer,
                        recogniser->arena, &ignored)) {
        if (ignored.code == ERROR_USAGE) // not a value of this field: plain words then
            return true;
        *recogniser->err = ignored;
        return false;
    }
    if (!answer.count)
        return true;
    size_t frequency = 0;
    for (size_t i = 0; i < answer.count; i++)
        frequency += answer.candidates[i].count;
    *taken = true;
    add(recogniser, field, first, last, window, answer.clause, frequency);
    return true;
}

// "nghị quyết 163/2021": the longest window around a number that is a reference the index
// has.
static bool find_references(struct recogniser *recogniser)
{
    for (size_t at = 0; at < recogniser->count; at++) {
        if (!recogniser->chunks[at].digit || recogniser->chunks[at].taken)
            continue;
        size_t longest =
            recogniser->count < WINDOW_MOST ? recogniser->count : WINDOW_MOST;
        for (size_t length = longest; length && !recogniser->chunks[at].taken; length--) {
            size_t lowest = at + 1 > length ? at + 1 - length : 0;
            for (size_t first = lowest;
                 first <= at && first + length <= recogniser->count; first++) {
                struct reference_query asked;
                struct str window = window_text(recogniser, first, first + length - 1);
                bool taken = false;
                if (!window.len ||
                    !reference_query_parse(&asked, window, recogniser->arena))
                    continue;
                if (!asked.year && !asked.type.len && !asked.organisation.len)
                    continue; // a bare number is a number
                if (!try_field(recogniser, FIELD_REF, first, first + length - 1, window,
                               &taken))
                    return false;
                if (!taken)
                    continue;
                struct plan *plan = recogniser->plan;
                plan->recognised[plan->recognised_count - 1].complete =
                    asked.organisation.len > 0;
                break;
            }
        }
    }
    return true;
}

// "tháng 8/2023", "quý I/2021": the longest window that is a period, a bare number
// excepted.
static void find_periods(struct recogniser *recogniser)
{
    for (size_t first = 0; first < recogniser->count; first++) {
        size_t left = recogniser->count - first;
        for (size_t length = left < WINDOW_MOST ? left : WINDOW_MOST; length; length--) {
            bool digit = false;
            for (size_t i = first; i < first + length; i++)
                digit |= recogniser->chunks[i].digit;
            struct str window = digit ? window_text(recogniser, first, first + length - 1)
                                      : (struct str){0};
            struct period period;
            if (!window.len || (length == 1 && window.len <= 4) ||
                !period_parse(&period, window, 0, NULL, NULL))
                continue;
            const struct clause *clause =
                filter_period_clause(FIELD_PERIOD, &period, recogniser->arena);
            // How many notices a period has is not worth a question of its own: as many
            // as a common word.
            add(recogniser, FIELD_PERIOD, first, first + length - 1, window, clause,
                index_notice_count(recogniser->index) / 4);
            break;
        }
    }
}

static void find_persons(struct recogniser *recogniser)
{
    for (size_t first = 0; first < recogniser->count; first++) {
        size_t left = recogniser->count - first;
        for (size_t length = left < PERSON_MOST ? left : PERSON_MOST; length > 1;
             length--) {
            struct str window = window_text(recogniser, first, first + length - 1);
            if (!window.len ||
                (recogniser->count > PERSON_MOST + 1 && !person_name_valid(window)))
                continue;
            struct str folded = field_fold(window, recogniser->arena);
            size_t frequency = index_frequency(
                recogniser->index, field_term(FIELD_PERSON, folded, recogniser->arena));
            if (!frequency)
                continue;
            add(recogniser, FIELD_PERSON, first, first + length - 1, window,
                clause_term(FIELD_PERSON, folded, recogniser->arena), frequency);
            break;
        }
    }
}

// Whether a name of a unit could begin anywhere: with "phòng", "sở" …, or with an
// abbreviation. Reading all names that units have takes longer than the rest of a
// question.
static bool may_name_unit(const struct recogniser *recogniser)
{
    const struct table *table = table_named("unit_heads");
    uint32_t column = table_column(table, "head");
    for (size_t i = 0; i < recogniser->count; i++) {
        struct str chunk = window_text(recogniser, i, i);
        size_t capitals = 0;
        for (size_t c = 0; c < chunk.len; c++)
            capitals += chunk.at[c] >= 'A' && chunk.at[c] <= 'Z';
        if (capitals > 1)
            return true;
        struct str folded = field_fold(chunk, recogniser->arena);
        for (uint32_t row = 0; row < table->rows && chunk.len; row++) {
            struct str rest = table_cell(table, row, column), head;
            if (str_split(&head, &rest, ' ') &&
                str_equal(field_fold(head, recogniser->arena), folded))
                return true;
        }
    }
    return false;
}

static bool find_units(struct recogniser *recogniser)
{
    if (!may_name_unit(recogniser))
        return true;
    struct view view;
    struct office nowhere = {0};
    struct units units;
    view_read(&view, recogniser->text, recogniser->arena);
    units_find(&units, &view, &nowhere, NULL, recogniser->arena);
    for (size_t i = 0; i < units.count; i++) {
        const struct span *span = &units.items[i].span;
        size_t first = 0;
        while (first < recogniser->count && recogniser->chunks[first].end <= span->start)
            first++;
        size_t last = first;
        while (last + 1 < recogniser->count &&
               recogniser->chunks[last + 1].start < span->end)
            last++;
        if (first >= recogniser->count || recogniser->chunks[first].start >= span->end)
            continue;
        struct str window = window_text(recogniser, first, last);
        bool taken;
        if (window.len && !try_field(recogniser, FIELD_UNIT, first, last, window, &taken))
            return false;
    }
    return true;
}

// "KH&CN" is also said in full: a notice that has khoa, học, công and nghệ has it too.
static bool find_abbreviations(struct recogniser *recogniser)
{
    for (size_t i = 0; i < recogniser->count; i++) {
        struct str window = window_text(recogniser, i, i);
        if (!window.len)
            continue;
        struct view view;
        view_read(&view, window, recogniser->arena);
        uint32_t at = 0;
        struct token token, another;
        struct token_extra extra;
        if (!token_next(&view, &at, &token) || !token_extra(&view, &token, &extra) ||
            extra.count <= extra.parts || token_next(&view, &at, &another))
            continue;
        struct asked_words words = {0};
        struct buf full = {0};
        for (size_t part = extra.parts; part < extra.count; part++) {
            buf_add_str(&full, extra.terms[part]);
            buf_add_char(&full, ' ');
        }
        struct asked_text text = {.text = arena_copy(recogniser->arena, buf_str(&full)),
                                  .mode = ASKED_QUOTED};
        buf_free(&full);
        if (!asked_words_add(&words, recogniser->index, &text, recogniser->arena,
                             recogniser->err))
            return false;
        const struct clause **children =
            ARENA_ARRAY(recogniser->arena, const struct clause *, words.count + 1);
        size_t frequency = SIZE_MAX;
        enum field_id field =
            recogniser->plan->place == FILTER_TITLE ? FIELD_TITLE : FIELD_TEXT;
        for (size_t w = 0; w < words.count; w++) {
            children[w] =
                asked_forms_clause(words.items[w].alike, words.items[w].alike_count,
                                   field, recogniser->arena);
            if (words.items[w].frequency < frequency)
                frequency = words.items[w].frequency;
        }
        if (words.count && frequency)
            add(recogniser, FIELD_TEXT, i, i, text.text,
                clause_new(CLAUSE_AND, children, words.count, recogniser->arena),
                frequency);
    }
    return true;
}

bool recognise(struct plan *plan, const struct index *index, enum collection collection,
               const struct query *query, size_t to, struct arena *arena,
               struct error *err)
{
    struct recogniser recogniser = {plan, index, collection, query->text, NULL,
                                    0,    0,     arena,      err};
    find_chunks(&recogniser, to);
    if (!find_references(&recogniser))
        return false;
    if (recogniser.count > CHUNKS_MOST)
        return true;
    find_periods(&recogniser);
    if (!find_units(&recogniser))
        return false;
    find_persons(&recogniser);
    return find_abbreviations(&recogniser);
}
