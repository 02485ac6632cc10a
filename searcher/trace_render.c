// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/trace_render.h"

#include "analyzers/period.h"
#include "base/translate.h"
#include "searcher/csv.h"
#include "searcher/fact_json.h"
#include "searcher/page.h"
#include "searcher/timeline.h"
#include "searcher/value_name.h"

enum {
    SILENCE_DAYS = 183, // shorter pauses are nothing to tell
    HEAD = 16,          // columns before the relation
    INDENT = 19,        // columns before the quote
};

//   2021  09/12  ●  issued (as cited)
//         ·····       no mention for 12 months
//   2023  01     ▶  implements, planned  Báo cáo 12/BC-SKHCN, Sở … Quảng Trị     2023/bc.txt:92
//                   “Tổ chức thực hiện …”

void trace_text_head(struct trace_text *text, const struct decree *decree,
                     const struct trace_status *status)
{
    struct buf *out = text->out;
    struct buf line = {0};
    buf_add_str(&line, decree_name(decree, text->arena));
    paint_add(out, &text->terminal, PAINT_STRONG, buf_str(&line));
    buf_free(&line);
    if (decree->issuer.len)
        buf_printf(out, " · %.*s", STR_ARG(decree->issuer));
    if (decree->date) {
        struct str day =
            days_name((struct days){decree->date, decree->date}, text->arena);
        buf_printf(out, " · %.*s", STR_ARG(day));
    }
    size_t citing = status->notices;
    text->citing = citing;
    if (decree->id.len)
        buf_printf(out, _n(" · cited by %zu notice", " · cited by %zu notices", citing),
                   citing);
    else
        buf_printf(out,
                   _n(" · not in the archive itself, cited by %zu notice",
                      " · not in the archive itself, cited by %zu notices", citing),
                   citing);
    buf_printf(out, "\n%s: %.*s\n\n", _("last seen"),
               STR_ARG(status_sentence(status, text->arena)));
    text->year = 0;
    text->last = 0;
    text->perhaps = false;
    if (decree->date && !decree->id.len && text->lasting) {
        text->issues = arena_grow(text->lasting, text->issues, text->issue_count,
                                  &text->issue_room, sizeof *text->issues);
        text->issues[text->issue_count++] = decree;
    }
}

// A long one; nothing where the days follow each other soon, or what was said between is
// not told.
static void add_silence(struct trace_text *text, int32_t to, const char *format)
{
    if (!text->last || text->filtered || day_distance(text->last, to) <= SILENCE_DAYS)
        return;
    struct buf line = {0};
    buf_printf(&line, format, months_between(text->last, to));
    buf_add_str(text->out,
                text->plain ? STR("      .....       ") : STR("      ·····       "));
    paint_add(text->out, &text->terminal, PAINT_FAINT, buf_str(&line));
    buf_add_char(text->out, '\n');
    buf_free(&line);
}

// The part of a date that the year at the left leaves to say: "09/12", "01", "quý I".
static struct str day_in_year(struct days days, struct arena *arena)
{
    int32_t from = days.from ? days.from : days.to, to = days.to ? days.to : days.from;
    if (from == to)
        return arena_printf(arena, "%02d/%02d", from % 100, from / 100 % 100);
    if (from / 100 == to / 100)
        return arena_printf(arena, "%02d", from / 100 % 100);
    return STR("");
}

static void add_time(struct trace_text *text, struct days date)
{
    int32_t day = date.from ? date.from : date.to;
    if (!day) {
        if (text->year != -1)
            buf_printf(text->out, "%s\n", _("without a date:"));
        text->year = -1;
        buf_add_str(text->out, STR("             "));
        return;
    }
    add_silence(text, day, _("no mention for %d months"));
    text->last = date.to ? date.to : day;
    if (text->year != day / 10000)
        buf_printf(text->out, "%d  ", day / 10000);
    else
        buf_add_str(text->out, STR("      "));
    text->year = day / 10000;
    struct str rest = day_in_year(date, text->arena);
    buf_printf(text->out, "%-7.*s", STR_ARG(rest));
}

