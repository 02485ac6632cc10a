// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/trace.h"

#include "analyzers/view.h"
#include "searcher/copy.h"
#include "searcher/page.h"
#include "searcher/quote.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

// Hits are all asked for at once (a few bytes each) and read a page at a time, so that
// the first lines are out before the last notice is read.
enum { FORGET_EVERY = 64 }; // notices

struct trace {
    const struct index *index;
    const struct decree *decree;
    struct arena *hits_arena;
    struct arena *arena; // of the notice being told
    struct matches matches;
    size_t next_hit;
    struct document document;
    struct view view;
    struct paragraphs paragraphs;
    struct trace_event *events; // of this notice
    size_t event_count;
    size_t next_event;
    struct words *told; // ids of notices that have copies
    size_t copies;
};

static const struct clause *both(const struct clause *a, const struct clause *b,
                                 struct arena *arena)
{
    const struct clause **children = ARENA_ARRAY(arena, const struct clause *, 2);
    children[0] = a;
    children[1] = b;
    return clause_new(CLAUSE_AND, children, 2, arena);
}

bool trace_open(struct trace **out, const struct index *index,
                const struct decree *decree, const struct trace_options *options,
                struct error *err)
{
    struct trace *trace = memory_new(sizeof *trace);
    trace->index = index;
    trace->decree = decree;
    trace->hits_arena = arena_new();
    trace->arena = arena_new();
    trace->told = words_new();
    const struct clause *clause = decree_clause(decree, trace->hits_arena);
    if (options->filter)
        clause = both(clause, options->filter, trace->hits_arena);
    struct match_options match = {.limit = SIZE_MAX, .order = options->order};
    if (!index_match(index, COLLECTION_NOTICES, clause, &match, &trace->matches,
                     trace->hits_arena, err)) {
        trace_close(trace);
        return false;
    }
    *out = trace;
    return true;
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    arena_free(trace->hits_arena);
    arena_free(trace->arena);
    words_free(trace->told);
    free(trace);
}

// The directive of the notice in which the mention stands, or NULL.
static const struct directive *directive_around(const struct notice *notice,
                                                struct span span)
{
    for (size_t i = 0; i < notice->directives.count; i++) {
        const struct directive *directive = &notice->directives.items[i];
        if (span.start >= directive->span.start && span.start < directive->span.end)
            return directive;
    }
    return NULL;
}

static void fill_notice(struct trace *trace, struct trace_event *event)
{
    const struct anatomy *anatomy = &trace->document.notice.anatomy;
    const struct str *paths;
    event->decree = trace->decree;
    event->id = trace->document.id;
    if (index_paths(trace->index, event->id, &paths))
        event->path = paths[0];
    event->date = anatomy->date;
    event->date_source = anatomy->date_source;
    event->notice_type = anatomy->type;
    event->notice_number = anatomy->number;
    event->notice_key = anatomy->number_key;
    event->title = anatomy->title;
    event->issuer = issuer_name(&anatomy->office, trace->arena);
    event->issuer_id = anatomy->office.id;
}

// Keys cited inside the same sentence, each once, but for the one that is talked about.
static void fill_with(struct trace *trace, struct trace_event *event,
                      struct span sentence)
{
    const struct references *references = &trace->document.notice.references;
    event->with = ARENA_ARRAY(trace->arena, struct str, references->count);
    event->with_names = ARENA_ARRAY(trace->arena, struct str, references->count);
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *other = &references->items[i];
        if (other->span.start < sentence.start || other->span.start >= sentence.end ||
            !other->key.len || other->relation == RELATION_SELF ||
            str_equal(other->key, event->key))
            continue;
        bool known = false;
        for (size_t j = 0; j < event->with_count; j++)
            known = known || str_equal(event->with[j], other->key);
        if (known)
            continue;
        event->with[event->with_count] = other->key;
        event->with_names[event->with_count++] = other->display;
    }
}

