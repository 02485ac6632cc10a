// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/arena.h"
#include "corpus/formats/desk.h"
#include "corpus/formats/table.h"
#include "corpus/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    GROUPS_MOST = 512,
    FONTS_MOST = 4096,
    CHARSET_VIETNAMESE = 163,
    CHARSET_SYMBOL = 2
};

struct rtf_font {
    int charset;
    struct encoding_font hint;
};

enum place { PLACE_TEXT, PLACE_FONTS, PLACE_SKIPPED };

struct group {
    enum place place;
    int font;
    // \uc: bytes that stand for a \u in readers that do not know it
    int skip_after_unicode;
    bool hidden;
};

struct rtf {
    struct str rest;
    struct draft *draft;
    struct table table;
    bool cell_begins;
    struct group groups[GROUPS_MOST];
    int depth;
    int too_deep; // groups beyond those, all skipped
    struct rtf_font *fonts;
    int font_count;
    int default_font;
    struct buf font_name;
    int to_skip;   // characters after a \u
    uint32_t high; // the first half of a character beyond U+FFFF
    bool star;     // \* stood before the next word
};

static struct group *here(struct rtf *rtf)
{
    return &rtf->groups[rtf->depth];
}

static struct rtf_font *font_at(struct rtf *rtf, int number)
{
    return number >= 0 && number < rtf->font_count ? &rtf->fonts[number] : NULL;
}

static void set_font(struct rtf *rtf, int number)
{
    if (number < 0 || number >= FONTS_MOST) {
        return;
    }
    here(rtf)->font = number;
    if (here(rtf)->place == PLACE_FONTS && number >= rtf->font_count) {
        rtf->fonts = memory_resize(rtf->fonts, (size_t)(number + 1) * sizeof *rtf->fonts);
        memset(rtf->fonts + rtf->font_count, 0,
               (size_t)(number + 1 - rtf->font_count) * sizeof *rtf->fonts);
        rtf->font_count = number + 1;
    }
}

static void begin_text(struct rtf *rtf)
{
    if (rtf->table.in_row && rtf->cell_begins) {
        rtf->cell_begins = false;
        table_cell(&rtf->table, rtf->draft);
    }
    table_text(&rtf->table, rtf->draft);
}

static void add(struct rtf *rtf, uint32_t character)
{
    struct group *group = here(rtf);
    if (group->place == PLACE_FONTS) {
        struct rtf_font *font = font_at(rtf, group->font);
        if (character == ';' && font) {
            font->hint = encoding_of_font(buf_str(&rtf->font_name));
            buf_clear(&rtf->font_name);
        } else if (rtf->font_name.len < 128) {
            text_add(&rtf->font_name, character);
        }
        return;
    }
    if (group->place == PLACE_SKIPPED || group->hidden || rtf->too_deep) {
        return;
    }
    begin_text(rtf);
    struct rtf_font *font = font_at(rtf, group->font);
    struct encoding_font hint = {ENCODING_NONE, false};
    if (font) {
        hint = font->hint;
        if (hint.encoding == ENCODING_NONE && font->charset == CHARSET_VIETNAMESE &&
            character >= 0x80 && character < 0x300) {
            hint.encoding = ENCODING_1258;
        }
        if (font->charset == CHARSET_SYMBOL && hint.encoding == ENCODING_NONE &&
            character >= 0x80) {
            character = 0x2022;
        }
    }
    if (character >= 0xF020 && character <= 0xF0FF && hint.encoding == ENCODING_NONE) {
        character = 0x2022;
    }
    draft_font(rtf->draft, hint);
    draft_char(rtf->draft, character);
}

// A character of the text, unless it only stands in for the \u before it.
static void add_or_skip(struct rtf *rtf, uint32_t character)
{
    if (rtf->to_skip > 0) {
        rtf->to_skip--;
        return;
    }
    add(rtf, character);
}

static void end_paragraph(struct rtf *rtf)
{
    if (here(rtf)->place == PLACE_TEXT && !rtf->too_deep) {
        if (rtf->table.in_row) {
            begin_text(rtf);
        }
        table_paragraph(&rtf->table, rtf->draft);
    }
}

