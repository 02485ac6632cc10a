// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search_command.h"

#include "base/translate.h"
#include "searcher/hints.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum search_option {
    SEARCH_SORT = REQUEST_OPTION_COUNT,
    SEARCH_ALL_WORDS,
    SEARCH_COUNT,
    SEARCH_FACETS,
    SEARCH_EXPLAIN,
    SEARCH_BATCH,
    SEARCH_READ,
    SEARCH_COPIES,
};

static const struct command_option search_options_table[] = {
    REQUEST_OPTIONS("text|json|csv|paths0"),
    [SEARCH_SORT] = {"sort", "relevance|date|-date", "the order of the answer"},
    [SEARCH_ALL_WORDS] = {"all-words", NULL, "only notices that have every word"},
    [SEARCH_COUNT] = {"count", NULL, "prints only how many there are"},
    [SEARCH_FACETS] = {"facets", "FIELD,…",
                       "adds counts by unit, person, ref, type, issuer, period"},
    [SEARCH_EXPLAIN] = {"explain", NULL, "shows how the question was understood"},
    [SEARCH_BATCH] = {"batch", "FILE",
                      "asks every line of a file (-: standard input); JSON"},
    [SEARCH_READ] = {"candidates", "N",
                     "how many notices are read once more for the order (200)"},
    [SEARCH_COPIES] = {"all-copies", NULL,
                       "shows the same notice once for each of its files"},
};

enum {
    OPTION_COUNT = sizeof search_options_table / sizeof *search_options_table,
    FACETS_MOST = 8,
    SNIPPETS_MOST = 3,
    SNIPPET_LENGTH = 160,
};

struct search_command {
    struct request request;
    struct search_options options;
    enum field_id facets[FACETS_MOST];
    bool facets_asked;
    bool explain;
    bool all_copies;
    const char *batch;
    struct index *index;
    struct buf out;
    struct terminal terminal;
};

static bool take_sort(struct search_command *command, const char *value,
                      struct error *err)
{
    if (strcmp(value, "relevance") == 0)
        command->options.order = ORDER_RELEVANCE;
    else if (strcmp(value, "date") == 0)
        command->options.order = ORDER_OLDEST;
    else if (strcmp(value, "-date") == 0)
        command->options.order = ORDER_NEWEST;
    else
        return error_set(err, ERROR_USAGE,
                         _("--sort is relevance, date or -date, not “%s”"), value);
    return true;
}

static bool take_facets(struct search_command *command, const char *value,
                        struct error *err)
{
    struct str rest = str_of(value), name;
    command->facets_asked = true;
    while (str_split(&name, &rest, ',')) {
        const struct field *field = field_named(str_trim(name));
        if (!field || field->facet_slot < 0) {
            error_set(err, ERROR_USAGE, _("“%.*s” cannot be counted"), STR_ARG(name));
            return error_hint(
                err, _("--facets takes unit, person, ref, type, issuer and period"));
        }
        if (command->options.facet_count < FACETS_MOST)
            command->facets[command->options.facet_count++] = field->id;
    }
    return true;
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct search_command *command = context;
    switch (option) {
    case SEARCH_SORT:
        return take_sort(command, value, err);
    case SEARCH_ALL_WORDS:
        command->options.all_words = true;
        return true;
    case SEARCH_COUNT:
        command->options.count = true;
        return true;
    case SEARCH_FACETS:
        return take_facets(command, value, err);
    case SEARCH_EXPLAIN:
        command->explain = true;
        return true;
    case SEARCH_BATCH:
        command->batch = value;
        return true;
    case SEARCH_COPIES:
        command->all_copies = true;
        return true;
    case SEARCH_READ:
        return request_number("candidates", value, &command->options.candidates, err);
    default:
        return request_take(&command->request, option, value, err);
    }
}

static const struct command_syntax syntax = {
    .options = search_options_table,
    .count = OPTION_COUNT,
    .dash_operands = true,
    .take_option = take_option,
    .take_operand = request_take_word,
};

static void write_explanation(struct buf *out, const struct answer *answer)
{
    const struct plan *plan = answer->plan;
    buf_printf(out, "question\n");
    query_print(out, answer->query);
    buf_printf(out, "\nwords\n");
    for (size_t i = 0; i < plan->words.count; i++) {
        const struct asked_word *word = &plan->words.items[i];
        buf_printf(out, "  %.*s  weight %.2f  in about %zu notices  alike:",
                   STR_ARG(word->term), word->weight, word->frequency);
        for (size_t f = 0; f < word->alike_count; f++)
            buf_printf(out, " %.*s", STR_ARG(word->alike[f]));
        if (word->other_count)
            buf_printf(out, "  other:");
        for (size_t f = 0; f < word->other_count; f++)
            buf_printf(out, " %.*s", STR_ARG(word->other[f]));
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < plan->recognised_count; i++)
        buf_printf(out, "  %.*s: %s, in about %zu notices\n",
                   STR_ARG(plan->recognised[i].name),
                   fields[plan->recognised[i].field].help, plan->recognised[i].frequency);
    buf_printf(out, "\nclauses, all words\n");
    clause_print(out, plan->all, 1);
    if (plan->some) {
        buf_printf(out, "\nclauses, some words\n");
        clause_print(out, plan->some, 1);
    }
    buf_printf(out, "\ncandidates: %zu read%s\n", answer->result->considered,
               plan->check ? ", phrases checked" : "");
    for (size_t i = 0; i < answer->count; i++)
        buf_printf(out, "  %8.3f  %s  %.*s\n", answer->hits[i].ranked->score,
                   answer->hits[i].ranked->all ? "all " : "some",
                   STR_ARG(answer->hits[i].document.id));
    buf_add_char(out, '\n');
}

