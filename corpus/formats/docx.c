// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/fonts.h"
#include "corpus/formats/numbering.h"
#include "corpus/formats/package.h"
#include "corpus/formats/table.h"
#include "corpus/formats/xml.h"

#include <stdlib.h>
#include <string.h>

struct docx {
    struct draft *draft;
    struct fonts fonts;
    struct numbering *numbering;
    struct encoding_font otherwise; // what the document says for all
    struct table table;
    struct buf style; // of the paragraph
    struct buf list;
    struct buf level;
    bool listed; // the paragraph's number was written
    struct encoding_font paragraph_font;
};

static void read_styles(struct docx *docx, struct str bytes)
{
    struct error ignored = {0};
    struct xml *xml = xml_open(bytes);
    struct buf id = {0};
    struct buf parent = {0};
    bool defaults = false;
    enum xml_event event;
    while (bytes.at && (event = xml_next(xml, &ignored)) != XML_END) {
        if (event == XML_CLOSE && xml_is(xml, "docDefaults")) {
            defaults = false;
        }
        if (event != XML_OPEN) {
            continue;
        }
        if (xml_is(xml, "docDefaults")) {
            defaults = true;
        } else if (xml_is(xml, "style")) {
            buf_clear(&id);
            buf_clear(&parent);
            buf_add_str(&id, xml_attribute(xml, "styleId"));
            fonts_set(&docx->fonts, buf_str(&id), (struct str){0}, (struct str){0});
        } else if (xml_is(xml, "basedOn")) {
            buf_add_str(&parent, xml_attribute(xml, "val"));
            fonts_set(&docx->fonts, buf_str(&id), buf_str(&parent), (struct str){0});
        } else if (xml_is(xml, "rFonts")) {
            struct str font = xml_attribute(xml, "ascii");
            if (defaults && font.at) {
                docx->otherwise = encoding_of_font(font);
            } else if (id.len) {
                fonts_set(&docx->fonts, buf_str(&id), (struct str){0}, font);
            }
        }
    }
    buf_free(&id);
    buf_free(&parent);
    xml_close(xml);
}

static void begin_paragraph(struct docx *docx)
{
    buf_clear(&docx->style);
    buf_clear(&docx->list);
    buf_clear(&docx->level);
    docx->listed = false;
    docx->paragraph_font = fonts_find(&docx->fonts, STR("Normal"), docx->otherwise);
}

// The number goes before the first text, when all that decides about it was read.
static void begin_text(struct docx *docx, struct encoding_font font)
{
    draft_font(docx->draft, (struct encoding_font){ENCODING_NONE, false});
    table_text(&docx->table, docx->draft);
    if (!docx->listed) {
        docx->listed = true;
        numbering_next(docx->numbering, buf_str(&docx->list), buf_str(&docx->level),
                       buf_str(&docx->style), docx->draft);
    }
    draft_font(docx->draft, font);
}

static void add_symbol(struct docx *docx, struct str code)
{
    char digits[8] = {0};
    memcpy(digits, code.at, code.len < 7 ? code.len : 7);
    unsigned long character = strtoul(digits, NULL, 16);
    // Symbol fonts: bullets and arrows, all of which only mark a place.
    draft_char(docx->draft,
               character >= 0xF000 && character < 0xF100 ? 0x2022 : (uint32_t)character);
}

