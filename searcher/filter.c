// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/filter.h"

#include "analyzers/period.h"
#include "base/translate.h"
#include "searcher/ambiguous.h"
#include "searcher/filter_value.h"
#include "searcher/today.h"

#include <stdio.h>
#include <string.h>

void filters_add(struct filters *filters, enum field_id field, struct str value,
                 struct str where, struct arena *arena)
{
    filters->items = arena_grow(arena, filters->items, filters->count, &filters->room,
                                sizeof *filters->items);
    filters->items[filters->count++] = (struct filter){field, value, where};
}

// ISO 8601: week 1 holds the first Thursday; weeks start on Monday.
static struct days iso_week(int year, int week)
{
    int32_t fourth = day_make(year, 1, 4);
    // 1 January 1900 was a Monday.
    int weekday = day_distance(day_make(1900, 1, 1), fourth) % 7;
    int32_t monday = day_add(fourth, -weekday + 7 * (week - 1));
    return (struct days){monday, day_add(monday, 6)};
}

// Offices count weeks in two ways: a label in the title is taken as it is, a date may be
// in the week itself or the one after.
static const struct clause *week_clause(enum field_id field, int year, int week,
                                        struct arena *arena)
{
    char label[32];
    snprintf(label, sizeof label, "%04d-%02d", year, week);
    struct days days = iso_week(year, week);
    days.to = day_add(days.to, 7);
    return clause_two(CLAUSE_OR,
                      clause_term(FIELD_WEEK, arena_copy(arena, str_of(label)), arena),
                      clause_days(field, days, arena), arena);
}

const struct clause *filter_period_clause(enum field_id field,
                                          const struct period *period,
                                          struct arena *arena)
{
    if (period->none)
        return clause_no_days(field, arena);
    if (period->week)
        return week_clause(field, period->week_year, period->week, arena);
    return clause_days(field, period->days, arena);
}

static bool resolve_period(const struct filter *filter, struct filter_answer *out,
                           struct arena *arena, struct error *err)
{
    struct period period;
    struct error why = {0};
    size_t column = 0;
    if (!period_parse(&period, filter->value, today(), &column, &why)) {
        error_set(err, ERROR_USAGE, _("%.*s: %s"), STR_ARG(filter->where), why.message);
        if (*why.hint)
            return error_hint(err, "%s", why.hint);
        return error_hint(err, _("a period is written 2023, 8/2023, 2023-08-29, 2023-Q3, "
                                 "2021..2023 or none"));
    }
    out->clause = filter_period_clause(filter->field, &period, arena);
    return true;
}

// Any of the values of the candidates in the field.
static const struct clause *candidates_clause(enum field_id field,
                                              const struct filter_answer *answer,
                                              struct arena *arena)
{
    if (!answer->count)
        return clause_new(CLAUSE_NOTHING, NULL, 0, arena);
    const struct clause **terms =
        ARENA_ARRAY(arena, const struct clause *, answer->count);
    for (size_t i = 0; i < answer->count; i++)
        terms[i] = clause_term(field, answer->candidates[i].value, arena);
    return answer->count == 1 ? terms[0]
                              : clause_new(CLAUSE_OR, terms, answer->count, arena);
}

// The office that a unit belongs to; missing where the unit is an office of its own.
static struct str office_of(struct str id)
{
    size_t slash = id.len;
    while (slash && id.at[slash - 1] != '/')
        slash--;
    if (!slash || !memchr(id.at, '/', slash - 1))
        return (struct str){0};
    return str_slice(id, 0, slash - 1);
}

// "Các phòng, đơn vị thuộc Sở" is told to every unit of the office that a unit belongs
// to.
static void add_collective(struct filter_answer *out, struct arena *arena)
{
    const struct clause *own = out->clause;
    const struct clause **offices =
        ARENA_ARRAY(arena, const struct clause *, out->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < out->count; i++) {
        struct str office = office_of(out->candidates[i].value);
        if (office.len)
            offices[count++] =
                clause_term(FIELD_COLLECTIVE,
                            arena_printf(arena, "%.*s#tat-ca", STR_ARG(office)), arena);
    }
    if (!count)
        return;
    const struct clause *all = clause_new(CLAUSE_OR, offices, count, arena);
    out->own = own;
    out->collective = clause_two(CLAUSE_NOT, all, own, arena);
    out->clause = clause_two(CLAUSE_OR, own, all, arena);
}

// Notices that cite any of the documents, and these themselves.
static const struct clause *decrees_clause(const struct decrees *decrees,
                                           struct arena *arena)
{
    const struct clause **any = ARENA_ARRAY(arena, const struct clause *, decrees->count);
    for (size_t i = 0; i < decrees->count; i++)
        any[i] = decree_clause(&decrees->items[i], arena);
    return decrees->count == 1 ? any[0]
                               : clause_new(CLAUSE_OR, any, decrees->count, arena);
}

