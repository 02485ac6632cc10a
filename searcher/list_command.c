// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/list_command.h"

#include "base/nearest.h"
#include "base/translate.h"
#include "index/files.h"
#include "index/manifest.h"
#include "index/place.h"
#include "searcher/csv.h"
#include "searcher/filter_value.h"
#include "searcher/json.h"
#include "searcher/query.h"
#include "searcher/request.h"
#include "searcher/survey_list.h"
#include "searcher/terminal.h"
#include "searcher/value_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum list_option { LIST_INDEX, LIST_FORMAT, LIST_LIMIT, LIST_OFFSET };

static const struct command_option list_options[] = {
    [LIST_INDEX] = COMMAND_OPTION_INDEX,
    [LIST_FORMAT] = {"format", "text|json|csv", "how the answer is written"},
    [LIST_LIMIT] = {"limit", "N", "at most so many (0: all)"},
    [LIST_OFFSET] = {"offset", "N", "leaves out the first so many"},
};

// What can be listed, and from which field.
static const struct list_kind {
    const char *name;
    enum field_id field;
} kinds[] = {
    {"units", FIELD_UNIT},     {"persons", FIELD_PERSON}, {"refs", FIELD_REF},
    {"issuers", FIELD_ISSUER}, {"types", FIELD_TYPE},     {"years", FIELD_PERIOD},
    {"missing", FIELD_REF},    {"failed", FIELD_COUNT},   {"encodings", FIELD_COUNT},
};

struct list_command {
    struct request request;
    const struct list_kind *kind;
    struct str prefix; // folded
    struct index *index;
    struct candidate *items;
    size_t count;
    size_t found; // --offset and --limit not counted
    struct buf out;
};

static bool find_kind(struct list_command *command, const char *name, struct error *err)
{
    const char *names[sizeof kinds / sizeof *kinds];
    size_t count = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < count; i++) {
        names[i] = kinds[i].name;
        if (strcmp(kinds[i].name, name) == 0) {
            command->kind = &kinds[i];
            return true;
        }
    }
    const char *nearest = nearest_name(str_of(name), names, count);
    error_set(err, ERROR_USAGE, _("there is no list of “%s”"), name);
    if (nearest)
        return error_hint(err, _("did you mean tracuu list %s?"), nearest);
    return error_hint(err, _("the lists are units, persons, refs, issuers, types, years, "
                             "failed, encodings and missing"));
}

static bool is_kind(const struct list_command *command, const char *name)
{
    return strcmp(command->kind->name, name) == 0;
}

// Years are the terms of four digits among those of the days.
static bool belongs(const struct list_command *command, const struct candidate *item)
{
    if (command->kind->field == FIELD_PERIOD)
        return item->value.len == 4 && item->value.at[0] != '*';
    // A type stands in the index by its name and by its code; offices stand among units
    // as what the units belong to.
    if (command->kind->field == FIELD_TYPE)
        return str_equal(item->value, field_fold(item->name, command->request.arena));
    // Provinces and districts stand among units and issuers as where these are.
    if (command->kind->field == FIELD_UNIT || is_kind(command, "issuers"))
        return memchr(item->value.at, '/', item->value.len) != NULL &&
               !str_equal(item->name, item->value);
    return true;
}

static bool starts_as_asked(const struct list_command *command, struct str value,
                            struct str name)
{
    struct arena *arena = command->request.arena;
    if (!command->prefix.len)
        return true;
    return str_starts(field_fold(name, arena), command->prefix) ||
           str_starts(field_fold(value, arena), command->prefix);
}

static int compare_items(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return str_compare(a->value, b->value);
}

static int compare_names(const void *left, const void *right)
{
    const struct str *a = left, *b = right;
    return str_compare(*a, *b);
}

static int compare_values(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    return str_compare(a->value, b->value);
}

// Units of one name in several offices get the name of the office behind theirs.
static void tell_apart(struct list_command *command)
{
    struct arena *arena = command->request.arena;
    struct str *plain = ARENA_ARRAY(arena, struct str, command->count + 1);
    struct str *sorted = ARENA_ARRAY(arena, struct str, command->count + 1);
    for (size_t i = 0; i < command->count; i++)
        sorted[i] = plain[i] = command->items[i].name;
    qsort(sorted, command->count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < command->count; i++) {
        const struct str *found =
            bsearch(&plain[i], sorted, command->count, sizeof *sorted, compare_names);
        bool twice =
            (found > sorted && str_equal(found[-1], plain[i])) ||
            (found + 1 < sorted + command->count && str_equal(found[1], plain[i]));
        struct str place =
            twice ? unit_place(command->index, command->items[i].value, arena)
                  : (struct str){0};
        if (place.len)
            command->items[i].name =
                arena_printf(arena, "%.*s (%.*s)", STR_ARG(plain[i]), STR_ARG(place));
    }
}

