// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/directives_command.h"

#include "base/translate.h"
#include "searcher/hints.h"
#include "searcher/repeated.h"
#include "searcher/request.h"
#include "searcher/today.h"
#include "searcher/worklist.h"

#include <stdio.h>
#include <string.h>

enum directives_option {
    DIRECTIVES_ROLE = REQUEST_OPTION_COUNT,
    DIRECTIVES_DUE,
    DIRECTIVES_OVERDUE,
    DIRECTIVES_INHERITED,
    DIRECTIVES_GROUP,
    DIRECTIVES_OPEN,
    DIRECTIVES_REPEATED,
};

static const struct command_option options[] = {
    REQUEST_OPTIONS("text|json|csv|ics"),
    [DIRECTIVES_ROLE] = {"role", "lead|coordinate|addressee|any",
                         "what the unit is told to be"},
    [DIRECTIVES_DUE] = {"due", "PERIOD", "with a time limit in this period"},
    [DIRECTIVES_OVERDUE] = {"overdue", "DATE",
                            "with a time limit that ended before this day"},
    [DIRECTIVES_INHERITED] = {"inherited", NULL,
                              "counts time limits told for a whole section or title too"},
    [DIRECTIVES_GROUP] = {"group", "notice|unit", "what the answer is sorted under"},
    [DIRECTIVES_OPEN] = {"open", NULL,
                         "tells what took each one up since, or that nothing did"},
    [DIRECTIVES_REPEATED] = {"repeated", NULL,
                             "only those that come back in later notices"},
};

// A list of work is looked through, not picked from: a page for people holds more than
// one of search, scripts get all of it.
enum { OPTION_COUNT = sizeof options / sizeof *options, PAGE_ITEMS = 100 };
static const size_t limit_untold = SIZE_MAX - 1;

struct directives_command {
    struct request request;
    struct filters units; // --unit
    struct filter_answer *units_found;
    struct filters due; // --due
    const char *overdue;
    int role;
    bool inherited, open, repeated;
    enum worklist_group group;
    struct index *index;
    struct buf out;
    size_t passed_over; // by --offset
};

static bool take_role(struct directives_command *command, const char *value,
                      struct error *err)
{
    for (int role = ROLE_ADDRESSEE; role <= ROLE_COORDINATE; role++)
        if (strcmp(value, role_name((enum role)role)) == 0) {
            command->role = role;
            return true;
        }
    if (strcmp(value, "any") == 0) {
        command->role = ROLES_ANY;
        return true;
    }
    return error_set(err, ERROR_USAGE,
                     _("--role is lead, coordinate, addressee or any, not “%s”"), value);
}

static bool take_group(struct directives_command *command, const char *value,
                       struct error *err)
{
    if (strcmp(value, "notice") == 0)
        command->group = GROUP_NOTICE;
    else if (strcmp(value, "unit") == 0)
        command->group = GROUP_UNIT;
    else
        return error_set(err, ERROR_USAGE, _("--group is notice or unit, not “%s”"),
                         value);
    return true;
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct directives_command *command = context;
    struct arena *arena = command->request.arena;
    switch (option) {
    case REQUEST_UNIT:
        if (!*value)
            return error_set(err, ERROR_USAGE, _("--unit has an empty value"));
        filters_add(&command->units, FIELD_UNIT, str_of(value), STR("--unit"), arena);
        return true;
    case DIRECTIVES_ROLE:
        return take_role(command, value, err);
    case DIRECTIVES_DUE:
        filters_add(&command->due, FIELD_DUE, str_of(value), STR("--due"), arena);
        return true;
    case DIRECTIVES_OVERDUE:
        command->overdue = value;
        return true;
    case DIRECTIVES_INHERITED:
        command->inherited = true;
        return true;
    case DIRECTIVES_GROUP:
        return take_group(command, value, err);
    case DIRECTIVES_OPEN:
        command->open = true;
        return true;
    case DIRECTIVES_REPEATED:
        command->repeated = true;
        return true;
    default:
        return request_take(&command->request, option, value, err);
    }
}

static const struct command_syntax syntax = {
    .options = options,
    .count = OPTION_COUNT,
    .dash_operands = true,
    .take_option = take_option,
    .take_operand = request_take_word,
};

// The day that --overdue is about: the first of the period named.
static bool overdue_day(const char *value, int32_t *day, struct error *err)
{
    struct period period;
    size_t column;
    if (!period_parse(&period, str_of(value), today(), &column, err)) {
        struct error plain = *err;
        error_set(err, ERROR_USAGE, "--overdue: %s", plain.message);
        return error_hint(err, "%s",
                          *plain.hint ? plain.hint
                                      : _("a day: 31/3/2025, 2025-03-31, hôm nay"));
    }
    *day = period.days.from;
    if (!*day) {
        error_set(err, ERROR_USAGE, _("--overdue: “%s” is no day"), value);
        return error_hint(err, _("a day: 31/3/2025, 2025-03-31, hôm nay"));
    }
    return true;
}

