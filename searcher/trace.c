// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/trace.h"

#include "analyzers/view.h"
#include "analyzers/word.h"
#include "searcher/copy.h"
#include "searcher/known_title.h"
#include "searcher/page.h"
#include "searcher/quote.h"
#include "searcher/timeline.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

// Hits are all asked for at once (a few bytes each) and read a page at a time, so that
// the first lines are out before the last notice is read.
enum {
    FORGET_EVERY = 64, // notices
    LIKE_MOST = 40,    // notices that are looked at for similar titles
};

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
    struct str *same; // files of the copies of the notice being told
    size_t same_count;
    const struct clause *filter;
    bool by_title;
    bool last; // all hits that are left are only similar
    struct known_titles titles;
    struct words *seen;          // ids of notices that told something
    struct trace_event *perhaps; // live in hits_arena
    size_t perhaps_count, perhaps_room, next_perhaps;
};

static struct str *copy_strs(struct arena *arena, const struct str *items, size_t count)
{
    struct str *copies = ARENA_ARRAY(arena, struct str, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = arena_copy(arena, items[i]);
    return copies;
}

struct trace_event trace_event_copy(const struct trace_event *event, struct arena *arena)
{
    struct trace_event copy = *event;
    struct str *texts[] = {
        &copy.id,           &copy.path,     &copy.notice_type, &copy.notice_number,
        &copy.title,        &copy.issuer,   &copy.issuer_id,   &copy.notice_key,
        &copy.key,          &copy.pinpoint, &copy.subject,     &copy.quote,
        &copy.deadline.text};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_copy(arena, *texts[i]);
    struct assignee *assignees =
        ARENA_ARRAY(arena, struct assignee, event->assignee_count);
    for (size_t i = 0; i < event->assignee_count; i++) {
        assignees[i] = event->assignees[i];
        assignees[i].name = arena_copy(arena, assignees[i].name);
        assignees[i].id = arena_copy(arena, assignees[i].id);
    }
    copy.assignees = assignees;
    copy.same = copy_strs(arena, event->same, event->same_count);
    copy.with = copy_strs(arena, event->with, event->with_count);
    copy.with_names = copy_strs(arena, event->with_names, event->with_count);
    return copy;
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
    trace->seen = words_new();
    trace->filter = options->filter;
    trace->by_title = !options->numbers_only;
    const struct clause *clause = decree_clause(decree, trace->hits_arena);
    if (trace->by_title) {
        if (!known_titles_find(&trace->titles, index, decree, trace->hits_arena, err)) {
            trace_close(trace);
            return false;
        }
        clause = clause_two(CLAUSE_OR, clause,
                            known_titles_clause(&trace->titles, trace->hits_arena),
                            trace->hits_arena);
    }
    clause = clause_two(CLAUSE_AND, clause, options->filter, trace->hits_arena);
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
    words_free(trace->seen);
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
    event->decree = trace->decree;
    event->id = trace->document.id;
    event->path_count = index_paths(trace->index, event->id, &event->paths);
    if (event->path_count)
        event->path = event->paths[0];
    event->same = trace->same;
    event->same_count = trace->same_count;
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
            !reference_has_number(other->key) || other->relation == RELATION_SELF ||
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

// The whole document is repealed or replaced, not only a part of it.
static bool ends(const struct trace_event *event)
{
    return (event->relation == RELATION_REPEALS ||
            event->relation == RELATION_REPLACES) &&
           !event->pinpoint.len;
}

// The same said twice in one notice (in the title and in the text, in two sentences of
// one item) is told once.
static bool told(const struct trace *trace, const struct trace_event *event)
{
    for (size_t i = 0; i < trace->event_count; i++) {
        const struct trace_event *other = &trace->events[i];
        if (other->relation == event->relation && other->status == event->status &&
            other->by == event->by && ends(other) == ends(event) &&
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

// Fills in where the mention stands and who is told to do it; false when the notice has
// said so before.
static bool fill_event(struct trace *trace, struct trace_event *event, struct span span)
{
    const struct directive *directive = directive_around(&trace->document.notice, span);
    if (directive) {
        event->assignees = directive->assignees;
        event->assignee_count = directive->assignee_count;
        event->deadline = directive->deadline;
    }
    if (told(trace, event))
        return false;
    fill_notice(trace, event);
    struct span sentence;
    event->quote =
        quote_around(&trace->view, &trace->paragraphs, span, &sentence, trace->arena);
    event->line = view_line(&trace->view, view_at(&trace->view, span.start));
    event->page = page_of(trace->view.text, span.start);
    fill_with(trace, event, sentence);
    return true;
}

// A text without a number does it: the draft of what is to come.
static bool is_draft(const struct trace_event *event)
{
    return (event->relation == RELATION_REPLACES || event->relation == RELATION_AMENDS) &&
           !event->by && event->subject.len && str_find(event->subject, STR("/"), 0) < 0;
}

static void tell_mention(struct trace *trace, const struct reference *reference,
                         enum trace_reason reason)
{
    const struct anatomy *anatomy = &trace->document.notice.anatomy;
    struct trace_event event = {
        .relation = reference->relation,
        .status = reference->status,
        .subject = reference->subject,
        .by = reference->by,
        .pinpoint = reference->pinpoint,
        .key = reference->key,
        .reason = reason,
    };
    if (event.by && str_equal(event.subject, REFERENCE_THIS))
        event.subject = anatomy->number_key.len ? anatomy->number_key : anatomy->number;
    if (!fill_event(trace, &event, reference->span))
        return;
    trace->events[trace->event_count++] = event;
    if (trace->by_title && is_draft(&event))
        known_titles_add_draft(&trace->titles, event.subject, trace->hits_arena);
}

static bool ranked_before(const struct trace_event *a, const struct trace_event *b)
{
    return a->date.from && (!b->date.from || a->date.from < b->date.from);
}

// Keeps what is only perhaps meant, the oldest first.
static void offer(struct trace *trace, const struct trace_event *event)
{
    trace->perhaps = arena_grow(trace->hits_arena, trace->perhaps, trace->perhaps_count,
                                &trace->perhaps_room, sizeof *trace->perhaps);
    size_t at = trace->perhaps_count++;
    for (; at && ranked_before(event, &trace->perhaps[at - 1]); at--)
        trace->perhaps[at] = trace->perhaps[at - 1];
    trace->perhaps[at] = trace_event_copy(event, trace->hits_arena);
}

static bool consider_title(struct trace *trace, const struct titled *titled,
                           struct error *err)
{
    enum relation relation;
    enum relation_status status;
    titled_relation(titled, &trace->view, &relation, &status);
    enum title_match match =
        known_titles_match(&trace->titles, trace->decree, titled, relation, status,
                           &trace->document.notice.anatomy);
    if (match == TITLE_OTHER || (match != TITLE_SURE && !trace->last))
        return true;
    bool other = false;
    if (match == TITLE_PERHAPS &&
        !known_titles_of_other(&other, trace->index, trace->decree, titled, err))
        return false;
    struct trace_event event = {
        .relation = relation,
        .status = status,
        .key = titled->key,
        .reason = match == TITLE_SURE      ? REASON_TITLE
                  : match == TITLE_PERHAPS ? REASON_LIKE
                                           : REASON_LIKE_DRAFT,
        .perhaps = match != TITLE_SURE,
    };
    if (other || !fill_event(trace, &event, titled->span))
        return true;
    if (event.perhaps)
        offer(trace, &event);
    else
        trace->events[trace->event_count++] = event;
    return true;
}

// True when a notice names itself: "Ban hành kèm theo Quyết định này Quy chế …".
static bool names_itself(const struct notice *notice, const struct titled *titled)
{
    for (size_t i = 0; i < notice->titles.count; i++) {
        const struct titled *own = &notice->titles.items[i];
        if (own != titled && own->kind == TITLED_OF &&
            str_equal(own->key, notice->anatomy.number_key) &&
            titled_compare(own->words, titled->words) != TITLED_OTHER)
            return true;
    }
    return false;
}

// Titles say nothing new in a notice that has the number.
static bool consider_titles(struct trace *trace, struct error *err)
{
    const struct notice *notice = &trace->document.notice;
    for (size_t i = 0; i < notice->titles.count; i++)
        if (!names_itself(notice, &notice->titles.items[i]) &&
            !consider_title(trace, &notice->titles.items[i], err))
            return false;
    return true;
}

// A document says nothing about itself, whatever it calls itself in its text.
static void consider_mention(struct trace *trace, const struct reference *reference,
                             bool own)
{
    int year = trace->document.notice.anatomy.date.to / 10000;
    enum decree_match match = decree_match(trace->decree, reference->key, year);
    if (match == DECREE_OTHER && reference->alias.len)
        match = decree_match(trace->decree, reference->alias, year);
    // A short name of a local document is one in its province only.
    if (match == DECREE_SHORT_NAME && trace->decree->parts.scope.len &&
        !str_starts(trace->decree->parts.scope,
                    trace->document.notice.anatomy.office.province))
        return;
    if (match != DECREE_OTHER && reference->relation != RELATION_SELF && !own)
        tell_mention(trace, reference,
                     match == DECREE_INFERRED     ? REASON_ONLY_FIT
                     : match == DECREE_SHORT_NAME ? REASON_SHORT_NAME
                                                  : REASON_NONE);
}

// "A được sửa đổi bởi B" is a mention of B; of A it tells that B amends it.
static void consider_changed(struct trace *trace, const struct reference *items, size_t i,
                             bool own)
{
    const struct reference *reference = &items[i];
    if (!reference->by || !reference_is_key(reference->subject))
        return;
    struct reference changed = *reference;
    changed.key = reference->subject;
    changed.subject = reference->key;
    changed.by = false;
    changed.alias = changed.pinpoint = (struct str){NULL, 0};
    // "Điều 5 A bị bãi bỏ bởi B": the place in A stands with A.
    while (i > 0 && !str_equal(items[i].key, changed.key))
        i--;
    if (str_equal(items[i].key, changed.key))
        changed.pinpoint = items[i].pinpoint;
    consider_mention(trace, &changed, own);
}

static void consider_references(struct trace *trace, const struct reference *items,
                                size_t count, bool own)
{
    for (size_t i = 0; i < count; i++) {
        consider_mention(trace, &items[i], own);
        consider_changed(trace, items, i, own);
    }
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
    if (trace->last && words_find(trace->seen, trace->document.id) != WORDS_NONE)
        return true;
    struct copies copies;
    if (!copies_find(&copies, trace->index, &trace->document, trace->arena, err))
        return false;
    if (copies_told(trace->told, &copies, trace->document.id)) {
        trace->copies++;
        return true;
    }
    trace->same_count = copies_paths(&copies, trace->index, &trace->same, trace->arena);
    view_read(&trace->view, notice->text, trace->arena);
    words_of(&trace->view, trace->arena);
    paragraphs_find(&trace->paragraphs, &trace->view, NULL, 0, trace->arena);
    const struct references *references = &notice->references;
    trace->events = ARENA_ARRAY(trace->arena, struct trace_event,
                                2 * (references->count + references->law_count) +
                                    notice->titles.count + 1);
    bool own = str_equal(notice->anatomy.number_key, trace->decree->key);
    if (own)
        tell_self(trace);
    consider_references(trace, references->items, references->count, own);
    consider_references(trace, references->laws, references->law_count, own);
    if (trace->by_title && !own && !trace->event_count && !consider_titles(trace, err))
        return false;
    if (trace->by_title && trace->event_count)
        words_add(trace->seen, trace->document.id);
    return true;
}

// Looks, when all that is sure has been told, for notices whose titles are similar.
static bool find_similar(struct trace *trace, struct error *err)
{
    const struct clause *similar;
    struct match_options match = {.limit = LIKE_MOST, .order = ORDER_NEWEST};
    trace->last = true;
    trace->matches.count = trace->next_hit = 0;
    if (!known_titles_similar(&similar, &trace->titles, trace->index, trace->hits_arena,
                              err))
        return false;
    if (!similar)
        return true;
    if (trace->filter)
        similar = clause_two(CLAUSE_AND, similar, trace->filter, trace->hits_arena);
    return index_match(trace->index, COLLECTION_NOTICES, similar, &match, &trace->matches,
                       trace->hits_arena, err);
}

static bool next_similar(struct trace *trace, struct trace_event *event,
                         struct error *err)
{
    while (trace->next_hit < trace->matches.count)
        if (!read_notice(trace, &trace->matches.hits[trace->next_hit++], err))
            return false;
    trace->event_count = trace->next_event = 0;
    if (trace->next_perhaps == trace->perhaps_count)
        return false;
    *event = trace->perhaps[trace->next_perhaps++];
    return true;
}

bool trace_next(struct trace *trace, struct trace_event *event, struct error *err)
{
    while (trace->next_event == trace->event_count) {
        if (trace->next_hit == trace->matches.count) {
            if (!trace->by_title || (!trace->last && !find_similar(trace, err)))
                return false;
        }
        if (trace->last)
            return next_similar(trace, event, err);
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
