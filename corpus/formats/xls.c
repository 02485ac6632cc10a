// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/arena.h"
#include "corpus/formats/number.h"
#include "corpus/formats/ole.h"
#include "corpus/text.h"

#include <stdlib.h>
#include <string.h>

// Records: two bytes kind, two bytes length, then so many bytes.
enum record {
    RECORD_FORMULA = 0x0006,
    RECORD_DATES_1904 = 0x0022,
    RECORD_PASSWORD = 0x002F,
    RECORD_FONT = 0x0031,
    RECORD_CONTINUE = 0x003C,
    RECORD_RK_MANY = 0x00BD,
    RECORD_RICH_STRING = 0x00D6,
    RECORD_LOOK = 0x00E0,
    RECORD_STRINGS = 0x00FC,
    RECORD_STRING_OF = 0x00FD,
    RECORD_NUMBER = 0x0203,
    RECORD_LABEL = 0x0204,
    RECORD_FORMULA_STRING = 0x0207,
    RECORD_RK = 0x027E,
    RECORD_FORMULA_3 = 0x0206,
    RECORD_FORMULA_4 = 0x0406,
    RECORD_PATTERN = 0x041E,
    RECORD_BEGIN = 0x0809,
};

enum {
    VERSION_97 = 0x0600,
    LOOKS_MOST = 65536,
    PATTERNS_MOST = 65536,
    STRINGS_MOST = 1 << 22
};

struct look {
    bool date;
    uint16_t font;
};

// A shared string in xls.strings, which holds them one after another in UTF-8.
struct shared {
    size_t start;
    size_t end;
    size_t first_run; // in xls.runs
    size_t run_end;
};

struct font_run {
    size_t at; // byte of xls.strings
    uint16_t font;
};

struct xls {
    struct draft *draft;
    struct str rest;
    bool old; // Excel 5 and 95: strings of bytes
    bool from_1904;
    struct encoding_font *fonts;
    size_t font_count;
    size_t font_room;
    struct look *looks;
    size_t look_count;
    size_t look_room;
    bool *date_patterns;
    struct buf strings;
    struct shared *shared;
    size_t shared_count;
    size_t shared_room;
    struct font_run *runs;
    size_t run_count;
    size_t run_room;
    int row;
    struct look string_look; // of the formula whose text comes in the next record
};

static void *one_more(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return items;
    }
    *room = *room ? *room * 2 : 64;
    return memory_resize(items, *room * size);
}

static bool next_record(struct xls *xls, unsigned *kind, struct str *bytes)
{
    if (xls->rest.len < 4) {
        return false;
    }
    *kind = ole_16(xls->rest, 0);
    size_t len = ole_16(xls->rest, 2);
    *bytes = str_slice(xls->rest, 4, 4 + len);
    xls->rest = str_slice(xls->rest, 4 + len, xls->rest.len);
    return true;
}

static void add_bytes(struct buf *out, struct str bytes, bool wide, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = wide ? 2 * i : i;
        if (at + (wide ? 2 : 1) > bytes.len) {
            return;
        }
        // Narrow letters of Excel 97 are the first 256 of Unicode, those before are
        // windows-1252; both show legacy bytes alike.
        text_add(out,
                 wide ? ole_16(bytes, at) : encoding_1252((unsigned char)bytes.at[at]));
    }
}

static struct encoding_font font_at(const struct xls *xls, uint16_t number)
{
    // There is no font 4.
    size_t at = number > 4 ? number - 1u : number;
    return at < xls->font_count ? xls->fonts[at]
                                : (struct encoding_font){ENCODING_NONE, false};
}

static void read_font(struct xls *xls, struct str bytes)
{
    struct buf name = {0};
    size_t len = bytes.len > 14 ? (unsigned char)bytes.at[14] : 0;
    if (xls->old) {
        add_bytes(&name, str_slice(bytes, 15, bytes.len), false, len);
    } else {
        add_bytes(&name, str_slice(bytes, 16, bytes.len),
                  bytes.len > 15 && (bytes.at[15] & 1), len);
    }
    xls->fonts =
        one_more(xls->fonts, xls->font_count, &xls->font_room, sizeof *xls->fonts);
    xls->fonts[xls->font_count++] = encoding_of_font(buf_str(&name));
    buf_free(&name);
}

static void read_pattern(struct xls *xls, struct str bytes)
{
    struct buf pattern = {0};
    size_t number = ole_16(bytes, 0);
    if (xls->old) {
        add_bytes(&pattern, str_slice(bytes, 3, bytes.len), false,
                  bytes.len > 2 ? (unsigned char)bytes.at[2] : 0);
    } else {
        add_bytes(&pattern, str_slice(bytes, 5, bytes.len),
                  bytes.len > 4 && (bytes.at[4] & 1), ole_16(bytes, 2));
    }
    xls->date_patterns[number] = number_is_date(0, buf_str(&pattern));
    buf_free(&pattern);
}

