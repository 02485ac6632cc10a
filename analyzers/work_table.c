// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/work_table.h"

#include "analyzers/assignee.h"
#include "analyzers/deadline.h"
#include "analyzers/wide.h"
#include "analyzers/work_cell.h"
#include "analyzers/work_head.h"
#include "base/buf.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    RUNS_MOST = 24,
    COLUMNS_MOST = 12,
    HEAD_LINES = 6,
    LOOK_BACK = 8,
    CONTENT_SHORTEST = 8
};

// What a column holds.
enum column_kind {
    COLUMN_OTHER,
    COLUMN_NUMBER,
    COLUMN_CONTENT,
    COLUMN_LEAD,
    COLUMN_UNIT,
    COLUMN_COORDINATE,
    COLUMN_TIME,
};

// A piece of a line with no wide gap in it.
struct run {
    uint32_t left, right; // columns of the page
    size_t from, to;      // bytes of the text
    // number of the bar before it; the same for all where there are no bars
    uint32_t cell;
};

struct column {
    uint32_t left, right;
    uint32_t cell;
    struct buf head;
    enum column_kind kind;
};

struct table_line {
    size_t from, to; // bytes
    struct run runs[RUNS_MOST];
    size_t count;
    bool bars;
};

struct row {
    struct buf cells[COLUMNS_MOST];
    size_t from, to; // bytes, 0: no row is open
    bool open;
};

struct scanner {
    const struct reading *reading;
    struct work_tables *out;
    size_t span_room, row_room;
    struct column columns[COLUMNS_MOST];
    size_t count;
    bool bars;
    struct row row;
    struct head_lines heads;
    struct assignee *before; // who the row above was for: merged cells are written once
    size_t before_count;
};

// Splits the line that begins at byte `from`.
static void split(struct table_line *line, struct str text, size_t from)
{
    const char *end = memchr(text.at + from, '\n', text.len - from);
    line->from = from;
    line->to = end ? (size_t)(end - text.at) : text.len;
    line->count = 0;
    line->bars = false;
    uint32_t column = 0, spaces = 2, cell = 0;
    // "1⇥Lễ ra quân⇥Ban A⇥05/6": where only tabs part them, they are bars.
    const char *start = text.at + from;
    size_t len = line->to - from;
    const char *tab = memchr(start, '\t', len);
    bool tabs = tab && memchr(tab + 1, '\t', len - (size_t)(tab + 1 - start)) &&
                !memchr(start, '|', len) && !memmem(start, len, "   ", 3);
    struct run *run = NULL;
    for (size_t i = from; i < line->to; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c & 0xC0) == 0x80)
            continue; // the same letter goes on
        bool bar = c == '|' || (tabs && c == '\t');
        if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || bar) {
            spaces += c == '\t' || bar ? 2 : 1;
            column += c == '\t' ? 8 - column % 8 : 1;
            if (bar) {
                cell++;
                line->bars = true;
            }
            continue;
        }
        if (spaces >= 2 || !run) {
            if (line->count == RUNS_MOST)
                break;
            run = &line->runs[line->count++];
            *run = (struct run){.left = column, .from = i, .cell = cell};
        }
        spaces = 0;
        column++;
        run->right = column;
        run->to = i + 1;
        while (run->to < line->to && ((unsigned char)text.at[run->to] & 0xC0) == 0x80)
            run->to++;
    }
}