// The first of the documents that the archive has only citations of, as they say it, and
// that was issued before this day (0: behind everything).
static bool add_issue(struct trace_text *text, int32_t before)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < text->issue_count; i++) {
        int32_t day = text->issues[i]->date;
        if ((!before || day <= before) &&
            (first == SIZE_MAX || day < text->issues[first]->date))
            first = i;
    }
    if (first == SIZE_MAX)
        return false;
    const struct decree *decree = text->issues[first];
    const struct relation_style *style = relation_style(RELATION_SELF);
    text->issues[first] = text->issues[--text->issue_count];
    add_time(text, (struct days){decree->date, decree->date});
    buf_printf(text->out, "%s  ", text->plain ? style->plain : style->sign);
    paint_add(text->out, &text->terminal, PAINT_STRONG, str_of(_("issued (as cited)")));
    if (text->several)
        buf_printf(text->out, "  %.*s", STR_ARG(decree_name(decree, text->arena)));
    buf_add_char(text->out, '\n');
    return true;
}

// To whom and by when, where the mention stands in an order.
static void add_order(struct buf *line, const struct trace_event *event)
{
    for (size_t i = 0; i < event->assignee_count; i++) {
        const struct assignee *assignee = &event->assignees[i];
        const char *role = assignee->role == ROLE_LEAD         ? " (chủ trì)"
                           : assignee->role == ROLE_COORDINATE ? " (phối hợp)"
                                                               : "";
        buf_printf(line, "%s%.*s%s", i ? ", " : _("to "), STR_ARG(assignee->name), role);
    }
    // In brackets where the item itself does not say it, as in the list of directives.
    if (event->deadline.text.len) {
        bool inherited = event->deadline.inherited != INHERITED_NOT;
        buf_printf(line, "%s%s%.*s%s", line->len ? ": " : "", inherited ? "(" : "",
                   STR_ARG(event->deadline.text), inherited ? ")" : "");
    }
}

// What the archive cannot know from one notice alone, and what else the sentence is
// about.
static void add_notes(struct trace_text *text, const struct trace_event *event)
{
    struct buf *out = text->out;
    if (event->reason != REASON_NONE) {
        blanks_add(out, INDENT);
        paint_add(out, &text->terminal, PAINT_FAINT,
                  str_of(reason_sentence(event->reason)));
        buf_add_char(out, '\n');
    }
    struct buf line = {0};
    for (size_t i = 0; i < event->with_count; i++) {
        if (!str_equal(event->with[i], event->subject)) // said already: it does it
            buf_printf(&line, "%s%.*s", line.len ? ", " : _("together with "),
                       STR_ARG(event->with_names[i]));
    }
    if (line.len) {
        blanks_add(out, INDENT);
        wrap_add(out, buf_str(&line), INDENT, text->quote_width, 2);
    }
    buf_free(&line);
}

// Where else the notice lies.
static void add_copies(struct trace_text *text, const struct trace_event *event)
{
    for (size_t i = 1; i < event->path_count + event->same_count; i++) {
        struct str path =
            i < event->path_count ? event->paths[i] : event->same[i - event->path_count];
        blanks_add(text->out, INDENT);
        paint_add(text->out, &text->terminal, PAINT_FAINT,
                  arena_printf(text->arena, _("the same as %.*s"), STR_ARG(path)));
        buf_add_char(text->out, '\n');
    }
}

