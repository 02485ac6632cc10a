// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/analyze_command.h"

#include "base/command.h"
#include "base/screen.h"
#include "base/translate.h"
#include "corpus/reader.h"
#include "searcher/fact_json.h"
#include "searcher/fact_text.h"
#include "searcher/nearby_units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct analysis {
    struct str path;
    bool as_json;
    const char *units_file;        // named on the command line, or NULL
    const struct unit_list *units; // of the file that is read, or NULL
    const char **files;            // named on the command line
    size_t file_count;
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
    json_notice(&json, notice);
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
    notice_read(&notice, &view, reading->text, path, analysis->units, analysis->arena);
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
    say("tracuu: analyze: %.*s: %.*s\n", STR_ARG(path), STR_ARG(reason));
    analysis->failed = true;
}

static void note(void *context, struct str sentence)
{
    (void)context;
    say("tracuu: analyze: %.*s\n", STR_ARG(sentence));
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
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            fail(analysis, (struct str){0}, str_of(strerror(errno)));
            buf_free(&bytes);
            return true;
        }
        bytes.len += (size_t)got;
    }
    bool done =
        reader_read_bytes(reader, STR("-"), buf_str(&bytes), &calls, &result, err);
    buf_free(&bytes);
    return done;
}

enum { OPTION_UNITS, OPTION_FORMAT };

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct analysis *analysis = context;
    if (option == OPTION_UNITS) {
        analysis->units_file = value;
        return true;
    }
    analysis->as_json = strcmp(value, "json") == 0;
    return analysis->as_json || strcmp(value, "text") == 0 ||
           error_set(err, ERROR_USAGE, _("--format is text or json, not “%s”"), value);
}

static bool take_file(void *context, const char *file, struct error *err)
{
    struct analysis *analysis = context;
    (void)err;
    analysis->files[analysis->file_count++] = file;
    return true;
}

static bool run(struct analysis *analysis, int count, char **arguments, struct error *err)
{
    static const struct command_option options[] = {
        [OPTION_UNITS] = {"units", "FILE",
                          "the archive's own units; without it the nearest tracuu.units "
                          "beside or above each file"},
        [OPTION_FORMAT] = {"format", "text|json", "how the answer is written"},
    };
    static const struct command_syntax syntax = {
        .options = options,
        .count = sizeof options / sizeof *options,
        .take_option = take_option,
        .take_operand = take_file,
    };
    if (!command_read(&syntax, count, arguments, analysis, err))
        return false;
    if (!analysis->file_count) {
        error_set(err, ERROR_USAGE, _("which file?"));
        return error_hint(
            err, _("tracuu analyze FILE … [--units FILE] [--format text|json]; - reads "
                   "standard input"));
    }
    struct reader *reader = reader_open(&(struct reader_options){0});
    struct nearby_units *units = nearby_units_open(analysis->units_file);
    bool done = true;
    for (size_t i = 0; i < analysis->file_count && done; i++) {
        analysis->path = str_of(analysis->files[i]);
        done = nearby_units_for(units, analysis->path, &analysis->units, err) &&
               read_one(analysis, reader, err);
    }
    nearby_units_close(units);
    reader_close(reader);
    return done;
}

int analyze_command(int count, char **arguments)
{
    struct error err = {0};
    struct analysis analysis = {
        .files = memory_array((size_t)count, sizeof *analysis.files),
        .arena = arena_new(),
    };
    bool done = run(&analysis, count, arguments, &err);
    buf_free(&analysis.out);
    arena_free(analysis.arena);
    free(analysis.files);
    if (!done)
        return command_fail("analyze", &err);
    return analysis.failed ? command_exit_code(ERROR_FILE) : 0;
}