static enum column_kind kind_of(const struct reading *reading, struct str head)
{
    struct view view;
    view_read(&view, head, reading->arena);
    struct cues cues;
    cues_find(&cues, &view, reading->arena);
    uint32_t kinds = 0;
    for (size_t i = 0; i < cues.count; i++)
        kinds |= cues.items[i].kinds;
    bool leads = str_find((struct str){view.plain, view.count}, STR("chu tri"), 0) >= 0;
    bool does =
        str_find((struct str){view.plain, view.count}, STR("thuc hien"), 0) >= 0 ||
        str_find((struct str){view.plain, view.count}, STR("phan cong"), 0) >= 0 ||
        str_find((struct str){view.plain, view.count}, STR("phu trach"), 0) >= 0 ||
        str_find((struct str){view.plain, view.count}, STR("dau moi"), 0) >= 0 ||
        str_find((struct str){view.plain, view.count}, STR("trach nhiem"), 0) >= 0;
    if (view_word(&view, 0, STR("tt")) || view_word(&view, 0, STR("stt")) ||
        view_word(&view, 0, STR("so tt")))
        return COLUMN_NUMBER;
    if (kinds & CUE_FIELD_TIME ||
        str_find((struct str){view.plain, view.count}, STR("hoan thanh"), 0) >= 0)
        return COLUMN_TIME;
    if (leads || (kinds & (CUE_FIELD_LEAD | CUE_LEAD)))
        return COLUMN_LEAD;
    if (kinds & (CUE_FIELD_COORDINATE | CUE_COORDINATE) ||
        str_find((struct str){view.plain, view.count}, STR("phoi hop"), 0) >= 0)
        return COLUMN_COORDINATE;
    static const char *const contents[] = {"noi dung", "nhiem vu", "cong viec",
                                           "hoat dong", "giai phap"};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
        if (str_find((struct str){view.plain, view.count}, str_of(contents[i]), 0) >= 0)
            return COLUMN_CONTENT;
    if ((kinds & CUE_FIELD_UNIT) || (does && (kinds & CUE_BODY)) || does)
        return COLUMN_UNIT;
    return COLUMN_OTHER;
}

static bool overlaps(const struct run *run, const struct column *column, bool bars)
{
    return bars ? run->cell == column->cell
                : run->left < column->right && column->left < run->right;
}

static void head_add(struct scanner *scanner, const struct table_line *line)
{
    struct str text = scanner->reading->view->text;
    for (size_t i = 0; i < line->count; i++) {
        const struct run *run = &line->runs[i];
        struct column *column = NULL;
        for (size_t k = 0; k < scanner->count && !column; k++)
            if (overlaps(run, &scanner->columns[k], scanner->bars))
                column = &scanner->columns[k];
        if (!column) {
            if (scanner->count == COLUMNS_MOST)
                return;
            // Columns stay in their order on the page.
            size_t place = scanner->count++;
            while (place > 0 && scanner->columns[place - 1].left > run->left) {
                scanner->columns[place] = scanner->columns[place - 1];
                place--;
            }
            column = &scanner->columns[place];
            *column = (struct column){
                .left = run->left, .right = run->right, .cell = run->cell};
        }
        if (run->left < column->left)
            column->left = run->left;
        if (run->right > column->right)
            column->right = run->right;
        if (column->head.len)
            buf_add_char(&column->head, ' ');
        buf_add(&column->head, text.at + run->from, run->to - run->from);
    }
}

// Reads the head that begins with the line at byte `at`; returns where the body begins,
// or 0 when this is no head of a work table.
static size_t read_head(struct scanner *scanner, size_t at)
{
    struct str text = scanner->reading->view->text;
    struct table_line line;
    size_t end = at;
    scanner->count = 0;
    for (int i = 0; i < HEAD_LINES && end < text.len; i++) {
        split(&line, text, end);
        if (line.count && !head_lines_have(&scanner->heads, line.from, line.to))
            break;
        if (i == 0)
            scanner->bars = line.bars;
        head_add(scanner, &line);
        end = line.to < text.len ? line.to + 1 : text.len;
    }
    bool content = false, who = false, more = false;
    for (size_t i = 0; i < scanner->count; i++) {
        struct column *column = &scanner->columns[i];
        column->kind = kind_of(scanner->reading, buf_str(&column->head));
        buf_free(&column->head);
        content |= column->kind == COLUMN_CONTENT;
        who |= column->kind == COLUMN_LEAD || column->kind == COLUMN_UNIT;
        more |= column->kind == COLUMN_COORDINATE || column->kind == COLUMN_TIME;
    }
    return content && who && more && scanner->count >= 3 ? end : 0;
}

// The column that a run belongs to: by its bar, or by where its middle lies between the
// heads.
static size_t column_of(const struct scanner *scanner, const struct run *run)
{
    if (scanner->bars) {
        for (size_t i = 0; i < scanner->count; i++)
            if (scanner->columns[i].cell == run->cell)
                return i;
        return scanner->count;
    }
    uint32_t middle = (run->left + run->right) / 2;
    for (size_t i = 0; i + 1 < scanner->count; i++)
        if (middle < (scanner->columns[i].right + scanner->columns[i + 1].left) / 2)
            return i;
    return scanner->count - 1;
}

