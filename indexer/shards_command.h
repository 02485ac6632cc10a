// `tracuu shards`: the segments of other hosts that are searched together with those
// here.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "shards". Returns the exit code.
int shards_command(int count, char **arguments);