// Before the answer; where that is for a program, on standard error.
static void explain(struct search_command *command, const struct answer *answer)
{
    struct buf words = {0};
    write_explanation(&words, answer);
    if (command->request.format == OUTPUT_TEXT)
        buf_add_str(&command->out, buf_str(&words));
    else
        say("%s", buf_str(&words).at);
    buf_free(&words);
}

static bool print_count(struct search_command *command,
                        const struct search_result *result)
{
    if (command->request.format == OUTPUT_JSON)
        buf_printf(&command->out, "{\"format\":1,\"count\":%zu}\n", result->with_all);
    else
        buf_printf(&command->out, "%zu\n", result->with_all);
    return result->with_all > 0;
}

// Asks again, without the copies, where there are any on the page.
static bool ask_once(struct answer *answer, const struct snippet_options *snippets,
                     struct arena *arena, struct error *err)
{
    bool copies = false;
    for (size_t i = 0; i < answer->count; i++)
        copies |= answer->hits[i].same_count > 0;
    answer->once = false;
    if (!copies)
        return true;
    struct search_options *options = arena_alloc(arena, sizeof *options);
    struct search_result *result = arena_alloc(arena, sizeof *result);
    *options = *answer->options;
    options->once = true;
    answer->options = options;
    answer->result = result;
    return search_run(answer->index, COLLECTION_NOTICES, answer->plan, options, result,
                      arena, err) &&
           answer_read(answer, snippets, err);
}

// Reads and writes the hits, some at a time; what the last of them left in command->out
// is the caller's to write.
static bool render(struct search_command *command, struct answer *answer,
                   const struct snippet_options *snippets, size_t number,
                   struct error *err)
{
    struct arena *arena = answer->arena;
    answer->arena = arena_new();
    bool done = true;
    do {
        arena_reset(answer->arena);
        done = answer_read(answer, snippets, err) &&
               (!answer->once || ask_once(answer, snippets, arena, err));
        if (!done)
            break;
        if (command->explain && !answer->first)
            explain(command, answer);
        if (command->request.format == OUTPUT_JSON)
            render_json(&command->out, answer, number);
        else if (command->request.format == OUTPUT_CSV)
            render_csv(&command->out, answer);
        else if (command->request.format == OUTPUT_PATHS0)
            render_paths(&command->out, answer);
        else
            render_text(&command->out, answer, &command->terminal);
        answer->first += answer->count;
        if (answer->first < answer->result->count) {
            done = request_write(buf_str(&command->out), err);
            buf_clear(&command->out);
        }
    } while (done && answer->first < answer->result->count);
    arena_free(answer->arena);
    answer->arena = arena;
    return done;
}

// Writes the answer, and what there is to say behind it on standard error.
static bool finish(struct search_command *command, const struct answer *answer,
                   bool found, struct error *err)
{
    size_t all = answer->result->with_all;
    struct buf words = {0};
    if (!found && all)
        buf_printf(&words,
                   _n("tracuu: search: %zu notice found, --offset leaves it out\n",
                      "tracuu: search: %zu notices found, --offset leaves all of them "
                      "out\n",
                      all),
                   all);
    else if (!found)
        buf_printf(&words,
                   _("tracuu: search: nothing found (%zu notices in the archive)\n"),
                   index_notice_count(command->index));
    hints_of_answer(&(struct hints){&words, "search", command->index, answer->arena},
                    answer);
    bool written = request_write(buf_str(&command->out), err);
    fflush(stdout);
    if (written)
        say("%s", buf_str(&words).at);
    buf_free(&words);
    return written;
}