static void end_row(struct rtf *rtf)
{
    table_row_end(&rtf->table, rtf->draft);
    table_close(&rtf->table, rtf->draft);
}

struct sign {
    const char *word;
    uint32_t character;
};

static const struct sign signs[] = {
    {"tab", '\t'},         {"emdash", 0x2014},    {"endash", 0x2013},
    {"bullet", 0x2022},    {"lquote", 0x2018},    {"rquote", 0x2019},
    {"ldblquote", 0x201C}, {"rdblquote", 0x201D}, {"emspace", 0x2003},
    {"enspace", 0x2002},
};

// What these hold is not the text of the document.
static const char *const skipped[] = {
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "object",
    "objdata",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "latentstyles",
    "revtbl",
    "xmlnstbl",
    "pgptbl",
    "filetbl",
    "nonshppict",
    "annotation",
    "atnid",
    "atnauthor",
    "tc",
    "xe",
    "bkmkstart",
    "bkmkend",
};

// Known destinations that \* announces and that do hold text.
static const char *const kept[] = {"shptxt", "pntext",  "listtext", "footnote", "shpinst",
                                   "shp",    "fldrslt", "pntxtb",   "pntxta"};

static bool among(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void unicode(struct rtf *rtf, int value)
{
    uint32_t unit = (uint32_t)(value < 0 ? value + 65536 : value);
    rtf->to_skip = here(rtf)->skip_after_unicode;
    if (unit >= 0xD800 && unit < 0xDC00) {
        rtf->high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000 && rtf->high) {
        add(rtf, 0x10000 + ((rtf->high - 0xD800) << 10) + (unit - 0xDC00));
        rtf->high = 0;
    } else {
        add(rtf, unit);
    }
}

static void control(struct rtf *rtf, const char *word, bool has_value, int value)
{
    struct group *group = here(rtf);
    bool star = rtf->star;
    rtf->star = false;
    if (among(word, skipped, sizeof skipped / sizeof *skipped) ||
        (star && !among(word, kept, sizeof kept / sizeof *kept))) {
        group->place = PLACE_SKIPPED;
    } else if (strcmp(word, "pntxtb") == 0 || strcmp(word, "pntxta") == 0) {
        group->place = PLACE_SKIPPED;
    } else if (strcmp(word, "fonttbl") == 0) {
        group->place = PLACE_FONTS;
    } else if (strcmp(word, "f") == 0) {
        set_font(rtf, value);
    } else if (strcmp(word, "deff") == 0) {
        rtf->default_font = value;
        group->font = value;
    } else if (strcmp(word, "fcharset") == 0 && font_at(rtf, group->font)) {
        font_at(rtf, group->font)->charset = value;
    } else if (strcmp(word, "plain") == 0) {
        group->font = rtf->default_font;
        group->hidden = false;
    } else if (strcmp(word, "v") == 0) {
        group->hidden = !has_value || value != 0;
    } else if (strcmp(word, "uc") == 0) {
        group->skip_after_unicode = value > 0 && value < 16 ? value : 0;
    } else if (strcmp(word, "u") == 0 && has_value) {
        unicode(rtf, value);
    } else if (strcmp(word, "par") == 0 || strcmp(word, "sect") == 0 ||
               strcmp(word, "page") == 0) {
        end_paragraph(rtf);
    } else if (strcmp(word, "line") == 0 && group->place == PLACE_TEXT) {
        if (rtf->table.in_row) {
            begin_text(rtf);
        }
        table_break(&rtf->table, rtf->draft);
    } else if (strcmp(word, "trowd") == 0 && group->place == PLACE_TEXT &&
               !rtf->table.in_row) {
        table_open(&rtf->table, rtf->draft);
        table_row(&rtf->table);
        rtf->cell_begins = true;
    } else if ((strcmp(word, "cell") == 0 || strcmp(word, "nestcell") == 0) &&
               group->place == PLACE_TEXT) {
        if (rtf->table.in_row) {
            begin_text(rtf);
            table_paragraph(&rtf->table, rtf->draft);
            rtf->cell_begins = true;
        } else {
            draft_cell(rtf->draft);
        }
    } else if (strcmp(word, "row") == 0 && group->place == PLACE_TEXT) {
        end_row(rtf);
        draft_end_line(rtf->draft);
    } else {
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            if (strcmp(word, signs[i].word) == 0) {
                add_or_skip(rtf, signs[i].character);
            }
        }
    }
}

