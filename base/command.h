// What every command does alike: take its arguments apart, and say what went wrong.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"

#include <stddef.h>

// The exit code of the manual for an error: 2 usage, 3 no index or damaged, 4 a file, 5
// input or output, 6 partial, 75 locked.
int command_exit_code(enum error_code code);
// Prints "tracuu: COMMAND: message" and, where there is one, "hint: …" to stderr; returns
// the exit code.
int command_fail(const char *command, const struct error *err);

// One option of a command: "--name", or "--name VALUE" and "--name=VALUE".
struct command_option {
    const char *name;  // without the dashes
    const char *value; // what to call the value: "DIR"; NULL when it takes none
};

// A walk through the arguments of a command. Start with {count, arguments} where
// arguments[0] is the name of the command.
struct command_arguments {
    int count;
    char **arguments;
    int next;             // 0 at the start
    bool no_more_options; // "--" was seen
    bool dash_operands;   // one dash starts an operand too: "-word" in a question
};

enum command_argument {
    COMMAND_END,
    COMMAND_OPTION,  // *option is its number in the table, *value its value or NULL
    COMMAND_OPERAND, // *value is it; "-" alone is one
    COMMAND_WRONG,   // *err says what, and which option may have been meant
};

enum command_argument command_next(struct command_arguments *arguments,
                                   const struct command_option *options, size_t count,
                                   size_t *option, const char **value, struct error *err);
