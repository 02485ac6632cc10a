// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/fonts.h"

#include "base/arena.h"

#include <stdlib.h>

enum { LINE_LONGEST = 16 }; // styles on styles; more is a loop

void fonts_open(struct fonts *fonts)
{
    *fonts = (struct fonts){.names = words_new()};
}

void fonts_close(struct fonts *fonts)
{
    words_free(fonts->names);
    free(fonts->styles);
}

static uint32_t number_of(struct fonts *fonts, struct str name)
{
    if (!name.at) {
        return WORDS_NONE;
    }
    uint32_t number = words_add(fonts->names, name);
    if (number >= fonts->room) {
        size_t room = fonts->room ? fonts->room * 2 : 64;
        fonts->styles = memory_resize(fonts->styles, room * sizeof *fonts->styles);
        for (size_t i = fonts->room; i < room; i++) {
            fonts->styles[i] = (struct style){.parent = WORDS_NONE};
        }
        fonts->room = room;
    }
    return number;
}

void fonts_set(struct fonts *fonts, struct str style, struct str parent, struct str font)
{
    uint32_t number = number_of(fonts, style);
    uint32_t above = number_of(fonts, parent);
    if (number == WORDS_NONE) {
        return;
    }
    struct style *found = &fonts->styles[number];
    if (above != WORDS_NONE) {
        found->parent = above;
    }
    if (font.at) {
        found->has_font = true;
        found->font = encoding_of_font(font);
    }
}

struct encoding_font fonts_find(const struct fonts *fonts, struct str style,
                                struct encoding_font otherwise)
{
    uint32_t number = style.at ? words_find(fonts->names, style) : WORDS_NONE;
    for (int i = 0; i < LINE_LONGEST && number != WORDS_NONE; i++) {
        if (fonts->styles[number].has_font) {
            return fonts->styles[number].font;
        }
        number = fonts->styles[number].parent;
    }
    return otherwise;
}
