// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include "analyzers/period.h"
#include "base/translate.h"
#include "searcher/value_name.h"

//      scale     leader   rows
//   2019 ┤
//        ●────────────╮   ● 2019-06-14  Quyết định 18/2019/QĐ-UBND · issued
//        │            ╰─     Ban hành Quy định phân cấp quản lý …
//   2020 ┤──────────────  ▶ 2020-11    to Chi cục Thủy lợi, by 31/3/2021
//
// Years are a true scale on the left; each event has a row of its own on the right, so
// labels never meet however close the dates are, and a line leads from the date to the
// row.
enum {
    WIDTH = 1000,
    MARGIN = 24,
    HEAD = 82, // of the first line of the legend
    LINE = 26, // of the legend
    ROW = 46,
    ORDER = 17,   // more where somebody is told to do it
    OFFERED = 34, // more above the first that is only perhaps meant
    AXIS = 84,
    ROWS = 150,
    ROOM = WIDTH - ROWS - MARGIN - 16, // for the text of a row
    LETTER = 7, // mean width of a letter at 13 px; a short label may be wider
    LEGEND = 8,
};

static const char css[] =
    "text{font:13px 'Noto Sans','DejaVu Sans',Arial,sans-serif;fill:#111827}"
    ".page{fill:#ffffff}.name{font-size:19px;font-weight:600}.quote{fill:#4b5563;font-"
    "size:12px}"
    ".year{fill:#6b7280;font-size:12px}.axis{stroke:#9ca3af;fill:none}.leader{stroke:#"
    "d1d5db;fill:none}"
    ".order{fill:#374151}.offered{stroke-dasharray:3 3}"
    ".date{font-variant-numeric:tabular-nums}.gap{fill:#6b7280;font-style:italic}."
    "planned{fill-opacity:.25}"
    "@media screen and (prefers-color-scheme:dark){text{fill:#f3f4f6}.page{fill:#111827}"
    ".quote,.gap,.year{fill:#9ca3af}.axis{stroke:#6b7280}.leader{stroke:#374151}"
    ".order{fill:#e5e7eb}.mark{filter:brightness(1.7)}}";

static int32_t event_day(const struct trace_event *event)
{
    return event->date.from ? event->date.from : event->date.to;
}

// The scale runs from the year of the first event to the end of that of the last.
struct scale {
    int32_t first, last;
    double top, height;
};

static struct scale scale_of(const struct timeline *timeline, double top, double height)
{
    struct scale scale = {.top = top, .height = height};
    for (size_t i = 0; i < timeline->event_count; i++) {
        int32_t day = event_day(&timeline->events[i]);
        if (!day)
            continue;
        int32_t first = day / 10000 * 10000 + 101, last = day / 10000 * 10000 + 1231;
        if (!scale.first || first < scale.first)
            scale.first = first;
        if (last > scale.last)
            scale.last = last;
    }
    return scale;
}

static double place_of(const struct scale *scale, int32_t day)
{
    if (!day || scale->first == scale->last)
        return scale->top + scale->height;
    double share =
        (double)day_distance(scale->first, day) / day_distance(scale->first, scale->last);
    return scale->top + share * scale->height;
}

static size_t letters(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return count;
}

// At most `room` letters, with an ellipsis where something is left out.
static void add_cut(struct buf *out, struct str text, size_t room)
{
    if (letters(text) <= room) {
        markup_text(out, text);
        return;
    }
    size_t at = 0;
    for (size_t count = 0; at < text.len; at++) {
        if (((unsigned char)text.at[at] & 0xc0) != 0x80 && count++ == room - 1)
            break;
    }
    markup_text(out, str_slice(text, 0, at));
    buf_add_str(out, STR("…"));
}

static void add_years(struct buf *out, const struct scale *scale)
{
    if (!scale->first)
        return;
    buf_printf(out, "<path class=\"axis\" d=\"M%d,%.1fV%.1f\"/>\n", AXIS, scale->top,
               scale->top + scale->height);
    double last = -100;
    for (int year = scale->first / 10000; year <= scale->last / 10000; year++) {
        double y = place_of(scale, year * 10000 + 101);
        buf_printf(out, "<path class=\"axis\" d=\"M%d,%.1fh-6\"/>\n", AXIS, y);
        if (y - last < 16)
            continue;
        buf_printf(
            out,
            "<text class=\"year\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n",
            AXIS - 10, y + 4, year);
        last = y;
    }
}

