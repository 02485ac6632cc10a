// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/listed.h"

#include "analyzers/relative_limit.h"
#include "analyzers/token.h"
#include "base/words.h"
#include "searcher/copy.h"
#include "searcher/occurrence.h"
#include "searcher/page.h"
#include "searcher/value_name.h"
#include "searcher/verify.h"

#include <stdlib.h>
#include <string.h>

enum { RECURRING_ORDER = 99990000, NEVER_ORDER = 99999999, ROLE_COUNT = 3 };

static bool role_wanted(const struct listing_options *options, enum role role)
{
    if (options->role == ROLES_ANY)
        return true;
    if (options->role == ROLES_TOLD)
        return role != ROLE_COORDINATE;
    return (int)role == options->role;
}

static const struct clause *role_clause(const struct listing_options *options,
                                        struct str id, struct arena *arena)
{
    const struct clause *any = NULL;
    for (int role = 0; role < ROLE_COUNT; role++)
        if (role_wanted(options, (enum role)role))
            any = clause_two(
                CLAUSE_OR, any,
                clause_term(FIELD_ROLE,
                            arena_printf(arena, "%s:%.*s", role_name((enum role)role),
                                         STR_ARG(id)),
                            arena),
                arena);
    return any;
}

// All units of the office that a unit belongs to: "quang-tri/so-khcn/van-phong" hears
// what is said to "quang-tri/so-khcn#tat-ca", an office of a province what is said to all
// offices of it. Missing for what belongs to nothing.
static struct str collective_of(struct str id, struct arena *arena)
{
    size_t slash = id.len;
    while (slash && id.at[slash - 1] != '/')
        slash--;
    if (!slash || memchr(id.at, '#', id.len))
        return (struct str){0};
    struct str office = str_slice(id, 0, slash - 1);
    if (memchr(office.at, '/', office.len))
        return arena_printf(arena, "%.*s#tat-ca", STR_ARG(office));
    return arena_printf(arena, "%.*s/so-ban-nganh#tat-ca", STR_ARG(office));
}

// What is said to the units asked for, by name or together with all others.
static const struct clause *units_clause(const struct listing_options *options,
                                         struct arena *arena)
{
    const struct clause *any = NULL;
    // One part alone is asked of the unit itself; everything it has to do includes what
    // all have to do.
    bool together = options->role == ROLES_TOLD || options->role == ROLES_ANY;
    for (size_t i = 0; i < options->units->count; i++)
        for (size_t k = 0; k < options->found[i].count; k++) {
            struct str id = options->found[i].candidates[k].value;
            any = clause_two(CLAUSE_OR, any, role_clause(options, id, arena), arena);
            struct str all = collective_of(id, arena);
            if (together && all.len)
                any = clause_two(CLAUSE_OR, any, role_clause(options, all, arena), arena);
        }
    return any ? any : clause_new(CLAUSE_NOTHING, NULL, 0, arena);
}

int listed_role(const struct directive *directive, struct str id)
{
    int best = -1;
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        bool same = str_starts(assignee->id, id) &&
                    (assignee->id.len == id.len || assignee->id.at[id.len] == '/');
        if (same && (best < 0 || assignee->role == ROLE_LEAD ||
                     (assignee->role == ROLE_ADDRESSEE && best == ROLE_COORDINATE)))
            best = (int)assignee->role;
    }
    return best;
}

// Asks for directives behind a phrase or an exclusion that terms alone cannot decide:
// reads their words.
static bool passes(const struct plan *plan, const struct index *index,
                   const struct hit *hit, struct str text, struct arena *arena)
{
    if (!plan->check)
        return true;
    struct view *view = arena_alloc(arena, sizeof *view);
    struct occurrences reading = {0};
    size_t room = 0;
    uint32_t at = 0, place = 0;
    struct token token;
    view_read(view, text, arena);
    while (token_next(view, &at, &token)) {
        char term[TERM_SIZE];
        struct str word = {term, token_term(view, &token, term)};
        place++; // phrases may run over the ends of sentences
        reading.length++;
        for (size_t i = 0; i < plan->words.count; i++) {
            const struct asked_word *asked = &plan->words.items[i];
            for (size_t k = 0; k < asked->alike_count + asked->other_count; k++) {
                bool strong = k < asked->alike_count;
                if (!str_equal(strong ? asked->alike[k]
                                      : asked->other[k - asked->alike_count],
                               word))
                    continue;
                reading.items = arena_grow(arena, reading.items, reading.count, &room,
                                           sizeof *reading.items);
                reading.items[reading.count++] = (struct occurrence){
                    .place = place, .word = (uint32_t)i, .strong = strong};
                break;
            }
        }
    }
    return verify(plan, index, hit, &reading);
}

static bool is_collective(const struct listed *listed,
                          const struct listing_options *options)
{
    if (!options->units->count)
        return false;
    for (size_t i = 0; i < options->units->count; i++)
        for (size_t k = 0; k < options->found[i].count; k++) {
            int role =
                listed_role(listed->directive, options->found[i].candidates[k].value);
            if (role >= 0 && role_wanted(options, (enum role)role))
                return false;
        }
    return true;
}