static void read_body(struct docx *docx, struct str bytes, struct error *err)
{
    struct xml *xml = xml_open(bytes);
    struct draft *draft = docx->draft;
    struct encoding_font font = docx->otherwise;
    bool in_run = false;
    bool in_text = false;
    bool in_paragraph_properties = false;
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END && !draft->full) {
        struct str name = xml_name(xml);
        if (event == XML_TEXT) {
            if (in_text) {
                begin_text(docx, font);
                draft_add(draft, xml_text(xml));
            }
            continue;
        }
        bool open = event == XML_OPEN;
        if (str_equal(name, STR("t"))) {
            in_text = open;
        } else if (str_equal(name, STR("r"))) {
            in_run = open;
            font = docx->paragraph_font;
        } else if (str_equal(name, STR("p"))) {
            if (open) {
                begin_paragraph(docx);
            } else {
                table_paragraph(&docx->table, draft);
            }
        } else if (str_equal(name, STR("pPr"))) {
            in_paragraph_properties = open;
        } else if (str_equal(name, STR("tbl"))) {
            open ? table_open(&docx->table, draft) : table_close(&docx->table, draft);
        } else if (str_equal(name, STR("tr"))) {
            open ? table_row(&docx->table) : table_row_end(&docx->table, draft);
        } else if (str_equal(name, STR("tc"))) {
            open ? table_cell(&docx->table, draft) : (void)0;
        } else if (!open) {
            continue;
        } else if (str_equal(name, STR("Fallback")) || str_equal(name, STR("del")) ||
                   str_equal(name, STR("moveFrom")) || str_equal(name, STR("tblPr")) ||
                   str_equal(name, STR("sectPr")) || str_equal(name, STR("pPrChange")) ||
                   str_equal(name, STR("rPrChange")) ||
                   str_equal(name, STR("instrText"))) {
            xml_skip(xml, err);
        } else if (str_equal(name, STR("pStyle"))) {
            buf_clear(&docx->style);
            buf_add_str(&docx->style, xml_attribute(xml, "val"));
            docx->paragraph_font =
                fonts_find(&docx->fonts, buf_str(&docx->style), docx->otherwise);
        } else if (in_paragraph_properties && str_equal(name, STR("numId"))) {
            buf_clear(&docx->list);
            buf_add_str(&docx->list, xml_attribute(xml, "val"));
        } else if (in_paragraph_properties && str_equal(name, STR("ilvl"))) {
            buf_clear(&docx->level);
            buf_add_str(&docx->level, xml_attribute(xml, "val"));
        } else if (in_run && str_equal(name, STR("rStyle"))) {
            font = fonts_find(&docx->fonts, xml_attribute(xml, "val"), font);
        } else if (in_run && str_equal(name, STR("rFonts"))) {
            struct str ascii = xml_attribute(xml, "ascii");
            if (ascii.at) {
                font = encoding_of_font(ascii);
            }
        } else if (in_run && str_equal(name, STR("tab"))) {
            begin_text(docx, font);
            draft_char(draft, '\t');
        } else if (in_run && (str_equal(name, STR("br")) || str_equal(name, STR("cr")))) {
            table_break(&docx->table, draft);
        } else if (in_run && str_equal(name, STR("noBreakHyphen"))) {
            begin_text(docx, font);
            draft_char(draft, '-');
        } else if (in_run && str_equal(name, STR("sym"))) {
            begin_text(docx, (struct encoding_font){ENCODING_NONE, false});
            add_symbol(docx, xml_attribute(xml, "char"));
        }
    }
    xml_close(xml);
    table_reset(&docx->table, draft);
}

bool docx_read(const struct package *package, struct draft *draft, struct error *err)
{
    struct docx docx = {.draft = draft};
    struct str styles = package_part(package, "word/styles.xml");
    fonts_open(&docx.fonts);
    read_styles(&docx, styles);
    docx.numbering = numbering_open(package_part(package, "word/numbering.xml"), styles);
    begin_paragraph(&docx);
    read_body(&docx, package_part(package, "word/document.xml"), err);
    static const char *const notes[] = {"word/footnotes.xml", "word/endnotes.xml"};
    for (size_t i = 0; i < 2; i++) {
        struct str bytes = package_part(package, notes[i]);
        if (bytes.at && !draft->full) {
            draft_end_line(draft);
            struct error ignored = {0};
            read_body(&docx, bytes, &ignored);
        }
    }
    numbering_close(docx.numbering);
    fonts_close(&docx.fonts);
    buf_free(&docx.style);
    buf_free(&docx.list);
    buf_free(&docx.level);
    return err->code == ERROR_NONE;
}