// Every number, "-" and Roman numeral counts rows.
static bool counts(struct str s)
{
    if (!s.len || s.len > 6)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("0123456789.IVX()", s.at[i]))
            return false;
    return true;
}

// What a cell says; nothing where it is the rule under the heads ("|-----|:---:|").
static struct str cell_text(const struct buf *cell)
{
    struct str text = str_trim(buf_str(cell));
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("-:=_ ", text.at[i]))
            return text;
    return STR("");
}

// A row is a directive when it says what is to be done and who does it.
static void close_row(struct scanner *scanner)
{
    struct row *row = &scanner->row;
    if (!row->open)
        return;
    row->open = false;
    const struct reading *reading = scanner->reading;
    struct directive directive = {.deadline = {.hour = -1, .minute = -1}};
    size_t content = 0;
    bool who = false;
    for (size_t i = 0; i < scanner->count; i++) {
        struct str cell = cell_text(&row->cells[i]);
        if (!cell.len)
            continue;
        switch (scanner->columns[i].kind) {
        case COLUMN_CONTENT:
            content += cell.len;
            break;
        case COLUMN_LEAD:
            work_cell_units(&directive, scanner->reading, cell, ROLE_LEAD);
            who = true;
            break;
        case COLUMN_UNIT:
            work_cell_units(&directive, scanner->reading, cell, ROLE_ADDRESSEE);
            who = true;
            break;
        case COLUMN_TIME:
            work_cell_time(&directive.deadline, scanner->reading, cell);
            break;
        default:
            break;
        }
    }
    if (!who && scanner->before_count) {
        directive.assignees = scanner->before;
        directive.assignee_count = scanner->before_count;
    } else {
        scanner->before = directive.assignees;
        scanner->before_count = directive.assignee_count;
    }
    for (size_t i = 0; i < scanner->count; i++) {
        struct str cell = cell_text(&row->cells[i]);
        if (scanner->columns[i].kind == COLUMN_COORDINATE && cell.len)
            work_cell_units(&directive, scanner->reading, cell, ROLE_COORDINATE);
        buf_clear(&row->cells[i]);
    }
    if (content < CONTENT_SHORTEST || !directive.assignee_count)
        return;
    directive.span = (struct span){row->from, row->to};
    uint32_t from = view_at(reading->view, row->from),
             to = view_at(reading->view, row->to);
    directive.line = view_line(reading->view, from);
    reading_cite(&directive, reading, from, to);
    struct work_tables *out = scanner->out;
    out->rows = arena_grow(reading->arena, out->rows, out->row_count, &scanner->row_room,
                           sizeof *out->rows);
    out->rows[out->row_count++] = directive;
}

static bool capital_at(const struct reading *reading, size_t byte)
{
    uint32_t at = view_at(reading->view, byte);
    return at < reading->view->count && (reading->view->flags[at] & VIEW_UPPER);
}

static void row_add(struct scanner *scanner, const struct table_line *line)
{
    struct str text = scanner->reading->view->text;
    struct row *row = &scanner->row;
    if (!row->open) {
        row->open = true;
        row->from = line->runs[0].from;
        for (size_t i = 0; i < scanner->count; i++)
            buf_clear(&row->cells[i]);
    }
    for (size_t i = 0; i < line->count; i++) {
        size_t column = column_of(scanner, &line->runs[i]);
        if (column >= scanner->count)
            continue;
        struct buf *cell = &row->cells[column];
        if (cell->len)
            buf_add_char(cell, ' ');
        buf_add(cell, text.at + line->runs[i].from,
                line->runs[i].to - line->runs[i].from);
        row->to = line->runs[i].to;
    }
}

// "III. TỔ CHỨC THỰC HIỆN", "Điều 2.": a heading of the text, in one run behind an empty
// line.
static bool is_heading(const struct reading *reading, const struct table_line *line)
{
    const struct view *view = reading->view;
    uint32_t at = view_at(view, line->runs[0].from), to = view_at(view, line->runs[0].to);
    uint32_t letters = 0, capitals = 0;
    for (uint32_t i = at; i < to; i++)
        if (plain_inside(view->plain[i])) {
            letters++;
            capitals += (view->flags[i] & VIEW_UPPER) != 0;
        }
    return (letters > 6 && capitals * 10 >= letters * 8) ||
           view_word(view, at, STR("dieu"));
}

