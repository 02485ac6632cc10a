// What Word's binary files say about the look of their text: fonts, styles, where rows of
// tables end.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/encoding.h"
#include "corpus/formats/ole.h"

enum { DOC_STYLES_MOST = 4096, DOC_NO_FONT = 0xFFFF };

// Character properties from byte `start` of the main stream up to the next.
struct doc_run {
    uint32_t start;
    uint16_t font;  // DOC_NO_FONT: as the paragraph's style says
    uint16_t style; // of characters; 0: none
    bool hidden;    // deleted, or not to be shown
};

struct doc_paragraph {
    uint32_t start; // byte of the main stream
    uint16_t style;
    bool in_table;
    bool row_end;
};

struct doc_look {
    struct encoding_font *fonts;
    size_t font_count;
    uint16_t style_font[DOC_STYLES_MOST]; // DOC_NO_FONT: not told
    uint16_t style_parent[DOC_STYLES_MOST];
    size_t style_count;
    uint16_t default_font;
    struct doc_run *runs; // by start
    size_t run_count;
    size_t run_room;
    struct doc_paragraph *paragraphs; // by start
    size_t paragraph_count;
    size_t paragraph_room;
};

// `main` is the WordDocument stream, `table` the 0Table or 1Table stream beside it (Word
// 97 and later).
void doc_look_read(struct doc_look *look, struct str main, struct str table);
void doc_look_free(struct doc_look *look);
// What the text at this byte of the main stream looks like.
const struct doc_run *doc_run_at(const struct doc_look *look, uint32_t at);
const struct doc_paragraph *doc_paragraph_at(const struct doc_look *look, uint32_t at);
struct encoding_font doc_font(const struct doc_look *look, const struct doc_run *run,
                              const struct doc_paragraph *paragraph);