static void open_group(struct rtf *rtf)
{
    if (rtf->depth + 1 >= GROUPS_MOST) {
        rtf->too_deep++;
        return;
    }
    rtf->groups[rtf->depth + 1] = rtf->groups[rtf->depth];
    rtf->depth++;
    rtf->to_skip = 0;
}

static void close_group(struct rtf *rtf)
{
    if (rtf->too_deep) {
        rtf->too_deep--;
    } else if (rtf->depth > 0) {
        rtf->depth--;
    }
    rtf->to_skip = 0;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

// A backslash was read: a sign, a byte in hexadecimal digits, or a word with perhaps a
// number.
static void escape(struct rtf *rtf)
{
    struct str *rest = &rtf->rest;
    if (rest->len == 0) {
        return;
    }
    char c = rest->at[0];
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    if (!letter) {
        *rest = str_slice(*rest, 1, rest->len);
        if (c == '\'' && rest->len >= 2 && hex(rest->at[0]) >= 0 &&
            hex(rest->at[1]) >= 0) {
            unsigned char byte =
                (unsigned char)(hex(rest->at[0]) * 16 + hex(rest->at[1]));
            *rest = str_slice(*rest, 2, rest->len);
            add_or_skip(rtf, encoding_1252(byte));
        } else if (c == '*') {
            rtf->star = true;
        } else if (c == '~') {
            add_or_skip(rtf, 0xA0);
        } else if (c == '_') {
            add_or_skip(rtf, '-');
        } else if (c == '\n' || c == '\r') {
            end_paragraph(rtf);
        } else if (c == '\\' || c == '{' || c == '}') {
            add_or_skip(rtf, (unsigned char)c);
        }
        return;
    }
    char word[33];
    size_t len = 0;
    while (rest->len && (rest->at[0] | 32) >= 'a' && (rest->at[0] | 32) <= 'z') {
        if (len < 32) {
            word[len++] = rest->at[0];
        }
        *rest = str_slice(*rest, 1, rest->len);
    }
    word[len] = '\0';
    bool negative = rest->len && rest->at[0] == '-';
    if (negative) {
        *rest = str_slice(*rest, 1, rest->len);
    }
    long value = 0;
    bool has_value = false;
    while (rest->len && rest->at[0] >= '0' && rest->at[0] <= '9') {
        value = value < 100000000 ? value * 10 + (rest->at[0] - '0') : value;
        has_value = true;
        *rest = str_slice(*rest, 1, rest->len);
    }
    if (rest->len && rest->at[0] == ' ') {
        *rest = str_slice(*rest, 1, rest->len);
    }
    if (strcmp(word, "bin") == 0 && value > 0) {
        *rest = str_slice(*rest, (size_t)value, rest->len);
        return;
    }
    control(rtf, word, has_value, (int)(negative ? -value : value));
}

bool rtf_read(const struct document *document, struct draft *draft, struct error *err)
{
    (void)err;
    struct rtf *rtf = memory_new(sizeof *rtf);
    memset(rtf, 0, sizeof *rtf);
    rtf->rest = document->bytes;
    rtf->draft = draft;
    rtf->groups[0].skip_after_unicode = 1;
    while (rtf->rest.len && !draft->full) {
        char c = rtf->rest.at[0];
        rtf->rest = str_slice(rtf->rest, 1, rtf->rest.len);
        switch (c) {
        case '{':
            open_group(rtf);
            break;
        case '}':
            close_group(rtf);
            break;
        case '\\':
            escape(rtf);
            break;
        case '\r':
        case '\n':
        case '\0':
            break;
        default:
            add_or_skip(rtf, encoding_1252((unsigned char)c));
        }
    }
    table_reset(&rtf->table, draft);
    free(rtf->fonts);
    buf_free(&rtf->font_name);
    free(rtf);
    return true;
}