// A line of running text: one run that reaches across the columns.
static bool runs_across(const struct scanner *scanner, const struct table_line *line,
                        bool blank)
{
    if (scanner->bars)
        return !line->bars;
    if (line->count != 1)
        return false;
    if (blank && is_heading(scanner->reading, line))
        return true;
    unsigned crossed = 0;
    for (size_t i = 0; i < scanner->count; i++)
        crossed += overlaps(&line->runs[0], &scanner->columns[i], false);
    return crossed >= 2;
}

// "2. Kiểm tra …": a row counted inside the column of what is to be done.
static bool counts_itself(struct str run)
{
    size_t digits = 0;
    while (digits < run.len && run.at[digits] >= '0' && run.at[digits] <= '9')
        digits++;
    return digits && digits < 3 && digits < run.len &&
           (run.at[digits] == '.' || run.at[digits] == ')');
}

// True when a row starts with this line; `blank`: an empty line stands before it.
static bool starts_row(const struct scanner *scanner, const struct table_line *line,
                       bool blank)
{
    const struct reading *reading = scanner->reading;
    size_t content_column = 0;
    bool numbered = false, number = false, content = false, capital = false,
         others = false, counted = false;
    for (size_t i = 0; i < scanner->count; i++) {
        numbered |= scanner->columns[i].kind == COLUMN_NUMBER;
        if (scanner->columns[i].kind == COLUMN_CONTENT)
            content_column = i;
    }
    for (size_t i = 0; i < line->count; i++) {
        const struct run *run = &line->runs[i];
        size_t column = column_of(scanner, run);
        struct str words = {reading->view->text.at + run->from, run->to - run->from};
        if (column >= scanner->count)
            continue;
        number |= scanner->columns[column].kind == COLUMN_NUMBER && counts(words);
        others |= scanner->columns[column].kind > COLUMN_CONTENT &&
                  capital_at(reading, run->from);
        if (column == content_column) {
            content = true;
            capital = capital_at(reading, run->from) || words.at[0] == '-';
            counted |= counts_itself(words);
        }
    }
    return scanner->bars ? content
           : numbered    ? number
           : counted     ? true
                         : content && capital && (blank || others);
}

// Reads the rows from byte `at`; returns where the table ends.
static size_t read_rows(struct scanner *scanner, size_t at)
{
    const struct reading *reading = scanner->reading;
    struct str text = reading->view->text;
    struct table_line line;
    size_t end = at, blanks = 0, across = 0;
    bool blank = true;
    while (at < text.len) {
        split(&line, text, at);
        size_t next = line.to < text.len ? line.to + 1 : text.len;
        if (!line.count) {
            blank = true;
            if (++blanks > 6)
                break;
            at = next;
            continue;
        }
        uint32_t letter = view_at(reading->view, line.runs[0].from);
        const struct cue *cue = reading_cue(reading, letter);
        if (cue && (cue->kinds & (CUE_RECIPIENTS | CUE_CLOSING)))
            break;
        bool page = line.count == 1 &&
                    counts((struct str){text.at + line.runs[0].from,
                                        line.runs[0].to - line.runs[0].from}) &&
                    column_of(scanner, &line.runs[0]) != 0;
        if (page || head_lines_have(&scanner->heads, line.from, line.to)) {
            at = end = next; // a page ended, the head is written again
            continue;
        }
        if (runs_across(scanner, &line, blank)) {
            // One such line is the heading of a group of rows; two are the text behind
            // the table.
            close_row(scanner);
            scanner->before_count = 0;
            if (++across > 1)
                break;
            at = next;
            blank = true;
            continue;
        }
        across = blanks = 0;
        if (starts_row(scanner, &line, blank))
            close_row(scanner);
        row_add(scanner, &line);
        blank = false;
        at = end = next;
    }
    close_row(scanner);
    return end;
}

