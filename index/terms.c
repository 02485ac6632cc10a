// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/terms.h"

#include <stdlib.h>
#include <string.h>

static void add(struct terms *terms, enum field_id field, struct str value)
{
    terms->items = arena_grow(terms->arena, terms->items, terms->count, &terms->room,
                              sizeof *terms->items);
    terms->items[terms->count++] =
        (struct xapian_term){field_term(field, value, terms->arena), 0};
}

// The value, and what stands above it: a/b/c, a/b, a. `from` is where the path starts.
static void add_with_ancestors(struct terms *terms, enum field_id field, struct str path,
                               size_t from)
{
    while (path.len > from) {
        add(terms, field, path);
        while (path.len > from && path.at[path.len - 1] != '/')
            path.len--;
        if (path.len > from)
            path.len--;
    }
}

static void add_value(struct terms *terms, int slot, struct str value)
{
    if (terms->value_count < TERMS_VALUES && value.len)
        terms->values[terms->value_count++] =
            (struct xapian_value){(uint32_t)slot, value};
}

static struct str day_value(int32_t day, bool last, struct arena *arena)
{
    char *out = arena_alloc(arena, DAY_VALUE_SIZE);
    field_day_value(day, last, out);
    return (struct str){out, DAY_VALUE_SIZE};
}

static void add_days(struct terms *terms, enum field_id field, struct days days)
{
    const int slot = fields[field].slot;
    if (field == FIELD_PERIOD)
        add_value(terms, slot + 2,
                  day_value(days.from ? days.from : days.to, true, terms->arena));
    if (days.from == 0 && days.to == 0)
        return;
    add_value(terms, slot, day_value(days.from, false, terms->arena));
    add_value(terms, slot + 1, day_value(days.to, true, terms->arena));
    struct str values[DAYS_TERMS];
    const size_t count = field_days_terms(field, days, values, terms->arena);
    for (size_t i = 0; i < count; i++) {
        terms->items = arena_grow(terms->arena, terms->items, terms->count, &terms->room,
                                  sizeof *terms->items);
        terms->items[terms->count++] = (struct xapian_term){values[i], 0};
    }
}

static int by_term(const void *a, const void *b)
{
    const struct xapian_term *one = a, *other = b;
    return str_compare(one->term, other->term);
}

static void sort_terms(struct terms *terms)
{
    if (terms->count > 1)
        qsort(terms->items, terms->count, sizeof *terms->items, by_term);
    size_t kept = 0;
    for (size_t i = 0; i < terms->count; i++)
        if (kept == 0 || !str_equal(terms->items[kept - 1].term, terms->items[i].term))
            terms->items[kept++] = terms->items[i];
    terms->count = kept;
}

// ---- Lists of values in one slot ----

struct list {
    struct arena *arena;
    struct str *values;
    size_t count, room;
};

static void list_add(struct list *list, struct str value)
{
    if (!value.len)
        return;
    list->values = arena_grow(list->arena, list->values, list->count, &list->room,
                              sizeof *list->values);
    list->values[list->count++] = value;
}

static int by_value(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

// The different values, each behind its length.
static void add_list(struct terms *terms, enum field_id field, struct list *list)
{
    if (list->count == 0)
        return;
    qsort(list->values, list->count, sizeof *list->values, by_value);
    struct buf packed = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (i && str_equal(list->values[i], list->values[i - 1]))
            continue;
        buf_add_number(&packed, list->values[i].len);
        buf_add_str(&packed, list->values[i]);
    }
    add_value(terms, fields[field].facet_slot,
              arena_copy(terms->arena, buf_str(&packed)));
    buf_free(&packed);
}

bool packed_next(struct str *packed, struct str *value)
{
    uint64_t len;
    if (!packed->len || !str_take_number(packed, &len) || len > packed->len)
        return false;
    *value = str_slice(*packed, 0, (size_t)len);
    *packed = str_slice(*packed, (size_t)len, packed->len);
    return true;
}

// ---- Facts ----

