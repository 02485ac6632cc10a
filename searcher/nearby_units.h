// The archive's own units for a file that is looked at without an index: the nearest
// `tracuu.units` beside the file or above it, or one that is named.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"

struct nearby_units;

// `named` is the path of a units file, or NULL to look for one near each file.
struct nearby_units *nearby_units_open(const char *named);
void nearby_units_close(struct nearby_units *units);
// *list is what goes with this file ("-" has none of its own); NULL where there is none.
// It lives until the next call for a file of another folder, or the close. ERROR_IO: a
// units file cannot be read; ERROR_USAGE names the file and its line that makes no sense.
bool nearby_units_for(struct nearby_units *units, struct str file,
                      const struct unit_list **list, struct error *err);
