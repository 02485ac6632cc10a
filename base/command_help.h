// What the options of a command do, in a sentence each. An option means the same in every
// command that has it, so that one table serves all.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/command.h"

// Prints the options of a command with what they do to standard output.
void command_help(const struct command_option *options, size_t count);
