// `tracuu index`: builds an index, or brings it up to date with its files.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "index". Returns the exit code.
int index_command(int count, char **arguments);
