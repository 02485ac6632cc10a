// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include "base/translate.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

static const char css[] = ":root{color-scheme:light dark}body{font:16px/1.5 'Noto "
                          "Sans',system-ui,sans-serif;max-width:1000px;margin:2em auto;"
                          "padding:0 "
                          "1em}svg{max-width:100%;height:auto}h1{font-size:1.4em;margin-"
                          "bottom:0}.state{font-weight:600}"
                          "table{border-collapse:collapse;width:100%}td{padding:.5em "
                          ".6em;border-top:1px solid #8884;vertical-align:top}"
                          "td:nth-child(2){white-space:nowrap}.date{white-space:nowrap;"
                          "font-variant-numeric:tabular-nums}"
                          "blockquote{margin:.3em 0;padding-left:.8em;"
                          "border-left:3px solid #8886}.who{color:#777}@media "
                          "print{a{color:inherit}tr{break-inside:avoid}}";

// A path as a link: everything but letters, digits and -_.~/ as %XX.
static void add_link(struct buf *out, struct str path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
                     c == '~' || c == '/';
        if (plain)
            buf_add_char(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void add_event(struct buf *out, const struct trace_event *event, bool several,
                      struct arena *arena)
{
    buf_printf(out, "<tr><td class=\"date\">%.*s</td><td>",
               STR_ARG(days_name(event->date, arena)));
    markup_text(out, event_label(event, arena));
    if (event->relation != RELATION_SELF && event->status != STATUS_DONE)
        buf_printf(out, " (%s)", _(relation_status_name(event->status)));
    if (event_of_another(event))
        buf_add_str(out, str_of(_(", as told by")));
    if (several) {
        buf_add_str(out, STR("<br>"));
        markup_text(out, event->decree->name);
    }
    buf_add_str(out, STR("</td><td>"));
    if (event->as_cited) {
        buf_add_str(out, STR("</td></tr>\n"));
        return;
    }
    markup_text(out, event_notice_name(event, arena));
    if (event->issuer.len) {
        buf_add_str(out, STR(", "));
        markup_text(out, event->issuer);
    }
    buf_add_str(out, STR("<blockquote>"));
    markup_text(out, event->quote);
    buf_add_str(out, STR("</blockquote><div class=\"who\">"));
    for (size_t i = 0; i < event->assignee_count; i++) {
        buf_add_str(out, i ? STR(", ") : STR("→ "));
        markup_text(out, event->assignees[i].name);
    }
    if (event->deadline.text.len) {
        buf_add_str(out, STR(" · "));
        markup_text(out, event->deadline.text);
    }
    if (event->reason != REASON_NONE)
        buf_printf(out, " · %s", reason_sentence(event->reason));
    buf_add_str(out, STR("</div><a href=\""));
    add_link(out, event->path);
    buf_add_str(out, STR("\">"));
    markup_text(out, place_name(event->path, event->page, event->line, arena));
    buf_add_str(out, STR("</a></td></tr>\n"));
}

void timeline_html(struct buf *out, const struct timeline *timeline)
{
    struct arena *arena = arena_new();
    const struct decree *decree = timeline->decrees[0];
    buf_add_str(out,
                STR("<!DOCTYPE html>\n<html lang=\"vi\">\n<head><meta charset=\"utf-8\"/>"
                    "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>"));
    markup_text(out, decree_name(decree, arena));
    buf_printf(out, "</title>\n<style>%s</style></head>\n<body>\n<h1>", css);
    markup_text(out, decree_name(decree, arena));
    buf_add_str(out, STR("</h1>\n<p>"));
    if (decree->issuer.len) {
        markup_text(out, decree->issuer);
        buf_add_str(out, STR(" · "));
    }
    buf_add_str(out, STR("<span class=\"state\">"));
    markup_text(out, status_sentence(&timeline->statuses[0], arena));
    buf_add_str(out, STR("</span></p>\n"));
    timeline_svg(out, timeline);
    buf_add_str(out, STR("<table>\n"));
    for (size_t i = 0; i < timeline->event_count; i++) {
        const struct trace_event *event = &timeline->events[i];
        if (event->perhaps && (!i || !event[-1].perhaps))
            buf_printf(out, "<tr><td colspan=\"3\" class=\"who\">%s</td></tr>\n",
                       _("perhaps, by what it is about:"));
        add_event(out, event, timeline->decree_count > 1, arena);
    }
    buf_add_str(out, STR("</table>\n</body>\n</html>\n"));
    arena_free(arena);
}
