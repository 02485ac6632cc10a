// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"
#include "corpus/formats/table.h"
#include "corpus/formats/xml.h"
#include "corpus/text.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 400 };

struct html {
    struct draft *draft;
    struct table table;
    bool space; // white space was seen and not yet written
    bool preformatted;
};

static bool among(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *const blocks[] = {
    "p",       "div",        "h1",    "h2",     "h3",      "h4",     "h5",
    "h6",      "li",         "ul",    "ol",     "dl",      "dt",     "dd",
    "pre",     "blockquote", "table", "form",   "section", "header", "footer",
    "article", "title",      "hr",    "center", "address"};
static const char *const silent[] = {"script", "style", "noscript", "template", "svg",
                                     "select", "nav",   "iframe",   "object"};

static void add_text(struct html *html, const char *text)
{
    struct str rest = str_of(text);
    while (rest.len) {
        uint32_t character = text_take(&rest);
        if (!html->preformatted &&
            (character == ' ' || (character >= '\t' && character <= '\r'))) {
            html->space = true;
            continue;
        }
        table_text(&html->table, html->draft);
        const struct buf *out = &html->draft->text;
        unsigned char last = out->len ? (unsigned char)out->at[out->len - 1] : '\n';
        if (html->space && last > ' ') {
            draft_char(html->draft, ' ');
        }
        html->space = false;
        draft_char(html->draft, character);
    }
}

static void end_block(struct html *html)
{
    html->space = false;
    if (html->table.in_row) {
        table_paragraph(&html->table, html->draft);
    } else {
        draft_end_line(html->draft);
    }
}

static void walk(struct html *html, xmlNode *node, struct encoding_font font,
                 unsigned depth)
{
    for (; node && !html->draft->full && depth < DEEPEST; node = node->next) {
        const char *name = (const char *)node->name;
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            draft_font(html->draft, font);
            add_text(html, (const char *)node->content);
            continue;
        }
        if (node->type != XML_ELEMENT_NODE ||
            among(name, silent, sizeof silent / sizeof *silent)) {
            continue;
        }
        struct encoding_font inner = font;
        xmlChar *face = strcasecmp(name, "font") == 0
                            ? xmlGetProp(node, (const xmlChar *)"face")
                            : NULL;
        xmlChar *style = face ? NULL : xmlGetProp(node, (const xmlChar *)"style");
        const char *family = style ? strstr((const char *)style, "font-family:") : NULL;
        if (face || family) {
            struct str value =
                str_of(face ? (const char *)face : family + strlen("font-family:"));
            size_t len = 0;
            while (len < value.len && !strchr(",;", value.at[len])) {
                len++;
            }
            value = str_trim(str_slice(value, 0, len));
            if (value.len >= 2 && strchr("'\"", value.at[0])) {
                value = str_slice(value, 1, value.len - 1);
            }
            inner = encoding_of_font(value);
        }
        xmlFree(face);
        xmlFree(style);
        bool block = among(name, blocks, sizeof blocks / sizeof *blocks);
        if (block) {
            end_block(html);
        }
        if (strcasecmp(name, "br") == 0) {
            html->space = false;
            table_break(&html->table, html->draft);
        } else if (strcasecmp(name, "table") == 0) {
            table_open(&html->table, html->draft);
            walk(html, node->children, inner, depth + 1);
            table_close(&html->table, html->draft);
        } else if (strcasecmp(name, "tr") == 0) {
            table_row(&html->table);
            walk(html, node->children, inner, depth + 1);
            html->space = false;
            table_row_end(&html->table, html->draft);
        } else if (strcasecmp(name, "td") == 0 || strcasecmp(name, "th") == 0) {
            html->space = false;
            table_cell(&html->table, html->draft);
            walk(html, node->children, inner, depth + 1);
            html->space = false;
        } else if (strcasecmp(name, "pre") == 0) {
            html->preformatted = true;
            walk(html, node->children, inner, depth + 1);
            html->preformatted = false;
        } else {
            walk(html, node->children, inner, depth + 1);
        }
        if (block) {
            end_block(html);
        }
    }
}

// What the page says of its own letters is often wrong; bytes that are UTF-8 are UTF-8,
// and all others are shown as windows-1252 does, so that an old encoding is told by its
// words.
static struct str to_utf8(struct str bytes, struct buf *out)
{
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff"))) {
        struct str text;
        char source[TEXT_SOURCE_SIZE];
        struct error ignored = {0};
        return text_decode(&text, source, out, bytes, &ignored) ? text : (struct str){0};
    }
    if (text_valid(bytes) == bytes.len) {
        return bytes;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        text_add(out, encoding_1252((unsigned char)bytes.at[i]));
    }
    return buf_str(out);
}

bool html_read(const struct document *document, struct draft *draft, struct error *err)
{
    struct buf converted = {0};
    struct str bytes = to_utf8(document->bytes, &converted);
    int len = bytes.len < INT_MAX ? (int)bytes.len : INT_MAX;
    htmlDocPtr page =
        htmlReadMemory(bytes.at ? bytes.at : "", len, NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    if (page) {
        struct html html = {.draft = draft};
        walk(&html, xmlDocGetRootElement(page),
             (struct encoding_font){ENCODING_NONE, false}, 0);
        table_reset(&html.table, draft);
        xmlFreeDoc(page);
    } else {
        error_set(err, ERROR_FILE, "the web page cannot be read");
    }
    buf_free(&converted);
    return page != NULL;
}

// XML of a kind that is not known: the texts in it, an element a line. Word's own XML of
// 2003 comes out readable.
bool xml_read(const struct document *document, struct draft *draft, struct error *err)
{
    struct xml *xml = xml_open(document->bytes);
    enum xml_event event;
    bool run = false;
    while ((event = xml_next(xml, err)) != XML_END && !draft->full) {
        if (event == XML_TEXT) {
            struct str text = xml_text(xml);
            if (str_trim(text).len) {
                draft_add(draft, text);
            }
        } else if (event == XML_OPEN && xml_is(xml, "binData")) {
            xml_skip(xml, err);
        } else {
            // Runs in a paragraph belong together; other elements are lines of their own.
            run = xml_is(xml, "t") || xml_is(xml, "r") || xml_is(xml, "rPr") ||
                  xml_is(xml, "span") || xml_is(xml, "b") || xml_is(xml, "i");
            if (event == XML_CLOSE && !run) {
                draft_end_line(draft);
            }
        }
    }
    xml_close(xml);
    return err->code == ERROR_NONE;
}