// A role asked for without a unit: somebody has it.
static bool has_role(const struct listed *listed, const struct listing_options *options)
{
    if (options->role < 0 || options->units->count)
        return true;
    for (size_t i = 0; i < listed->directive->assignee_count; i++)
        if ((int)listed->directive->assignees[i].role == options->role)
            return true;
    return false;
}

struct reader {
    const struct index *index;
    const struct plan *plan;
    const struct listing_options *options;
    struct listing *out;
    struct arena *arena;
    struct error *err;
    const struct clause *clause; // asked last
    bool reads;                  // what only reading can decide is decided
    struct words *listed; // ids of notices that have hits; of all pages where `reads`
};

static bool read_hit(struct reader *reader, const struct hit *hit, bool all, bool *kept)
{
    struct listed *listed = &reader->out->items[reader->out->count];
    *listed = (struct listed){.all = all};
    *kept = false;
    if (!index_directive(reader->index, hit, true, &listed->document, &listed->number,
                         reader->arena, reader->err))
        return false;
    const struct notice *notice = &listed->document.notice;
    if (!listed->number || listed->number > notice->directives.count)
        return error_set(reader->err, ERROR_DAMAGED,
                         "directive %u of notice %.*s is not there", listed->number,
                         STR_ARG(listed->document.id));
    listed->directive = &notice->directives.items[listed->number - 1];
    listed->text = str_slice(notice->text, listed->directive->span.start,
                             listed->directive->span.end);
    listed->page = page_of(notice->text, listed->directive->span.start);
    if (!passes(reader->plan, reader->index, hit, listed->text, reader->arena) ||
        !has_role(listed, reader->options))
        return true;
    listed->path_count = index_paths(reader->index, listed->document.id, &listed->paths);
    listed->collective = is_collective(listed, reader->options);
    reader->out->count++;
    *kept = true;
    return true;
}

static int compare_listed(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    int32_t first = a->document.notice.anatomy.date.to,
            second = b->document.notice.anatomy.date.to;
    first = first ? first : NEVER_ORDER;
    second = second ? second : NEVER_ORDER;
    if (first != second)
        return first < second ? -1 : 1;
    int id = str_compare(a->document.id, b->document.id);
    if (id)
        return id;
    return a->number < b->number ? -1 : a->number > b->number;
}

static bool ask(struct reader *reader, const struct clause *clause, bool all)
{
    const struct listing_options *options = reader->options;
    // What only reading can decide is counted by reading.
    bool reads = reader->plan->check || (options->role >= 0 && !options->units->count);
    reader->clause = clause;
    reader->reads = reads;
    size_t wanted = options->limit > SIZE_MAX - options->offset
                        ? SIZE_MAX
                        : options->offset + options->limit;
    struct match_options match = {
        .limit = reads ? SIZE_MAX : wanted,
        .order = reader->plan->words_asked ? ORDER_RELEVANCE : ORDER_OLDEST,
        .exact_count = true,
    };
    struct matches matches;
    if (!index_match(reader->index, COLLECTION_DIRECTIVES, clause, &match, &matches,
                     reader->arena, reader->err))
        return false;
    struct listing *out = reader->out;
    out->items = ARENA_ARRAY(reader->arena, struct listed, matches.count + 1);
    out->count = 0;
    size_t passed = 0;
    size_t first = reads ? 0 : options->offset;
    for (size_t i = first; i < matches.count; i++) {
        bool kept;
        if (!read_hit(reader, &matches.hits[i], all, &kept))
            return false;
        if (kept)
            words_add(reader->listed, out->items[out->count - 1].document.id);
        if (!kept || !reads)
            continue;
        passed++;
        if (passed <= options->offset || passed > wanted)
            out->count--;
    }
    out->total = reads ? passed : matches.at_least;
    out->exact = reads || matches.exact;
    out->by_weight = match.order == ORDER_RELEVANCE;
    return true;
}

// Whether a notice has hits, on this page or on another.
static bool has_hits(struct reader *reader, struct str id, bool *out)
{
    *out = words_find(reader->listed, id) != WORDS_NONE;
    if (*out || reader->reads)
        return true;
    struct match_options match = {.limit = 1, .order = ORDER_OLDEST};
    struct matches matches;
    const struct clause *own =
        clause_two(CLAUSE_AND, reader->clause,
                   clause_term(FIELD_NOTICE, id, reader->arena), reader->arena);
    if (!index_match(reader->index, COLLECTION_DIRECTIVES, own, &match, &matches,
                     reader->arena, reader->err))
        return false;
    *out = matches.count > 0;
    return true;
}

// Whether a better copy (searcher/copy.h) of the notice is told in its place.
static bool is_told_elsewhere(struct reader *reader, const struct document *document,
                              bool *out)
{
    struct copies copies;
    *out = false;
    if (!copies_find(&copies, reader->index, document, reader->arena, reader->err))
        return false;
    for (size_t k = 0; !*out && k < copies.count; k++)
        if (copies.items[k].better && !has_hits(reader, copies.items[k].id, out))
            return false;
    return true;
}

