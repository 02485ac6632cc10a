// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/document.h"

#include "index/identity.h"

#include <string.h>

enum { VERSION = 2 };

// ---- Facts as numbers and strings ----

// A missing string is 0, others are their length + 1 and their bytes.
static void add_str(struct buf *out, struct str s)
{
    buf_add_number(out, s.at ? s.len + 1 : 0);
    if (s.at)
        buf_add(out, s.at, s.len);
}

static void add_span(struct buf *out, struct span span)
{
    buf_add_number(out, span.start);
    buf_add_number(out, span.end - span.start);
}

static void add_days(struct buf *out, struct days days)
{
    buf_add_number(out, (uint32_t)days.from);
    buf_add_number(out, (uint32_t)days.to);
}

static void add_strings(struct buf *out, const struct str *strings, size_t count)
{
    buf_add_number(out, count);
    for (size_t i = 0; i < count; i++)
        add_str(out, strings[i]);
}

static void add_anatomy(struct buf *out, const struct anatomy *anatomy)
{
    add_str(out, anatomy->type);
    add_str(out, anatomy->type_code);
    add_str(out, anatomy->number);
    add_str(out, anatomy->number_key);
    add_span(out, anatomy->number_span);
    add_days(out, anatomy->date);
    buf_add_number(out, anatomy->date_source);
    add_str(out, anatomy->title);
    add_span(out, anatomy->title_span);
    add_str(out, anatomy->office.province);
    add_str(out, anatomy->office.province_name);
    add_str(out, anatomy->office.id);
    add_str(out, anatomy->office.name);
    add_str(out, anatomy->signer);
    add_str(out, anatomy->signer_role);
    add_span(out, anatomy->signer_span);
    add_strings(out, anatomy->recipients, anatomy->recipient_count);
    add_span(out, anatomy->body);
}

static void add_reference(struct buf *out, const struct reference *reference)
{
    add_span(out, reference->span);
    add_str(out, reference->key);
    add_str(out, reference->display);
    add_str(out, reference->type);
    add_str(out, reference->issuer);
    buf_add_number(out, (uint32_t)reference->date);
    buf_add_number(out,
                   (unsigned)reference->year_inferred | (unsigned)reference->by << 1);
    add_str(out, reference->pinpoint);
    buf_add_number(out, reference->relation);
    buf_add_number(out, reference->status);
    add_str(out, reference->subject);
    buf_add_number(out, reference->kind);
    add_str(out, reference->alias);
}

static void add_references(struct buf *out, const struct reference *items, size_t count)
{
    buf_add_number(out, count);
    for (size_t i = 0; i < count; i++)
        add_reference(out, &items[i]);
}

static void add_titled(struct buf *out, const struct titled *titled)
{
    buf_add_number(out, titled->kind);
    add_span(out, titled->span);
    add_str(out, titled->words);
    add_str(out, titled->key);
}

static void add_unit(struct buf *out, const struct unit *unit)
{
    add_span(out, unit->span);
    add_str(out, unit->name);
    add_str(out, unit->id);
    buf_add_number(out, (unsigned)unit->collective | (unsigned)unit->heading << 1);
}

static void add_person(struct buf *out, const struct person *person)
{
    add_span(out, person->span);
    add_str(out, person->name);
    add_str(out, person->role);
}

static void add_date(struct buf *out, const struct date *date)
{
    add_span(out, date->span);
    add_days(out, date->days);
    buf_add_number(out, date->precision);
    buf_add_number(out, (uint32_t)date->year);
    buf_add_number(out, (uint32_t)date->week);
    buf_add_number(out, (uint32_t)(date->hour + 1));
    buf_add_number(out, (uint32_t)(date->minute + 1));
}

static void add_directive(struct buf *out, const struct directive *directive)
{
    const struct deadline *deadline = &directive->deadline;
    add_span(out, directive->span);
    buf_add_number(out, directive->line);
    buf_add_number(out, directive->assignee_count);
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        add_str(out, assignee->name);
        add_str(out, assignee->id);
        buf_add_number(out, (unsigned)assignee->role << 1 | assignee->collective);
    }
    add_strings(out, directive->persons, directive->person_count);
    buf_add_number(out, deadline->kind);
    add_str(out, deadline->text);
    add_days(out, deadline->days);
    buf_add_number(out, (uint32_t)(deadline->hour + 1));
    buf_add_number(out, (uint32_t)(deadline->minute + 1));
    buf_add_number(out, deadline->inherited);
    add_strings(out, directive->refs, directive->ref_count);
}

