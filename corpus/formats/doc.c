// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/doc.h"

#include "base/arena.h"
#include "corpus/formats/table.h"

#include <stdlib.h>
#include <string.h>

// Places in the head of the main stream.
enum {
    HEAD_MAGIC = 0,
    HEAD_VERSION = 2,
    HEAD_FLAGS = 0x0A,
    HEAD_TEXT_START = 0x18, // Word 6 and 95
    // characters of the text, footnotes, headers, macros, comments, endnotes, text boxes
    HEAD_LENGTHS = 0x4C,
    HEAD_LENGTHS_OLD = 0x34, // the same in Word 6 and 95
    HEAD_PIECES = 0x1A2,
    HEAD_PIECES_OLD = 0x160,
};
enum { FLAG_COMPLEX = 0x0004, FLAG_ENCRYPTED = 0x0100, FLAG_TABLE_1 = 0x0200 };
enum { WORD_97 = 0xC1, MAGIC = 0xA5EC, MAGIC_95 = 0xA5DC };
enum { PARTS = 7, PART_TEXT = 0, PART_FOOTNOTES = 1, PART_ENDNOTES = 5, PART_BOXES = 6 };

// Signs with a meaning.
enum {
    CELL_END = 0x07,
    LINE_BREAK = 0x0B,
    PAGE_BREAK = 0x0C,
    PARAGRAPH_END = 0x0D,
    FIELD_BEGIN = 0x13,
    FIELD_RESULT = 0x14,
    FIELD_END = 0x15,
    HYPHEN = 0x1E,
    SOFT_HYPHEN = 0x1F,
};

// A stretch of the text: characters from..end stand at byte `at` of the main stream, one
// or two bytes each.
struct piece {
    uint32_t from;
    uint32_t end;
    uint32_t at;
    bool wide;
};

struct doc {
    struct str main;
    struct draft *draft;
    struct doc_look look;
    struct table table;
    bool cell_begins;
    unsigned fields;        // open around this place
    unsigned hidden_fields; // … of them with their code still going on
    uint32_t parts[PARTS];
    const struct doc_run *run;
    const struct doc_paragraph *paragraph;
    uint32_t look_end; // byte up to which both hold
};

static bool visible(const struct doc *doc)
{
    return doc->hidden_fields == 0 && !(doc->run && doc->run->hidden);
}

static void begin_text(struct doc *doc)
{
    bool in_table = doc->paragraph && doc->paragraph->in_table;
    if (in_table && !doc->table.in_row) {
        table_open(&doc->table, doc->draft);
        table_row(&doc->table);
        doc->cell_begins = true;
    }
    if (doc->table.in_row && doc->cell_begins) {
        doc->cell_begins = false;
        table_cell(&doc->table, doc->draft);
    }
    table_text(&doc->table, doc->draft);
}

static void end_row(struct doc *doc)
{
    table_row_end(&doc->table, doc->draft);
    table_close(&doc->table, doc->draft);
}

static void add(struct doc *doc, uint32_t character)
{
    switch (character) {
    case FIELD_BEGIN:
        doc->fields++;
        doc->hidden_fields++;
        return;
    case FIELD_RESULT:
        doc->hidden_fields -= doc->hidden_fields > 0;
        return;
    case FIELD_END:
        // A field may end without a result.
        if (doc->fields > 0) {
            doc->fields--;
            if (doc->hidden_fields > doc->fields) {
                doc->hidden_fields = doc->fields;
            }
        }
        return;
    default:
        break;
    }
    if (character == CELL_END) {
        if (doc->paragraph && doc->paragraph->row_end) {
            end_row(doc);
        } else {
            begin_text(doc);
            table_paragraph(&doc->table, doc->draft);
            doc->cell_begins = true;
        }
        return;
    }
    if (!visible(doc)) {
        return;
    }
    switch (character) {
    case PARAGRAPH_END:
    case PAGE_BREAK:
        if (doc->table.in_row && !(doc->paragraph && doc->paragraph->in_table)) {
            end_row(doc);
        }
        if (doc->table.in_row) {
            begin_text(doc);
        }
        table_paragraph(&doc->table, doc->draft);
        return;
    case LINE_BREAK:
        table_break(&doc->table, doc->draft);
        return;
    case HYPHEN:
        character = '-';
        break;
    case SOFT_HYPHEN:
        return;
    default:
        if (character < ' ' && character != '\t') {
            return;
        }
    }
    begin_text(doc);
    struct encoding_font font = doc_font(&doc->look, doc->run, doc->paragraph);
    if (character >= 0xF020 && character <= 0xF0FF && font.encoding == ENCODING_NONE) {
        character = 0x2022;
    }
    draft_font(doc->draft, font);
    draft_char(doc->draft, character);
}

static void look_at(struct doc *doc, uint32_t at)
{
    if (at < doc->look_end) {
        return;
    }
    const struct doc_look *look = &doc->look;
    doc->run = doc_run_at(look, at);
    doc->paragraph = doc_paragraph_at(look, at);
    doc->look_end = UINT32_MAX;
    const struct doc_run *run = doc->run ? doc->run + 1 : look->runs;
    const struct doc_paragraph *paragraph =
        doc->paragraph ? doc->paragraph + 1 : look->paragraphs;
    if (run < look->runs + look->run_count) {
        doc->look_end = run->start;
    }
    if (paragraph < look->paragraphs + look->paragraph_count &&
        paragraph->start < doc->look_end) {
        doc->look_end = paragraph->start;
    }
    if (doc->look_end <= at) {
        doc->look_end = at + 1;
    }
}

