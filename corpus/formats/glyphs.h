// The letters of a page with their places: of a PDF, those of stamps and filled-in fields
// included, or of a picture.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/draft.h"

#include <poppler.h>

struct glyph {
    float x1; // points, from the left and the top of the page
    float y1;
    float x2;
    float y2;
    uint32_t character;
    struct encoding_font font;
    bool space_before; // or a line end
    uint16_t stamp;    // 0: the page's own; else which annotation it is in
};

struct glyphs {
    struct glyph *list; // in the order of the file
    size_t count;
    size_t room;
    float width; // of the page
    float height;
};

void glyphs_add(struct glyphs *glyphs, struct glyph glyph);
void glyphs_read(struct glyphs *glyphs, PopplerPage *page);
void glyphs_free(struct glyphs *glyphs);