static void add_facts(struct buf *out, const struct notice *notice, struct str source)
{
    add_str(out, source);
    add_anatomy(out, &notice->anatomy);
    add_references(out, notice->references.items, notice->references.count);
    add_references(out, notice->references.laws, notice->references.law_count);
    buf_add_number(out, notice->units.count);
    for (size_t i = 0; i < notice->units.count; i++)
        add_unit(out, &notice->units.items[i]);
    buf_add_number(out, notice->persons.count);
    for (size_t i = 0; i < notice->persons.count; i++)
        add_person(out, &notice->persons.items[i]);
    buf_add_number(out, notice->dates.count);
    for (size_t i = 0; i < notice->dates.count; i++)
        add_date(out, &notice->dates.items[i]);
    buf_add_number(out, notice->directives.count);
    for (size_t i = 0; i < notice->directives.count; i++)
        add_directive(out, &notice->directives.items[i]);
    buf_add_number(out, notice->titles.count);
    for (size_t i = 0; i < notice->titles.count; i++)
        add_titled(out, &notice->titles.items[i]);
}

static struct str id_text(uint64_t number, struct arena *arena)
{
    char digits[IDENTITY_TEXT_SIZE];
    return arena_copy(arena, str_of(identity_text(number, digits)));
}

void document_facts(struct buf *out, const struct notice *notice, struct str source)
{
    buf_add_char(out, VERSION);
    add_facts(out, notice, source);
}

// ---- Reading them back ----

// Takes things off the front of the facts; after the first thing that does not fit
// everything is 0 or missing.
struct reading {
    struct str rest;
    struct arena *arena;
    bool damaged;
};

static void give_up(struct reading *in)
{
    in->damaged = true;
    in->rest.len = 0;
}

static uint64_t take_number(struct reading *in)
{
    uint64_t number = 0;
    // Most numbers are small.
    if (in->rest.len && !(in->rest.at[0] & 0x80)) {
        in->rest.len--;
        return (unsigned char)*in->rest.at++;
    }
    if (!str_take_number(&in->rest, &number))
        give_up(in);
    return number;
}

// Every item takes at least a byte, so a count is never more than what is left.
static size_t take_count(struct reading *in)
{
    const uint64_t count = take_number(in);
    if (count <= in->rest.len)
        return (size_t)count;
    give_up(in);
    return 0;
}

static int take_choice(struct reading *in, int count)
{
    const uint64_t choice = take_number(in);
    if (choice < (uint64_t)count)
        return (int)choice;
    give_up(in);
    return 0;
}

static struct str take_str(struct reading *in)
{
    const uint64_t len = take_number(in);
    if (len == 0 || len - 1 > in->rest.len) {
        if (len)
            give_up(in);
        return (struct str){NULL, 0};
    }
    const struct str s = {in->rest.at, (size_t)len - 1};
    in->rest.at += s.len;
    in->rest.len -= s.len;
    return s;
}

static struct span take_span(struct reading *in)
{
    const size_t start = take_number(in);
    return (struct span){start, start + take_number(in)};
}

static struct days take_days(struct reading *in)
{
    const int32_t from = (int32_t)take_number(in);
    return (struct days){from, (int32_t)take_number(in)};
}

static struct str *take_strings(struct reading *in, size_t *count)
{
    *count = take_count(in);
    struct str *strings = ARENA_ARRAY(in->arena, struct str, *count);
    for (size_t i = 0; i < *count; i++)
        strings[i] = take_str(in);
    return strings;
}

static void take_anatomy(struct reading *in, struct anatomy *anatomy)
{
    anatomy->type = take_str(in);
    anatomy->type_code = take_str(in);
    anatomy->number = take_str(in);
    anatomy->number_key = take_str(in);
    anatomy->number_span = take_span(in);
    anatomy->date = take_days(in);
    anatomy->date_source = take_choice(in, DATE_FILENAME + 1);
    anatomy->title = take_str(in);
    anatomy->title_span = take_span(in);
    anatomy->office.province = take_str(in);
    anatomy->office.province_name = take_str(in);
    anatomy->office.id = take_str(in);
    anatomy->office.name = take_str(in);
    anatomy->signer = take_str(in);
    anatomy->signer_role = take_str(in);
    anatomy->signer_span = take_span(in);
    anatomy->recipients = take_strings(in, &anatomy->recipient_count);
    anatomy->body = take_span(in);
}

static void take_reference(struct reading *in, struct reference *reference)
{
    reference->span = take_span(in);
    reference->key = take_str(in);
    reference->display = take_str(in);
    reference->type = take_str(in);
    reference->issuer = take_str(in);
    reference->date = (int32_t)take_number(in);
    const int flags = take_choice(in, 4);
    reference->year_inferred = flags & 1;
    reference->by = flags & 2;
    reference->pinpoint = take_str(in);
    reference->relation = take_choice(in, RELATION_COUNT);
    reference->status = take_choice(in, STATUS_COUNT);
    reference->subject = take_str(in);
    reference->kind = take_choice(in, REFERENCE_ANAPHOR + 1);
    reference->alias = take_str(in);
}

static struct reference *take_references(struct reading *in, size_t *count)
{
    *count = take_count(in);
    struct reference *items = ARENA_ARRAY(in->arena, struct reference, *count);
    for (size_t i = 0; i < *count; i++)
        take_reference(in, &items[i]);
    return items;
}