// Deadlines that ended before the day. Those whose end nobody says have ended nowhere.
static const struct clause *overdue_clause(int32_t day, struct arena *arena)
{
    struct clause *ended = arena_alloc(arena, sizeof *ended);
    struct clause *dated = arena_alloc(arena, sizeof *dated);
    char value[DAY_VALUE_SIZE + 1] = {0};
    field_day_value(day_add(day, -1), true, value);
    ended->kind = CLAUSE_SLOT_LE;
    ended->slot = fields[FIELD_DUE].slot + 1;
    ended->term = arena_copy(arena, str_of(value));
    dated->kind = CLAUSE_SLOT_GE;
    dated->slot = fields[FIELD_DUE].slot + 1;
    dated->term = STR("0");
    return clause_two(CLAUSE_AND, ended, dated, arena);
}

static bool find_due(struct directives_command *command, const struct clause **due,
                     struct error *err)
{
    struct arena *arena = command->request.arena;
    *due = NULL;
    for (size_t i = 0; i < command->due.count; i++) {
        struct filter_answer answer;
        if (!filter_resolve(command->index, COLLECTION_DIRECTIVES, &command->due.items[i],
                            &answer, arena, err))
            return false;
        *due = clause_two(CLAUSE_OR, *due, answer.clause, arena);
    }
    if (command->overdue) {
        int32_t day;
        if (!overdue_day(command->overdue, &day, err))
            return false;
        *due = clause_two(CLAUSE_AND, *due, overdue_clause(day, arena), arena);
    }
    return true;
}

// What --unit means, kept beside the plan's own filters so that hints are said about them
// all.
static bool find_units(struct directives_command *command, struct plan *plan,
                       struct error *err)
{
    struct arena *arena = command->request.arena;
    size_t own = plan->filters.count;
    command->units_found =
        ARENA_ARRAY(arena, struct filter_answer, command->units.count + 1);
    struct filter_answer *answers =
        ARENA_ARRAY(arena, struct filter_answer, own + command->units.count + 1);
    if (own)
        memcpy(answers, plan->answers, own * sizeof *answers);
    for (size_t i = 0; i < command->units.count; i++) {
        const struct filter *unit = &command->units.items[i];
        if (!filter_resolve(command->index, COLLECTION_DIRECTIVES, unit,
                            &command->units_found[i], arena, err))
            return false;
        // A unit that is told nothing by name still hears what all units of its office
        // are told.
        if (!command->units_found[i].count &&
            !filter_resolve(command->index, COLLECTION_NOTICES, unit,
                            &command->units_found[i], arena, err))
            return false;
        answers[own + i] = command->units_found[i];
        filters_add(&plan->filters, unit->field, unit->value, unit->where, arena);
    }
    filters_narrow(&plan->filters, answers, arena);
    for (size_t i = 0; i < command->units.count; i++)
        command->units_found[i] = answers[own + i];
    plan->answers = answers;
    return true;
}

// Which items are shown: all, those that come back, those that nothing later takes up.
static bool choose(struct directives_command *command, struct listing *listing,
                   struct worklist *list, struct error *err)
{
    struct arena *arena = command->request.arena;
    size_t skip = command->open || command->repeated ? command->request.offset : 0;
    bool *again = ARENA_ARRAY(arena, bool, listing->count + 1);
    bool once = command->repeated || command->request.format == OUTPUT_TEXT;
    if (once)
        repeated_find(listing, again, arena);
    list->items = ARENA_ARRAY(arena, struct work, listing->count + 1);
    for (size_t i = 0; i < listing->count; i++) {
        const struct listed *listed = &listing->items[i];
        struct follow_up *follow = NULL;
        if (again[i] || (command->repeated && !listed->repeat_count)) {
            list->again += again[i] && !command->repeated;
            continue;
        }
        if (command->open) {
            const struct deadline *deadline = &listed->directive->deadline;
            bool limited = deadline->kind != DEADLINE_NONE && deadline->days.to &&
                           (!deadline->inherited || command->inherited);
            if (!limited)
                continue;
            follow = arena_alloc(arena, sizeof *follow);
            // A repeated order is followed from its last time on.
            const struct listed *last =
                listed->repeat_count ? listed->repeats[listed->repeat_count - 1] : listed;
            if (!follow_up_find(follow, command->index, last, arena, err))
                return false;
            if (follow->state == FOLLOW_UP_TAKEN)
                continue;
        }
        if (command->passed_over < skip) {
            command->passed_over++;
            continue;
        }
        if (list->count == command->request.limit)
            break;
        list->items[list->count++] = (struct work){listed, follow};
    }
    return true;
}

