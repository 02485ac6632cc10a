// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/worklist.h"

#include "analyzers/period.h"
#include "searcher/csv.h"
#include "searcher/fact_json.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

static struct str first_path(const struct listed *listed)
{
    return listed->path_count ? listed->paths[0] : (struct str){0};
}

static void write_follow_up(struct json *json, const struct follow_up *follow)
{
    json_object(json, "follow_up");
    json_text(json, "state", follow_up_state_name(follow->state));
    json_str(json, "why", follow->why);
    json_real(json, "share", follow->share);
    json_number(json, "later_notices", (int64_t)follow->later);
    json_day(json, "last", follow->last);
    json_str(json, "id", follow->id);
    json_str(json, "path", follow->path);
    json_day(json, "date", follow->date.to);
    if (follow->line)
        json_number(json, "line", follow->line);
    json_page(json, follow->page);
    json_str(json, "quote", follow->quote);
    json_end(json);
}

static void write_repeats(struct json *json, const struct listed *listed,
                          struct arena *arena)
{
    json_array(json, "repeats");
    for (size_t i = 0; i < listed->repeat_count; i++) {
        const struct listed *again = listed->repeats[i];
        json_object(json, NULL);
        json_str(json, "id", listed_id(again, arena));
        json_str(json, "path", first_path(again));
        json_day(json, "date", again->document.notice.anatomy.date.to);
        json_number(json, "line", again->directive->line);
        json_page(json, again->page);
        json_end(json);
    }
    json_end(json);
}

void worklist_json(struct buf *out, const struct worklist *list)
{
    struct json json = {.out = out};
    for (size_t i = 0; i < list->count; i++) {
        const struct listed *listed = list->items[i].listed;
        const struct anatomy *anatomy = &listed->document.notice.anatomy;
        json_object(&json, NULL);
        json_number(&json, "format", 1);
        json_str(&json, "id", listed_id(listed, list->arena));
        json_str(&json, "notice", listed->document.id);
        json_str(&json, "path", first_path(listed));
        json_dated(&json, "date", anatomy->date, anatomy->date_source);
        json_str(&json, "issuer", issuer_name(&anatomy->office, list->arena));
        json_str(&json, "title", anatomy->title);
        json_str(&json, "type", anatomy->type);
        json_str(&json, "number", anatomy->number);
        json_text(&json, "match", listed->all ? "all" : "some");
        json_bool(&json, "collective", listed->collective);
        json_directive(&json, listed->document.notice.text, listed->directive);
        json_str(&json, "limit", listed_limit(listed, list->arena));
        if (listed->repeat_count)
            write_repeats(&json, listed, list->arena);
        if (list->items[i].follow_up)
            write_follow_up(&json, list->items[i].follow_up);
        json_end_line(&json);
    }
}

static struct str names_of(const struct directive *directive, enum role role,
                           struct arena *arena)
{
    struct str all = {0};
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        if (assignee->role != role)
            continue;
        all = all.len ? arena_printf(arena, "%.*s; %.*s", STR_ARG(all),
                                     STR_ARG(assignee->name))
                      : assignee->name;
    }
    return all;
}

static struct str joined(const struct str *items, size_t count, struct arena *arena)
{
    struct buf all = {0};
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_str(&all, STR("; "));
        buf_add_str(&all, items[i]);
    }
    struct str copy = arena_copy(arena, buf_str(&all));
    buf_free(&all);
    return copy;
}

void worklist_csv(struct buf *out, const struct worklist *list)
{
    struct csv csv = {.out = out};
    csv_head(&csv,
             "id notice path line date issuer type number title text addressee lead "
             "coordinate persons deadline from to kind inherited refs collective "
             "follow_up evidence page limit");
    for (size_t i = 0; i < list->count; i++) {
        const struct listed *listed = list->items[i].listed;
        const struct directive *directive = listed->directive;
        const struct anatomy *anatomy = &listed->document.notice.anatomy;
        const struct follow_up *follow = list->items[i].follow_up;
        const struct deadline *deadline = &directive->deadline;
        bool due = deadline->kind != DEADLINE_NONE;
        char date[11], from[11], to[11];
        struct buf line = {0};
        csv_cell(&csv, listed_id(listed, list->arena));
        csv_cell(&csv, listed->document.id);
        csv_cell(&csv, first_path(listed));
        csv_number(&csv, directive->line);
        csv_cell(&csv, str_of(day_text(anatomy->date.to, date)));
        csv_cell(&csv, issuer_name(&anatomy->office, list->arena));
        csv_cell(&csv, anatomy->type);
        csv_cell(&csv, anatomy->number);
        csv_cell(&csv, anatomy->title);
        line_add(&line, listed_clean(listed, list->arena));
        csv_cell(&csv, buf_str(&line));
        for (int role = ROLE_ADDRESSEE; role <= ROLE_COORDINATE; role++)
            csv_cell(&csv, names_of(directive, (enum role)role, list->arena));
        csv_cell(&csv, joined(directive->persons, directive->person_count, list->arena));
        csv_cell(&csv, due ? deadline->text : (struct str){0});
        csv_cell(&csv, str_of(day_text(deadline->days.from, from)));
        csv_cell(&csv, str_of(day_text(deadline->days.to, to)));
        csv_cell(&csv,
                 due ? str_of(deadline_kind_name(deadline->kind)) : (struct str){0});
        csv_cell(&csv, due && deadline->inherited
                           ? str_of(inherited_name(deadline->inherited))
                           : (struct str){0});
        csv_cell(&csv, joined(directive->refs, directive->ref_count, list->arena));
        csv_cell(&csv, listed->collective ? STR("yes") : STR("no"));
        csv_cell(&csv,
                 follow ? str_of(follow_up_state_name(follow->state)) : (struct str){0});
        csv_cell(&csv, follow ? follow->path : (struct str){0});
        csv_page(&csv, listed->page);
        csv_cell(&csv, listed_limit(listed, list->arena));
        csv_end_line(&csv);
        buf_free(&line);
    }
}
