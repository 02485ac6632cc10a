// `tracuu show`: the text of a notice as it is indexed, or everything that is known of
// it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "show". Returns the exit code.
int show_command(int count, char **arguments);