// What directives are filtered by as well: when and by whom the notice was issued, and
// its kind.
static void add_frame(struct terms *terms, const struct anatomy *anatomy)
{
    const struct str code = anatomy->type_code.len ? anatomy->type_code : anatomy->type;
    if (code.len)
        add(terms, FIELD_TYPE, field_fold(code, terms->arena));
    // By its full name it is found as well, however its code is written.
    if (anatomy->type_code.len && anatomy->type.len)
        add(terms, FIELD_TYPE, field_fold(anatomy->type, terms->arena));
    const struct str province = anatomy->office.province;
    const struct str office = anatomy->office.id.len ? anatomy->office.id : province;
    add_with_ancestors(terms, FIELD_ISSUER, office, 0);
    if (province.len && !str_starts(office, province))
        add(terms, FIELD_ISSUER, province);
    add_days(terms, FIELD_PERIOD, anatomy->date);
}

// The same as lists for counting, which only notices have.
static void add_frame_lists(struct terms *terms, const struct anatomy *anatomy)
{
    struct list types = {.arena = terms->arena}, issuers = {.arena = terms->arena},
                years = {.arena = terms->arena};
    const struct str code = anatomy->type_code.len ? anatomy->type_code : anatomy->type;
    list_add(&types, field_fold(code, terms->arena));
    list_add(&issuers,
             anatomy->office.id.len ? anatomy->office.id : anatomy->office.province);
    const int from = anatomy->date.from / 10000, to = anatomy->date.to / 10000;
    for (int year = from; from && year <= to && year < from + DAYS_MONTHS / 12 + 1;
         year++)
        list_add(&years, arena_printf(terms->arena, "%04d", year));
    add_list(terms, FIELD_TYPE, &types);
    add_list(terms, FIELD_ISSUER, &issuers);
    add_list(terms, FIELD_PERIOD, &years);
}

// The weeks that the title names, as year-number.
static void add_weeks(struct terms *terms, const struct notice *notice)
{
    const struct span title = notice->anatomy.title_span;
    for (size_t i = 0; i < notice->dates.count; i++) {
        const struct date *date = &notice->dates.items[i];
        if (date->precision != DATE_WEEK || date->year <= 0 ||
            date->span.start < title.start || date->span.end > title.end)
            continue;
        if (date->week >= 1 && date->week <= 53)
            add(terms, FIELD_WEEK,
                arena_printf(terms->arena, "%04d-%02d", date->year, date->week));
    }
}

// Two names of one document, to be found from either.
static void add_pair(struct terms *terms, char what, struct str a, struct str b)
{
    struct arena *arena = terms->arena;
    struct str there = arena_printf(arena, "%.*s=%.*s", STR_ARG(a), STR_ARG(b)),
               back = arena_printf(arena, "%.*s=%.*s", STR_ARG(b), STR_ARG(a));
    add(terms, FIELD_TITLED, field_titled(what, there, arena));
    add(terms, FIELD_TITLED, field_titled(what, back, arena));
}

// A law that is cited by name and number is found by either.
static void add_references(struct terms *terms, struct list *refs,
                           const struct reference *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct reference *reference = &items[i];
        if (!reference->key.len || reference->relation == RELATION_SELF)
            continue;
        add(terms, FIELD_REF, reference->key);
        if (reference->alias.len) {
            add(terms, FIELD_REF, reference->alias);
            add_pair(terms, 'n', reference->alias, reference->key);
        }
        // What is changed: the cited document, or where that does it another.
        struct str changed = reference->by ? reference->subject : reference->key;
        bool change = reference->relation == RELATION_REPLACES ||
                      reference->relation == RELATION_REPEALS ||
                      reference->relation == RELATION_AMENDS;
        if (change && (!reference->by || reference_is_key(changed)))
            add(terms, FIELD_CHANGE,
                field_change(reference->relation, changed, terms->arena));
        list_add(refs, reference->key);
    }
}

