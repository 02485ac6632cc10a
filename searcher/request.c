// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/request.h"

#include "base/screen.h"
#include "base/translate.h"
#include "index/place.h"
#include "searcher/hints.h"
#include "searcher/today.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LIMIT_USUAL = 10 };

void request_init(struct request *request, const char *formats, int count,
                  struct arena *arena)
{
    *request = (struct request){.formats = formats, .limit = LIMIT_USUAL, .arena = arena};
    request->words = ARENA_ARRAY(arena, char *, (size_t)count + 1);
}

bool request_take_word(void *context, const char *word, struct error *err)
{
    struct request *request = context;
    (void)err;
    request->words[request->word_count++] = (char *)word;
    return true;
}

bool request_number(const char *option, const char *value, size_t *number,
                    struct error *err)
{
    *number = 0;
    for (const char *digit = value; *digit || digit == value; digit++) {
        if (*digit < '0' || *digit > '9' || *number > SIZE_MAX / 100)
            return error_set(err, ERROR_USAGE, _("--%s is a number, not “%s”"), option,
                             value);
        *number = *number * 10 + (size_t)(*digit - '0');
    }
    return true;
}

static bool take_format(struct request *request, const char *value, struct error *err)
{
    static const char *const names[] = {"text", "json", "csv", "paths0",
                                        "ics",  "dot",  "svg", "html"};
    struct str rest = str_of(request->formats), known;
    while (str_split(&known, &rest, ' ')) {
        if (!str_equal(known, str_of(value)))
            continue;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(names[i], value) == 0)
                request->format = (enum output_format)i;
        return true;
    }
    error_set(err, ERROR_USAGE, _("there is no format “%s”"), value);
    return error_hint(err, _("the formats are: %s"), request->formats);
}

bool request_take(struct request *request, size_t option, const char *value,
                  struct error *err)
{
    static const enum field_id filter_fields[] = {
        [REQUEST_UNIT] = FIELD_UNIT, [REQUEST_PERSON] = FIELD_PERSON,
        [REQUEST_REF] = FIELD_REF,   [REQUEST_PERIOD] = FIELD_PERIOD,
        [REQUEST_TYPE] = FIELD_TYPE, [REQUEST_ISSUER] = FIELD_ISSUER,
    };
    static const struct command_option names[] = {REQUEST_OPTIONS("FORMAT")};
    switch ((enum request_option)option) {
    case REQUEST_INDEX:
        request->index = value;
        return true;
    case REQUEST_FORMAT:
        return take_format(request, value, err);
    case REQUEST_IN:
        if (strcmp(value, "title") == 0)
            request->filters.place = FILTER_TITLE;
        else if (strcmp(value, "body") == 0)
            request->filters.place = FILTER_BODY;
        else
            return error_set(err, ERROR_USAGE, _("--in is title or body, not “%s”"),
                             value);
        return true;
    case REQUEST_LIMIT:
        if (!request_number("limit", value, &request->limit, err))
            return false;
        if (!request->limit)
            request->limit = SIZE_MAX;
        return true;
    case REQUEST_OFFSET:
        return request_number("offset", value, &request->offset, err);
    case REQUEST_ALL:
        request->filters.all = true;
        return true;
    default:
        break;
    }
    if (!*value)
        return error_set(err, ERROR_USAGE, _("--%s has an empty value"),
                         names[option].name);
    filters_add(&request->filters, filter_fields[option], str_of(value),
                arena_printf(request->arena, "--%s", names[option].name), request->arena);
    return true;
}

bool request_open(const struct request *request, struct index **index, struct error *err)
{
    const char *folder;
    return today_known(err) && place_find(&folder, request->index, request->arena, err) &&
           index_open(index, folder, err);
}

int request_end(const char *command, const struct index *index, int code)
{
    const struct str *sentences;
    size_t missing = index ? index_missing_shards(index, &sentences) : 0;
    for (size_t i = 0; i < missing; i++)
        say("tracuu: %s: %.*s\n", command, STR_ARG(sentences[i]));
    struct error err = {0};
    if (code <= 1 && index && index_failed(index, &err))
        return command_fail(command, &err);
    return missing && code <= 1 ? command_exit_code(ERROR_REMOTE) : code;
}

bool request_clause(const struct request *request, const char *command,
                    const struct index *index, const struct clause **out,
                    struct buf *hints, struct error *err)
{
    const struct filters *filters = &request->filters;
    struct filter_answer *answers =
        ARENA_ARRAY(request->arena, struct filter_answer, filters->count);
    for (size_t i = 0; i < filters->count; i++) {
        if (!filter_resolve(index, COLLECTION_NOTICES, &filters->items[i], &answers[i],
                            request->arena, err))
            return false;
    }
    filters_narrow(filters, answers, request->arena);
    if (!filters_decide(filters, answers, index, request->arena, err))
        return false;
    hints_of_filters(&(struct hints){hints, command, index, request->arena}, filters,
                     answers);
    *out = filters_clause(filters, answers, FILTER_UNITS_ALL, request->arena);
    return true;
}

bool request_write(struct str bytes, struct error *err)
{
    if (!bytes.len || fwrite(bytes.at, 1, bytes.len, stdout) == bytes.len ||
        errno == EPIPE)
        return true;
    return error_set(err, ERROR_IO, _("cannot write the output: %s"), strerror(errno));
}
