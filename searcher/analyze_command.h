// `tracuu analyze`: what the analyzers see in a file, no index needed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "analyze". Returns the exit code.
int analyze_command(int count, char **arguments);
