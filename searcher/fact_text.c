// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/fact_text.h"

#include "base/screen.h"
#include "base/translate.h"
#include "searcher/value_name.h"

// Days the way people write them: one day, one stretch, or an open end.
static void add_days(struct buf *out, struct days days, struct arena *arena)
{
    const int32_t ends[] = {days.from, days.to};
    for (int i = 0; i < 2; i++) {
        if (i == 1 && days.from == days.to)
            return;
        if (i == 1)
            buf_add_str(out, STR(" – "));
        if (ends[i])
            buf_add_str(out, days_name((struct days){ends[i], ends[i]}, arena));
        else
            buf_add_str(out, STR("…"));
    }
}

static void heading(struct buf *out, const char *name, size_t count)
{
    buf_printf(out, "\n  %s (%zu)\n", name, count);
}

static void line_of(struct buf *out, const struct view *view, size_t byte)
{
    buf_printf(out, "  %5u  ", view_line(view, view_at(view, byte)));
}

static void field(struct buf *out, const char *name, struct str value)
{
    if (value.at)
        buf_printf(out, "  %-10s  %.*s\n", name, STR_ARG(value));
}

static void add_frame(struct buf *out, const struct anatomy *anatomy, struct arena *arena)
{
    field(out, _("type"), anatomy->type);
    field(out, _("number"), anatomy->number);
    if (anatomy->date.from || anatomy->date.to) {
        buf_printf(out, "  %-10s  ", _("date"));
        add_days(out, anatomy->date, arena);
        buf_printf(out, " (%s)\n", date_source_name(anatomy->date_source));
    }
    field(out, _("issuer"), anatomy->office.name);
    field(out, _("province"), anatomy->office.province_name);
    field(out, _("title"), anatomy->title);
    if (anatomy->signer.at)
        buf_printf(out, "  %-10s  %.*s%s%.*s\n", _("signer"), STR_ARG(anatomy->signer),
                   anatomy->signer_role.len ? " · " : "", STR_ARG(anatomy->signer_role));
    for (size_t i = 0; i < anatomy->recipient_count; i++)
        field(out, i ? "" : _("recipients"), anatomy->recipients[i]);
}

static void add_references(struct buf *out, const struct references *references,
                           const struct view *view, struct arena *arena)
{
    heading(out, _("References"), references->count);
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *r = &references->items[i];
        line_of(out, view, r->span.start);
        buf_printf(out, "%.*s  [%.*s]  %s", STR_ARG(r->display), STR_ARG(r->key),
                   relation_name(r->relation));
        if (r->status != STATUS_DONE)
            buf_printf(out, ", %s", relation_status_name(r->status));
        if (r->by) // "amends -> 115/2020/nd-cp": the cited document does it to that one
            buf_printf(out, " → %.*s", STR_ARG(r->subject.at ? r->subject : STR("…")));
        else if (r->subject.at)
            buf_printf(out, " · %.*s", STR_ARG(r->subject));
        if (r->pinpoint.at)
            buf_printf(out, " · %.*s", STR_ARG(r->pinpoint));
        if (r->date) {
            buf_add_str(out, STR(" · "));
            add_days(out, (struct days){r->date, r->date}, arena);
        }
        if (r->issuer.at)
            buf_printf(out, " · %.*s", STR_ARG(r->issuer));
        buf_add_char(out, '\n');
    }
}

static void add_units(struct buf *out, const struct units *units, const struct view *view)
{
    heading(out, _("Units"), units->count);
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->items[i];
        line_of(out, view, unit->span.start);
        buf_printf(out, "%.*s  [%.*s]%s%s\n", STR_ARG(unit->name), STR_ARG(unit->id),
                   unit->heading ? _("  heading") : "",
                   unit->collective ? _("  collective") : "");
    }
}

static void add_persons(struct buf *out, const struct persons *persons,
                        const struct view *view)
{
    heading(out, _("Persons"), persons->count);
    for (size_t i = 0; i < persons->count; i++) {
        const struct person *person = &persons->items[i];
        line_of(out, view, person->span.start);
        buf_printf(out, "%.*s%s%.*s\n", STR_ARG(person->name),
                   person->role.len ? " · " : "", STR_ARG(person->role));
    }
}

static void add_dates(struct buf *out, const struct dates *dates, const struct view *view,
                      struct arena *arena)
{
    heading(out, _("Dates"), dates->count);
    for (size_t i = 0; i < dates->count; i++) {
        const struct date *date = &dates->items[i];
        struct str written = view_clean(view, date->from, date->to, arena);
        line_of(out, view, date->span.start);
        buf_printf(out, "%.*s  ", STR_ARG(written));
        if (date->week)
            buf_printf(out, _("week %d of %d"), date->week, date->year);
        else if (date->days.from || date->days.to)
            add_days(out, date->days, arena);
        else
            buf_add_str(out, str_of(_("in an unknown year")));
        if (date->hour >= 0)
            buf_printf(out, " %02d:%02d", date->hour, date->minute);
        buf_add_char(out, '\n');
    }
}

static void add_deadline(struct buf *out, const struct deadline *deadline,
                         struct arena *arena)
{
    if (deadline->kind == DEADLINE_NONE)
        return;
    buf_printf(out, "         %s %s: %.*s", _("deadline,"),
               deadline_kind_name(deadline->kind), STR_ARG(deadline->text));
    if (deadline->days.from || deadline->days.to) {
        buf_add_str(out, STR("  "));
        add_days(out, deadline->days, arena);
    }
    if (deadline->inherited != INHERITED_NOT)
        buf_printf(out, _(", from the %s"), inherited_name(deadline->inherited));
    buf_add_char(out, '\n');
}

static void add_directives(struct buf *out, const struct directives *directives,
                           const struct view *view, struct arena *arena)
{
    heading(out, _("Directives"), directives->count);
    for (size_t i = 0; i < directives->count; i++) {
        const struct directive *d = &directives->items[i];
        struct str text = view_clean(view, view_at(view, d->span.start),
                                     view_at(view, d->span.end), arena);
        buf_printf(out, "  %5u  %.*s\n", d->line, STR_ARG(text));
        for (size_t j = 0; j < d->assignee_count; j++)
            buf_printf(out, "         %s: %.*s\n", role_name(d->assignees[j].role),
                       STR_ARG(d->assignees[j].name));
        for (size_t j = 0; j < d->person_count; j++)
            buf_printf(out, "         %s: %.*s\n", _("person"), STR_ARG(d->persons[j]));
        add_deadline(out, &d->deadline, arena);
        for (size_t j = 0; j < d->ref_count; j++)
            buf_printf(out, "         %s: %.*s\n", _("cites"), STR_ARG(d->refs[j]));
    }
}

void notice_write_text(struct buf *out, struct str path, const struct notice *notice,
                       const struct view *view, struct arena *arena)
{
    struct buf page = {0};
    name_add(out, path);
    buf_add_str(&page, STR("\n\n"));
    add_frame(&page, &notice->anatomy, arena);
    add_references(&page, &notice->references, view, arena);
    add_units(&page, &notice->units, view);
    add_persons(&page, &notice->persons, view);
    add_dates(&page, &notice->dates, view, arena);
    add_directives(&page, &notice->directives, view, arena);
    page_add(out, buf_str(&page));
    buf_free(&page);
}
