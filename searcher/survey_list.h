// A survey of the archive, as a list that is read or parsed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/survey.h"
#include "searcher/terminal.h"

// How many columns the names of a list get of which the widest has so many: at most so
// much of the screen, but what most names need.
size_t name_columns(size_t widest, size_t most);
// A name in `widest` columns, and behind it, where that is something else, what to type so
// that exactly this one is meant.
void name_and_value_add(struct buf *out, const struct terminal *terminal, struct str name,
                        struct str value, size_t widest);

void survey_text(struct buf *out, const struct survey *survey, bool references,
                 struct arena *arena);
void survey_json(struct buf *out, const struct survey *survey, bool references);
void survey_csv(struct buf *out, const struct survey *survey, bool references);