static bool read_values(struct list_command *command, struct error *err)
{
    struct arena *arena = command->request.arena;
    struct value_list values;
    enum field_id field = command->kind->field;
    if (!value_list_read(&values, command->index, COLLECTION_NOTICES, field, STR(""),
                         arena, err))
        return false;
    command->items = values.items;
    for (size_t i = 0; i < values.count; i++) {
        struct candidate item = values.items[i];
        if (!item.count)
            continue;
        item.name = field == FIELD_PERIOD
                        ? item.value
                        : value_name(command->index, field, item.value, arena);
        if (belongs(command, &item) && starts_as_asked(command, item.value, item.name))
            command->items[command->count++] = item;
    }
    if (command->count)
        qsort(command->items, command->count, sizeof *command->items,
              field == FIELD_PERIOD ? compare_values : compare_items);
    command->found = command->count;
    size_t from = command->request.offset < command->count ? command->request.offset
                                                           : command->count;
    command->items += command->count ? from : 0;
    command->count -= from;
    if (command->count > command->request.limit)
        command->count = command->request.limit;
    if (command->request.format == OUTPUT_TEXT && field == FIELD_UNIT)
        tell_apart(command);
    return true;
}

static struct str successor_of(const struct list_command *command,
                               const struct candidate *item)
{
    return command->kind->field == FIELD_UNIT
               ? index_successor(command->index, item->value, command->request.arena)
               : (struct str){NULL, 0};
}

static void write_values_text(struct list_command *command)
{
    struct terminal terminal = terminal_read();
    size_t widest = 0;
    for (size_t i = 0; i < command->count; i++) {
        size_t width = text_width(command->items[i].name);
        if (width > widest)
            widest = width;
    }
    widest = name_columns(widest, terminal.width / 2);
    for (size_t i = 0; i < command->count; i++) {
        const struct candidate *item = &command->items[i];
        buf_printf(&command->out, "%7zu  ", item->count);
        // What to type so that exactly this one is meant; persons and types are asked for
        // by their names.
        enum field_id field = command->kind->field;
        bool by_name = field == FIELD_PERSON || field == FIELD_TYPE;
        name_and_value_add(&command->out, &terminal, item->name,
                           by_name ? item->name : item->value, widest);
        struct str successor = successor_of(command, item);
        if (successor.len) {
            buf_printf(&command->out, "  %s ", _("today"));
            paint_add(&command->out, &terminal, PAINT_FAINT, successor);
        }
        buf_add_char(&command->out, '\n');
    }
}

static void write_values(struct list_command *command)
{
    struct json json = {.out = &command->out};
    struct csv csv = {.out = &command->out};
    if (command->request.format == OUTPUT_TEXT) {
        write_values_text(command);
        return;
    }
    if (command->request.format == OUTPUT_CSV)
        csv_head(&csv, "value name count");
    for (size_t i = 0; i < command->count; i++) {
        const struct candidate *item = &command->items[i];
        if (command->request.format == OUTPUT_CSV) {
            csv_cell(&csv, item->value);
            csv_cell(&csv, item->name);
            csv_number(&csv, (double)item->count);
            csv_end_line(&csv);
            continue;
        }
        json_object(&json, NULL);
        json_number(&json, "format", 1);
        json_str(&json, "value", item->value);
        json_str(&json, "name", item->name);
        json_number(&json, "count", (int64_t)item->count);
        if (command->kind->field == FIELD_UNIT)
            json_str(&json, "successor", successor_of(command, item));
        json_end_line(&json);
    }
}

static void write_failed(struct list_command *command, struct str path, struct str reason)
{
    struct buf *out = &command->out;
    if (command->request.format == OUTPUT_JSON) {
        struct json json = {.out = out};
        json_object(&json, NULL);
        json_number(&json, "format", 1);
        json_str(&json, "path", path);
        json_str(&json, "reason", reason);
        json_end_line(&json);
    } else if (command->request.format == OUTPUT_CSV) {
        struct csv csv = {.out = out};
        csv_cell(&csv, path);
        csv_cell(&csv, reason);
        csv_end_line(&csv);
    } else {
        line_add(out, path);
        buf_add_str(out, STR(": "));
        line_add(out, reason);
        buf_add_char(out, '\n');
    }
}

