// Which of several names a person may have meant who mistyped one.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

// Changes of one byte (added, lost, replaced, or two swapped) that lead from a to b;
// anything over `most` is most + 1.
size_t edit_distance(struct str a, struct str b, size_t most);
// The name that is at most two changes (one, for less than eight letters) away from `typed`;
// NULL when there is none.
const char *nearest_name(struct str typed, const char *const *names, size_t count);