// What the notice is called, whose it is and what does it, with the place at the right; in
// a narrow terminal below each other, for nothing of it may be cut off.
static void add_notice(struct trace_text *text, const struct trace_event *event,
                       size_t used)
{
    struct buf *out = text->out, head = {0}, rest = {0};
    struct str place = place_name(event->path, event->page, event->line, text->arena);
    struct str by = event->relation != RELATION_SELF && !event_of_another(event)
                        ? event_subject_name(event)
                        : (struct str){0};
    if (text->several)
        buf_printf(&head, "%.*s · ", STR_ARG(event->decree->name));
    buf_add_str(&head, event_notice_name(event, text->arena));
    size_t width = text_width(buf_str(&head)) +
                   (event->issuer.len ? text_width(event->issuer) + 2 : 0);
    bool beside = used + width <= text->terminal.width;
    if (event->issuer.len && beside)
        buf_printf(&head, ", %.*s", STR_ARG(event->issuer));
    else if (event->issuer.len)
        buf_add_str(&rest, event->issuer);
    if (by.len)
        buf_printf(&rest, _("%sby %.*s"), rest.len ? " · " : "", STR_ARG(by));
    size_t all = used + text_width(buf_str(&head)) +
                 (rest.len ? text_width(buf_str(&rest)) + 3 : 0);
    if (beside && all + text_width(place) + 2 <= text->terminal.width) {
        buf_printf(out, "  %.*s%s%.*s", STR_ARG(buf_str(&head)), rest.len ? " · " : "",
                   STR_ARG(buf_str(&rest)));
        blanks_add(out, text->terminal.width - all - text_width(place));
    } else {
        if (used + text_width(buf_str(&head)) <= text->terminal.width) {
            buf_printf(out, "  %.*s", STR_ARG(buf_str(&head)));
        } else { // a very narrow terminal
            buf_printf(&head, "%s%.*s", rest.len ? ", " : "", STR_ARG(buf_str(&rest)));
            buf_clear(&rest);
            buf_add_str(&rest, buf_str(&head));
        }
        buf_add_char(out, '\n');
        blanks_add(out, INDENT);
        if (rest.len) {
            wrap_add(out, buf_str(&rest), INDENT, text->quote_width, 8);
            blanks_add(out, INDENT);
        }
    }
    paint_add(out, &text->terminal, PAINT_FAINT, place);
    buf_add_char(out, '\n');
    buf_free(&head);
    buf_free(&rest);
}

void trace_text_event(struct trace_text *text, const struct trace_event *event)
{
    struct buf *out = text->out;
    const struct relation_style *style = relation_style(event->relation);
    struct buf line = {0};
    if (event->perhaps && !text->perhaps) {
        trace_text_end(text);
        buf_printf(out, "%s\n", _("perhaps, by what it is about:"));
        text->perhaps = true;
        text->year = 0;
    }
    if (text->perhaps)
        text->last = 0;
    text->quote_width =
        text->terminal.width > INDENT + 20 ? text->terminal.width - INDENT : 20;
    while (add_issue(text, event->date.to ? event->date.to : event->date.from))
        ;
    add_time(text, event->date);
    buf_printf(out, "%s  ", text->plain ? style->plain : style->sign);
    buf_add_str(&line, event_label(event, text->arena));
    if (event->relation != RELATION_SELF && event->status != STATUS_DONE)
        buf_printf(&line, ", %s", _(relation_status_name(event->status)));
    if (event_of_another(event))
        buf_add_str(&line, str_of(_(", as told by")));
    paint_add(out, &text->terminal, PAINT_STRONG, buf_str(&line));
    add_notice(text, event, HEAD + text_width(buf_str(&line)) + 2);
    add_copies(text, event);
    buf_clear(&line);
    add_order(&line, event);
    if (line.len) {
        blanks_add(out, INDENT);
        wrap_add(out, buf_str(&line), INDENT, text->quote_width, 3);
    }
    buf_clear(&line);
    buf_add_str(&line, STR("“"));
    line_add(&line, event->quote);
    buf_add_str(&line, STR("”"));
    blanks_add(out, INDENT);
    wrap_add(out, buf_str(&line), INDENT, text->quote_width, 4);
    buf_free(&line);
    add_notes(text, event);
}

void trace_text_end(struct trace_text *text)
{
    while (!text->cut && add_issue(text, 0))
        ;
    text->issue_count = 0;
    if (text->cut)
        buf_printf(text->out,
                   _n("… and more: %zu notice cites it (--limit 0 shows all)\n",
                      "… and more: %zu notices cite it (--limit 0 shows all)\n",
                      text->citing),
                   text->citing);
    else if (!text->perhaps && text->newest)
        add_silence(text, text->newest,
                    _("no mention since, %d months up to the newest notice"));
    text->cut = false;
}

// What nobody says is null.
static struct str known(struct str text)
{
    return text.len ? text : (struct str){0};
}