static void take_titled(struct reading *in, struct titled *titled)
{
    titled->kind = take_choice(in, TITLED_SHORT + 1);
    titled->span = take_span(in);
    titled->words = take_str(in);
    titled->key = take_str(in);
}

static void take_unit(struct reading *in, struct unit *unit)
{
    unit->span = take_span(in);
    unit->name = take_str(in);
    unit->id = take_str(in);
    const int flags = take_choice(in, 4);
    unit->collective = flags & 1;
    unit->heading = flags & 2;
}

static void take_person(struct reading *in, struct person *person)
{
    person->span = take_span(in);
    person->name = take_str(in);
    person->role = take_str(in);
}

static void take_date(struct reading *in, struct date *date)
{
    date->span = take_span(in);
    date->days = take_days(in);
    date->precision = take_choice(in, DATE_WEEK + 1);
    date->year = (int)take_number(in);
    date->week = (int)take_number(in);
    date->hour = (int)take_number(in) - 1;
    date->minute = (int)take_number(in) - 1;
}

static void take_directive(struct reading *in, struct directive *directive)
{
    struct deadline *deadline = &directive->deadline;
    directive->span = take_span(in);
    directive->line = (uint32_t)take_number(in);
    directive->assignee_count = take_count(in);
    directive->assignees =
        ARENA_ARRAY(in->arena, struct assignee, directive->assignee_count);
    for (size_t i = 0; i < directive->assignee_count; i++) {
        struct assignee *assignee = &directive->assignees[i];
        assignee->name = take_str(in);
        assignee->id = take_str(in);
        const int flags = take_choice(in, 2 * (ROLE_COORDINATE + 1));
        assignee->role = flags >> 1;
        assignee->collective = flags & 1;
    }
    directive->persons = take_strings(in, &directive->person_count);
    deadline->kind = take_choice(in, DEADLINE_RECURRING + 1);
    deadline->text = take_str(in);
    deadline->days = take_days(in);
    deadline->hour = (int)take_number(in) - 1;
    deadline->minute = (int)take_number(in) - 1;
    deadline->inherited = take_choice(in, INHERITED_TITLE + 1);
    directive->refs = take_strings(in, &directive->ref_count);
}

#define TAKE_ALL(in, list, type, take)                                                   \
    do {                                                                                 \
        (list)->count = take_count(in);                                                  \
        (list)->items = ARENA_ARRAY((in)->arena, type, (list)->count);                   \
        for (size_t item = 0; item < (list)->count; item++)                              \
            take(in, &(list)->items[item]);                                              \
    } while (0)

static bool take_facts(struct document *out, struct str facts, struct arena *arena)
{
    struct reading in = {facts, arena, false};
    out->source = take_str(&in);
    take_anatomy(&in, &out->notice.anatomy);
    struct references *references = &out->notice.references;
    references->items = take_references(&in, &references->count);
    references->laws = take_references(&in, &references->law_count);
    TAKE_ALL(&in, &out->notice.units, struct unit, take_unit);
    TAKE_ALL(&in, &out->notice.persons, struct person, take_person);
    TAKE_ALL(&in, &out->notice.dates, struct date, take_date);
    TAKE_ALL(&in, &out->notice.directives, struct directive, take_directive);
    TAKE_ALL(&in, &out->notice.titles, struct titled, take_titled);
    return !in.damaged && in.rest.len == 0;
}

bool document_from(struct document *out, const struct stored *stored, struct arena *arena,
                   struct error *err)
{
    *out = (struct document){.id = id_text(stored->id, arena)};
    const struct str facts = stored->facts;
    if (!facts.len || facts.at[0] != VERSION ||
        !take_facts(out, str_slice(facts, 1, facts.len), arena))
        return error_set(err, ERROR_DAMAGED, "the stored notice %.*s is damaged",
                         STR_ARG(out->id));
    out->notice.text = stored->text;
    return true;
}

// ---- Directives ----

void directive_place_encode(struct buf *out, const struct directive_place *place)
{
    uint64_t id;
    if (!identity_number_parse(&id, place->notice))
        id = 0;
    identity_number_put(id, buf_room(out, IDENTITY_BYTES));
    out->len += IDENTITY_BYTES;
    buf_add_number(out, place->number);
}

bool directive_place_decode(struct directive_place *out, struct str bytes,
                            struct arena *arena, struct error *err)
{
    uint64_t number;
    struct str rest = str_slice(bytes, IDENTITY_BYTES, bytes.len);
    if (bytes.len < IDENTITY_BYTES || !str_take_number(&rest, &number) ||
        number > UINT32_MAX)
        return error_set(err, ERROR_DAMAGED, "a stored directive is damaged");
    out->notice = id_text(identity_number_at(bytes.at), arena);
    out->number = (uint32_t)number;
    return true;
}
