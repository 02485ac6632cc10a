// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include "base/translate.h"
#include "searcher/terminal.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

enum { PART_WIDTH = 40 }; // columns

struct collector {
    struct timeline *timeline;
    const struct index *index;
    const struct timeline_options *options;
    struct arena *arena;
    int *depths; // of each decree
    size_t decree_room;
    size_t depth_room;
    size_t status_room;
    size_t event_room;
};

// An event whose strings outlive the walk.
static void keep_event(struct collector *collector, const struct trace_event *event)
{
    struct timeline *timeline = collector->timeline;
    timeline->events =
        arena_grow(collector->arena, timeline->events, timeline->event_count,
                   &collector->event_room, sizeof *timeline->events);
    timeline->events[timeline->event_count++] = trace_event_copy(event, collector->arena);
}

static bool known_decree(const struct timeline *timeline, struct str key)
{
    for (size_t i = 0; i < timeline->decree_count; i++) {
        if (decree_is(timeline->decrees[i], key))
            return true;
    }
    return false;
}

static void add_decree(struct collector *collector, const struct decree *decree,
                       int depth)
{
    struct timeline *timeline = collector->timeline;
    size_t count = timeline->decree_count;
    timeline->decrees = arena_grow(collector->arena, timeline->decrees, count,
                                   &collector->decree_room, sizeof *timeline->decrees);
    timeline->statuses = arena_grow(collector->arena, timeline->statuses, count,
                                    &collector->status_room, sizeof *timeline->statuses);
    collector->depths = arena_grow(collector->arena, collector->depths, count,
                                   &collector->depth_room, sizeof *collector->depths);
    timeline->decrees[count] = arena_alloc(collector->arena, sizeof *decree);
    *timeline->decrees[count] = *decree;
    collector->depths[count] = depth;
    timeline->decree_count++;
}

// Adds the document of this key, if the archive knows it and it is not there yet.
static bool add_neighbour(struct collector *collector, struct str key, int depth,
                          struct error *err)
{
    struct reference_query query;
    struct decrees named;
    if (!key.len || known_decree(collector->timeline, key) ||
        !reference_query_parse(&query, key, collector->arena))
        return true;
    if (!decrees_named(&named, collector->index, &query, collector->arena, err))
        return false;
    for (size_t i = 0; i < named.count; i++) {
        if (!decree_is(&named.items[i], key) ||
            known_decree(collector->timeline, named.items[i].key))
            continue;
        if (!decree_describe(&named.items[i], collector->index, collector->arena, err))
            return false;
        add_decree(collector, &named.items[i], depth);
    }
    return true;
}

static bool changes(enum relation relation)
{
    return relation == RELATION_REPLACES || relation == RELATION_REPEALS ||
           relation == RELATION_AMENDS;
}

// The events of one document, and what they lead to.
static bool collect_decree(struct collector *collector, size_t number, struct error *err)
{
    const struct timeline_options *options = collector->options;
    const struct decree *decree = collector->timeline->decrees[number];
    int depth = collector->depths[number];
    struct trace_options walk = {.filter = options->filter, .order = ORDER_OLDEST};
    struct trace *trace;
    struct trace_event event;
    struct error failed = {0};
    if (!trace_open(&trace, collector->index, decree, &walk, err))
        return false;
    size_t first = collector->timeline->event_count;
    while (trace_next(trace, &event, &failed))
        keep_event(collector, &event);
    trace_close(trace);
    if (failed.code != ERROR_NONE) {
        *err = failed;
        return false;
    }
    for (size_t i = first; i < collector->timeline->event_count; i++) {
        const struct trace_event *kept = &collector->timeline->events[i];
        enum timeline_direction way = kept->by ? TIMELINE_BACK : TIMELINE_FORWARD;
        if (depth < options->depth && !kept->perhaps && (options->direction & way) &&
            changes(kept->relation) && kept->status == STATUS_DONE &&
            (!kept->by || reference_is_key(kept->subject)) &&
            !add_neighbour(collector,
                           kept->subject.len ? kept->subject : kept->notice_key,
                           depth + 1, err))
            return false;
    }
    return true;
}