#ifdef __x86_64__
// Passes the bytes at `at` as long as 64 can be looked at.
WIDE static size_t pass_wide(struct str text, size_t at)
{
    const __m512i space = _mm512_set1_epi8(' '), bar = _mm512_set1_epi8('|'),
                  tab = _mm512_set1_epi8('\t');
    for (; at + 64 <= text.len; at += 62) {
        __m512i here = _mm512_loadu_si512(text.at + at);
        uint64_t spaces = _mm512_cmpeq_epi8_mask(here, space),
                 found = _mm512_cmpeq_epi8_mask(here, bar) |
                         _mm512_cmpeq_epi8_mask(here, tab) |
                         (spaces & spaces >> 1 & spaces >> 2);
        if (found)
            return at + (size_t)__builtin_ctzll(found);
    }
    return at;
}
#endif

// The next bar, tab or gap of three spaces at or after `at`, or the length of the text.
static size_t next_gap(struct str text, size_t at)
{
#ifdef __x86_64__
    if (has_wide())
        at = pass_wide(text, at);
#endif
#ifdef __SSE2__
    const __m128i space = _mm_set1_epi8(' '), bar = _mm_set1_epi8('|'),
                  tab = _mm_set1_epi8('\t');
    for (; at + 18 <= text.len; at += 16) {
        const __m128i *bytes = (const __m128i *)(text.at + at);
        __m128i here = _mm_loadu_si128(bytes), found;
        found = _mm_or_si128(_mm_cmpeq_epi8(here, bar), _mm_cmpeq_epi8(here, tab));
        __m128i second = _mm_loadu_si128((const __m128i *)(text.at + at + 1)),
                third = _mm_loadu_si128((const __m128i *)(text.at + at + 2));
        __m128i wide =
            _mm_and_si128(_mm_cmpeq_epi8(here, space), _mm_cmpeq_epi8(second, space));
        wide = _mm_and_si128(wide, _mm_cmpeq_epi8(third, space));
        uint32_t mask = (uint32_t)_mm_movemask_epi8(_mm_or_si128(found, wide));
        if (mask)
            return at + (size_t)__builtin_ctz(mask);
    }
#endif
    for (; at < text.len; at++) {
        const char *c = text.at + at;
        if (*c == '|' || *c == '\t' ||
            (text.len - at > 2 && c[0] == ' ' && c[1] == ' ' && c[2] == ' '))
            break;
    }
    return at;
}

// False where nothing but single spaces parts what stands in the bytes [from, to): most
// lines are only set in.
static bool has_gap(struct str text, size_t from, size_t to)
{
    while (from < to && (text.at[from] == ' ' || text.at[from] == '\t'))
        from++;
    for (size_t i = from; i < to; i++) {
        char c = text.at[i];
        if (c == '|' || c == '\t' || c == '\r' || c == '\f' ||
            (c == ' ' && i + 1 < to && text.at[i + 1] == ' '))
            return true;
    }
    return false;
}

// True when the line, bytes [from, to), may be the first of a table.
static bool begins_table(struct scanner *scanner, size_t from, size_t to)
{
    head_lines_pass(&scanner->heads, scanner->reading, from);
    return head_lines_have(&scanner->heads, from, to);
}

void work_tables_find(struct work_tables *out, const struct reading *reading)
{
    *out = (struct work_tables){0};
    struct scanner scanner = {.reading = reading, .out = out};
    struct str text = reading->view->text;
    struct table_line line;
    size_t at = 0, gap;
    // Nearly every line is passed over here: it has no bar, no tab and no wide gap.
    while ((gap = next_gap(text, at)) < text.len) {
        const char *before = memrchr(text.at + at, '\n', gap - at);
        const char *end = memchr(text.at + gap, '\n', text.len - gap);
        size_t to = end ? (size_t)(end - text.at) : text.len;
        at = before ? (size_t)(before - text.at) + 1 : at;
        if (to - at > 12 && has_gap(text, at, to) && begins_table(&scanner, at, to)) {
            split(&line, text, at);
            size_t body = line.count >= 2 ? read_head(&scanner, at) : 0;
            if (body) {
                scanner.before_count = 0;
                size_t last = read_rows(&scanner, body);
                out->spans = arena_grow(reading->arena, out->spans, out->span_count,
                                        &scanner.span_room, sizeof *out->spans);
                out->spans[out->span_count++] = (struct span){at, last};
                at = last;
                continue;
            }
        }
        at = to < text.len ? to + 1 : text.len;
    }
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        buf_free(&scanner.row.cells[i]);
}
