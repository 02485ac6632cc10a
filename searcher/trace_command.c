// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/trace_command.h"

#include "base/screen.h"
#include "base/translate.h"
#include "searcher/ambiguous.h"
#include "searcher/query.h"
#include "searcher/request.h"
#include "searcher/terminal.h"
#include "searcher/timeline.h"
#include "searcher/trace_render.h"
#include "searcher/typed_reference.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

enum trace_option { TRACE_DEPTH = REQUEST_OPTION_COUNT, TRACE_DIRECTION, TRACE_STATUS };
static const struct command_option options[] = {
    REQUEST_OPTIONS("text|json|csv|dot|svg|html"),
    {"depth", "N", "follows what changed it, and so on, so many steps"},
    {"direction", "back|forward|both",
     "what it stands on (back), what came of it (forward)"},
    {"status", NULL, "one line: what became of it (text, json)"}};
enum {
    OPTION_COUNT = sizeof options / sizeof *options,
    DEPTH_MOST = 20,
    FLUSH_BYTES = 64 * 1024
};

struct trace_request {
    struct request request;
    bool status;
    size_t depth;
    enum timeline_direction direction;
    struct index *index;
    const struct clause *filter;
    struct buf hints; // on the values of the filters
    int32_t newest;   // last day of the newest notice of the archive
};

static bool take_direction(struct trace_request *asked, const char *value,
                           struct error *err)
{
    static const char *const names[] = {"back", "forward", "both"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            asked->direction = (enum timeline_direction)(i + 1);
            return true;
        }
    }
    return error_set(err, ERROR_USAGE,
                     _("--direction is back, forward or both, not “%s”"), value);
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct trace_request *asked = context;
    switch (option) {
    case TRACE_STATUS:
        asked->status = true;
        return true;
    case TRACE_DIRECTION:
        return take_direction(asked, value, err);
    case TRACE_DEPTH:
        return request_number("depth", value, &asked->depth, err);
    default:
        return request_take(&asked->request, option, value, err);
    }
}

static const struct command_syntax syntax = {
    .options = options,
    .count = OPTION_COUNT,
    .take_option = take_option,
    .take_operand = request_take_word,
};

static bool find_newest(struct trace_request *asked, struct error *err)
{
    static const struct clause everything = {.kind = CLAUSE_ALL};
    struct match_options match = {.limit = 1, .order = ORDER_NEWEST};
    struct matches matches;
    struct document document;
    if (!index_match(asked->index, COLLECTION_NOTICES, &everything, &match, &matches,
                     asked->request.arena, err))
        return false;
    if (matches.count) {
        if (!index_notice(asked->index, &matches.hits[0], false, &document,
                          asked->request.arena, err))
            return false;
        asked->newest = document.notice.anatomy.date.to;
    }
    return true;
}

static bool find_decrees(struct trace_request *asked, struct decrees *out,
                         struct str *typed, struct error *err)
{
    struct arena *arena = asked->request.arena;
    struct reference_query query;
    *typed = query_join(asked->request.words, asked->request.word_count, arena);
    if (!typed->len) {
        error_set(err, ERROR_USAGE, _("which document? name one"));
        return error_hint(err, "tracuu trace 163/2021/NQ-HĐND");
    }
    if (!typed_reference(&query, *typed, arena)) {
        error_set(err, ERROR_USAGE, _("“%.*s” is no reference to a document"),
                  STR_ARG(*typed));
        return error_hint(err, _("a number with or without type and year, as in "
                                 "163/2021/NQ-HĐND, nq 163 or 57-NQ/TW"));
    }
    if (!decrees_named(out, asked->index, &query, arena, err))
        return false;
    // A key as `list refs` and JSON print it is taken as it is: luat:gia:-.
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->items[i].key, *typed))
            *out = (struct decrees){&out->items[i], 1};
    for (size_t i = 0; i < out->count; i++) {
        if (!decree_describe(&out->items[i], asked->index, arena, err))
            return false;
    }
    return true;
}

// Of several documents of one number keeps those of the issuer that --issuer names, which
// then has said all it had to say.
static bool narrow_by_issuer(struct trace_request *asked, struct decrees *decrees,
                             struct error *err)
{
    struct filters *filters = &asked->request.filters;
    struct arena *arena = asked->request.arena;
    struct str *issuers = NULL;
    size_t count = 0, room = 0;
    for (size_t f = 0; f < filters->count; f++) {
        struct filter_answer answer;
        if (filters->items[f].field != FIELD_ISSUER)
            continue;
        if (!filter_resolve(asked->index, COLLECTION_NOTICES, &filters->items[f], &answer,
                            arena, err))
            return false;
        for (size_t c = 0; c < answer.count; c++) {
            issuers = arena_grow(arena, issuers, count, &room, sizeof *issuers);
            issuers[count++] = answer.candidates[c].value;
        }
    }
    if (!decrees_of_issuers(decrees, issuers, count, arena))
        return true;
    size_t left = 0;
    for (size_t f = 0; f < filters->count; f++)
        if (filters->items[f].field != FIELD_ISSUER)
            filters->items[left++] = filters->items[f];
    filters->count = left;
    return true;
}

