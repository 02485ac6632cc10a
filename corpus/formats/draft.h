// The text of a document while a reader puts it together: letters, the fonts they are set
// in, lines and pages.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/encoding.h"

// Start with {.most = …}, end with draft_free.
struct draft {
    struct buf text; // UTF-8; a form feed stands between pages and nowhere else
    size_t most;     // bytes; what goes beyond is dropped and `full` is set
    bool full;
    struct encoding_run *runs;
    size_t run_count;
    size_t run_room;
    bool paged;          // the document has pages
    unsigned pictures;   // pages that are pictures and were not recognised
    unsigned recognised; // pages that were
    double confidence;   // sum over the recognised pages, 0 to 1 each
};

void draft_free(struct draft *draft);
// What follows is set in this font.
void draft_font(struct draft *draft, struct encoding_font font);
// Text as the document has it: bytes that are not UTF-8, NULs and form feeds are left
// out.
void draft_add(struct draft *draft, struct str text);
void draft_char(struct draft *draft, uint32_t character);
// Ends the line.
void draft_line(struct draft *draft);
// Ends the line if something stands in it.
void draft_end_line(struct draft *draft);
// A tab, unless the line is empty or ends in one.
void draft_cell(struct draft *draft);
// The next page begins. The first page begins by itself.
void draft_page(struct draft *draft);
