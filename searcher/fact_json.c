// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/fact_json.h"

#include "searcher/page.h"

#include <stdio.h>

static struct str copy_of(struct str text, struct span span)
{
    return text.at ? str_slice(text, span.start, span.end) : text;
}

static void json_span(struct json *json, struct span span)
{
    json_number(json, "start", (int64_t)span.start);
    json_number(json, "end", (int64_t)span.end);
}

void json_day(struct json *json, const char *key, int32_t day)
{
    char text[11];
    if (day)
        json_text(json, key, day_text(day, text));
    else
        json_null(json, key);
}

void json_dated(struct json *json, const char *key, struct days days,
                enum date_source source)
{
    if (!days.from && !days.to) {
        json_null(json, key);
        return;
    }
    json_object(json, key);
    json_day(json, "from", days.from);
    json_day(json, "to", days.to);
    json_text(json, "source", date_source_name(source));
    json_end(json);
}

void json_anatomy(struct json *json, const struct anatomy *anatomy)
{
    json_str(json, "type", anatomy->type);
    json_str(json, "number", anatomy->number);
    json_dated(json, "date", anatomy->date, anatomy->date_source);
    json_str(json, "issuer", anatomy->office.name);
    json_str(json, "province", anatomy->office.province_name);
    json_str(json, "title", anatomy->title);
    if (anatomy->signer.at) {
        json_object(json, "signer");
        json_str(json, "name", anatomy->signer);
        json_str(json, "role", anatomy->signer_role);
        json_end(json);
    } else {
        json_null(json, "signer");
    }
    json_array(json, "recipients");
    for (size_t i = 0; i < anatomy->recipient_count; i++)
        json_str(json, NULL, anatomy->recipients[i]);
    json_end(json);
}

static void json_reference(struct json *json, struct str text,
                           const struct reference *reference)
{
    json_object(json, NULL);
    json_str(json, "text", copy_of(text, reference->span));
    json_str(json, "key", reference->key);
    json_str(json, "display", reference->display);
    json_str(json, "type", reference->type);
    json_day(json, "date", reference->date);
    json_str(json, "issuer", reference->issuer);
    json_text(json, "relation", relation_name(reference->relation));
    json_text(json, "status", relation_status_name(reference->status));
    json_str(json, "subject", reference->subject);
    json_text(json, "direction", direction_name(reference->by));
    json_str(json, "pinpoint", reference->pinpoint);
    json_bool(json, "year_inferred", reference->year_inferred);
    json_span(json, reference->span);
    json_end(json);
}

static void json_titled(struct json *json, struct str text, const struct titled *titled)
{
    static const char *const kinds[] = {"mention", "of", "short"};
    json_object(json, NULL);
    json_str(json, "text", copy_of(text, titled->span));
    json_text(json, "kind", kinds[titled->kind]);
    json_str(json, "words", titled->words);
    json_str(json, "key", titled->key);
    json_span(json, titled->span);
    json_end(json);
}

static void json_unit(struct json *json, struct str text, const struct unit *unit)
{
    json_object(json, NULL);
    json_str(json, "text", copy_of(text, unit->span));
    json_str(json, "name", unit->name);
    json_str(json, "id", unit->id);
    json_bool(json, "collective", unit->collective);
    json_span(json, unit->span);
    json_end(json);
}

static void json_person(struct json *json, struct str text, const struct person *person)
{
    json_object(json, NULL);
    json_str(json, "text", copy_of(text, person->span));
    json_str(json, "name", person->name);
    json_str(json, "role", person->role);
    json_span(json, person->span);
    json_end(json);
}

static void json_time(struct json *json, int hour, int minute)
{
    char time[32];
    if (hour < 0)
        return;
    snprintf(time, sizeof time, "%02d:%02d", hour, minute < 0 ? 0 : minute);
    json_text(json, "time", time);
}

static void json_date(struct json *json, struct str text, const struct date *date)
{
    json_object(json, NULL);
    json_str(json, "text", copy_of(text, date->span));
    json_day(json, "from", date->days.from);
    json_day(json, "to", date->days.to);
    if (date->week) {
        char label[32];
        snprintf(label, sizeof label, "%04d-W%02d", date->year, date->week);
        json_text(json, "week", label);
    }
    json_time(json, date->hour, date->minute);
    json_span(json, date->span);
    json_end(json);
}

void json_deadline(struct json *json, const struct deadline *deadline)
{
    if (deadline->kind == DEADLINE_NONE) {
        json_null(json, "deadline");
        return;
    }
    json_object(json, "deadline");
    json_str(json, "text", deadline->text);
    json_day(json, "from", deadline->days.from);
    json_day(json, "to", deadline->days.to);
    json_text(json, "kind", deadline_kind_name(deadline->kind));
    json_time(json, deadline->hour, deadline->minute);
    json_text(json, "inherited", inherited_name(deadline->inherited));
    json_end(json);
}

void json_directive(struct json *json, struct str text, const struct directive *directive)
{
    json_str_optional(json, "text", copy_of(text, directive->span));
    json_array(json, "units");
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        json_object(json, NULL);
        json_str(json, "name", assignee->name);
        json_str(json, "id", assignee->id);
        json_text(json, "role", role_name(assignee->role));
        json_bool(json, "collective", assignee->collective);
        json_end(json);
    }
    json_end(json);
    json_array(json, "persons");
    for (size_t i = 0; i < directive->person_count; i++)
        json_str(json, NULL, directive->persons[i]);
    json_end(json);
    json_deadline(json, &directive->deadline);
    json_array(json, "refs");
    for (size_t i = 0; i < directive->ref_count; i++)
        json_str(json, NULL, directive->refs[i]);
    json_end(json);
    json_span(json, directive->span);
    json_number(json, "line", directive->line);
    json_page(json, page_of(text, directive->span.start));
}

void json_notice(struct json *json, const struct notice *notice)
{
    json_anatomy(json, &notice->anatomy);
    json_array(json, "refs");
    for (size_t i = 0; i < notice->references.count; i++)
        json_reference(json, notice->text, &notice->references.items[i]);
    json_end(json);
    json_array(json, "laws");
    for (size_t i = 0; i < notice->references.law_count; i++)
        json_reference(json, notice->text, &notice->references.laws[i]);
    json_end(json);
    json_array(json, "titles");
    for (size_t i = 0; i < notice->titles.count; i++)
        json_titled(json, notice->text, &notice->titles.items[i]);
    json_end(json);
    json_array(json, "units");
    for (size_t i = 0; i < notice->units.count; i++)
        json_unit(json, notice->text, &notice->units.items[i]);
    json_end(json);
    json_array(json, "persons");
    for (size_t i = 0; i < notice->persons.count; i++)
        json_person(json, notice->text, &notice->persons.items[i]);
    json_end(json);
    json_array(json, "dates");
    for (size_t i = 0; i < notice->dates.count; i++)
        json_date(json, notice->text, &notice->dates.items[i]);
    json_end(json);
    json_array(json, "directives");
    for (size_t i = 0; i < notice->directives.count; i++) {
        json_object(json, NULL);
        json_directive(json, notice->text, &notice->directives.items[i]);
        json_end(json);
    }
    json_end(json);
}
