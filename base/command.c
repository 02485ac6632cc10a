// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/command.h"

#include "base/nearest.h"
#include "base/screen.h"
#include "base/translate.h"

#include <stdio.h>
#include <string.h>

int command_exit_code(enum error_code code)
{
    switch (code) {
    case ERROR_NONE:
    case ERROR_HELP:
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
    if (err->code == ERROR_HELP)
        return command_exit_code(err->code);
    say("tracuu: %s: %s\n", command, err->message);
    if (*err->hint)
        say(_("hint: %s\n"), err->hint);
    else if (err->code == ERROR_DAMAGED)
        say(_("hint: %s\n"),
            _("`tracuu check` says what is damaged, `tracuu index --rebuild` makes the "
              "index anew"));
    return command_exit_code(err->code);
}

enum { MOST_OPTIONS = 64 };

static bool unknown_option(const struct command_syntax *syntax, struct str name,
                           struct error *err)
{
    const char *names[MOST_OPTIONS];
    size_t count = syntax->count < MOST_OPTIONS ? syntax->count : MOST_OPTIONS;
    for (size_t i = 0; i < count; i++)
        names[i] = syntax->options[i].name;
    const char *nearest = nearest_name(name, names, count);
    error_set(err, ERROR_USAGE, _("unknown option --%.*s"), STR_ARG(name));
    return nearest ? error_hint(err, _("did you mean --%s?"), nearest) : false;
}

enum { HELP_COLUMN = 30 };

static void print_help(const struct command_syntax *syntax)
{
    for (size_t i = 0; i < syntax->count; i++) {
        const struct command_option *option = &syntax->options[i];
        int used = printf("    --%s%s%s", option->name, option->value ? " " : "",
                          option->value ? option->value : "");
        for (const char *byte = option->value; byte && *byte; byte++)
            used -= (*byte & 0xC0) == 0x80; // behind the first of a letter
        if (used > HELP_COLUMN)
            used = printf("\n") - 1;
        printf("%*s  %s\n", HELP_COLUMN - used, "", _(option->help));
    }
    fputs(_("\nThe manual is tracuu(1); questions are explained in tracuu-query(7).\n"),
          stdout);
}

// One of the table's options, "--NAME" or "--NAME=VALUE"; `following` is the argument
// behind it or NULL, *used says that it was the value.
static bool read_option(const struct command_syntax *syntax, const char *argument,
                        const char *following, bool *used, void *context,
                        struct error *err)
{
    struct str value = str_of(argument + 2), name;
    str_split(&name, &value, '=');
    if (str_equal(name, STR("help")) && !value.at) {
        print_help(syntax);
        return error_set(err, ERROR_HELP, "help");
    }
    size_t number = 0;
    while (number < syntax->count &&
           !str_equal(name, str_of(syntax->options[number].name)))
        number++;
    if (number == syntax->count)
        return unknown_option(syntax, name, err);
    const struct command_option *option = &syntax->options[number];
    if (!option->value && value.at)
        return error_set(err, ERROR_USAGE, _("--%s takes no value"), option->name);
    *used = option->value && !value.at;
    if (*used && !following)
        return error_set(err, ERROR_USAGE, _("--%s needs a value: --%s %s"), option->name,
                         option->name, option->value);
    return syntax->take_option(context, number, *used ? following : value.at, err);
}

bool command_read(const struct command_syntax *syntax, int count, char **arguments,
                  void *context, struct error *err)
{
    bool options = true;
    for (int i = 1; i < count; i++) {
        const char *argument = arguments[i];
        if (options && strcmp(argument, "--") == 0) {
            options = false;
        } else if (options && strncmp(argument, "--", 2) == 0) {
            bool used = false;
            if (!read_option(syntax, argument, i + 1 < count ? arguments[i + 1] : NULL,
                             &used, context, err))
                return false;
            i += used;
        } else if (options && argument[0] == '-' && argument[1] &&
                   !syntax->dash_operands) {
            error_set(err, ERROR_USAGE, _("unknown option %s"), argument);
            return error_hint(err, _("after -- a leading dash is no option"));
        } else if (!syntax->take_operand(context, argument, err)) {
            return false;
        }
    }
    return true;
}
