// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/arena.h"
#include "corpus/formats/number.h"
#include "corpus/formats/package.h"
#include "corpus/formats/xml.h"

#include <stdlib.h>
#include <string.h>

enum { FORMATS_MOST = 65536, PATTERNS_MOST = 4096 };

// A stretch of a shared string that is set in one font.
struct piece {
    size_t end; // in strings
    struct encoding_font font;
    bool has_font;
};

struct shared {
    size_t first_piece;
    size_t piece_end;
};

struct cell_format {
    bool date;
    struct encoding_font font;
};

struct xlsx {
    struct draft *draft;
    struct buf strings;
    struct piece *pieces;
    size_t piece_count;
    size_t piece_room;
    struct shared *shared;
    size_t shared_count;
    size_t shared_room;
    struct cell_format *formats;
    size_t format_count;
};

static void *one_more(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return items;
    }
    *room = *room ? *room * 2 : 64;
    return memory_resize(items, *room * size);
}

static long number(struct str s)
{
    char digits[24] = {0};
    memcpy(digits, s.at ? s.at : "", s.len < 23 ? s.len : 23);
    return strtol(digits, NULL, 10);
}

// A string is made of runs (r), each with a font of its own perhaps, or of one text (t).
// Phonetic readings are passed over.
static void read_shared(struct xlsx *xlsx, struct str bytes, struct error *err)
{
    struct xml *xml = xml_open(bytes);
    bool in_text = false;
    struct encoding_font font = {ENCODING_NONE, false};
    bool has_font = false;
    enum xml_event event;
    while (bytes.at && (event = xml_next(xml, err)) != XML_END &&
           xlsx->strings.len < xlsx->draft->most) {
        if (event == XML_TEXT) {
            if (in_text) {
                buf_add_str(&xlsx->strings, xml_text(xml));
                xlsx->pieces = one_more(xlsx->pieces, xlsx->piece_count,
                                        &xlsx->piece_room, sizeof *xlsx->pieces);
                xlsx->pieces[xlsx->piece_count++] =
                    (struct piece){xlsx->strings.len, font, has_font};
            }
        } else if (xml_is(xml, "t")) {
            in_text = event == XML_OPEN;
        } else if (xml_is(xml, "si")) {
            if (event == XML_OPEN) {
                xlsx->shared = one_more(xlsx->shared, xlsx->shared_count,
                                        &xlsx->shared_room, sizeof *xlsx->shared);
                xlsx->shared[xlsx->shared_count].first_piece = xlsx->piece_count;
                has_font = false;
            } else {
                xlsx->shared[xlsx->shared_count++].piece_end = xlsx->piece_count;
            }
        } else if (event == XML_OPEN && xml_is(xml, "r")) {
            has_font = false;
        } else if (event == XML_OPEN && xml_is(xml, "rFont")) {
            font = encoding_of_font(xml_attribute(xml, "val"));
            has_font = true;
        } else if (event == XML_OPEN && xml_is(xml, "rPh")) {
            xml_skip(xml, err);
        }
    }
    xml_close(xml);
}

static void read_formats(struct xlsx *xlsx, struct str bytes)
{
    struct error ignored = {0};
    struct xml *xml = xml_open(bytes);
    static const struct encoding_font plain = {ENCODING_NONE, false};
    struct encoding_font *fonts = NULL;
    size_t font_count = 0;
    size_t font_room = 0;
    size_t format_room = 0;
    bool *dates = memory_array(PATTERNS_MOST, sizeof *dates);
    memset(dates, 0, PATTERNS_MOST * sizeof *dates);
    bool in_fonts = false;
    bool in_formats = false;
    enum xml_event event;
    while (bytes.at && (event = xml_next(xml, &ignored)) != XML_END) {
        bool open = event == XML_OPEN;
        if (event == XML_TEXT) {
            continue;
        }
        if (xml_is(xml, "fonts")) {
            in_fonts = open;
        } else if (xml_is(xml, "cellXfs")) {
            in_formats = open;
        } else if (open && in_fonts && xml_is(xml, "font")) {
            fonts = one_more(fonts, font_count, &font_room, sizeof *fonts);
            fonts[font_count++] = plain;
        } else if (open && in_fonts && xml_is(xml, "name") && font_count) {
            fonts[font_count - 1] = encoding_of_font(xml_attribute(xml, "val"));
        } else if (open && xml_is(xml, "numFmt")) {
            long id = number(xml_attribute(xml, "numFmtId"));
            if (id >= 0 && id < PATTERNS_MOST) {
                dates[id] = number_is_date(0, xml_attribute(xml, "formatCode"));
            }
        } else if (open && in_formats && xml_is(xml, "xf") &&
                   xlsx->format_count < FORMATS_MOST) {
            long pattern = number(xml_attribute(xml, "numFmtId"));
            long font = number(xml_attribute(xml, "fontId"));
            xlsx->formats = one_more(xlsx->formats, xlsx->format_count, &format_room,
                                     sizeof *xlsx->formats);
            xlsx->formats[xlsx->format_count++] = (struct cell_format){
                .date = pattern >= 0 && pattern < PATTERNS_MOST &&
                        (dates[pattern] ||
                         number_is_date((unsigned)pattern, (struct str){0})),
                .font = font >= 0 && (size_t)font < font_count ? fonts[font] : plain};
        }
    }
    free(fonts);
    free(dates);
    xml_close(xml);
}