// Asks one question and adds its answer to command->out. *found says whether there was
// any.
static bool ask(struct search_command *command, struct str text, size_t number,
                struct arena *arena, bool *found, struct error *err)
{
    struct query query;
    struct plan plan;
    struct search_result result;
    struct search_options options = command->options;
    enum output_format format = command->request.format;
    static const enum field_id usual_facets[] = {FIELD_UNIT, FIELD_REF};
    options.facets = command->facets;
    // Whoever wants the files wants them all. Whether there are copies on a first page is
    // seen when its notices are read; what comes before another page has to be looked at.
    bool once = !command->all_copies && format != OUTPUT_PATHS0 && !options.count;
    options.once = once && (options.offset || options.limit > ANSWER_HITS);
    // A small archive is counted in no time, so the page says what else it could be
    // narrowed by.
    bool facets = format == OUTPUT_TEXT && !command->facets_asked && !options.count &&
                  index_notice_count(command->index) <= 20000;
    if (facets) {
        options.facets = usual_facets;
        options.facet_count = 2;
    }
    if (options.count)
        options.limit = 1;
    if (!query_parse(&query, text, arena, err) ||
        !plan_make(&plan, command->index, COLLECTION_NOTICES, &query,
                   &command->request.filters, arena, err) ||
        !search_run(command->index, COLLECTION_NOTICES, &plan, &options, &result, arena,
                    err))
        return false;
    if (facets && (!result.with_all || result.count < 2))
        options.facet_count = 0;
    struct answer answer = {
        .index = command->index,
        .request = &command->request,
        .query = &query,
        .plan = &plan,
        .options = &options,
        .result = &result,
        .once = once && !options.once,
        .arena = arena,
    };
    struct snippet_options snippets = {.most = SNIPPETS_MOST, .length = SNIPPET_LENGTH};
    if (format == OUTPUT_TEXT)
        snippets.length = command->terminal.width - 12;
    bool bare = format == OUTPUT_PATHS0 || options.count;
    *found = result.count > 0;
    if (options.count) {
        if (command->explain)
            explain(command, &answer);
        *found = print_count(command, &result);
    } else if (!render(command, &answer, bare ? NULL : &snippets, number, err)) {
        return false;
    }
    // In a batch the answers follow one another.
    return number || finish(command, &answer, *found, err);
}

// One question a line; the answers are JSON lines that say which line they answer.
static bool ask_batch(struct search_command *command, bool *found, struct error *err)
{
    FILE *file = strcmp(command->batch, "-") == 0 ? stdin : fopen(command->batch, "r");
    if (!file)
        return error_set(err, ERROR_IO, _("cannot open %s: %s"), command->batch,
                         strerror(errno));
    char *line = NULL;
    size_t room = 0, number = 0, refused = 0;
    ssize_t len;
    bool done = true;
    struct arena *arena = arena_new();
    command->request.format = OUTPUT_JSON;
    while (done && (len = getline(&line, &room, file)) >= 0) {
        bool some = false;
        number++;
        arena_reset(arena);
        struct str text = str_trim((struct str){line, (size_t)len});
        struct error wrong = {0};
        if (!text.len)
            continue;
        if (!ask(command, text, number, arena, &some, &wrong)) {
            if (wrong.code != ERROR_USAGE) {
                *err = wrong;
                done = false;
                break;
            }
            say(_("tracuu: search: line %zu: %s\n"), number, wrong.message);
            refused++;
        }
        *found |= some;
        done = request_write(buf_str(&command->out), err);
        buf_clear(&command->out);
    }
    if (done && ferror(file))
        done = error_set(err, ERROR_IO, _("cannot read %s: %s"), command->batch,
                         strerror(errno));
    arena_free(arena);
    free(line);
    if (file != stdin)
        fclose(file);
    if (done && refused)
        return error_set(err, ERROR_USAGE,
                         _n("%zu question was not understood, the others are answered",
                            "%zu questions were not understood, the others are answered",
                            refused),
                         refused);
    return done;
}

static bool run(struct search_command *command, int count, char **arguments, bool *found,
                struct error *err)
{
    struct arena *arena = command->request.arena;
    if (!command_read(&syntax, count, arguments, command, err))
        return false;
    command->options.limit = command->request.limit;
    command->options.offset = command->request.offset;
    struct str text =
        query_join(command->request.words, command->request.word_count, arena);
    if (!command->batch && !str_trim(text).len && !command->request.filters.count) {
        error_set(err, ERROR_USAGE, _("there is no question"));
        return error_hint(err,
                          _("tracuu search do luong chat luong, or tracuu search --unit "
                            "\"Thanh tra Sở\""));
    }
    // A question that makes no sense is told before an index is looked for.
    struct query query;
    if (!query_parse(&query, text, arena, err) ||
        !request_open(&command->request, &command->index, err))
        return false;
    command->terminal = terminal_read();
    if (command->batch)
        return ask_batch(command, found, err);
    return ask(command, text, 0, arena, found, err);
}

int search_command(int count, char **arguments)
{
    struct error err = {0};
    struct search_command command = {0};
    struct arena *arena = arena_new();
    request_init(&command.request, "text json csv paths0", count, arena);
    bool found = false;
    int code = run(&command, count, arguments, &found, &err)
                   ? !found
                   : command_fail("search", &err);
    code = request_end("search", command.index, code);
    index_close(command.index);
    buf_free(&command.out);
    arena_free(arena);
    return code;
}