void trace_json_event(struct buf *out, const struct trace_event *event)
{
    struct json json = {.out = out};
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_str(&json, "key", event->decree->key);
    json_dated(&json, "date", event->date, event->date_source);
    json_str(&json, "id", event->id);
    json_str(&json, "path", event->path);
    json_array(&json, "paths");
    for (size_t i = 0; i < event->path_count; i++)
        json_str(&json, NULL, event->paths[i]);
    json_end(&json);
    json_array(&json, "same");
    for (size_t i = 0; i < event->same_count; i++)
        json_str(&json, NULL, event->same[i]);
    json_end(&json);
    json_str(&json, "title", event->title);
    json_str(&json, "issuer", event->issuer);
    json_text(&json, "relation", relation_name(event->relation));
    json_text(&json, "status", relation_status_name(event->status));
    json_str(&json, "subject", known(event->subject));
    json_text(&json, "direction", direction_name(event->by));
    json_str(&json, "quote", event->quote);
    json_number(&json, "line", event->line);
    json_page(&json, event->page);
    json_array(&json, "units");
    for (size_t i = 0; i < event->assignee_count; i++)
        json_str(&json, NULL, event->assignees[i].name);
    json_end(&json);
    json_deadline(&json, &event->deadline);
    json_array(&json, "with");
    for (size_t i = 0; i < event->with_count; i++)
        json_str(&json, NULL, event->with[i]);
    json_end(&json);
    json_str(&json, "pinpoint", known(event->pinpoint));
    json_str(&json, "cited", event->key);
    json_bool(&json, "inferred", event->reason != REASON_NONE);
    if (event->reason != REASON_NONE)
        json_text(&json, "reason", reason_name(event->reason));
    else
        json_null(&json, "reason");
    json_bool(&json, "perhaps", event->perhaps);
    json_end_line(&json);
}

void trace_json_status(struct buf *out, const struct decree *decree,
                       const struct trace_status *status, struct arena *arena)
{
    struct json json = {.out = out};
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_str(&json, "key", decree->key);
    json_str(&json, "name", decree_name(decree, arena));
    json_str(&json, "issuer", known(decree->issuer));
    json_day(&json, "issued", decree->date);
    json_str(&json, "id", known(decree->id));
    json_text(&json, "state", decree_state_name(status->state));
    json_dated(&json, "date", status->date, status->date_source);
    json_str(&json, "by", known(status->by));
    json_str(&json, "told_by", known(status->told_by));
    json_number(&json, "notices", (int64_t)status->notices);
    json_dated(&json, "last", status->last, status->last_source);
    json_str(&json, "text", status_sentence(status, arena));
    json_end_line(&json);
}

void trace_csv_head(struct buf *out)
{
    struct csv csv = {.out = out};
    csv_head(
        &csv,
        "key date relation status notice issuer units deadline subject quote path line "
        "page reason perhaps direction from to");
}

void trace_csv_event(struct buf *out, const struct trace_event *event)
{
    struct csv csv = {.out = out};
    struct arena *arena = arena_new();
    struct buf units = {0};
    for (size_t i = 0; i < event->assignee_count; i++)
        buf_printf(&units, "%s%.*s", i ? "; " : "", STR_ARG(event->assignees[i].name));
    csv_cell(&csv, event->decree->key);
    csv_cell(&csv, days_name(event->date, arena));
    csv_cell(&csv, str_of(relation_name(event->relation)));
    csv_cell(&csv, str_of(relation_status_name(event->status)));
    csv_cell(&csv, event_notice_name(event, arena));
    csv_cell(&csv, event->issuer);
    csv_cell(&csv, buf_str(&units));
    csv_cell(&csv, event->deadline.text);
    csv_cell(&csv, event->subject);
    csv_cell(&csv, event->quote);
    csv_cell(&csv, event->path);
    csv_number(&csv, event->line);
    csv_page(&csv, event->page);
    csv_cell(&csv, str_of(event->reason ? reason_name(event->reason) : ""));
    csv_cell(&csv, event->perhaps ? STR("perhaps") : STR(""));
    csv_cell(&csv, str_of(direction_name(event->by)));
    char from[11], to[11];
    csv_cell(&csv, str_of(day_text(event->date.from, from)));
    csv_cell(&csv, str_of(day_text(event->date.to, to)));
    csv_end_line(&csv);
    buf_free(&units);
    arena_free(arena);
}
