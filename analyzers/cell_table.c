// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cell_table.h"

#include "analyzers/assignee.h"
#include "analyzers/deadline.h"
#include "analyzers/phrases.h"
#include "analyzers/work_cell.h"
#include "base/once.h"

#include <string.h>

enum {
    COLUMNS_MOST = 12,
    LINES_MOST = 24, // of one row
    CONTENT_SHORTEST = 8,
    TIME_LONGEST = 48,
};

enum column { OTHER, NUMBER, CONTENT, LEAD, UNIT, COORDINATE, TIME };

static struct once once = ONCE_INIT;
static struct phrases *heads;

static void start(void)
{
    static const char *const kinds[] = {"other", "number",     "content", "lead",
                                        "unit",  "coordinate", "time"};
    const struct table *table = table_named("columns");
    heads = phrases_new();
    for (uint32_t row = 0; row < table->rows; row++)
        for (uint32_t kind = OTHER; kind <= TIME; kind++)
            if (str_equal(table_cell(table, row, 1), str_of(kinds[kind])))
                phrases_add(heads, table_cell(table, row, 0), kind);
}

// The lines of the text that hold something, by their numbers.
struct lines {
    const struct view *view;
    uint32_t next;   // the line to be read next
    uint32_t blanks; // empty lines before the one last read
};

struct cell {
    uint32_t from, to; // letters
};

static bool lines_read(struct lines *lines, struct cell *out)
{
    const struct view *view = lines->view;
    lines->blanks = 0;
    while (lines->next < view->lines) {
        uint32_t from = view->line[lines->next], to = view->line[lines->next + 1];
        lines->next++;
        while (to > from && view->plain[to - 1] == ' ')
            to--;
        if (to > from) {
            *out = (struct cell){from, to};
            return true;
        }
        lines->blanks++;
    }
    return false;
}

struct scanner {
    const struct reading *reading;
    struct work_tables *out;
    size_t span_room, row_room;
    enum column columns[COLUMNS_MOST]; // behind that of the row's number
    size_t count;
    bool timed;
};

// Reads heads of columns from the letter `at`, where a line begins; returns the letter
// behind them, 0 where this is no head of a plan.
static uint32_t read_head(struct scanner *scanner, uint32_t at)
{
    const struct view *view = scanner->reading->view;
    uint32_t end, seen = 0, last = at;
    scanner->count = 0;
    while (at < view->count) {
        uint32_t kind = phrases_begin(heads, view, at, view->count, &end);
        if (kind == PHRASES_NONE)
            break;
        bool first = !seen;
        if (first != (kind == NUMBER) || scanner->count == COLUMNS_MOST)
            break;
        seen |= 1u << kind;
        if (kind != NUMBER)
            scanner->columns[scanner->count++] = (enum column)kind;
        last = at = end;
        while (at < view->count && !plain_inside(view->plain[at])) {
            if (view->plain[at] == '|')
                return 0;
            at++;
        }
    }
    scanner->timed = seen & 1u << TIME;
    bool ends = last >= view->count || (view->flags[last] & VIEW_LINE);
    bool who = seen & (1u << LEAD | 1u << UNIT),
         more = seen & (1u << COORDINATE | 1u << TIME);
    return ends && who && more && (seen & 1u << CONTENT) ? last : 0;
}

// The number that stands alone in the line, 0 where something else does.
static unsigned row_number(const struct view *view, const struct cell *line)
{
    unsigned number = 0;
    uint32_t at = line->from;
    while (at < line->to && at - line->from < 3 && plain_digit(view->plain[at]))
        number = number * 10 + (unsigned)(view->plain[at++] - '0');
    while (at < line->to && (view->plain[at] == '.' || view->plain[at] == ')'))
        at++;
    return at == line->to ? number : 0;
}

// "III. TỔ CHỨC THỰC HIỆN", "Nơi nhận:" end the last row.
static bool is_heading(const struct reading *reading, const struct cell *line)
{
    const struct view *view = reading->view;
    const struct cue *cue = reading_cue(reading, line->from);
    if ((cue && (cue->kinds & (CUE_RECIPIENTS | CUE_CLOSING))) ||
        view_word(view, line->from, STR("dieu")))
        return true;
    uint32_t at = line->from;
    while (at < line->to && at - line->from < 5 && strchr("ivx", view->plain[at]) &&
           (view->flags[at] & VIEW_UPPER))
        at++;
    return at > line->from && at < line->to && view->plain[at] == '.';
}

static struct str text_of(const struct reading *reading, struct cell cell)
{
    struct span span = view_span(reading->view, cell.from, cell.to);
    return str_slice(reading->view->text, span.start, span.end);
}