static void add_shared(struct xlsx *xlsx, long which, struct encoding_font font)
{
    if (which < 0 || (size_t)which >= xlsx->shared_count) {
        return;
    }
    const struct shared *shared = &xlsx->shared[which];
    for (size_t i = shared->first_piece; i < shared->piece_end; i++) {
        size_t start = i ? xlsx->pieces[i - 1].end : 0;
        draft_font(xlsx->draft, xlsx->pieces[i].has_font ? xlsx->pieces[i].font : font);
        draft_add(xlsx->draft,
                  str_slice(buf_str(&xlsx->strings), start, xlsx->pieces[i].end));
    }
}

// The last cell's line ends would break the row: inside of rows they are spaces.
static void flatten(struct draft *draft, size_t from)
{
    for (size_t i = from; i < draft->text.len; i++) {
        if (draft->text.at[i] == '\n' || draft->text.at[i] == '\t') {
            draft->text.at[i] = ' ';
        }
    }
}

static void read_sheet(struct xlsx *xlsx, struct str bytes, struct error *err)
{
    struct draft *draft = xlsx->draft;
    struct xml *xml = xml_open(bytes);
    enum { NUMBER, SHARED, INLINE } kind = NUMBER;
    static const struct cell_format plain = {0};
    struct cell_format format = plain;
    bool in_value = false;
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END && !draft->full) {
        bool open = event == XML_OPEN;
        if (event == XML_TEXT) {
            if (!in_value) {
                continue;
            }
            struct str text = xml_text(xml);
            draft_cell(draft);
            size_t from = draft->text.len;
            if (kind == SHARED) {
                add_shared(xlsx, number(text), format.font);
            } else if (kind == INLINE) {
                draft_font(draft, format.font);
                draft_add(draft, text);
            } else {
                char digits[64] = {0};
                memcpy(digits, text.at, text.len < 63 ? text.len : 63);
                draft_font(draft, plain.font);
                number_add(draft, strtod(digits, NULL), format.date, false);
            }
            flatten(draft, from);
        } else if (xml_is(xml, "c") && open) {
            struct str type = xml_attribute(xml, "t");
            kind = str_equal(type, STR("s")) ? SHARED
                   : str_equal(type, STR("str")) || str_equal(type, STR("inlineStr")) ||
                           str_equal(type, STR("e"))
                       ? INLINE
                       : NUMBER;
            long style = number(xml_attribute(xml, "s"));
            format = style >= 0 && (size_t)style < xlsx->format_count
                         ? xlsx->formats[style]
                         : plain;
        } else if (xml_is(xml, "v") || xml_is(xml, "t")) {
            in_value = open;
        } else if (xml_is(xml, "row") && !open) {
            draft_end_line(draft);
        }
    }
    draft_end_line(draft);
    xml_close(xml);
}

bool xlsx_read(const struct package *package, struct draft *draft, struct error *err)
{
    struct xlsx xlsx = {.draft = draft};
    read_formats(&xlsx, package_part(package, "xl/styles.xml"));
    read_shared(&xlsx, package_part(package, "xl/sharedStrings.xml"), err);
    for (size_t i = 0; i < package->count && !draft->full; i++) {
        if (strncmp(package->parts[i].name, "xl/worksheets/sheet", 19) == 0) {
            read_sheet(&xlsx, buf_str(&package->parts[i].bytes), err);
            if (draft->text.len) {
                draft_line(draft);
            }
        }
    }
    buf_free(&xlsx.strings);
    free(xlsx.pieces);
    free(xlsx.shared);
    free(xlsx.formats);
    return err->code == ERROR_NONE;
}
