// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/command.h"

#include "base/nearest.h"
#include "base/translate.h"

#include <stdio.h>
#include <string.h>

int command_exit_code(enum error_code code)
{
    switch (code) {
    case ERROR_NONE:
        return 0;
    case ERROR_USAGE:
        return 2;
    case ERROR_NO_INDEX:
    case ERROR_DAMAGED:
    case ERROR_GONE:
        return 3;
    case ERROR_FILE:
        return 4;
    case ERROR_REMOTE:
        return 6;
    case ERROR_LOCKED:
        return 75;
    case ERROR_IO:
    case ERROR_INTERNAL:
        break;
    }
    return 5;
}

int command_fail(const char *command, const struct error *err)
{
    fprintf(stderr, "tracuu: %s: %s\n", command, err->message);
    if (*err->hint)
        fprintf(stderr, _("hint: %s\n"), err->hint);
    return command_exit_code(err->code);
}

enum { MOST_OPTIONS = 64 };

static enum command_argument unknown_option(struct str name,
                                            const struct command_option *options,
                                            size_t count, struct error *err)
{
    const char *names[MOST_OPTIONS];
    for (size_t i = 0; i < count && i < MOST_OPTIONS; i++)
        names[i] = options[i].name;
    const char *nearest =
        nearest_name(name, names, count < MOST_OPTIONS ? count : MOST_OPTIONS);
    error_set(err, ERROR_USAGE, _("unknown option --%.*s"), STR_ARG(name));
    if (nearest)
        error_hint(err, _("did you mean --%s?"), nearest);
    return COMMAND_WRONG;
}

enum command_argument command_next(struct command_arguments *arguments,
                                   const struct command_option *options, size_t count,
                                   size_t *option, const char **value, struct error *err)
{
    *value = NULL;
    if (++arguments->next >= arguments->count)
        return COMMAND_END;
    const char *argument = arguments->arguments[arguments->next];
    if (!arguments->no_more_options && strcmp(argument, "--") == 0) {
        arguments->no_more_options = true;
        return command_next(arguments, options, count, option, value, err);
    }
    if (arguments->no_more_options || argument[0] != '-' || !argument[1] ||
        (arguments->dash_operands && argument[1] != '-')) {
        *value = argument;
        return COMMAND_OPERAND;
    }
    if (argument[1] != '-') {
        error_set(err, ERROR_USAGE, _("unknown option %s"), argument);
        error_hint(err, _("after -- a leading dash is no option"));
        return COMMAND_WRONG;
    }
    struct str rest = str_of(argument + 2), name;
    str_split(&name, &rest, '=');
    size_t number = 0;
    while (number < count && !str_equal(name, str_of(options[number].name)))
        number++;
    if (number == count)
        return unknown_option(name, options, count, err);
    *option = number;
    if (!options[number].value) {
        if (!rest.at)
            return COMMAND_OPTION;
        error_set(err, ERROR_USAGE, _("--%s takes no value"), options[number].name);
        return COMMAND_WRONG;
    }
    *value = rest.at;
    if (!rest.at && ++arguments->next < arguments->count)
        *value = arguments->arguments[arguments->next];
    if (*value)
        return COMMAND_OPTION;
    error_set(err, ERROR_USAGE, _("--%s needs a value: --%s %s"), options[number].name,
              options[number].name, options[number].value);
    return COMMAND_WRONG;
}
