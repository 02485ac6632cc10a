// The mark that a line begins with: "Điều 3.", "II.", "2.1", "(4)", "a)", "-".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/paragraph.h"

static inline bool letter_upper(const struct view *view, uint32_t at)
{
    return at < view->count && (view->flags[at] & VIEW_UPPER);
}

static inline uint32_t behind_spaces(const struct view *view, uint32_t at, uint32_t to)
{
    while (at < to && view->plain[at] == ' ')
        at++;
    return at;
}

// Fills mark, depth, number, from and text of the line [from, to), which stands `indent`
// columns in. `after_sentence`: the line before ended one. Scanners leave dots, underscores
// and single letters before a mark, and make other signs of dashes.
void paragraph_mark_read(struct paragraph *out, const struct view *view, uint32_t from,
                         uint32_t to, uint16_t indent, bool after_sentence);
