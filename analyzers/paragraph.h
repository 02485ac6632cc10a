// Paragraphs: the lines of a text put together again where a page was too narrow, each
// with the mark it is listed under.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// What a paragraph is listed under, from the outermost to the innermost. The same mark
// stands on different levels in different notices; which paragraph belongs to which is
// settled by their order, not by the mark alone.
enum mark {
    MARK_NONE,
    MARK_PART,    // PHẦN I, Chương II, Mục 3, A., PHỤ LỤC
    MARK_ROMAN,   // IV.
    MARK_ARTICLE, // Điều 3.
    MARK_NUMBER,  // 2.
    MARK_DECIMAL, // 2.1. 2.1.4
    MARK_BRACKET, // (2)
    MARK_LETTER,  // b)
    MARK_DASH,    // -
    MARK_PLUS,    // + *
};

//   "- Chủ trì, phối hợp với các phòng, đơn vị rà soát ⏎ hệ thống …"
//    ^from ^text                                             ^to
struct paragraph {
    uint32_t from, to; // letters of the view, mark included
    uint32_t text;     // the first letter behind the mark
    uint32_t line;     // number of its first line, from 1
    enum mark mark;
    uint8_t depth;   // MARK_DECIMAL: how many numbers (2.1 has 2)
    uint16_t number; // as counted by the mark, 0 where it does not count
    bool capitals;   // written in capitals
    bool soft;       // only a sentence that ended at a line end says that it begins here
};

struct paragraphs {
    struct paragraph *items;
    size_t count;
};

// Page numbers and lines of noise are left out. Line ends inside a paragraph stay in its
// span.
void paragraphs_find(struct paragraphs *out, const struct view *view,
                     const struct span *skip, size_t skip_count, struct arena *arena);
