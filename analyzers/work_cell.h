// What one cell of a table of work says, read as a small text of its own: units, a time limit.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

// Adds the units of a cell with this role; the whole cell as a name where it names none that
// is known. `table` is the reading of the text that the table stands in.
void work_cell_units(struct directive *out, const struct reading *table, struct str cell,
                     enum role role);
// The time limit of a cell under a head like "Thời hạn", where a day needs no word before
// it: "05/6", "17 - 18/6", "3/2025".
void work_cell_time(struct deadline *out, const struct reading *table, struct str cell);
