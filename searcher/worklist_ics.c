// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/worklist.h"

#include "searcher/page.h"
#include "searcher/value_name.h"

enum { LINE_BYTES = 75, SUMMARY_WIDTH = 100 };

// Writes a content line, folded so that no line has more than 75 bytes and none is cut
// inside a character (RFC 5545, 3.1).
static void write_line(struct buf *out, struct str line)
{
    size_t room = LINE_BYTES;
    while (line.len > room) {
        size_t cut = room;
        while (cut > 1 && ((unsigned char)line.at[cut] & 0xC0) == 0x80)
            cut--;
        buf_add(out, line.at, cut);
        buf_add_str(out, STR("\r\n "));
        line = str_slice(line, cut, line.len);
        room = LINE_BYTES - 1; // the blank before it counts
    }
    buf_add_str(out, line);
    buf_add_str(out, STR("\r\n"));
}

// Adds text as a value of type TEXT: four characters escaped, white space on one line,
// control characters gone.
static void add_text(struct buf *line, struct str text)
{
    struct buf clean = {0};
    line_add(&clean, text);
    for (size_t i = 0; i < clean.len; i++) {
        char c = clean.at[i];
        if (c == '\\' || c == ';' || c == ',')
            buf_add_char(line, '\\');
        buf_add_char(line, c);
    }
    buf_free(&clean);
}

static void write_property(struct buf *out, const char *name, struct str value)
{
    struct buf line = {0};
    buf_printf(&line, "%s:", name);
    add_text(&line, value);
    write_line(out, buf_str(&line));
    buf_free(&line);
}

static void write_due(struct buf *out, const struct worklist *list,
                      const struct deadline *deadline)
{
    int32_t day = deadline->days.to;
    bool own = deadline->inherited == INHERITED_NOT || list->inherited;
    if (!day || !own)
        return;
    if (deadline->kind == DEADLINE_AT)
        buf_printf(out, "DUE:%08dT%02d%02d00\r\n", day, deadline->hour,
                   deadline->minute < 0 ? 0 : deadline->minute);
    else
        buf_printf(out, "DUE;VALUE=DATE:%08d\r\n", day);
}

static void write_todo(struct buf *out, const struct worklist *list,
                       const struct listed *listed)
{
    const struct directive *directive = listed->directive;
    const struct anatomy *anatomy = &listed->document.notice.anatomy;
    struct buf summary = {0}, description = {0};
    // The stamp is the day of the notice, so that the same archive gives the same
    // calendar every time.
    int32_t stamp = anatomy->date.to ? anatomy->date.to : 19700101;
    buf_printf(out, "BEGIN:VTODO\r\nUID:%.*s-%u@tracuu\r\nDTSTAMP:%08dT000000Z\r\n",
               STR_ARG(listed->document.id), listed->number, stamp);
    struct buf text = {0};
    line_add(&text, listed_clean(listed, list->arena));
    fit_add(&summary, buf_str(&text), SUMMARY_WIDTH);
    write_property(out, "SUMMARY", buf_str(&summary));
    buf_add_str(&description, buf_str(&text));
    buf_printf(&description, " — %.*s",
               STR_ARG(document_name(anatomy->type, anatomy->number, list->arena)));
    if (anatomy->title.len)
        buf_printf(&description, ", %.*s", STR_ARG(anatomy->title));
    if (listed->path_count)
        buf_printf(&description, " (%.*s)",
                   STR_ARG(place_name(listed->paths[0], listed->page, directive->line,
                                      list->arena)));
    write_property(out, "DESCRIPTION", buf_str(&description));
    for (size_t i = 0; i < directive->assignee_count; i++)
        write_property(out, "CATEGORIES", directive->assignees[i].name);
    write_due(out, list, &directive->deadline);
    buf_add_str(out, STR("END:VTODO\r\n"));
    buf_free(&text);
    buf_free(&summary);
    buf_free(&description);
}

void worklist_ics(struct buf *out, const struct worklist *list)
{
    if (!list->count)
        return; // a calendar has at least one component
    buf_add_str(
        out, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tracuu//tracuu//VI\r\n"));
    for (size_t i = 0; i < list->count; i++)
        write_todo(out, list, list->items[i].listed);
    buf_add_str(out, STR("END:VCALENDAR\r\n"));
}
