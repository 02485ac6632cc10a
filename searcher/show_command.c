// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/show_command.h"

#include "base/screen.h"
#include "base/translate.h"
#include "searcher/fact_json.h"
#include "searcher/named_notice.h"
#include "searcher/request.h"

enum show_option { SHOW_INDEX, SHOW_FORMAT, SHOW_PATH };

static const struct command_option show_options[] = {
    [SHOW_INDEX] = COMMAND_OPTION_INDEX,
    [SHOW_FORMAT] = {"format", "text|json", "how the answer is written"},
    [SHOW_PATH] = {"path", NULL, "names the file instead of printing the text"},
};

struct show_command {
    struct request request;
    bool path_only;
    bool unknown; // a notice that was named is not there
    struct index *index;
    struct buf out;
};

static void write_json(struct show_command *command, const struct document *document)
{
    struct json json = {.out = &command->out};
    const struct notice *notice = &document->notice;
    const struct str *paths;
    size_t path_count = index_paths(command->index, document->id, &paths);
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_str(&json, "id", document->id);
    json_str(&json, "path", path_count ? paths[0] : (struct str){0});
    json_array(&json, "paths");
    for (size_t i = 0; i < path_count; i++)
        json_str(&json, NULL, paths[i]);
    json_end(&json);
    if (document->source.len)
        json_str(&json, "source", document->source);
    json_notice(&json, notice);
    json_str(&json, "text", notice->text);
    json_end_line(&json);
}

static bool show(struct show_command *command, struct str name, struct error *err)
{
    struct document document = {0};
    if (!notice_named(&document, command->index, name, !command->path_only,
                      command->request.arena, err))
        return false;
    if (!document.id.len) {
        notice_say_unknown("show", name);
        command->unknown = true;
        return true;
    }
    if (command->path_only) {
        const struct str *paths;
        size_t count = index_paths(command->index, document.id, &paths);
        for (size_t i = 0; i < count; i++)
            buf_printf(&command->out, "%.*s\n", STR_ARG(paths[i]));
    } else if (command->request.format == OUTPUT_JSON) {
        write_json(command, &document);
    } else {
        struct str text = document.notice.text;
        if (document.source.len)
            say(_("tracuu: show: read as %.*s\n"), STR_ARG(document.source));
        buf_add_str(&command->out, text);
        if (text.len && text.at[text.len - 1] != '\n')
            buf_add_char(&command->out, '\n');
    }
    return request_write(buf_str(&command->out), err);
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct show_command *command = context;
    if (option != SHOW_PATH)
        return request_take(&command->request,
                            option == SHOW_INDEX ? REQUEST_INDEX : REQUEST_FORMAT, value,
                            err);
    command->path_only = true;
    return true;
}

static const struct command_syntax syntax = {
    .options = show_options,
    .count = sizeof show_options / sizeof *show_options,
    .take_option = take_option,
    .take_operand = request_take_word,
};

static bool run(struct show_command *command, int count, char **arguments,
                struct error *err)
{
    struct request *request = &command->request;
    if (!command_read(&syntax, count, arguments, command, err))
        return false;
    if (!request->word_count) {
        error_set(err, ERROR_USAGE, _("which notice?"));
        return error_hint(err, _("tracuu show ID, or tracuu show PATH"));
    }
    if (!request_open(request, &command->index, err))
        return false;
    for (size_t i = 0; i < request->word_count; i++) {
        buf_clear(&command->out);
        if (!show(command, str_of(request->words[i]), err))
            return false;
    }
    return true;
}

int show_command(int count, char **arguments)
{
    struct error err = {0};
    struct show_command command = {0};
    struct arena *arena = arena_new();
    request_init(&command.request, "text json", count, arena);
    int code = run(&command, count, arguments, &err) ? command.unknown
                                                     : command_fail("show", &err);
    code = request_end("show", command.index, code);
    index_close(command.index);
    buf_free(&command.out);
    arena_free(arena);
    return code;
}
