// `tracuu directives`: who was told to do what, with whom and by when.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "directives". Returns the exit code.
int directives_command(int count, char **arguments);
