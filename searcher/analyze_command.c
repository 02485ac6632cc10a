// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/analyze_command.h"

#include "base/command.h"
#include "base/translate.h"
#include "corpus/reader.h"
#include "searcher/fact_json.h"
#include "searcher/fact_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct analysis {
    struct str path;
    bool as_json;
    size_t shown;
    bool failed;
    struct arena *arena;
    struct buf out;
};

// "archive.zip!folder/notice.pdf" for what is in a file, the path itself else.
static struct str place(const struct analysis *analysis, struct str member)
{
    if (!member.at)
        return analysis->path;
    return arena_printf(analysis->arena, "%.*s!%.*s", STR_ARG(analysis->path),
                        STR_ARG(member));
}

static void write_json(struct buf *out, struct str path, const struct notice *notice)
{
    struct json json = {.out = out};
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_str(&json, "path", path);
    json_anatomy(&json, &notice->anatomy);
    json_array(&json, "refs");
    for (size_t i = 0; i < notice->references.count; i++)
        json_reference(&json, NULL, notice->text, &notice->references.items[i]);
    json_end(&json);
    json_array(&json, "units");
    for (size_t i = 0; i < notice->units.count; i++)
        json_unit(&json, NULL, notice->text, &notice->units.items[i]);
    json_end(&json);
    json_array(&json, "persons");
    for (size_t i = 0; i < notice->persons.count; i++)
        json_person(&json, NULL, notice->text, &notice->persons.items[i]);
    json_end(&json);
    json_array(&json, "dates");
    for (size_t i = 0; i < notice->dates.count; i++)
        json_date(&json, NULL, notice->text, &notice->dates.items[i]);
    json_end(&json);
    json_array(&json, "directives");
    for (size_t i = 0; i < notice->directives.count; i++) {
        json_object(&json, NULL);
        json_directive(&json, notice->text, &notice->directives.items[i]);
        json_end(&json);
    }
    json_end(&json);
    json_end_line(&json);
}

static bool take(void *context, const struct reading *reading)
{
    struct analysis *analysis = context;
    struct notice notice;
    struct view view;
    arena_reset(analysis->arena);
    buf_clear(&analysis->out);
    struct str path = place(analysis, reading->member);
    notice_read(&notice, &view, reading->text, path, NULL, analysis->arena);
    if (analysis->as_json) {
        write_json(&analysis->out, path, &notice);
    } else {
        if (analysis->shown)
            buf_add_char(&analysis->out, '\n');
        notice_write_text(&analysis->out, path, &notice, &view, analysis->arena);
    }
    analysis->shown++;
    return fwrite(analysis->out.at, 1, analysis->out.len, stdout) == analysis->out.len;
}

static void fail(void *context, struct str member, struct str reason)
{
    struct analysis *analysis = context;
    struct str path = place(analysis, member);
    fprintf(stderr, "tracuu: analyze: %.*s: %.*s\n", STR_ARG(path), STR_ARG(reason));
    analysis->failed = true;
}

static void note(void *context, struct str sentence)
{
    (void)context;
    fprintf(stderr, "tracuu: analyze: %.*s\n", STR_ARG(sentence));
}

static bool read_one(struct analysis *analysis, struct reader *reader, struct error *err)
{
    const struct reader_calls calls = {analysis, take, fail, note};
    struct reader_result result;
    if (!str_equal(analysis->path, STR("-")))
        return reader_read(reader, analysis->path, &calls, &result, err);
    struct buf bytes = {0};
    for (;;) {
        ssize_t got = read(STDIN_FILENO, buf_room(&bytes, 1 << 16), 1 << 16);
        if (got <= 0)
            break;
        bytes.len += (size_t)got;
    }
    bool done =
        reader_read_bytes(reader, STR("-"), buf_str(&bytes), &calls, &result, err);
    buf_free(&bytes);
    return done;
}

int analyze_command(int count, char **arguments)
{
    static const struct command_option options[] = {{"format", "text|json"}};
    struct command_arguments walk = {.count = count, .arguments = arguments};
    struct error err = {0};
    struct analysis analysis = {0};
    size_t option, file_count = 0;
    const char *value;
    const char **files = memory_array((size_t)count, sizeof *files);
    enum command_argument argument;
    while ((argument = command_next(&walk, options, 1, &option, &value, &err)) !=
           COMMAND_END) {
        if (argument == COMMAND_WRONG) {
            break;
        } else if (argument == COMMAND_OPERAND) {
            files[file_count++] = value;
        } else if (strcmp(value, "json") == 0 || strcmp(value, "text") == 0) {
            analysis.as_json = *value == 'j';
        } else {
            error_set(&err, ERROR_USAGE, _("analyze writes text or json, not %s"), value);
            break;
        }
    }
    if (!err.code && !file_count) {
        error_set(&err, ERROR_USAGE, _("which file?"));
        error_hint(
            &err,
            _("tracuu analyze FILE … [--format text|json]; - reads standard input"));
    }
    if (!err.code) {
        struct reader *reader = reader_open(&(struct reader_options){0});
        analysis.arena = arena_new();
        for (size_t i = 0; i < file_count; i++) {
            analysis.path = str_of(files[i]);
            if (!read_one(&analysis, reader, &err))
                break;
        }
        reader_close(reader);
        arena_free(analysis.arena);
        buf_free(&analysis.out);
    }
    free(files);
    if (err.code)
        return command_fail("analyze", &err);
    return analysis.failed ? command_exit_code(ERROR_FILE) : 0;
}