bool filter_resolve(const struct index *index, enum collection collection,
                    const struct filter *filter, struct filter_answer *out,
                    struct arena *arena, struct error *err)
{
    *out = (struct filter_answer){0};
    switch (filter->field) {
    case FIELD_PERIOD:
    case FIELD_DUE:
        return resolve_period(filter, out, arena, err);
    case FIELD_REF:
    case FIELD_SELF:
        if (!filter_find_references(index, collection, filter, out, arena, err))
            return false;
        if (filter->field == FIELD_REF && out->documents.count) {
            out->clause = decrees_clause(&out->documents, arena);
            return true;
        }
        out->clause = candidates_clause(filter->field, out, arena);
        // Whoever asks for a document wants the document itself too.
        if (filter->field == FIELD_REF && out->count)
            out->clause = clause_two(CLAUSE_OR, out->clause,
                                     candidates_clause(FIELD_SELF, out, arena), arena);
        return true;
    case FIELD_UNIT:
        if (!filter_find_units(index, collection, filter, out, arena, err))
            return false;
        break;
    case FIELD_ISSUER:
        if (!filter_find_issuers(index, collection, filter, out, arena, err))
            return false;
        break;
    case FIELD_PERSON:
        if (!filter_find_persons(index, collection, filter, out, arena, err))
            return false;
        break;
    case FIELD_TYPE:
        if (!filter_find_types(index, collection, filter, out, arena, err))
            return false;
        break;
    case FIELD_ID:
    case FIELD_WEEK:
        out->clause = clause_term(filter->field, filter->value, arena);
        return true;
    default:
        error_set(err, ERROR_USAGE, _("%.*s: %s: is asked of directives only"),
                  STR_ARG(filter->where),
                  fields[filter->field].name ? fields[filter->field].name : "?");
        return error_hint(err, _("tracuu directives answers that"));
    }
    out->clause = candidates_clause(filter->field, out, arena);
    if (filter->field == FIELD_UNIT)
        add_collective(out, arena);
    return true;
}

static struct str province_of(struct str id)
{
    const char *slash = id.len ? memchr(id.at, '/', id.len) : NULL;
    return slash ? str_slice(id, 0, (size_t)(slash - id.at)) : id;
}

// True when an issuer that is asked for is of the same province as the unit.
static bool is_of_issuer(const struct filters *filters,
                         const struct filter_answer *answers, struct str unit)
{
    for (size_t i = 0; i < filters->count; i++)
        for (size_t c = 0;
             filters->items[i].field == FIELD_ISSUER && c < answers[i].count; c++)
            if (str_equal(province_of(answers[i].candidates[c].value), province_of(unit)))
                return true;
    return false;
}

void filters_narrow_documents(const struct filters *filters,
                              struct filter_answer *answers, size_t number,
                              struct arena *arena)
{
    struct filter_answer *reference = &answers[number];
    if (filters->all || reference->documents.count < 2)
        return;
    struct str *issuers = NULL;
    size_t count = 0, room = 0;
    for (size_t i = 0; i < filters->count; i++) {
        for (size_t c = 0;
             filters->items[i].field == FIELD_ISSUER && c < answers[i].count; c++) {
            issuers = arena_grow(arena, issuers, count, &room, sizeof *issuers);
            issuers[count++] = answers[i].candidates[c].value;
        }
    }
    if (!decrees_of_issuers(&reference->documents, issuers, count, arena))
        return;
    reference->clause = decrees_clause(&reference->documents, arena);
    reference->ambiguous = reference->documents.count > 1;
}

void filters_narrow(const struct filters *filters, struct filter_answer *answers,
                    struct arena *arena)
{
    for (size_t f = 0; f < filters->count; f++)
        filters_narrow_documents(filters, answers, f, arena);
    for (size_t f = 0; f < filters->count; f++) {
        struct filter_answer *unit = &answers[f];
        if (filters->items[f].field != FIELD_UNIT || unit->count < 2)
            continue;
        struct candidate *kept = ARENA_ARRAY(arena, struct candidate, unit->count);
        struct candidate *near =
            ARENA_ARRAY(arena, struct candidate, unit->count + unit->near_count);
        size_t kept_count = 0, near_count = 0;
        for (size_t c = 0; c < unit->count; c++)
            if (is_of_issuer(filters, answers, unit->candidates[c].value))
                kept[kept_count++] = unit->candidates[c];
            else
                near[near_count++] = unit->candidates[c];
        if (!kept_count || !near_count)
            continue;
        for (size_t n = 0; n < unit->near_count; n++)
            near[near_count++] = unit->near[n];
        *unit = (struct filter_answer){.candidates = kept,
                                       .count = kept_count,
                                       .near = near,
                                       .near_count = near_count,
                                       .ambiguous = kept_count > 1};
        unit->clause = candidates_clause(FIELD_UNIT, unit, arena);
        add_collective(unit, arena);
    }
}

bool filters_decide(const struct filters *filters, const struct filter_answer *answers,
                    const struct index *index, struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < filters->count && !filters->all; i++)
        if (answers[i].documents.count > 1)
            return decrees_refuse(&answers[i].documents, filters->items[i].value,
                                  STR("--ref"), index, arena, err);
    return true;
}

const struct clause *filters_clause(const struct filters *filters,
                                    const struct filter_answer *answers,
                                    enum filter_units units, struct arena *arena)
{
    if (!filters->count)
        return NULL;
    const struct clause **all = ARENA_ARRAY(arena, const struct clause *, filters->count);
    size_t all_count = 0;
    for (size_t i = 0; i < filters->count; i++) {
        const struct clause **either =
            ARENA_ARRAY(arena, const struct clause *, filters->count);
        size_t count = 0;
        bool seen = false;
        for (size_t j = 0; j < filters->count; j++) {
            if (filters->items[j].field != filters->items[i].field)
                continue;
            seen |= j < i;
            either[count++] = units == FILTER_UNITS_NAMED && answers[j].own
                                  ? answers[j].own
                                  : answers[j].clause;
        }
        if (!seen)
            all[all_count++] =
                count == 1 ? either[0] : clause_new(CLAUSE_OR, either, count, arena);
    }
    return all_count == 1 ? all[0] : clause_new(CLAUSE_AND, all, all_count, arena);
}
