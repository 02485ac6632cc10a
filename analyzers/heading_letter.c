// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/heading_letter.h"

#include "analyzers/characters.h"

// The letters [from, to) without white space.
struct str letters_text(const struct view *view, uint32_t from, uint32_t to,
                        struct arena *arena)
{
    char *out = arena_alloc(arena, (size_t)(to - from) * 3 + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] != ' ') {
            len += character_put(view->letter[i], out + len);
        }
    }
    return (struct str){out, len};
}
