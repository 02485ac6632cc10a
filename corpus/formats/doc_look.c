// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/doc.h"

#include "base/arena.h"
#include "corpus/text.h"

#include <stdlib.h>
#include <string.h>

// Places in the head of the main stream: offset and length of a structure in the table
// stream.
enum { STYLES = 0xA2, CHARACTERS = 0xFA, PARAGRAPHS = 0x102, FONTS = 0x112 };

enum { PAGE = 512, STYLES_ON_STYLES = 16 };

enum property {
    PROPERTY_DELETED = 0x0800,
    PROPERTY_HIDDEN = 0x083C,
    PROPERTY_FONT = 0x4A4F,
    PROPERTY_CHARACTER_STYLE = 0x4A30,
    PROPERTY_IN_TABLE = 0x2416,
    PROPERTY_ROW_END = 0x2417,
    PROPERTY_TABLE = 0xD608, // its length takes two bytes
};

static struct str place(struct str main, struct str table, size_t at)
{
    size_t start = ole_32(main, at);
    size_t len = ole_32(main, at + 4);
    return str_slice(table, start, start + len);
}

// Takes one property off the front: its code and its operand.
static bool next_property(struct str *list, uint16_t *code, struct str *operand)
{
    static const unsigned char lens[8] = {1, 1, 2, 4, 2, 2, 0, 3};
    if (list->len < 3) {
        return false;
    }
    *code = ole_16(*list, 0);
    size_t head = 2;
    size_t len = lens[*code >> 13];
    if (*code == PROPERTY_TABLE) {
        head = 4;
        len = ole_16(*list, 2);
        len -= len > 0;
    } else if (len == 0) {
        head = 3;
        len = (unsigned char)list->at[2];
    }
    if (head + len > list->len) {
        return false;
    }
    *operand = str_slice(*list, head, head + len);
    *list = str_slice(*list, head + len, list->len);
    return true;
}

static void read_fonts(struct doc_look *look, struct str list)
{
    size_t count = ole_16(list, 0);
    size_t at = 4;
    struct buf name = {0};
    if (count > list.len / 2) {
        return;
    }
    look->fonts = memory_array(count + 1, sizeof *look->fonts);
    // Each: its length, 39 bytes about its looks, its name in UTF-16.
    for (size_t i = 0; i < count && at < list.len; i++) {
        size_t len = (unsigned char)list.at[at];
        struct str font = str_slice(list, at + 1, at + 1 + len);
        buf_clear(&name);
        for (size_t j = 39; j + 1 < font.len && ole_16(font, j); j += 2) {
            text_add(&name, ole_16(font, j));
        }
        look->fonts[look->font_count++] = encoding_of_font(buf_str(&name));
        at += 1 + len;
    }
    buf_free(&name);
}

static uint16_t font_of(struct str properties)
{
    uint16_t font = DOC_NO_FONT;
    uint16_t code;
    struct str operand;
    while (next_property(&properties, &code, &operand)) {
        if (code == PROPERTY_FONT) {
            font = ole_16(operand, 0);
        }
    }
    return font;
}

static void read_style(struct doc_look *look, size_t number, struct str style,
                       size_t base)
{
    unsigned kind = ole_16(style, 2) & 15;
    look->style_parent[number] = ole_16(style, 2) >> 4;
    unsigned count = ole_16(style, 4) & 15;
    size_t at = base;
    size_t name = ole_16(style, at);
    at += 2 + 2 * name + 2;
    // A paragraph's style has properties of the paragraph and then of its characters; a
    // style of characters has those alone.
    for (unsigned i = 0; i < count && at < style.len; i++) {
        at += at & 1;
        size_t len = ole_16(style, at);
        struct str properties = str_slice(style, at + 2, at + 2 + len);
        if ((kind == 1 && i == 1) || (kind == 2 && i == 0)) {
            look->style_font[number] = font_of(properties);
        }
        at += 2 + len;
    }
}

static void read_styles(struct doc_look *look, struct str list)
{
    size_t head = ole_16(list, 0);
    size_t count = ole_16(list, 2);
    size_t base = ole_16(list, 4);
    look->default_font = head >= 14 ? ole_16(list, 14) : DOC_NO_FONT;
    size_t at = 2 + head;
    for (size_t i = 0; i < count && i < DOC_STYLES_MOST && at + 2 <= list.len; i++) {
        size_t len = ole_16(list, at);
        struct str style = str_slice(list, at + 2, at + 2 + len);
        look->style_font[i] = DOC_NO_FONT;
        look->style_parent[i] = 0x0FFF;
        if (style.len >= base + 4 && base >= 6) {
            read_style(look, i, style, base);
        }
        look->style_count = i + 1;
        at += 2 + len;
    }
}

static void add_run(struct doc_look *look, uint32_t start, struct str properties)
{
    struct doc_run run = {.start = start, .font = DOC_NO_FONT};
    uint16_t code;
    struct str operand;
    while (next_property(&properties, &code, &operand)) {
        if (code == PROPERTY_FONT) {
            run.font = ole_16(operand, 0);
        } else if (code == PROPERTY_CHARACTER_STYLE) {
            run.style = ole_16(operand, 0);
        } else if (code == PROPERTY_DELETED || code == PROPERTY_HIDDEN) {
            run.hidden = run.hidden || (operand.at[0] & 1);
        }
    }
    if (look->run_count == look->run_room) {
        look->run_room = look->run_room ? look->run_room * 2 : 256;
        look->runs = memory_resize(look->runs, look->run_room * sizeof *look->runs);
    }
    look->runs[look->run_count++] = run;
}

