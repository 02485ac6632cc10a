// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/heading_letter.h"

void letter_put(char *out, size_t *len, uint16_t letter)
{
    if (letter < 0x80) {
        out[(*len)++] = (char)letter;
    } else if (letter < 0x800) {
        out[(*len)++] = (char)(0xC0 | letter >> 6);
        out[(*len)++] = (char)(0x80 | (letter & 0x3F));
    } else {
        out[(*len)++] = (char)(0xE0 | letter >> 12);
        out[(*len)++] = (char)(0x80 | (letter >> 6 & 0x3F));
        out[(*len)++] = (char)(0x80 | (letter & 0x3F));
    }
}

// The letters [from, to) without white space.
struct str letters_text(const struct view *view, uint32_t from, uint32_t to,
                        struct arena *arena)
{
    char *out = arena_alloc(arena, (size_t)(to - from) * 3 + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] != ' ') {
            letter_put(out, &len, view->letter[i]);
        }
    }
    return (struct str){out, len};
}