// What the document itself stands on, where the archive has it.
static bool collect_bases(struct collector *collector, size_t number, struct error *err)
{
    const struct decree *decree = collector->timeline->decrees[number];
    int depth = collector->depths[number];
    if (!decree->id.len || depth >= collector->options->depth ||
        !(collector->options->direction & TIMELINE_BACK))
        return true;
    struct clause clause = {.kind = CLAUSE_TERM,
                            .term = field_term(FIELD_ID, decree->id, collector->arena)};
    struct match_options match = {.limit = 1};
    struct matches matches;
    struct document document;
    if (!index_match(collector->index, COLLECTION_NOTICES, &clause, &match, &matches,
                     collector->arena, err))
        return false;
    if (!matches.count)
        return true;
    if (!index_notice(collector->index, &matches.hits[0], false, &document,
                      collector->arena, err))
        return false;
    for (size_t i = 0; i < document.notice.references.count; i++) {
        const struct reference *reference = &document.notice.references.items[i];
        bool stands_on =
            reference->relation == RELATION_BASIS || changes(reference->relation);
        if (stands_on && !reference->subject.len && !reference->by &&
            !add_neighbour(collector, reference->key, depth + 1, err))
            return false;
    }
    return true;
}

static int by_date(const void *a, const void *b)
{
    const struct trace_event *x = a, *y = b;
    if (x->perhaps != y->perhaps)
        return x->perhaps ? 1 : -1;
    int32_t first = x->date.from ? x->date.from : INT32_MAX,
            second = y->date.from ? y->date.from : INT32_MAX;
    if (first != second)
        return first < second ? -1 : 1;
    if ((x->relation == RELATION_SELF) != (y->relation == RELATION_SELF))
        return x->relation == RELATION_SELF ? -1 : 1;
    int order = str_compare(x->id, y->id);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

bool timeline_collect(struct timeline *out, const struct index *index,
                      const struct decree *decree, const struct timeline_options *options,
                      struct arena *arena, struct error *err)
{
    *out = (struct timeline){0};
    struct collector collector = {
        .timeline = out, .index = index, .options = options, .arena = arena};
    add_decree(&collector, decree, 0);
    for (size_t i = 0; i < out->decree_count; i++) {
        if (!collect_decree(&collector, i, err) || !collect_bases(&collector, i, err))
            return false;
    }
    for (size_t i = 0; i < out->decree_count; i++) {
        if (!trace_status(&out->statuses[i], index, out->decrees[i], arena, err))
            return false;
    }
    if (out->event_count)
        qsort(out->events, out->event_count, sizeof *out->events, by_date);
    return true;
}

void timeline_add_issues(struct timeline *timeline, struct arena *arena)
{
    struct trace_event *events = ARENA_ARRAY(
        arena, struct trace_event, timeline->event_count + timeline->decree_count);
    size_t count = timeline->event_count;
    memcpy(events, timeline->events, count * sizeof *events);
    for (size_t i = 0; i < timeline->decree_count; i++) {
        const struct decree *decree = timeline->decrees[i];
        if (decree->date && !decree->id.len)
            events[count++] = (struct trace_event){.decree = decree,
                                                   .date = {decree->date, decree->date},
                                                   .relation = RELATION_SELF,
                                                   .status = STATUS_DONE,
                                                   .as_cited = true};
    }
    qsort(events, count, sizeof *events, by_date);
    timeline->events = events;
    timeline->event_count = count;
}

static const struct relation_style styles[RELATION_COUNT] = {
    [RELATION_CITES] = {"cites", "○", "o", "#6b7280",
                        "M0,-5A5,5 0 1 1 0,5A5,5 0 1 1 0,-5Z", "open"},
    [RELATION_SELF] = {"issued", "●", "*", "#b45309",
                       "M0,-7A7,7 0 1 1 0,7A7,7 0 1 1 0,-7Z", "none"},
    [RELATION_REPLACES] = {"replaces", "■", "#", "#b91c1c", "M-6,-6H6V6H-6Z", "box"},
    [RELATION_REPEALS] = {"repeals", "✕", "X", "#b91c1c",
                          "M-6,-4L-4,-6L0,-2L4,-6L6,-4L2,0L6,4L4,6L0,2L-4,6L-6,4L-2,0Z",
                          "tee"},
    [RELATION_AMENDS] = {"amends", "◆", "%", "#c2410c", "M0,-7L7,0L0,7L-7,0Z", "diamond"},
    [RELATION_DETAILS] = {"details", "▼", "v", "#7c3aed", "M-6,-5H6L0,6Z", "inv"},
    [RELATION_GUIDES] = {"guides", "▷", ")", "#0f766e", "M-5,-6L7,0L-5,6L-2,0Z", "empty"},
    [RELATION_ISSUED_WITH] = {"issued with", "▣", "&", "#7c3aed",
                              "M-6,-6H6V6H-6ZM-3,-3V3H3V-3Z", "obox"},
    [RELATION_APPROVES] = {"approves", "✔", "y", "#15803d",
                           "M-7,0L-4,-3L-1,0L5,-6L7,-4L-1,5Z", "odiamond"},
    [RELATION_IMPLEMENTS] = {"implements", "▶", ">", "#1d4ed8", "M-5,-6L7,0L-5,6Z",
                             "normal"},
    [RELATION_BASIS] = {"stands on", "▲", "^", "#475569", "M-6,5H6L0,-6Z", "vee"},
    [RELATION_FOLLOWS_UP] = {"follows up", "↻", "~", "#0e7490",
                             "M-6,-2H2V-6L7,0L2,6V2H-6Z", "crow"},
    [RELATION_DRAFTS] = {"drafts", "✎", "d", "#a16207", "M-6,6L-5,2L3,-6L6,-3L-2,5Z",
                         "odot"},
    [RELATION_COMMENTS_ON] = {"comments on", "✉", "c", "#a16207",
                              "M-6,-5H6V3H0L-3,7V3H-6Z", "dot"},
};

const struct relation_style *relation_style(enum relation relation)
{
    return &styles[relation];
}

// ", 17/02/2025", or nothing where no notice says when.
static struct str dated(struct days days, struct arena *arena)
{
    struct str name = days_name(days, arena);
    return name.len ? arena_printf(arena, ", %.*s", STR_ARG(name)) : STR("");
}

struct str status_sentence(const struct trace_status *status, struct arena *arena)
{
    struct str date = dated(status->date, arena), last = days_name(status->last, arena);
    const char *by = status->by.len ? _(" by ") : "";
    if (status->told_by.len)
        date = arena_printf(arena, _(", as told by %.*s%.*s"), STR_ARG(status->told_by),
                            STR_ARG(date));
    switch (status->state) {
    case STATE_TO_BE_AMENDED:
        return arena_printf(arena, _("to be amended (planned)%.*s"), STR_ARG(date));
    case STATE_TO_BE_REPLACED:
        return arena_printf(arena, _("to be replaced (planned)%.*s"), STR_ARG(date));
    case STATE_AMENDED:
        return arena_printf(arena, _("amended%s%.*s%.*s"), by, STR_ARG(status->by),
                            STR_ARG(date));
    case STATE_REPLACED:
        return arena_printf(arena, _("replaced%s%.*s%.*s"), by, STR_ARG(status->by),
                            STR_ARG(date));
    case STATE_REPEALED:
        return arena_printf(arena, _("repealed%s%.*s%.*s"), by, STR_ARG(status->by),
                            STR_ARG(date));
    case STATE_SEEN:
        break;
    }
    if (!last.len)
        return str_of(_("nothing said of a change or an end"));
    return arena_printf(arena,
                        _("nothing said of a change or an end, last mentioned %.*s"),
                        STR_ARG(last));
}

const char *reason_sentence(enum trace_reason reason)
{
    switch (reason) {
    case REASON_ONLY_FIT:
        return _("cited without its year or province; the only document known that fits");
    case REASON_SHORT_NAME:
        return _("cited by the short name that the archive gives to it alone");
    case REASON_TITLE:
        return _("named by its title, which no other document of the archive has");
    case REASON_LIKE:
        return _("the title is like that of this document, not beyond doubt the same");
    case REASON_LIKE_DRAFT:
        return _("the title is like that of the draft that is to replace or amend it");
    case REASON_NONE:
        break;
    }
    return NULL;
}

const char *reason_name(enum trace_reason reason)
{
    static const char *const names[] = {
        [REASON_NONE] = NULL,
        [REASON_ONLY_FIT] = "only_fit",
        [REASON_SHORT_NAME] = "short_name",
        [REASON_TITLE] = "title",
        [REASON_LIKE] = "like_title",
        [REASON_LIKE_DRAFT] = "like_draft",
    };
    return names[reason];
}

struct str event_notice_name(const struct trace_event *event, struct arena *arena)
{
    struct str type = event->notice_type.len ? event->notice_type : STR("văn bản");
    return document_name(type, event->notice_number, arena);
}

struct str event_subject_name(const struct trace_event *event)
{
    if (event->by && str_equal(event->subject, event->notice_key))
        return event->notice_number;
    for (size_t i = 0; i < event->with_count; i++)
        if (event->subject.len && str_equal(event->with[i], event->subject))
            return event->with_names[i];
    return event->subject;
}

bool event_of_another(const struct trace_event *event)
{
    return event->by || (changes(event->relation) && reference_is_key(event->subject));
}

// What a label has room for of "Điều 12, Điều 13, … và Phụ lục".
static struct str short_part(struct str part, struct arena *arena)
{
    struct buf line = {0};
    fit_add(&line, part, PART_WIDTH);
    part = arena_copy(arena, buf_str(&line));
    buf_free(&line);
    return part;
}

struct str event_label(const struct trace_event *event, struct arena *arena)
{
    const char *label = _(relation_style(event->relation)->label);
    struct str name = event_subject_name(event);
    if (event->as_cited)
        return str_of(_("issued (as cited)"));
    struct str part = changes(event->relation) ? event->pinpoint : (struct str){0};
    if (part.len)
        part = short_part(part, arena);
    if (!event_of_another(event))
        return part.len ? arena_printf(arena, "%s %.*s", label, STR_ARG(part))
                        : str_of(label);
    if (event->by)
        return arena_printf(arena, "%s %.*s", label,
                            STR_ARG(name.len ? name : str_of(_("another document"))));
    const char *done = event->relation == RELATION_AMENDS     ? _("amended by")
                       : event->relation == RELATION_REPLACES ? _("replaced by")
                                                              : _("repealed by");
    if (part.len)
        return arena_printf(arena, "%.*s %s %.*s", STR_ARG(part), done, STR_ARG(name));
    return arena_printf(arena, "%s %.*s", done, STR_ARG(name));
}

struct str decree_name(const struct decree *decree, struct arena *arena)
{
    if (str_starts(decree->key, STR("luat:"))) // the name of a law has its type in it
        return decree->name;
    return document_name(decree->type, decree->name, arena);
}

void markup_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        switch (c) {
        case '&':
            buf_add_str(out, STR("&amp;"));
            break;
        case '<':
            buf_add_str(out, STR("&lt;"));
            break;
        case '>':
            buf_add_str(out, STR("&gt;"));
            break;
        case '"':
            buf_add_str(out, STR("&quot;"));
            break;
        case '\'':
            buf_add_str(out, STR("&#39;"));
            break;
        default:
            buf_add_char(out, c < ' ' && c != '\n' && c != '\t' ? ' ' : (char)c);
        }
    }
}
