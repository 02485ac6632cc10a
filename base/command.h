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
    const char *help;  // what it does, for --help
};
#define COMMAND_OPTION_INDEX                                                             \
    {                                                                                    \
        "index", "DIR",                                                                  \
            "the folder of the index; else $TRACUU_INDEX, else the nearest .tracuu"      \
    }

// What a command takes.
struct command_syntax {
    const struct command_option *options;
    size_t count;
    bool dash_operands; // one dash starts an operand too: "-word" in a question
    // `option` is the number in `options`; `value` is NULL where that takes none.
    bool (*take_option)(void *context, size_t option, const char *value,
                        struct error *err);
    // "-" alone is an operand, and so is everything behind "--".
    bool (*take_operand)(void *context, const char *operand, struct error *err);
};

// Hands each argument behind the first, which is the command's name, over in its order.
// False when one of them is refused; for an unknown option *err says which may have been
// meant.
bool command_read(const struct command_syntax *syntax, int count, char **arguments,
                  void *context, struct error *err);
