// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include "base/translate.h"
#include "searcher/value_name.h"

void dot_quoted(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '"' || c == '\\')
            buf_add_char(out, '\\');
        if (c == '\n')
            buf_add_str(out, STR("\\n"));
        else
            buf_add_char(out, (unsigned char)c < ' ' ? ' ' : c);
    }
    buf_add_char(out, '"');
}

// The node at the other end of the edge: the notice, or what it says changes the document
// or is changed by it.
static struct str other_end(const struct trace_event *event)
{
    if (event_of_another(event))
        return event->subject;
    return reference_has_number(event->notice_key) ? event->notice_key : event->id;
}

static struct str edge_from(const struct trace_event *event)
{
    return event->by ? event->decree->key : other_end(event);
}

static struct str edge_to(const struct trace_event *event)
{
    return event->by ? other_end(event) : event->decree->key;
}

// What is said twice, by a notice in other words or of either end, is one edge.
static bool drawn(const struct timeline *timeline, size_t number)
{
    const struct trace_event *event = &timeline->events[number];
    for (size_t i = 0; i < number; i++) {
        const struct trace_event *other = &timeline->events[i];
        if (other->relation == event->relation &&
            (other->status == STATUS_DONE) == (event->status == STATUS_DONE) &&
            str_equal(edge_from(other), edge_from(event)) &&
            str_equal(edge_to(other), edge_to(event)))
            return true;
    }
    return false;
}

// Each document and each notice is a node once; the notice of an event that the document
// itself is has no node of its own.
void timeline_dot(struct buf *out, const struct timeline *timeline)
{
    struct arena *arena = arena_new();
    buf_add_str(out, STR("digraph trace {\n  rankdir=LR;\n  nodesep=0.15;\n  "
                         "node [fontname=\"Noto "
                         "Sans\", fontsize=11, shape=box, style=rounded, "
                         "color=\"#9ca3af\"];\n"
                         "  edge [fontname=\"Noto Sans\", fontsize=10];\n"));
    for (size_t i = 0; i < timeline->decree_count; i++) {
        const struct decree *decree = timeline->decrees[i];
        buf_add_str(out, STR("  "));
        dot_quoted(out, decree->key);
        buf_add_str(out, STR(" [style=\"bold,rounded\", color=black, label="));
        dot_quoted(out, decree_name(decree, arena));
        buf_add_str(out, STR("];\n"));
    }
    for (size_t i = 0; i < timeline->event_count; i++) {
        const struct trace_event *event = &timeline->events[i];
        if (event->relation == RELATION_SELF)
            continue;
        if (drawn(timeline, i))
            continue;
        const struct relation_style *style = relation_style(event->relation);
        struct str node = other_end(event), name = event_subject_name(event);
        if (!event_of_another(event))
            name = arena_printf(arena, "%.*s · %.*s",
                                STR_ARG(event_notice_name(event, arena)),
                                STR_ARG(days_name(event->date, arena)));
        if (!node.len) // nobody can tell to what the document does it
            continue;
        bool known = false;
        for (size_t j = 0; j < timeline->decree_count; j++)
            known = known || str_equal(timeline->decrees[j]->key, node);
        if (!known) {
            buf_add_str(out, STR("  "));
            dot_quoted(out, node);
            buf_add_str(out, STR(" [label="));
            dot_quoted(out, name);
            buf_add_str(out, STR("];\n"));
        }
        buf_add_str(out, STR("  "));
        dot_quoted(out, edge_from(event));
        buf_add_str(out, STR(" -> "));
        dot_quoted(out, edge_to(event));
        buf_printf(out,
                   " [label=\"%s\", arrowhead=%s, color=\"%s\", "
                   "fontcolor=\"%s\"%s];\n",
                   _(style->label), style->arrow, style->colour, style->colour,
                   event->perhaps                 ? ", style=dotted"
                   : event->status == STATUS_DONE ? ""
                                                  : ", style=dashed");
    }
    buf_add_str(out, STR("}\n"));
    arena_free(arena);
}
