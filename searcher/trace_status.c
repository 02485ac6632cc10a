// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/trace_status.h"

#include "searcher/timeline.h"

const char *decree_state_name(enum decree_state state)
{
    static const char *const names[] = {"seen",    "to_be_amended", "to_be_replaced",
                                        "amended", "replaced",      "repealed"};
    return names[state];
}

// What is older than the document changed another of that name.
static bool before_its_time(const struct trace_event *event)
{
    int issued = key_year(event->decree->key), changed = key_year(event->subject);
    return issued && changed && changed < issued;
}

// How much a mention says about the state; later mentions of the same weight win.
static enum decree_state state_of(const struct trace_event *event)
{
    bool done = event->status == STATUS_DONE;
    // Where only a part of it ends, the rest stays.
    bool part = event->pinpoint.len > 0;
    if (event->by || before_its_time(event)) // it changes another and stays what it is
        return STATE_SEEN;
    switch (event->relation) {
    case RELATION_REPEALS:
        if (!part)
            return done ? STATE_REPEALED : STATE_TO_BE_REPLACED;
        return done ? STATE_AMENDED : STATE_TO_BE_AMENDED;
    case RELATION_REPLACES:
        if (!part)
            return done ? STATE_REPLACED : STATE_TO_BE_REPLACED;
        return done ? STATE_AMENDED : STATE_TO_BE_AMENDED;
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
                                           struct arena *arena)
{
    static const enum relation changes[] = {RELATION_REPLACES, RELATION_REPEALS,
                                            RELATION_AMENDS};
    enum { CHANGES = sizeof changes / sizeof *changes };
    size_t keys = 1 + decree->loose_count + decree->name_count, count = 0;
    const struct clause **children =
        ARENA_ARRAY(arena, const struct clause *, CHANGES *keys);
    for (size_t i = 0; i < CHANGES; i++) {
        children[count++] = clause_change(changes[i], decree->key, arena);
        for (size_t j = 0; j < decree->loose_count; j++)
            children[count++] = clause_change(changes[i], decree->loose[j], arena);
        for (size_t j = 0; j < decree->name_count; j++)
            children[count++] = clause_change(changes[i], decree->names[j], arena);
    }
    return clause_new(CLAUSE_OR, children, count, arena);
}

// How many notices cite the document, and when the last of them is dated.
static bool count_mentions(struct trace_status *out, const struct index *index,
                           const struct decree *decree, struct arena *arena,
                           struct error *err)
{
    struct match_options options = {
        .limit = 1, .order = ORDER_NEWEST, .exact_count = true};
    struct matches matches;
    struct document document;
    if (!index_match(index, COLLECTION_NOTICES, decree_citing(decree, arena), &options,
                     &matches, arena, err))
        return false;
    out->notices = matches.about;
    if (!matches.count)
        return true;
    if (!index_notice(index, &matches.hits[0], false, &document, arena, err))
        return false;
    out->last = document.notice.anatomy.date;
    out->last_source = document.notice.anatomy.date_source;
    return true;
}

// The year of what changes the document, as far as the notice tells it; 0: unknown.
static int year_of_change(const struct trace_event *event)
{
    int year = key_year(event->subject);
    return year ? year : event->date.to / 10000;
}

bool trace_status(struct trace_status *out, const struct index *index,
                  const struct decree *decree, struct arena *arena, struct error *err)
{
    struct trace_options options = {.numbers_only = true,
                                    .filter = changes_clause(decree, arena),
                                    .order = ORDER_OLDEST};
    struct trace *trace;
    struct trace_event event;
    struct error failed = {0};
    int year = 0; // of the change that was told last
    *out = (struct trace_status){0};
    if (!count_mentions(out, index, decree, arena, err) ||
        !trace_open(&trace, index, decree, &options, err))
        return false;
    while (trace_next(trace, &event, &failed)) {
        enum decree_state now = state_of(&event);
        if (!outranks(now, out->state))
            continue;
        // What a notice tells of an older change, or of this one, says nothing new.
        struct str by = event_subject_name(&event);
        by = by.len ? by : event.notice_number;
        int changed = year_of_change(&event);
        bool older = changed && changed < year &&
                     (now < STATE_REPLACED || out->state >= STATE_REPLACED);
        // … and an act that has only a name no more than one that has a number.
        bool unnumbered = event.subject.len && !reference_is_key(event.subject);
        older = older || (unnumbered && now == STATE_AMENDED && out->state == now);
        if (older || (now == out->state && event.subject.len && str_equal(by, out->by)))
            continue;
        year = changed ? changed : year;
        out->state = now;
        out->date = event.date;
        out->date_source = event.date_source;
        out->by = arena_copy(arena, by);
        out->told_by = event_of_another(&event) ? arena_copy(arena, event.notice_number)
                                                : (struct str){0};
    }
    trace_close(trace);
    if (failed.code != ERROR_NONE) {
        *err = failed;
        return false;
    }
    return true;
}

bool trace_count(size_t *out, const struct index *index, const struct decree *decree,
                 const struct clause *filter, struct arena *arena, struct error *err)
{
    struct match_options options = {.limit = 1, .exact_count = true};
    struct matches matches;
    const struct clause *citing =
        clause_two(CLAUSE_AND, decree_citing(decree, arena), filter, arena);
    if (!index_match(index, COLLECTION_NOTICES, citing, &options, &matches, arena, err))
        return false;
    *out = matches.about;
    return true;
}