static void add_paragraph(struct doc_look *look, uint32_t start, struct str properties)
{
    struct doc_paragraph paragraph = {.start = start, .style = ole_16(properties, 0)};
    uint16_t code;
    struct str operand;
    properties = str_slice(properties, 2, properties.len);
    while (next_property(&properties, &code, &operand)) {
        if (code == PROPERTY_IN_TABLE) {
            paragraph.in_table = operand.at[0] != 0;
        } else if (code == PROPERTY_ROW_END) {
            paragraph.row_end = operand.at[0] != 0;
        }
    }
    if (look->paragraph_count == look->paragraph_room) {
        look->paragraph_room = look->paragraph_room ? look->paragraph_room * 2 : 256;
        look->paragraphs = memory_resize(look->paragraphs,
                                         look->paragraph_room * sizeof *look->paragraphs);
    }
    look->paragraphs[look->paragraph_count++] = paragraph;
}

// Properties are kept in pages of 512 bytes: starts of runs from the front, properties
// from the back, the count in the last byte.
static void read_page(struct doc_look *look, struct str page, bool characters)
{
    if (page.len < PAGE) {
        return;
    }
    size_t count = (unsigned char)page.at[PAGE - 1];
    size_t step = characters ? 1 : 13;
    size_t list = (count + 1) * 4;
    for (size_t i = 0; i < count && list + (i + 1) * step < PAGE; i++) {
        size_t at = 2 * (size_t)(unsigned char)page.at[list + i * step];
        uint32_t start = ole_32(page, i * 4);
        struct str properties = {0};
        if (at && characters) {
            size_t len = (unsigned char)page.at[at];
            properties = str_slice(page, at + 1, at + 1 + len);
        } else if (at) {
            size_t len = 2 * (size_t)(unsigned char)page.at[at];
            size_t from = at + 1;
            if (len == 0 && at + 1 < PAGE) {
                len = 2 * (size_t)(unsigned char)page.at[at + 1];
                from = at + 2;
            } else {
                len -= len > 0;
            }
            properties = str_slice(page, from, from + len);
        }
        if (characters) {
            add_run(look, start, properties);
        } else {
            add_paragraph(look, start, properties);
        }
    }
}

static void read_pages(struct doc_look *look, struct str main, struct str list,
                       bool characters)
{
    if (list.len < 4) {
        return;
    }
    size_t count = (list.len - 4) / 8;
    for (size_t i = 0; i < count; i++) {
        size_t page = (size_t)(ole_32(list, (count + 1) * 4 + i * 4) & 0x3FFFFF) * PAGE;
        read_page(look, str_slice(main, page, page + PAGE), characters);
    }
}

static int compare_runs(const void *left, const void *right)
{
    const struct doc_run *a = left;
    const struct doc_run *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

static int compare_paragraphs(const void *left, const void *right)
{
    const struct doc_paragraph *a = left;
    const struct doc_paragraph *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

void doc_look_read(struct doc_look *look, struct str main, struct str table)
{
    memset(look, 0, sizeof *look);
    look->default_font = DOC_NO_FONT;
    read_fonts(look, place(main, table, FONTS));
    read_styles(look, place(main, table, STYLES));
    read_pages(look, main, place(main, table, CHARACTERS), true);
    read_pages(look, main, place(main, table, PARAGRAPHS), false);
    if (look->run_count) {
        qsort(look->runs, look->run_count, sizeof *look->runs, compare_runs);
    }
    if (look->paragraph_count) {
        qsort(look->paragraphs, look->paragraph_count, sizeof *look->paragraphs,
              compare_paragraphs);
    }
}

void doc_look_free(struct doc_look *look)
{
    free(look->fonts);
    free(look->runs);
    free(look->paragraphs);
}

const struct doc_run *doc_run_at(const struct doc_look *look, uint32_t at)
{
    size_t low = 0;
    size_t high = look->run_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (look->runs[middle].start <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? &look->runs[low - 1] : NULL;
}

const struct doc_paragraph *doc_paragraph_at(const struct doc_look *look, uint32_t at)
{
    size_t low = 0;
    size_t high = look->paragraph_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (look->paragraphs[middle].start <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? &look->paragraphs[low - 1] : NULL;
}

static uint16_t style_font(const struct doc_look *look, uint16_t style)
{
    for (int i = 0; i < STYLES_ON_STYLES && style < look->style_count; i++) {
        if (look->style_font[style] != DOC_NO_FONT) {
            return look->style_font[style];
        }
        style = look->style_parent[style];
    }
    return DOC_NO_FONT;
}

struct encoding_font doc_font(const struct doc_look *look, const struct doc_run *run,
                              const struct doc_paragraph *paragraph)
{
    uint16_t font = run ? run->font : DOC_NO_FONT;
    if (font == DOC_NO_FONT && run && run->style) {
        font = style_font(look, run->style);
    }
    if (font == DOC_NO_FONT && paragraph) {
        font = style_font(look, paragraph->style);
    }
    if (font == DOC_NO_FONT) {
        font = look->default_font;
    }
    return font < look->font_count ? look->fonts[font]
                                   : (struct encoding_font){ENCODING_NONE, false};
}