static void add_mark(struct buf *out, const struct trace_event *event, double x, double y)
{
    const struct relation_style *style = relation_style(event->relation);
    buf_printf(out,
               "<path class=\"mark%s\" transform=\"translate(%.1f,%.1f)\" fill=\"%s\" "
               "stroke=\"%s\" d=\"%s\"/>\n",
               event->status == STATUS_DONE && !event->perhaps ? "" : " planned", x, y,
               style->colour, style->colour, style->path);
}

static bool has_order(const struct trace_event *event)
{
    return event->assignee_count || event->deadline.text.len;
}

// Where each row stands; returns where the last one ends.
static double place_rows(double *rows, const struct timeline *timeline, double top)
{
    for (size_t i = 0; i < timeline->event_count; i++) {
        const struct trace_event *event = &timeline->events[i];
        if (event->perhaps && (!i || !event[-1].perhaps))
            top += OFFERED;
        rows[i] = top;
        top += ROW + (has_order(event) ? ORDER : 0);
    }
    return top;
}

static void add_leader(struct buf *out, const struct trace_event *event,
                       const struct scale *scale, double y)
{
    double at = place_of(scale, event_day(event));
    if (!event_day(event))
        return;
    buf_printf(out, "<path class=\"leader%s\" d=\"M%d,%.1fC%d,%.1f %d,%.1f %d,%.1f\"/>\n",
               event->perhaps ? " offered" : "", AXIS, at, AXIS + 30, at, ROWS - 40, y,
               ROWS - 12, y);
    buf_printf(out, "<circle cx=\"%d\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n", AXIS, at,
               relation_style(event->relation)->colour);
}

static void add_line(struct buf *out, const char *class, double y, struct str text,
                     size_t room)
{
    buf_printf(out, "<text class=\"%s\" x=\"%d\" y=\"%.1f\">", class, ROWS + 16, y);
    add_cut(out, text, room);
    buf_printf(out, "</text>\n");
}

static void add_row(struct buf *out, const struct trace_event *event, double y,
                    bool several, struct arena *arena)
{
    add_mark(out, event, ROWS, y);
    struct buf line = {0};
    buf_printf(&line, "%.*s  %.*s", STR_ARG(days_name(event->date, arena)),
               STR_ARG(event_label(event, arena)));
    if (event->relation != RELATION_SELF && event->status != STATUS_DONE)
        buf_printf(&line, " (%s)", _(relation_status_name(event->status)));
    if (event_of_another(event))
        buf_add_str(&line, str_of(_(", as told by")));
    if (several)
        buf_printf(&line, " · %.*s", STR_ARG(event->decree->name));
    if (!event->as_cited)
        buf_printf(&line, " · %.*s", STR_ARG(event_notice_name(event, arena)));
    if (event->issuer.len)
        buf_printf(&line, ", %.*s", STR_ARG(event->issuer));
    buf_printf(out, "<g><title>");
    markup_text(out, event->quote);
    buf_printf(out, "</title>");
    add_line(out, "date", y + 4, buf_str(&line), ROOM / LETTER);
    y += 21;
    buf_clear(&line);
    for (size_t i = 0; i < event->assignee_count; i++)
        buf_printf(&line, "%s%.*s", i ? ", " : "→ ", STR_ARG(event->assignees[i].name));
    if (event->deadline.text.len)
        buf_printf(&line, "%s%.*s", line.len ? " · " : "→ ",
                   STR_ARG(event->deadline.text));
    if (has_order(event)) {
        add_line(out, "order", y, buf_str(&line), ROOM / LETTER);
        y += ORDER;
    }
    if (event->as_cited) {
        buf_printf(out, "</g>\n");
        buf_free(&line);
        return;
    }
    buf_clear(&line);
    size_t room = ROOM * 2 / (2 * LETTER - 1); // the letters of quotes are smaller
    buf_add_str(&line, STR("“"));
    buf_add_str(&line, event->quote);
    if (letters(event->quote) + 2 <= room)
        buf_add_str(&line, STR("”"));
    add_line(out, "quote", y, buf_str(&line), room);
    buf_printf(out, "</g>\n");
    buf_free(&line);
}

