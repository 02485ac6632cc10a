// The archive's own units: the files `tracuu.units` that stand beside the index folder
// and in its roots.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"
#include "index/place.h"
#include "base/buf.h"
#include "indexer/roots.h"

// Reads them, one after the other, into *list (NULL when there is none; ended by
// unit_list_free) and tells them from other ones by *hash (hex, or "-"; in the arena).
// ERROR_USAGE names the file and the line that cannot be understood; ERROR_IO.
bool units_file_read(struct unit_list **list, struct str *hash, const struct place *place,
                     const struct roots *roots, struct arena *arena, struct error *err);
