// `tracuu check`: is the index whole, and does it agree with the files?
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "check". Returns the exit code.
int check_command(int count, char **arguments);
