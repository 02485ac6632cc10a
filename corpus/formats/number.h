// Numbers of spreadsheet cells as people read them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/draft.h"

// True when a cell format with this number (of the built-in ones) or this pattern
// ("dd/mm/yyyy") shows dates.
bool number_is_date(unsigned format, struct str pattern);
// Adds a number: as a day ("05/09/2023", with "13:30" where there is a time) when it is a
// date, else with at most six decimals. `from_1904`: the days of old Macintosh files.
void number_add(struct draft *draft, double value, bool date, bool from_1904);