static bool flush(struct buf *out, struct error *err)
{
    bool written = request_write(buf_str(out), err);
    buf_clear(out);
    return written;
}

struct printer {
    const struct trace_request *asked;
    struct buf out;
    struct trace_text text;
    size_t skipped;
    size_t told;
};

// False when enough has been told.
static bool print_event(struct printer *printer, const struct trace_event *event)
{
    const struct request *request = &printer->asked->request;
    if (printer->skipped < request->offset) {
        printer->skipped++;
        return true;
    }
    if (printer->told == request->limit) {
        printer->text.cut = true;
        return false;
    }
    printer->told++;
    if (request->format == OUTPUT_JSON)
        trace_json_event(&printer->out, event);
    else if (request->format == OUTPUT_CSV)
        trace_csv_event(&printer->out, event);
    else
        trace_text_event(&printer->text, event);
    return true;
}

// That the filters left something out, and how much.
static bool add_filtered(struct printer *printer, const struct decree *decree,
                         size_t notices, struct error *err)
{
    const struct trace_request *asked = printer->asked;
    size_t left;
    if (!asked->filter)
        return true;
    if (!trace_count(&left, asked->index, decree, asked->filter, asked->request.arena,
                     err))
        return false;
    buf_printf(&printer->out,
               _n("the filters leave %zu of %zu notice that cites it\n",
                  "the filters leave %zu of %zu notices that cite it\n", notices),
               left, notices);
    return true;
}

// What stands behind the events of one document.
static bool end_decree(struct printer *printer, const struct decree *decree,
                       size_t notices, size_t copies, struct error *err)
{
    trace_text_end(&printer->text);
    if (copies)
        buf_printf(&printer->out,
                   _n("%zu notice is the same as one above and not told again\n",
                      "%zu notices are the same as others above and not told again\n",
                      copies),
                   copies);
    return add_filtered(printer, decree, notices, err);
}

// The document alone: each event is written as soon as it is read.
static bool print_decree(struct printer *printer, const struct decree *decree,
                         struct error *err)
{
    const struct trace_request *asked = printer->asked;
    struct trace_options walk = {.filter = asked->filter, .order = ORDER_OLDEST};
    struct trace_status status;
    struct trace *trace;
    struct trace_event event;
    struct error failed = {0};
    bool text = asked->request.format == OUTPUT_TEXT;
    if (text && !trace_status(&status, asked->index, decree, asked->request.arena, err))
        return false;
    if (!trace_open(&trace, asked->index, decree, &walk, err))
        return false;
    bool written = true, headed = !text;
    while (written && trace_next(trace, &event, &failed)) {
        if (!headed && printer->skipped >= asked->request.offset) {
            trace_text_head(&printer->text, decree, &status);
            headed = true;
        }
        if (!print_event(printer, &event))
            break;
        if (printer->out.len > FLUSH_BYTES)
            written = flush(&printer->out, err);
        arena_reset(printer->text.arena);
    }
    size_t copies = trace_copies(trace);
    trace_close(trace);
    if (failed.code != ERROR_NONE) {
        *err = failed;
        return false;
    }
    if (written && text && headed)
        written = end_decree(printer, decree, status.notices, copies, err);
    return written;
}

static bool print_timeline(struct printer *printer, const struct decree *decree,
                           struct error *err)
{
    const struct trace_request *asked = printer->asked;
    struct timeline_options wanted = {asked->filter, (int)asked->depth, asked->direction};
    struct timeline timeline;
    if (!timeline_collect(&timeline, asked->index, decree, &wanted, asked->request.arena,
                          err))
        return false;
    if (!timeline.event_count) // the filters leave no notice
        return true;
    printer->told += timeline.event_count;
    switch (asked->request.format) {
    case OUTPUT_SVG:
        timeline_add_issues(&timeline, asked->request.arena);
        timeline_svg(&printer->out, &timeline);
        return true;
    case OUTPUT_HTML:
        timeline_add_issues(&timeline, asked->request.arena);
        timeline_html(&printer->out, &timeline);
        return true;
    case OUTPUT_DOT:
        timeline_dot(&printer->out, &timeline);
        return true;
    case OUTPUT_TEXT:
        for (size_t i = 0; i < timeline.decree_count; i++)
            trace_text_head(&printer->text, timeline.decrees[i], &timeline.statuses[i]);
        break;
    default:
        break;
    }
    printer->told -= timeline.event_count;
    printer->text.several = timeline.decree_count > 1;
    for (size_t i = 0; i < timeline.event_count; i++) {
        if (!print_event(printer, &timeline.events[i]))
            break;
    }
    if (asked->request.format != OUTPUT_TEXT)
        return true;
    printer->text.citing = timeline.statuses[0].notices;
    return end_decree(printer, decree, timeline.statuses[0].notices, 0, err);
}

