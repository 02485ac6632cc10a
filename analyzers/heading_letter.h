// Single letters of a view, as the head of a notice asks about them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

static inline bool letter_is_sign(char plain)
{
    return plain != ' ' && !(plain >= 'a' && plain <= 'z') &&
           !(plain >= '0' && plain <= '9') && plain != VIEW_OTHER_LETTER;
}

static inline bool letter_ends_line(const struct view *view, uint32_t at)
{
    return at >= view->count || (view->flags[at] & VIEW_LINE);
}

// The letters [from, to) without white space. In the arena.
struct str letters_text(const struct view *view, uint32_t from, uint32_t to,
                        struct arena *arena);