// The shapes that occur, with their names; returns where the rows may begin.
static double add_legend(struct buf *out, const struct timeline *timeline, double y)
{
    const char *pale = _("pale: planned, not done");
    double x = MARGIN + 8;
    for (int relation = 0; relation <= RELATION_COUNT; relation++) {
        bool used = relation == RELATION_COUNT;
        for (size_t i = 0; i < timeline->event_count; i++)
            used = used || timeline->events[i].relation == (enum relation)relation;
        if (!used)
            continue;
        const char *label = relation == RELATION_COUNT
                                ? pale
                                : _(relation_style((enum relation)relation)->label);
        double width = 13 + (double)letters(str_of(label)) * LEGEND + 22;
        if (x + width > WIDTH - MARGIN) {
            x = MARGIN + 8;
            y += LINE;
        }
        if (relation == RELATION_COUNT) {
            buf_printf(out, "<text class=\"gap\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", x,
                       y + 4, pale);
            break;
        }
        struct trace_event sample = {.relation = (enum relation)relation,
                                     .status = STATUS_DONE};
        add_mark(out, &sample, x, y);
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + 13, y + 4, label);
        x += width;
    }
    return y + LINE + 8;
}

static void add_rows(struct buf *out, const struct timeline *timeline, const double *rows,
                     const struct scale *scale, struct arena *arena)
{
    for (size_t i = 0; i < timeline->event_count; i++)
        add_leader(out, &timeline->events[i], scale, rows[i]);
    for (size_t i = 0; i < timeline->event_count; i++) {
        const struct trace_event *event = &timeline->events[i];
        if (event->perhaps && (!i || !event[-1].perhaps))
            buf_printf(out, "<text class=\"gap\" x=\"%d\" y=\"%.1f\">%s</text>\n",
                       ROWS + 16, rows[i] - OFFERED + 10,
                       _("perhaps, by what it is about:"));
        add_row(out, event, rows[i], timeline->decree_count > 1, arena);
    }
}

void timeline_svg(struct buf *out, const struct timeline *timeline)
{
    struct arena *arena = arena_new();
    const struct decree *decree = timeline->decrees[0];
    struct buf legend = {0}, line = {0};
    double *rows = ARENA_ARRAY(arena, double, timeline->event_count + 1);
    double top = add_legend(&legend, timeline, HEAD);
    double bottom = place_rows(rows, timeline, top), total = bottom + MARGIN;
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\" "
               "viewBox=\"0 0 %d %.0f\" "
               "role=\"img\">\n<title>",
               WIDTH, total, WIDTH, total);
    markup_text(out, decree_name(decree, arena));
    buf_printf(out,
               "</title>\n<style>%s</style>\n<rect class=\"page\" width=\"%d\" "
               "height=\"%.0f\"/>\n",
               css, WIDTH, total);
    buf_printf(out, "<text class=\"name\" x=\"%d\" y=\"36\">", MARGIN);
    markup_text(out, decree_name(decree, arena));
    buf_printf(out, "</text>\n<text x=\"%d\" y=\"58\">", MARGIN);
    if (decree->issuer.len)
        buf_printf(&line, "%.*s · ", STR_ARG(decree->issuer));
    if (decree->date)
        buf_printf(&line, "%.*s · ",
                   STR_ARG(days_name((struct days){decree->date, decree->date}, arena)));
    buf_add_str(&line, status_sentence(&timeline->statuses[0], arena));
    add_cut(out, buf_str(&line), WIDTH / LETTER);
    buf_printf(out, "</text>\n");
    buf_add_str(out, buf_str(&legend));
    size_t last = timeline->event_count;
    while (last > 1 && timeline->events[last - 1].perhaps)
        last--;
    struct scale scale = scale_of(
        timeline, top, last ? rows[last - 1] + (last == 1 ? ROW : 0) - top : ROW);
    add_years(out, &scale);
    add_rows(out, timeline, rows, &scale, arena);
    buf_printf(out, "</svg>\n");
    buf_free(&legend);
    buf_free(&line);
    arena_free(arena);
}