static bool print_status(struct printer *printer, const struct decree *decree,
                         struct error *err)
{
    const struct trace_request *asked = printer->asked;
    struct arena *arena = asked->request.arena;
    struct trace_status status;
    size_t left = 1;
    // What became of it is told from all notices, where the filters leave any.
    if (!trace_status(&status, asked->index, decree, arena, err) ||
        (asked->filter &&
         !trace_count(&left, asked->index, decree, asked->filter, arena, err)))
        return false;
    if (!left)
        return true;
    printer->told++;
    if (asked->request.format == OUTPUT_JSON) {
        trace_json_status(&printer->out, decree, &status, arena);
        return true;
    }
    buf_printf(&printer->out, "%.*s: %.*s\n", STR_ARG(decree_name(decree, arena)),
               STR_ARG(status_sentence(&status, arena)));
    return true;
}

static bool is_picture(enum output_format format)
{
    return format == OUTPUT_SVG || format == OUTPUT_HTML || format == OUTPUT_DOT;
}

static bool print_all(struct trace_request *asked, const struct decrees *decrees,
                      size_t *told, struct error *err)
{
    struct printer printer = {.asked = asked};
    printer.text = (struct trace_text){
        .out = &printer.out,
        .terminal = terminal_read(),
        .newest = asked->newest,
        .filtered = asked->filter != NULL,
        .plain = strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
        .lasting = asked->request.offset ? NULL : asked->request.arena,
        .arena = arena_new()};
    enum output_format format = asked->request.format;
    if (format == OUTPUT_CSV)
        trace_csv_head(&printer.out);
    bool done = true;
    for (size_t i = 0; i < decrees->count && done; i++) {
        if (i && format == OUTPUT_TEXT && !asked->status)
            buf_add_char(&printer.out, '\n');
        if (asked->status)
            done = print_status(&printer, &decrees->items[i], err);
        else if (is_picture(format) || asked->depth)
            done = print_timeline(&printer, &decrees->items[i], err);
        else
            done = print_decree(&printer, &decrees->items[i], err);
    }
    done = done && flush(&printer.out, err);
    *told = printer.told;
    buf_free(&printer.out);
    arena_free(printer.text.arena);
    return done;
}

static bool answer(struct trace_request *asked, size_t *told, struct error *err)
{
    struct decrees decrees;
    struct str typed;
    *told = 0;
    if (asked->status && asked->request.format != OUTPUT_TEXT &&
        asked->request.format != OUTPUT_JSON)
        return error_set(err, ERROR_USAGE, _("--status is told as text or json"));
    if (asked->depth > DEPTH_MOST)
        return error_set(err, ERROR_USAGE, _("--depth is at most %d"), DEPTH_MOST);
    if (!request_open(&asked->request, &asked->index, err) ||
        !find_decrees(asked, &decrees, &typed, err) ||
        (decrees.count > 1 && !narrow_by_issuer(asked, &decrees, err)) ||
        !request_clause(&asked->request, "trace", asked->index, &asked->filter,
                        &asked->hints, err) ||
        !find_newest(asked, err))
        return false;
    // A picture is of one document; two behind each other are no file of their format.
    if (decrees.count > 1 &&
        (!asked->request.filters.all || is_picture(asked->request.format)))
        return decrees_refuse(&decrees, typed, STR("tracuu trace"), asked->index,
                              asked->request.arena, err);
    if (!decrees.count) {
        say(_("tracuu: trace: no notice of the archive cites “%.*s”\n"), STR_ARG(typed));
        return true;
    }
    if (!print_all(asked, &decrees, told, err))
        return false;
    if (!*told && asked->request.offset)
        say(_("tracuu: trace: --offset leaves out all that is said of “%.*s”\n"),
            STR_ARG(typed));
    else if (!*told)
        say(_("tracuu: trace: no notice that the filters leave cites “%.*s”\n"),
            STR_ARG(typed));
    return true;
}

int trace_command(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct trace_request asked = {.direction = TIMELINE_BOTH};
    struct error err = {0};
    size_t told = 0;
    setlocale(LC_CTYPE, "");
    request_init(&asked.request, "text json csv dot svg html", count, arena);
    asked.request.limit = SIZE_MAX;
    int code = 0;
    if (!command_read(&syntax, count, arguments, &asked, &err) ||
        !answer(&asked, &told, &err))
        code = command_fail("trace", &err);
    else if (!told)
        code = 1;
    say("%s", buf_str(&asked.hints).at);
    code = request_end("trace", asked.index, code);
    buf_free(&asked.hints);
    index_close(asked.index);
    arena_free(arena);
    return code;
}
