// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/fonts.h"
#include "corpus/formats/package.h"
#include "corpus/formats/table.h"
#include "corpus/formats/xml.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64, SPACES_MOST = 100 };

static const struct encoding_font plain = {ENCODING_NONE, false};

static void read_styles(struct fonts *fonts, struct xml *xml, struct error *err)
{
    struct buf style = {0};
    unsigned depth = xml_depth(xml);
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END) {
        if (event == XML_CLOSE && xml_depth(xml) == depth) {
            break;
        }
        if (event != XML_OPEN) {
            continue;
        }
        if (xml_is(xml, "style")) {
            buf_clear(&style);
            buf_add_str(&style, xml_attribute(xml, "name"));
            fonts_set(fonts, buf_str(&style), xml_attribute(xml, "parent-style-name"),
                      (struct str){0});
        } else if (xml_is(xml, "text-properties") && style.len) {
            struct str font = xml_attribute(xml, "font-name");
            if (!font.at) {
                font = xml_attribute(xml, "font-family");
            }
            fonts_set(fonts, buf_str(&style), (struct str){0}, font);
        }
    }
    buf_free(&style);
}

static void read_body(struct fonts *fonts, struct str bytes, struct draft *draft,
                      struct error *err)
{
    struct xml *xml = xml_open(bytes);
    struct table table = {0};
    struct encoding_font font[DEEPEST] = {
        plain}; // of the open paragraph and the spans in it
    unsigned open_texts = 0;
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END && !draft->full) {
        bool open = event == XML_OPEN;
        if (event == XML_TEXT) {
            if (open_texts) {
                table_text(&table, draft);
                draft_font(draft, font[open_texts < DEEPEST ? open_texts : DEEPEST - 1]);
                draft_add(draft, xml_text(xml));
            }
            continue;
        }
        struct str name = xml_name(xml);
        if (open && (str_equal(name, STR("automatic-styles")) ||
                     str_equal(name, STR("styles")))) {
            read_styles(fonts, xml, err);
        } else if (open && (str_equal(name, STR("tracked-changes")) ||
                            str_equal(name, STR("annotation")))) {
            xml_skip(xml, err);
        } else if (str_equal(name, STR("p")) || str_equal(name, STR("h")) ||
                   str_equal(name, STR("span"))) {
            if (open) {
                struct encoding_font outer =
                    open_texts && open_texts < DEEPEST ? font[open_texts] : plain;
                if (++open_texts < DEEPEST) {
                    font[open_texts] =
                        fonts_find(fonts, xml_attribute(xml, "style-name"), outer);
                }
            } else {
                open_texts -= open_texts > 0;
                if (!str_equal(name, STR("span"))) {
                    table_paragraph(&table, draft);
                }
            }
        } else if (open && open_texts && str_equal(name, STR("s"))) {
            char digits[8] = {0};
            struct str count = xml_attribute(xml, "c");
            memcpy(digits, count.at ? count.at : "1",
                   count.at ? (count.len < 7 ? count.len : 7) : 1);
            for (long i = strtol(digits, NULL, 10); i > 0 && i <= SPACES_MOST; i--) {
                draft_char(draft, ' ');
            }
        } else if (open && open_texts && str_equal(name, STR("tab"))) {
            draft_char(draft, '\t');
        } else if (open && open_texts && str_equal(name, STR("line-break"))) {
            table_break(&table, draft);
        } else if (str_equal(name, STR("table"))) {
            open ? table_open(&table, draft) : table_close(&table, draft);
        } else if (str_equal(name, STR("table-row"))) {
            open ? table_row(&table) : table_row_end(&table, draft);
        } else if (open && str_equal(name, STR("table-cell"))) {
            table_cell(&table, draft);
        }
    }
    xml_close(xml);
    table_reset(&table, draft);
}

bool odf_read(const struct package *package, struct draft *draft, struct error *err)
{
    struct fonts fonts;
    fonts_open(&fonts);
    struct str styles = package_part(package, "styles.xml");
    if (styles.at) {
        struct error ignored = {0};
        struct draft nothing = {.most = 4096};
        read_body(&fonts, styles, &nothing, &ignored);
        draft_free(&nothing);
    }
    read_body(&fonts, package_part(package, "content.xml"), draft, err);
    fonts_close(&fonts);
    return err->code == ERROR_NONE;
}