// How many directives the units only help in, where people ask what they are told.
static bool count_helping(struct directives_command *command, struct plan *plan,
                          struct listing_options wanted, size_t *helping,
                          struct error *err)
{
    struct listing listing;
    if (!command->units.count || command->role != ROLES_TOLD || command->open ||
        command->repeated || command->request.format != OUTPUT_TEXT)
        return true;
    wanted.role = ROLE_COORDINATE;
    wanted.limit = 1; // the total is what counts
    wanted.offset = 0;
    if (!listing_read(&listing, command->index, plan, &wanted, command->request.arena,
                      err))
        return false;
    *helping = listing.total;
    return true;
}

static bool write_list(struct directives_command *command, const struct worklist *list,
                       struct error *err)
{
    struct terminal terminal = terminal_read();
    switch (command->request.format) {
    case OUTPUT_JSON:
        worklist_json(&command->out, list);
        break;
    case OUTPUT_CSV:
        worklist_csv(&command->out, list);
        break;
    case OUTPUT_ICS:
        worklist_ics(&command->out, list);
        break;
    default:
        worklist_text(&command->out, list, &terminal);
    }
    if (!request_write(buf_str(&command->out), err))
        return false;
    fflush(stdout);
    return true;
}

// What stands on standard error behind the list.
static void say_rest(const struct directives_command *command,
                     const struct listing *listing, const struct answer *hints)
{
    struct buf words = {0};
    size_t all = command->open || command->repeated ? command->passed_over
                 : command->request.offset          ? listing->total
                                                    : 0;
    if (!hints->count && all)
        buf_printf(&words,
                   _n("tracuu: directives: %zu found, --offset leaves it out\n",
                      "tracuu: directives: %zu found, --offset leaves all of them out\n",
                      all),
                   all);
    else if (!hints->count)
        buf_printf(&words, _("tracuu: directives: nothing found\n"));
    else if (!listing->items[0].all)
        buf_printf(
            &words,
            _("tracuu: directives: no directive has all the words; these have some\n"));
    hints_of_answer(&(struct hints){&words, "directives", hints->index, hints->arena},
                    hints);
    say("%s", buf_str(&words).at);
    buf_free(&words);
}

static bool answer(struct directives_command *command, struct str text, bool *found,
                   struct error *err)
{
    struct arena *arena = command->request.arena;
    struct query query;
    struct plan plan;
    struct listing listing;
    struct listing_options wanted = {
        .units = &command->units,
        .role = command->role,
        .inherited = command->inherited,
        .limit = command->request.limit,
        .offset = command->request.offset,
    };
    if (!query_parse(&query, text, arena, err) ||
        !plan_make(&plan, command->index, COLLECTION_DIRECTIVES, &query,
                   &command->request.filters, arena, err) ||
        !find_units(command, &plan, err) || !find_due(command, &wanted.due, err))
        return false;
    wanted.found = command->units_found;
    if (command->open || command->repeated) {
        // Which items these are is known only when all have been read.
        wanted.limit = SIZE_MAX;
        wanted.offset = 0;
    }
    if (!listing_read(&listing, command->index, &plan, &wanted, arena, err))
        return false;
    struct worklist list = {
        .index = command->index,
        .listing = &listing,
        .units = command->units_found,
        .unit_count = command->units.count,
        .group = command->group,
        .inherited = command->inherited,
        .arena = arena,
    };
    if (!choose(command, &listing, &list, err) ||
        !count_helping(command, &plan, wanted, &list.helping, err))
        return false;
    *found = list.count > 0;
    if (!write_list(command, &list, err))
        return false;
    struct search_result result = {.count = list.count, .with_all = listing.total};
    struct answer hints = {.index = command->index,
                           .request = &command->request,
                           .query = &query,
                           .plan = &plan,
                           .result = &result,
                           .count = list.count,
                           .arena = arena};
    say_rest(command, &listing, &hints);
    return true;
}

static bool run(struct directives_command *command, int count, char **arguments,
                bool *found, struct error *err)
{
    struct arena *arena = command->request.arena;
    command->request.limit = limit_untold;
    command->role = ROLES_TOLD;
    if (!command_read(&syntax, count, arguments, command, err))
        return false;
    if (command->request.limit == limit_untold)
        command->request.limit =
            command->request.format == OUTPUT_TEXT ? PAGE_ITEMS : SIZE_MAX;
    struct str text =
        query_join(command->request.words, command->request.word_count, arena);
    // A question that makes no sense is told before an index is looked for.
    struct query query;
    int32_t day;
    return query_parse(&query, text, arena, err) &&
           (!command->overdue || overdue_day(command->overdue, &day, err)) &&
           request_open(&command->request, &command->index, err) &&
           answer(command, text, found, err);
}

int directives_command(int count, char **arguments)
{
    struct error err = {0};
    struct directives_command command = {0};
    struct arena *arena = arena_new();
    request_init(&command.request, "text json csv ics", count, arena);
    bool found = false;
    int code = run(&command, count, arguments, &found, &err)
                   ? !found
                   : command_fail("directives", &err);
    code = request_end("directives", command.index, code);
    index_close(command.index);
    buf_free(&command.out);
    arena_free(arena);
    return code;
}
