// What each style of a document says about fonts, with styles that stand on other styles.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/words.h"
#include "corpus/encoding.h"

struct style {
    uint32_t parent; // WORDS_NONE: none
    bool has_font;
    struct encoding_font font;
};

struct fonts {
    struct words *names; // of the styles
    struct style *styles;
    size_t room;
};

void fonts_open(struct fonts *fonts);
void fonts_close(struct fonts *fonts);
// Both strings may be missing.
void fonts_set(struct fonts *fonts, struct str style, struct str parent, struct str font);
// What text of this style is set in; `otherwise` when no style in its line says anything.
struct encoding_font fonts_find(const struct fonts *fonts, struct str style,
                                struct encoding_font otherwise);