static void read_look(struct xls *xls, struct str bytes)
{
    if (xls->look_count >= LOOKS_MOST) {
        return;
    }
    uint16_t pattern = ole_16(bytes, 2);
    xls->looks =
        one_more(xls->looks, xls->look_count, &xls->look_room, sizeof *xls->looks);
    xls->looks[xls->look_count++] = (struct look){
        .date = xls->date_patterns[pattern] || number_is_date(pattern, (struct str){0}),
        .font = ole_16(bytes, 0)};
}

static struct look look_at(const struct xls *xls, uint16_t number)
{
    return number < xls->look_count ? xls->looks[number] : (struct look){0};
}

// The strings go on over as many records as they need; where one is cut, the next record
// says anew how wide its letters are.
struct strings {
    struct xls *xls;
    struct str bytes;
    bool ended;
};

static bool more(struct strings *strings)
{
    unsigned kind;
    struct str before = strings->xls->rest;
    if (strings->bytes.len == 0 && !strings->ended) {
        strings->ended =
            !next_record(strings->xls, &kind, &strings->bytes) || kind != RECORD_CONTINUE;
        if (strings->ended) {
            strings->xls->rest = before;
            strings->bytes = (struct str){0};
        }
    }
    return strings->bytes.len > 0;
}

static unsigned take(struct strings *strings, unsigned bytes)
{
    unsigned value = 0;
    for (unsigned i = 0; i < bytes && more(strings); i++) {
        value |= (unsigned)(unsigned char)strings->bytes.at[0] << 8 * i;
        strings->bytes = str_slice(strings->bytes, 1, strings->bytes.len);
    }
    return value;
}

static void read_string(struct strings *strings)
{
    struct xls *xls = strings->xls;
    unsigned count = take(strings, 2);
    unsigned flags = take(strings, 1);
    unsigned runs = flags & 8 ? take(strings, 2) : 0;
    unsigned far_east = flags & 4 ? take(strings, 4) : 0;
    bool wide = flags & 1;
    struct shared shared = {.start = xls->strings.len, .first_run = xls->run_count};
    // Where each letter begins, for the runs of fonts.
    size_t *starts = memory_array(count + 1, sizeof *starts);
    unsigned done = 0;
    while (done < count && (strings->bytes.len || more(strings))) {
        unsigned width = wide ? 2 : 1;
        if (strings->bytes.len < width) {
            strings->bytes = (struct str){0};
            continue;
        }
        starts[done++] = xls->strings.len;
        add_bytes(&xls->strings, strings->bytes, wide, 1);
        strings->bytes = str_slice(strings->bytes, width, strings->bytes.len);
        if (done < count && strings->bytes.len == 0 && more(strings)) {
            wide = take(strings, 1) & 1;
        }
    }
    for (unsigned i = 0; i < runs && more(strings); i++) {
        unsigned at = take(strings, 2);
        unsigned font = take(strings, 2);
        if (at < done) {
            xls->runs =
                one_more(xls->runs, xls->run_count, &xls->run_room, sizeof *xls->runs);
            xls->runs[xls->run_count++] = (struct font_run){starts[at], (uint16_t)font};
        }
    }
    for (unsigned i = 0; i < far_east && more(strings); i++) {
        take(strings, 1);
    }
    free(starts);
    shared.end = xls->strings.len;
    shared.run_end = xls->run_count;
    xls->shared =
        one_more(xls->shared, xls->shared_count, &xls->shared_room, sizeof *xls->shared);
    xls->shared[xls->shared_count++] = shared;
}

static void read_strings(struct xls *xls, struct str bytes)
{
    struct strings strings = {.xls = xls, .bytes = bytes};
    take(&strings, 4);
    unsigned count = take(&strings, 4);
    for (unsigned i = 0; i < count && i < STRINGS_MOST && more(&strings) &&
                         xls->strings.len < xls->draft->most;
         i++) {
        read_string(&strings);
    }
}

static void begin_cell(struct xls *xls, struct str bytes)
{
    int row = ole_16(bytes, 0);
    if (row != xls->row) {
        draft_end_line(xls->draft);
        xls->row = row;
    }
    draft_cell(xls->draft);
}

// Line ends in cells are spaces: a row is a line.
static void flatten(struct draft *draft, size_t from)
{
    for (size_t i = from; i < draft->text.len; i++) {
        if (draft->text.at[i] == '\n' || draft->text.at[i] == '\t') {
            draft->text.at[i] = ' ';
        }
    }
}

static void add_shared(struct xls *xls, uint32_t which, struct look look)
{
    if (which >= xls->shared_count) {
        return;
    }
    const struct shared *shared = &xls->shared[which];
    struct str text = buf_str(&xls->strings);
    size_t from = xls->draft->text.len;
    size_t at = shared->start;
    draft_font(xls->draft, font_at(xls, look.font));
    for (size_t i = shared->first_run; i < shared->run_end; i++) {
        if (xls->runs[i].at > at) {
            draft_add(xls->draft, str_slice(text, at, xls->runs[i].at));
            at = xls->runs[i].at;
        }
        draft_font(xls->draft, font_at(xls, xls->runs[i].font));
    }
    draft_add(xls->draft, str_slice(text, at, shared->end));
    flatten(xls->draft, from);
}

