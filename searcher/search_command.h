// `tracuu search`: finds notices by words and by what is in them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "search". Returns the exit code.
int search_command(int count, char **arguments);