static void read_piece(struct doc *doc, const struct piece *piece, uint32_t from,
                       uint32_t end)
{
    uint32_t width = piece->wide ? 2 : 1;
    uint32_t high = 0;
    doc->look_end = 0;
    from = from > piece->from ? from : piece->from;
    end = end < piece->end ? end : piece->end;
    for (uint32_t i = from; i < end && !doc->draft->full; i++) {
        size_t at = (size_t)piece->at + (size_t)(i - piece->from) * width;
        if (at + width > doc->main.len) {
            return;
        }
        look_at(doc, (uint32_t)at);
        uint32_t character = piece->wide ? ole_16(doc->main, at)
                                         : encoding_1252((unsigned char)doc->main.at[at]);
        if (character >= 0xD800 && character < 0xDC00) {
            high = character;
        } else if (character >= 0xDC00 && character < 0xE000) {
            if (high) {
                add(doc, 0x10000 + ((high - 0xD800) << 10) + (character - 0xDC00));
            }
            high = 0;
        } else {
            add(doc, character);
        }
    }
}

// The list of pieces follows lists of properties, each with its length.
static size_t read_pieces(struct str list, bool old, struct piece **pieces)
{
    while (list.len >= 3 && list.at[0] == 1) {
        list = str_slice(list, 3 + (size_t)ole_16(list, 1), list.len);
    }
    if (list.len < 5 || list.at[0] != 2) {
        return 0;
    }
    size_t len = ole_32(list, 1);
    list = str_slice(list, 5, len < list.len - 5 ? 5 + len : list.len);
    size_t count = list.len >= 4 ? (list.len - 4) / 12 : 0;
    *pieces = memory_array(count + 1, sizeof **pieces);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = ole_32(list, (count + 1) * 4 + i * 8 + 2);
        struct piece *piece = &(*pieces)[i];
        piece->from = ole_32(list, i * 4);
        piece->end = ole_32(list, i * 4 + 4);
        piece->wide = !old && !(at & 0x40000000);
        piece->at = piece->wide || old ? at : (at & 0x3FFFFFFF) / 2;
    }
    return count;
}

static void read_part(struct doc *doc, const struct piece *pieces, size_t count,
                      unsigned part)
{
    uint32_t from = 0;
    for (unsigned i = 0; i < part; i++) {
        from += doc->parts[i];
    }
    if (doc->parts[part] == 0) {
        return;
    }
    doc->fields = 0;
    doc->hidden_fields = 0;
    for (size_t i = 0; i < count; i++) {
        read_piece(doc, &pieces[i], from, from + doc->parts[part]);
    }
    if (doc->table.in_row) {
        end_row(doc);
    }
    draft_end_line(doc->draft);
}

bool doc_read(struct ole *ole, struct draft *draft, struct error *err)
{
    struct buf main = {0};
    struct buf table = {0};
    struct doc *doc = memory_new(sizeof *doc);
    struct piece *pieces = NULL;
    size_t count = 0;
    memset(doc, 0, sizeof *doc);
    ole_stream(ole, "WordDocument", &main);
    doc->main = buf_str(&main);
    doc->draft = draft;
    unsigned magic = ole_16(doc->main, HEAD_MAGIC);
    unsigned flags = ole_16(doc->main, HEAD_FLAGS);
    bool old = ole_16(doc->main, HEAD_VERSION) < WORD_97;
    if (main.len < 0x200 || (magic != MAGIC && magic != MAGIC_95)) {
        error_set(err, ERROR_FILE, "a Word document that is damaged");
    } else if (flags & FLAG_ENCRYPTED) {
        error_set(err, ERROR_FILE, "it is locked with a password");
    } else {
        for (unsigned i = 0; i < PARTS; i++) {
            doc->parts[i] =
                ole_32(doc->main, (old ? HEAD_LENGTHS_OLD : HEAD_LENGTHS) + i * 4);
        }
        if (old) {
            // The structures stand in the main stream itself, and properties have other
            // codes: only the text is read.
            size_t start = ole_32(doc->main, HEAD_PIECES_OLD);
            size_t len = ole_32(doc->main, HEAD_PIECES_OLD + 4);
            if (flags & FLAG_COMPLEX) {
                count =
                    read_pieces(str_slice(doc->main, start, start + len), true, &pieces);
            }
        } else {
            ole_stream(ole, flags & FLAG_TABLE_1 ? "1Table" : "0Table", &table);
            doc_look_read(&doc->look, doc->main, buf_str(&table));
            size_t start = ole_32(doc->main, HEAD_PIECES);
            size_t len = ole_32(doc->main, HEAD_PIECES + 4);
            count = read_pieces(str_slice(buf_str(&table), start, start + len), false,
                                &pieces);
        }
        struct piece whole = {0, UINT32_MAX, ole_32(doc->main, HEAD_TEXT_START), false};
        const struct piece *list = count ? pieces : &whole;
        count = count ? count : 1;
        static const unsigned parts[] = {PART_TEXT, PART_BOXES, PART_FOOTNOTES,
                                         PART_ENDNOTES};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            read_part(doc, list, count, parts[i]);
        }
        table_reset(&doc->table, draft);
    }
    doc_look_free(&doc->look);
    free(doc);
    free(pieces);
    buf_free(&main);
    buf_free(&table);
    return err->code == ERROR_NONE;
}