static void add_label(struct xls *xls, struct str bytes, struct look look)
{
    struct buf text = {0};
    size_t count = ole_16(bytes, 0);
    if (xls->old) {
        add_bytes(&text, str_slice(bytes, 2, bytes.len), false, count);
    } else {
        add_bytes(&text, str_slice(bytes, 3, bytes.len),
                  bytes.len > 2 && (bytes.at[2] & 1), count);
    }
    size_t from = xls->draft->text.len;
    draft_font(xls->draft, font_at(xls, look.font));
    draft_add(xls->draft, buf_str(&text));
    flatten(xls->draft, from);
    buf_free(&text);
}

static void add_number(struct xls *xls, double value, struct look look)
{
    draft_font(xls->draft, (struct encoding_font){ENCODING_NONE, false});
    number_add(xls->draft, value, look.date, xls->from_1904);
}

static double float_at(struct str bytes, size_t at)
{
    uint64_t bits = ole_32(bytes, at) | (uint64_t)ole_32(bytes, at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// A number in 30 bits: an integer or the top of a double, perhaps a hundredfold.
static double packed_number(uint32_t bits)
{
    double value;
    if (bits & 2) {
        value = (double)((int32_t)bits >> 2);
    } else {
        uint64_t wide = (uint64_t)(bits & ~3u) << 32;
        memcpy(&value, &wide, sizeof value);
    }
    return bits & 1 ? value / 100 : value;
}

static void read_record(struct xls *xls, unsigned kind, struct str bytes)
{
    struct look look = look_at(xls, ole_16(bytes, 4));
    switch (kind) {
    case RECORD_FONT:
        read_font(xls, bytes);
        break;
    case RECORD_PATTERN:
        read_pattern(xls, bytes);
        break;
    case RECORD_LOOK:
        read_look(xls, bytes);
        break;
    case RECORD_DATES_1904:
        xls->from_1904 = ole_16(bytes, 0) == 1;
        break;
    case RECORD_STRINGS:
        read_strings(xls, bytes);
        break;
    case RECORD_STRING_OF:
        begin_cell(xls, bytes);
        add_shared(xls, ole_32(bytes, 6), look);
        break;
    case RECORD_LABEL:
    case RECORD_RICH_STRING:
        begin_cell(xls, bytes);
        add_label(xls, str_slice(bytes, 6, bytes.len), look);
        break;
    case RECORD_NUMBER:
        begin_cell(xls, bytes);
        add_number(xls, float_at(bytes, 6), look);
        break;
    case RECORD_RK:
        begin_cell(xls, bytes);
        add_number(xls, packed_number(ole_32(bytes, 6)), look);
        break;
    case RECORD_RK_MANY:
        for (size_t at = 4; at + 8 <= bytes.len; at += 6) {
            begin_cell(xls, bytes);
            add_number(xls, packed_number(ole_32(bytes, at + 2)),
                       look_at(xls, ole_16(bytes, at)));
        }
        break;
    case RECORD_FORMULA:
    case RECORD_FORMULA_3:
    case RECORD_FORMULA_4:
        // FFFF at the end says that the result is no number; a text then comes in a
        // record of its own.
        if (ole_16(bytes, 12) != 0xFFFF) {
            begin_cell(xls, bytes);
            add_number(xls, float_at(bytes, 6), look);
        } else if (bytes.len > 6 && bytes.at[6] == 0) {
            begin_cell(xls, bytes);
            xls->string_look = look;
        }
        break;
    case RECORD_FORMULA_STRING:
        add_label(xls, bytes, xls->string_look);
        break;
    case RECORD_BEGIN:
        // A new sheet.
        draft_end_line(xls->draft);
        if (xls->draft->text.len) {
            draft_line(xls->draft);
        }
        xls->row = -1;
        break;
    default:
        break;
    }
}

bool xls_read(struct ole *ole, struct draft *draft, struct error *err)
{
    struct buf stream = {0};
    struct xls xls = {.draft = draft, .row = -1};
    if (!ole_stream(ole, "Workbook", &stream)) {
        ole_stream(ole, "Book", &stream);
    }
    xls.rest = buf_str(&stream);
    xls.old = ole_16(xls.rest, 4) < VERSION_97;
    xls.date_patterns = memory_array(PATTERNS_MOST, sizeof *xls.date_patterns);
    memset(xls.date_patterns, 0, PATTERNS_MOST * sizeof *xls.date_patterns);
    unsigned kind;
    struct str bytes;
    while (!draft->full && next_record(&xls, &kind, &bytes)) {
        if (kind == RECORD_PASSWORD) {
            error_set(err, ERROR_FILE, "it is locked with a password");
            break;
        }
        read_record(&xls, kind, bytes);
    }
    draft_end_line(draft);
    free(xls.date_patterns);
    free(xls.fonts);
    free(xls.looks);
    free(xls.shared);
    free(xls.runs);
    buf_free(&xls.strings);
    buf_free(&stream);
    return err->code == ERROR_NONE;
}