static bool begins_with_unit(const struct reading *reading, const struct cell *line)
{
    const struct units *units = reading->found->units;
    size_t unit = reading_unit(reading, line->from);
    return unit < units->count && units->items[unit].from <= line->from &&
           units->items[unit].to <= line->to;
}

static bool is_time(const struct reading *reading, const struct cell *line)
{
    struct deadline deadline = {.hour = -1, .minute = -1};
    if (line->to - line->from > TIME_LONGEST)
        return false;
    work_cell_time(&deadline, reading, text_of(reading, *line));
    return deadline.kind != DEADLINE_NONE;
}

// The next column in [from, count) of one of these kinds, or count.
static size_t column_after(const struct scanner *scanner, size_t from, unsigned kinds)
{
    while (from < scanner->count && !(kinds & 1u << scanner->columns[from]))
        from++;
    return from;
}

// "Phòng Tư pháp,⏎Phòng Nội vụ", "Xây dựng kế hoạch⏎năm 2024": one cell in two lines.
static bool goes_on(const struct view *view, const struct cell *line,
                    const struct cell *next)
{
    char last = view->plain[line->to - 1];
    return last == ',' || last == ';' || last == '-' ||
           (plain_letter(view->plain[next->from]) &&
            !(view->flags[next->from] & VIEW_UPPER));
}

// True when each line is a cell, in the order of the head.
static bool in_order(const struct scanner *scanner, const struct cell *lines,
                     size_t count)
{
    if (count != scanner->count)
        return false;
    for (size_t i = 0; i < count; i++)
        if ((i && goes_on(scanner->reading->view, &lines[i - 1], &lines[i])) ||
            (scanner->columns[i] == TIME && !is_time(scanner->reading, &lines[i])))
            return false;
    return true;
}

// Joins the lines of a row to its cells; cells[i] belongs to columns[i].
static void fill_cells(struct scanner *scanner, const struct cell *lines, size_t count,
                       struct cell *cells)
{
    const struct reading *reading = scanner->reading;
    const unsigned bodies = 1u << LEAD | 1u << UNIT | 1u << COORDINATE;
    memset(cells, 0, COLUMNS_MOST * sizeof *cells);
    if (in_order(scanner, lines, count)) {
        memcpy(cells, lines, count * sizeof *cells);
        return;
    }
    size_t column = 0, next;
    for (size_t i = 0; i < count; i++) {
        bool open = i && goes_on(reading->view, &lines[i - 1], &lines[i]);
        if (i && !open && scanner->timed && is_time(reading, &lines[i]) &&
            (next = column_after(scanner, column, 1u << TIME)) < scanner->count)
            column = next;
        else if (i && !open && begins_with_unit(reading, &lines[i]) &&
                 (next = column_after(scanner, column + (column > 0), bodies)) <
                     scanner->count)
            column = next;
        if (!cells[column].to)
            cells[column].from = lines[i].from;
        cells[column].to = lines[i].to;
    }
}

static void add_row(struct scanner *scanner, const struct cell *lines, size_t count)
{
    const struct reading *reading = scanner->reading;
    struct cell cells[COLUMNS_MOST];
    struct directive directive = {.deadline = {.hour = -1, .minute = -1}};
    fill_cells(scanner, lines, count, cells);
    size_t content = 0;
    for (size_t i = 0; i < scanner->count; i++) {
        if (cells[i].to <= cells[i].from)
            continue;
        struct str text = text_of(reading, cells[i]);
        switch (scanner->columns[i]) {
        case CONTENT:
            content += text.len;
            break;
        case LEAD:
            work_cell_units(&directive, reading, text, ROLE_LEAD);
            break;
        case UNIT:
            work_cell_units(&directive, reading, text, ROLE_ADDRESSEE);
            break;
        case TIME:
            work_cell_time(&directive.deadline, reading, text);
            break;
        default:
            break;
        }
    }
    bool who = directive.assignee_count;
    for (size_t i = 0; i < scanner->count; i++)
        if (scanner->columns[i] == COORDINATE && cells[i].to > cells[i].from)
            work_cell_units(&directive, reading, text_of(reading, cells[i]),
                            ROLE_COORDINATE);
    if (content < CONTENT_SHORTEST || !who)
        return;
    uint32_t from = lines[0].from, to = lines[count - 1].to;
    directive.span = view_span(reading->view, from, to);
    directive.line = view_line(reading->view, from);
    reading_cite(&directive, reading, from, to);
    struct work_tables *out = scanner->out;
    out->rows = arena_grow(reading->arena, out->rows, out->row_count, &scanner->row_room,
                           sizeof *out->rows);
    out->rows[out->row_count++] = directive;
}