// The same said twice in one notice (in the title and in the text, in two sentences of
// one item) is told once.
static bool told(const struct trace *trace, const struct trace_event *event)
{
    for (size_t i = 0; i < trace->event_count; i++) {
        const struct trace_event *other = &trace->events[i];
        if (other->relation == event->relation && other->status == event->status &&
            other->assignees == event->assignees &&
            str_equal(other->subject, event->subject))
            return true;
    }
    return false;
}

static void tell_self(struct trace *trace)
{
    struct trace_event event = {.relation = RELATION_SELF, .status = STATUS_DONE};
    fill_notice(trace, &event);
    event.key = trace->decree->key;
    event.quote = trace->document.notice.anatomy.title;
    event.line =
        view_line(&trace->view,
                  view_at(&trace->view, trace->document.notice.anatomy.title_span.start));
    event.page =
        page_of(trace->view.text, trace->document.notice.anatomy.title_span.start);
    trace->events[trace->event_count++] = event;
}

static void tell_mention(struct trace *trace, const struct reference *reference,
                         bool inferred)
{
    struct trace_event event = {
        .relation = reference->relation,
        .status = reference->status,
        .subject = reference->subject,
        .pinpoint = reference->pinpoint,
        .key = reference->key,
        .inferred = inferred,
    };
    const struct directive *directive =
        directive_around(&trace->document.notice, reference->span);
    if (directive) {
        event.assignees = directive->assignees;
        event.assignee_count = directive->assignee_count;
        event.deadline = directive->deadline;
    }
    if (told(trace, &event))
        return;
    fill_notice(trace, &event);
    struct span sentence;
    event.quote = quote_around(&trace->view, &trace->paragraphs, reference->span,
                               &sentence, trace->arena);
    event.line = view_line(&trace->view, view_at(&trace->view, reference->span.start));
    event.page = page_of(trace->view.text, reference->span.start);
    fill_with(trace, &event, sentence);
    trace->events[trace->event_count++] = event;
}

// A document says nothing about itself, whatever it calls itself in its text.
static void consider_mention(struct trace *trace, const struct reference *reference,
                             bool own)
{
    int year = trace->document.notice.anatomy.date.to / 10000;
    enum decree_match match = decree_match(trace->decree, reference->key, year);
    if (match == DECREE_OTHER && reference->alias.len)
        match = decree_match(trace->decree, reference->alias, year);
    if (match != DECREE_OTHER && reference->relation != RELATION_SELF && !own)
        tell_mention(trace, reference, match == DECREE_INFERRED);
}

// Reads one notice and tells what it says; notices that turn out to mean another document
// say nothing.
static bool read_notice(struct trace *trace, const struct hit *hit, struct error *err)
{
    arena_reset(trace->arena);
    trace->event_count = trace->next_event = 0;
    if (!index_notice(trace->index, hit, true, &trace->document, trace->arena, err))
        return false;
    const struct notice *notice = &trace->document.notice;
    struct copies copies;
    if (!copies_find(&copies, trace->index, &trace->document, trace->arena, err))
        return false;
    if (copies_told(trace->told, &copies, trace->document.id)) {
        trace->copies++;
        return true;
    }
    view_read(&trace->view, notice->text, trace->arena);
    paragraphs_find(&trace->paragraphs, &trace->view, NULL, 0, trace->arena);
    trace->events =
        ARENA_ARRAY(trace->arena, struct trace_event,
                    notice->references.count + notice->references.law_count + 1);
    bool own = str_equal(notice->anatomy.number_key, trace->decree->key);
    if (own)
        tell_self(trace);
    for (size_t i = 0; i < notice->references.count; i++)
        consider_mention(trace, &notice->references.items[i], own);
    for (size_t i = 0; i < notice->references.law_count; i++)
        consider_mention(trace, &notice->references.laws[i], own);
    return true;
}