static void add_titles(struct terms *terms, const struct titles *titles)
{
    struct arena *arena = terms->arena;
    for (size_t i = 0; i < titles->count; i++) {
        const struct titled *titled = &titles->items[i];
        if (titled->kind == TITLED_SHORT) {
            add_pair(terms, 's', titled->words, titled->key);
            continue;
        }
        struct str start = titled_start(titled->words, arena);
        if (start.len)
            add(terms, FIELD_TITLED,
                field_titled(titled->kind == TITLED_OF ? 'o' : 'm', start, arena));
    }
}

static void terms_start(struct terms *out, struct arena *arena)
{
    out->arena = arena;
    out->items = NULL;
    out->count = out->room = out->value_count = 0;
}

void terms_of_notice(struct terms *out, const struct notice *notice, struct str id,
                     struct arena *arena)
{
    terms_start(out, arena);
    struct list units = {.arena = arena}, persons = {.arena = arena},
                refs = {.arena = arena};
    add(out, FIELD_ID, id);
    for (size_t i = 0; i < notice->units.count; i++) {
        const struct unit *unit = &notice->units.items[i];
        // The same unit is often named many times on end.
        if (!unit->id.len || (i && str_equal(unit->id, unit[-1].id)))
            continue;
        add_with_ancestors(out, FIELD_UNIT, unit->id, 0);
        if (unit->collective)
            add(out, FIELD_COLLECTIVE, unit->id);
        list_add(&units, unit->id);
    }
    for (size_t i = 0; i < notice->persons.count; i++) {
        const struct str name = notice->persons.items[i].name;
        if (!name.len)
            continue;
        add(out, FIELD_PERSON, field_fold(name, arena));
        list_add(&persons, name);
    }
    if (notice->anatomy.signer.len) {
        add(out, FIELD_PERSON, field_fold(notice->anatomy.signer, arena));
        list_add(&persons, notice->anatomy.signer);
    }
    add_references(out, &refs, notice->references.items, notice->references.count);
    add_references(out, &refs, notice->references.laws, notice->references.law_count);
    if (notice->anatomy.number_key.len)
        add(out, FIELD_SELF, notice->anatomy.number_key);
    add_titles(out, &notice->titles);
    add_weeks(out, notice);
    add_frame(out, &notice->anatomy);
    add_frame_lists(out, &notice->anatomy);
    add_list(out, FIELD_UNIT, &units);
    add_list(out, FIELD_PERSON, &persons);
    add_list(out, FIELD_REF, &refs);
    sort_terms(out);
}

void terms_of_directive(struct terms *out, const struct notice *notice, struct str id,
                        size_t number, struct arena *arena)
{
    terms_start(out, arena);
    const struct directive *directive = &notice->directives.items[number - 1];
    add(out, FIELD_NOTICE, id);
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        if (!assignee->id.len)
            continue;
        const char *role = role_name(assignee->role);
        add_with_ancestors(out, FIELD_UNIT, assignee->id, 0);
        add_with_ancestors(out, FIELD_ROLE,
                           arena_printf(arena, "%s:%.*s", role, STR_ARG(assignee->id)),
                           strlen(role) + 1);
        if (assignee->collective)
            add(out, FIELD_COLLECTIVE, assignee->id);
    }
    for (size_t i = 0; i < directive->person_count; i++) {
        if (directive->persons[i].len)
            add(out, FIELD_PERSON, field_fold(directive->persons[i], arena));
    }
    for (size_t i = 0; i < directive->ref_count; i++) {
        if (directive->refs[i].len)
            add(out, FIELD_REF, directive->refs[i]);
    }
    struct days due = directive->deadline.days;
    // "Before the 21st" is due on the 21st: what has no start is not due all the time
    // before.
    if (due.from == 0)
        due.from = due.to;
    add_days(out, FIELD_DUE, due);
    if (directive->deadline.inherited != INHERITED_NOT)
        add(out, FIELD_INHERITED, STR(""));
    add_frame(out, &notice->anatomy);
    sort_terms(out);
}