// Of a notice and its copies one is told: the better one of those that have hits.
static bool leave_out_copies(struct reader *reader)
{
    struct listing *out = reader->out;
    size_t kept = 0;
    bool left_out = false;
    for (size_t i = 0; i < out->count; i++) {
        const struct document *document = &out->items[i].document;
        if ((!i || !str_equal(document->id, out->items[i - 1].document.id)) &&
            !is_told_elsewhere(reader, document, &left_out))
            return false;
        if (!left_out)
            out->items[kept++] = out->items[i];
    }
    size_t copies = out->count - kept;
    out->count = kept;
    out->total -= copies;
    // Those behind the page may have copies as well.
    out->exact = out->exact && (!copies || out->total == kept);
    return true;
}

static bool read_listing(struct reader *reader)
{
    const struct listing_options *options = reader->options;
    const struct plan *plan = reader->plan;
    struct listing *out = reader->out;
    struct arena *arena = reader->arena;
    const struct clause *narrow = NULL;
    if (options->units->count)
        narrow = units_clause(options, arena);
    narrow = clause_two(CLAUSE_AND, narrow, options->due, arena);
    if (options->due && !options->inherited)
        narrow = clause_two(CLAUSE_NOT, narrow,
                            clause_term(FIELD_INHERITED, STR(""), arena), arena);
    if (!verify_prepare(plan, reader->index, COLLECTION_DIRECTIVES, arena, reader->err) ||
        !ask(reader, clause_two(CLAUSE_FILTER, plan->all, narrow, arena), true))
        return false;
    if (!out->total && plan->some && plan->words_asked &&
        !ask(reader, clause_two(CLAUSE_FILTER, plan->some, narrow, arena), false))
        return false;
    qsort(out->items, out->count, sizeof *out->items, compare_listed);
    if (!leave_out_copies(reader))
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->notices +=
            !i || !str_equal(out->items[i].document.id, out->items[i - 1].document.id);
    return true;
}

bool listing_read(struct listing *out, const struct index *index, struct plan *plan,
                  const struct listing_options *options, struct arena *arena,
                  struct error *err)
{
    *out = (struct listing){0};
    struct reader reader = {.index = index,
                            .plan = plan,
                            .options = options,
                            .out = out,
                            .arena = arena,
                            .err = err,
                            .listed = words_new()};
    bool done = read_listing(&reader);
    words_free(reader.listed);
    return done;
}

static int32_t day_order(const struct deadline *deadline)
{
    switch (deadline->kind) {
    case DEADLINE_NONE:
        return NEVER_ORDER;
    case DEADLINE_RECURRING:
        return RECURRING_ORDER;
    default:
        return deadline->days.to     ? deadline->days.to
               : deadline->days.from ? deadline->days.from
                                     : NEVER_ORDER - 1;
    }
}

int64_t deadline_order(const struct deadline *deadline)
{
    enum { TIMES = 10000, HOUR = 100 }; // room for 23:59 behind the day
    int64_t order = (int64_t)day_order(deadline) * TIMES;
    if (deadline->kind == DEADLINE_AT)
        order += deadline->hour * HOUR + (deadline->minute < 0 ? 0 : deadline->minute);
    return order;
}

struct str deadline_name(const struct deadline *deadline, struct arena *arena)
{
    struct days last = {deadline->days.to, deadline->days.to};
    struct str day = days_name(last, arena);
    switch (deadline->kind) {
    case DEADLINE_NONE:
        return (struct str){0};
    case DEADLINE_BEFORE:
        return arena_printf(arena, "trước %.*s", STR_ARG(day));
    case DEADLINE_LATEST:
        return arena_printf(arena, "đến %.*s", STR_ARG(day));
    case DEADLINE_AT:
        return arena_printf(arena, "%02d:%02d %.*s", deadline->hour,
                            deadline->minute < 0 ? 0 : deadline->minute, STR_ARG(day));
    case DEADLINE_ON:
    case DEADLINE_IN:
        return days_name(deadline->days, arena);
    default:
        // "trong đầu quý IV" is no more than "đầu quý IV".
        if (str_starts(deadline->text, STR("trong ")))
            return str_slice(deadline->text, 6, deadline->text.len);
        return deadline->text;
    }
}

struct str listed_limit(const struct listed *listed, struct arena *arena)
{
    if (listed->directive->deadline.kind != DEADLINE_NONE)
        return (struct str){0};
    struct arena *scratch = arena_new();
    struct view view;
    struct str words = {0};
    uint32_t from, to;
    view_read(&view, listed->text, scratch);
    if (relative_limit_find(&view, &from, &to))
        words = arena_copy(arena, view_clean(&view, from, to, scratch));
    arena_free(scratch);
    return words;
}

struct str listed_clean(const struct listed *listed, struct arena *arena)
{
    struct arena *scratch = arena_new();
    struct view view;
    view_read(&view, listed->text, scratch);
    const struct str clean = arena_copy(arena, view_clean(&view, 0, view.count, scratch));
    arena_free(scratch);
    return clean;
}

struct str listed_id(const struct listed *listed, struct arena *arena)
{
    return arena_printf(arena, "%.*s#%u", STR_ARG(listed->document.id), listed->number);
}