// Reads the rows behind the head; returns the letter where the table ends, 0 without rows.
static uint32_t read_rows(struct scanner *scanner, struct lines *lines)
{
    const struct reading *reading = scanner->reading;
    const struct view *view = reading->view;
    struct cell line, row[LINES_MOST];
    uint32_t end = 0;
    unsigned number = 0;
    if (!lines_read(lines, &line) || row_number(view, &line) != 1)
        return 0;
    for (bool more = true; more; number++) {
        struct lines ahead = *lines;
        size_t count = 0, own = 0;
        uint32_t spaced = 0;
        bool next = false;
        more = false;
        while (count < LINES_MOST && lines_read(&ahead, &line) &&
               !is_heading(reading, &line)) {
            next = row_number(view, &line) == number + 2;
            // The last row ends at an empty line, where such do not part the cells.
            if (next || (count > 1 && ahead.blanks > spaced))
                break;
            if (count == 1)
                spaced = ahead.blanks;
            row[count++] = line;
            if (count <= scanner->count)
                own = count;
        }
        // Without another number behind it no row is longer than the head.
        size_t size = next ? count : own;
        if (size < 2)
            break;
        add_row(scanner, row, size);
        end = row[size - 1].to;
        if (next) {
            *lines = ahead;
            more = true;
        }
    }
    while (lines->next < view->lines && view->line[lines->next] < end)
        lines->next++;
    return end;
}

static bool inside(const struct work_tables *known, size_t byte)
{
    for (size_t i = 0; i < known->span_count; i++)
        if (byte >= known->spans[i].start && byte < known->spans[i].end)
            return true;
    return false;
}

// Both lists are nearly in order: the tables of this kind stand at their ends.
static void put_in_order(struct work_tables *all)
{
    for (size_t i = 1; i < all->span_count; i++)
        for (size_t k = i; k > 0 && all->spans[k].start < all->spans[k - 1].start; k--) {
            struct span span = all->spans[k];
            all->spans[k] = all->spans[k - 1];
            all->spans[k - 1] = span;
        }
    for (size_t i = 1; i < all->row_count; i++)
        for (size_t k = i; k > 0 && all->rows[k].span.start < all->rows[k - 1].span.start;
             k--) {
            struct directive row = all->rows[k];
            all->rows[k] = all->rows[k - 1];
            all->rows[k - 1] = row;
        }
}

void cell_tables_find(struct work_tables *out, const struct reading *reading)
{
    const struct view *view = reading->view;
    struct scanner scanner = {.reading = reading, .out = out};
    struct work_tables found = {0};
    scanner.out = &found;
    for (uint32_t i = 0; i < view->lines; i++) {
        uint32_t at = view->line[i];
        // "TT", "STT", "Số TT"
        if (at >= view->count || at >= view->line[i + 1] ||
            (view->plain[at] != 't' && view->plain[at] != 's') ||
            (view->plain[at + 1] != 't' && view->plain[at + 1] != 'o') ||
            (!view_word(view, at, STR("tt")) && !view_word(view, at, STR("stt")) &&
             !view_word(view, at, STR("so tt")) &&
             !view_word(view, at, STR("so thu tu"))))
            continue;
        once_run(&once, start);
        uint32_t head = read_head(&scanner, at);
        if (!head || inside(out, view->start[at]))
            continue;
        struct lines lines = {.view = view, .next = i};
        while (lines.next < view->lines && view->line[lines.next] < head)
            lines.next++;
        uint32_t end = read_rows(&scanner, &lines);
        if (!end)
            continue;
        found.spans = arena_grow(reading->arena, found.spans, found.span_count,
                                 &scanner.span_room, sizeof *found.spans);
        found.spans[found.span_count++] = view_span(view, at, end);
        i = lines.next > i ? lines.next - 1 : i;
    }
    if (!found.span_count)
        return;
    struct work_tables all = {
        .spans =
            ARENA_ARRAY(reading->arena, struct span, out->span_count + found.span_count),
        .span_count = out->span_count + found.span_count,
        .rows = ARENA_ARRAY(reading->arena, struct directive,
                            out->row_count + found.row_count),
        .row_count = out->row_count + found.row_count,
    };
    if (out->span_count)
        memcpy(all.spans, out->spans, out->span_count * sizeof *all.spans);
    memcpy(all.spans + out->span_count, found.spans,
           found.span_count * sizeof *all.spans);
    if (out->row_count)
        memcpy(all.rows, out->rows, out->row_count * sizeof *all.rows);
    if (found.row_count)
        memcpy(all.rows + out->row_count, found.rows, found.row_count * sizeof *all.rows);
    put_in_order(&all);
    *out = all;
}