bool trace_next(struct trace *trace, struct trace_event *event, struct error *err)
{
    while (trace->next_event == trace->event_count) {
        if (trace->next_hit == trace->matches.count)
            return false;
        if (!read_notice(trace, &trace->matches.hits[trace->next_hit++], err))
            return false;
        if (trace->next_hit % FORGET_EVERY == 0)
            index_forget(trace->index);
    }
    *event = trace->events[trace->next_event++];
    return true;
}

size_t trace_copies(const struct trace *trace)
{
    return trace->copies;
}

// How much a mention says about the state; later mentions of the same weight win.
static enum decree_state state_of(const struct trace_event *event)
{
    bool done = event->status == STATUS_DONE;
    switch (event->relation) {
    case RELATION_REPEALS:
        return done ? STATE_REPEALED : STATE_TO_BE_REPLACED;
    case RELATION_REPLACES:
        return done ? STATE_REPLACED : STATE_TO_BE_REPLACED;
    case RELATION_AMENDS:
        return done ? STATE_AMENDED : STATE_TO_BE_AMENDED;
    default:
        return STATE_SEEN;
    }
}

// What replaces or repeals a document ends it; an amendment ends the plan for one that
// came before.
static bool outranks(enum decree_state now, enum decree_state before)
{
    if (before == STATE_REPLACED || before == STATE_REPEALED)
        return now == STATE_REPLACED || now == STATE_REPEALED;
    return now != STATE_SEEN;
}

// Notices that say the document is or will be changed; these few decide its state.
static const struct clause *changes_clause(const struct decree *decree,
                                           const struct clause *filter,
                                           struct arena *arena)
{
    static const enum relation changes[] = {RELATION_REPLACES, RELATION_REPEALS,
                                            RELATION_AMENDS};
    enum { CHANGES = sizeof changes / sizeof *changes };
    const struct clause **children =
        ARENA_ARRAY(arena, const struct clause *, CHANGES *(1 + decree->loose_count));
    size_t count = 0;
    for (size_t i = 0; i < CHANGES; i++) {
        children[count++] = clause_change(changes[i], decree->key, arena);
        for (size_t j = 0; j < decree->loose_count; j++)
            children[count++] = clause_change(changes[i], decree->loose[j], arena);
    }
    const struct clause *any = clause_new(CLAUSE_OR, children, count, arena);
    return filter ? both(any, filter, arena) : any;
}

// How many notices mention the document, and when the last of them is dated.
static bool count_mentions(struct trace_status *out, const struct index *index,
                           const struct decree *decree, const struct clause *filter,
                           struct arena *arena, struct error *err)
{
    const struct clause *mentions = decree_clause(decree, arena);
    struct match_options options = {
        .limit = 1, .order = ORDER_NEWEST, .exact_count = true};
    struct matches matches;
    struct document document;
    if (!index_match(index, COLLECTION_NOTICES,
                     filter ? both(mentions, filter, arena) : mentions, &options,
                     &matches, arena, err))
        return false;
    out->notices = matches.about;
    if (!matches.count)
        return true;
    if (!index_notice(index, &matches.hits[0], false, &document, arena, err))
        return false;
    out->last = document.notice.anatomy.date;
    return true;
}

bool trace_status(struct trace_status *out, const struct index *index,
                  const struct decree *decree, const struct clause *filter,
                  struct arena *arena, struct error *err)
{
    struct trace_options options = {.filter = changes_clause(decree, filter, arena),
                                    .order = ORDER_OLDEST};
    struct trace *trace;
    struct trace_event event;
    struct error failed = {0};
    *out = (struct trace_status){0};
    if (!count_mentions(out, index, decree, filter, arena, err) ||
        !trace_open(&trace, index, decree, &options, err))
        return false;
    while (trace_next(trace, &event, &failed)) {
        enum decree_state now = state_of(&event);
        if (!outranks(now, out->state))
            continue;
        out->state = now;
        out->date = event.date;
        out->by =
            arena_copy(arena, event.subject.len ? event.subject : event.notice_number);
    }
    trace_close(trace);
    if (failed.code != ERROR_NONE) {
        *err = failed;
        return false;
    }
    return true;
}