// Documents that are cited or missing, or encodings: what only a look at every notice
// tells.
static bool list_survey(struct list_command *command, struct error *err)
{
    struct request *request = &command->request;
    struct survey survey;
    bool references = command->kind->field == FIELD_REF;
    if (references ? !survey_references(&survey, command->index, request->arena, err)
                   : !survey_encodings(&survey, command->index, request->arena, err))
        return false;
    bool missing = is_kind(command, "missing");
    size_t kept = 0;
    for (size_t i = 0; i < survey.count; i++) {
        const struct survey_row *row = &survey.rows[i];
        if ((!missing || row->absent) && starts_as_asked(command, row->value, row->name))
            survey.rows[kept++] = *row;
    }
    command->found = kept;
    size_t from = request->offset < kept ? request->offset : kept;
    survey.rows += kept ? from : 0;
    survey.count = kept - from < request->limit ? kept - from : request->limit;
    command->count = survey.count;
    if (request->format == OUTPUT_JSON)
        survey_json(&command->out, &survey, references);
    else if (request->format == OUTPUT_CSV)
        survey_csv(&command->out, &survey, references);
    else
        survey_text(&command->out, &survey, references, request->arena);
    return true;
}

// Files of which no text could be had, with the reason.
static bool list_failed(struct list_command *command, struct error *err)
{
    struct arena *arena = command->request.arena;
    const char *folder;
    struct manifest manifest;
    struct place place;
    struct files *files;
    if (!place_find(&folder, command->request.index, arena, err) ||
        !manifest_read(&manifest, folder, arena, err) ||
        !place_open(&place, folder, arena, err) ||
        !files_open(&files, folder, manifest.files, err))
        return false;
    if (command->request.format == OUTPUT_CSV) {
        struct csv csv = {.out = &command->out};
        csv_head(&csv, "path reason");
    }
    for (size_t i = 0; i < files_count(files); i++) {
        struct file file;
        files_at(files, i, &file);
        struct str path = place_shown(&place, file.path, arena);
        if (!(file.flags & FILE_FAILED) || !starts_as_asked(command, path, file.path) ||
            command->found++ < command->request.offset ||
            command->count == command->request.limit)
            continue;
        write_failed(command, path, file.reason);
        command->count++;
    }
    files_close(files);
    return true;
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    static const enum request_option shared[] = {
        [LIST_INDEX] = REQUEST_INDEX,
        [LIST_FORMAT] = REQUEST_FORMAT,
        [LIST_LIMIT] = REQUEST_LIMIT,
        [LIST_OFFSET] = REQUEST_OFFSET,
    };
    return request_take(context, shared[option], value, err);
}

static const struct command_syntax syntax = {
    .options = list_options,
    .count = sizeof list_options / sizeof *list_options,
    .take_option = take_option,
    .take_operand = request_take_word,
};

static bool run(struct list_command *command, int count, char **arguments,
                struct error *err)
{
    struct request *request = &command->request;
    request->limit = SIZE_MAX;
    if (!command_read(&syntax, count, arguments, request, err))
        return false;
    if (!request->word_count) {
        error_set(err, ERROR_USAGE, _("a list of what?"));
        return error_hint(
            err, _("the lists are units, persons, refs, issuers, types, years, failed, "
                   "encodings and missing"));
    }
    if (!find_kind(command, request->words[0], err))
        return false;
    struct str prefix =
        query_join(request->words + 1, request->word_count - 1, request->arena);
    command->prefix = field_fold(prefix, request->arena);
    if (prefix.len && !command->prefix.len)
        return error_set(err, ERROR_USAGE,
                         _("there is no letter in what is to be listed"));
    if (is_kind(command, "failed")) {
        if (!list_failed(command, err))
            return false;
    } else {
        if (!request_open(request, &command->index, err))
            return false;
        bool survey = command->kind->field == FIELD_REF || is_kind(command, "encodings");
        if (survey ? !list_survey(command, err) : !read_values(command, err))
            return false;
        if (!survey)
            write_values(command);
    }
    if (!command->count && command->found)
        say(_n("tracuu: list: %zu found, --offset leaves it out\n",
               "tracuu: list: %zu found, --offset leaves all of them out\n",
               command->found),
            command->found);
    else if (!command->count)
        say(_("tracuu: list: nothing found\n"));
    return request_write(buf_str(&command->out), err);
}

int list_command(int count, char **arguments)
{
    struct error err = {0};
    struct list_command command = {0};
    struct arena *arena = arena_new();
    request_init(&command.request, "text json csv", count, arena);
    int code = run(&command, count, arguments, &err) ? !command.count
                                                     : command_fail("list", &err);
    code = request_end("list", command.index, code);
    index_close(command.index);
    buf_free(&command.out);
    arena_free(arena);
    return code;
}
