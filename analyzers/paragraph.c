// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/paragraph.h"

#include "analyzers/paragraph_mark.h"
#include "analyzers/word_mask.h"

#include <string.h>

// A line of the file without the white space around it.
struct line {
    uint32_t from, to;
    uint32_t number;
    uint16_t indent;       // columns before the first letter
    char last;             // its last sign, stray marks of the scanner left aside
    bool blank;            // an empty line stands before it
    bool page;             // a page ended before it
    struct paragraph mark; // only mark, depth, number and text are set
};

// How the lines of this text are filled.
struct shape {
    uint32_t width; // of a full line; 0: lines are paragraphs, nothing is wrapped
    bool blanks;    // an empty line parts paragraphs (not every line is followed by one)
    bool indents;   // first lines stand further in than the others …
    uint16_t base;  // … which begin in this column
};

enum { LINE_SHORTEST = 40, LINE_WIDEST = 140, LINES_FEWEST = 6 };

// The last sign of [from, to) that is not a stray mark of the scanner.
static char last_sign(const struct view *view, uint32_t from, uint32_t to)
{
    while (to > from) {
        char c = view->plain[to - 1];
        if (c != ' ' && c != '_' && c != '|' && c != '`' && c != '~' && c != '"' &&
            c != '\'' && c != VIEW_OTHER_SIGN)
            return c;
        to--;
    }
    return 0;
}

static bool ends_sentence(const struct line *line)
{
    char c = line->last;
    return c == '.' || c == ':' || c == ';' || c == '!' || c == '?';
}

// The first letter or digit of [from, to).
static uint32_t first_letter(const struct view *view, uint32_t from, uint32_t to)
{
    while (from + 1 < to && !plain_letter(view->plain[from]) &&
           !plain_digit(view->plain[from]) && view->plain[from] != '"')
        from++;
    return from;
}

// "---------": a line of signs only.
static bool is_rule(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (plain_inside(view->plain[i]))
            return false;
    return true;
}

// A page number, or what a scanner makes of a stamp: no words to speak of.
static bool line_is_noise(const struct view *view, uint32_t from, uint32_t to)
{
    enum { NOISE_LONGEST = 14 };
    if (to - from >= NOISE_LONGEST)
        return false;
    // "Trang 2/5"
    if (view_word(view, from, STR("trang")))
        return to - from > 6 && plain_digit(view->plain[from + 6]) &&
               plain_digit(view->plain[to - 1]);
    uint32_t letters = 0, digits = 0, words = 0, run = 0;
    for (uint32_t i = from; i <= to; i++) {
        bool letter = i < to && plain_letter(view->plain[i]);
        letters += letter;
        digits += i < to && plain_digit(view->plain[i]);
        if (letter) {
            run++;
        } else {
            words += run >= 2;
            run = 0;
        }
    }
    if (!letters)
        return digits < 4 && to - from < 12;
    return words == 0 && digits < 3 && letters < 5 &&
           !(view->plain[to - 1] == '.' || view->plain[to - 1] == ':');
}

// "2." alone behind a whole sentence: its item stands on the next line.
static bool is_lone_mark(const struct view *view, const struct line *before,
                         uint32_t from, uint32_t to)
{
    char last = view->plain[to - 1];
    bool mark = plain_digit(view->plain[from]) && (last == '.' || last == ')');
    return mark &&
           (!before || ends_sentence(before) || letter_upper(view, before->to - 1));
}

// The byte at which the line begins that the byte `at` stands in.
static size_t line_start(struct str text, size_t at)
{
    const char *end = at ? memrchr(text.at, '\n', at) : NULL;
    return end ? (size_t)(end - text.at) + 1 : 0;
}

// The column of the byte `at`, behind spaces and tabs from the start of its line on; most
// lines are not set in.
static uint16_t indent_of(struct str text, size_t at)
{
    uint16_t indent = 0;
    if (!at || text.at[at - 1] == '\n')
        return 0;
    for (size_t i = line_start(text, at);
         i < text.len && (text.at[i] == ' ' || text.at[i] == '\t') && indent < 400; i++)
        indent = (uint16_t)(text.at[i] == '\t' ? indent / 8 * 8 + 8 : indent + 1);
    return indent;
}

// True when the line with this byte begins in a stretch to be left out, of which those
// before it are passed for good.
static bool is_skipped(const struct span **skip, size_t *skip_count, struct str text,
                       size_t at)
{
    if (!*skip_count)
        return false;
    size_t start = line_start(text, at);
    while (*skip_count && (*skip)->end <= start) {
        (*skip)++;
        (*skip_count)--;
    }
    return *skip_count && start >= (*skip)->start;
}

static uint32_t lines_read(const struct view *view, const struct span *skip,
                           size_t skip_count, struct line **out, struct arena *arena)
{
    struct line *lines = arena_take(arena, view->lines * sizeof *lines);
    uint32_t count = 0;
    bool blank = false, page = false;
    for (uint32_t i = 0; i < view->lines; i++) {
        uint32_t from = view->line[i], to = view->line[i + 1];
        while (to > from && view->plain[to - 1] == ' ')
            to--;
        // A rule parts what stands above it from what stands below.
        if (from >= to || is_rule(view, from, to) ||
            is_skipped(&skip, &skip_count, view->text, view->start[from])) {
            blank = true;
        } else if (line_is_noise(view, from, to) &&
                   !is_lone_mark(view, count ? &lines[count - 1] : NULL, from, to)) {
            page = true;
        } else {
            bool feed = from && (view->flags[from - 1] & VIEW_PAGE);
            lines[count++] =
                (struct line){.from = from,
                              .to = to,
                              .number = i + 1,
                              .indent = indent_of(view->text, view->start[from]),
                              .last = last_sign(view, from, to),
                              .blank = blank,
                              .page = page || feed};
            blank = page = false;
        }
    }
    *out = lines;
    return count;
}

// True when the mark that counts `number` and a capital behind it stand at `at`, behind a
// sentence: "… hồ sơ; | 2. Công an xã …".
static bool counts_on(const struct view *view, uint32_t from, uint32_t at, uint32_t to,
                      uint32_t number)
{
    uint32_t value = 0, end = at;
    if (at < from + 3 || view->plain[at - 1] != ' ' ||
        !strchr(".;:", view->plain[at - 2]))
        return false;
    while (end < to && end < at + 2 && plain_digit(view->plain[end]))
        value = value * 10 + (uint32_t)(view->plain[end++] - '0');
    return value == number && end + 3 < to &&
           (view->plain[end] == '.' || view->plain[end] == ')') &&
           view->plain[end + 1] == ' ' && letter_upper(view, end + 2);
}

// Where the item `number` begins inside the line, or line->to.
static uint32_t item_inside(const struct view *view, const struct line *line,
                            uint32_t from, uint32_t number)
{
    if (number > 99)
        return line->to;
    const char *plain = view->plain;
    char digit = (char)('0' + (number > 9 ? number / 10 : number));
    for (uint32_t at = from; at < line->to; at += 16) {
        uint32_t found = letter_mask(plain + at, digit);
        if (found && at)
            found &= letter_mask(plain + at - 1, ' ');
        for (; found; found &= found - 1) {
            uint32_t place = at + (uint32_t)__builtin_ctz(found);
            if (place < line->to && counts_on(view, line->from, place, line->to, number))
                return place;
        }
    }
    return line->to;
}

// "1. Đội A tuần tra. 2. Công an các xã rà soát. 3. …": pages of the web lose the ends of
// lines; each item gets a line of its own. Returns the number of lines.
static uint32_t part_items(struct line **lines, uint32_t count, const struct view *view,
                           struct arena *arena)
{
    struct line *out = NULL;
    size_t room = 0, parted = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct line line = (*lines)[i];
        uint32_t number = line.mark.mark == MARK_NUMBER ? line.mark.number : 0, at;
        // "… các nội dung sau: 1. Đội A …": the first item has to be followed by another.
        bool lead_in = line.mark.mark == MARK_NONE &&
                       (at = item_inside(view, &line, line.from, 1)) < line.to &&
                       item_inside(view, &line, at + 4, 2) < line.to;
        for (bool more = number || lead_in; more; number++) {
            at = item_inside(view, &line, line.from + 4, number + 1);
            more = at < line.to;
            if (!more)
                break;
            if (!out) {
                out = ARENA_ARRAY(arena, struct line, count + 16);
                room = count + 16;
                memcpy(out, *lines, i * sizeof *out);
                parted = i;
            }
            struct line before = line;
            before.to = at - 1;
            out = arena_grow(arena, out, parted, &room, sizeof *out);
            out[parted++] = before;
            line.from = at;
            line.blank = line.page = false;
            paragraph_mark_read(&line.mark, view, line.from, line.to, line.indent, true);
        }
        if (out) {
            out = arena_grow(arena, out, parted, &room, sizeof *out);
            out[parted++] = line;
        }
    }
    if (out)
        *lines = out;
    return out ? (uint32_t)parted : count;
}

static uint32_t width_of(const struct line *line)
{
    return line->to - line->from;
}

static struct shape shape_of(const struct view *view, const struct line *lines,
                             uint32_t count)
{
    // The width that most full lines reach: the 85th percentile of those that are no
    // titles.
    uint32_t widths[LINE_WIDEST + 2] = {0}, total = 0, wide = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t width = width_of(&lines[i]) + lines[i].indent / 2;
        if (width < LINE_SHORTEST)
            continue;
        widths[width > LINE_WIDEST ? LINE_WIDEST + 1 : width]++;
        total++;
        wide += width > LINE_WIDEST;
    }
    struct shape shape = {0};
    if (total < LINES_FEWEST || wide * 4 > total)
        return shape;
    uint32_t sum = 0, width = LINE_SHORTEST;
    while (width <= LINE_WIDEST && (sum += widths[width]) * 100 < (total - wide) * 85)
        width++;
    uint32_t full = 0;
    for (uint32_t i = width * 4 / 5; i <= LINE_WIDEST; i++)
        full += widths[i];
    if (full * 2 < total || width > 130)
        return shape;
    shape.width = width;

    // What lies between two lines of which the second surely goes on with the first.
    uint32_t inner = 0, inner_blank = 0, marked = 0, marked_in = 0, inner_in = 0;
    uint64_t inner_indent = 0;
    for (uint32_t i = 1; i < count; i++) {
        const struct line *a = &lines[i - 1], *b = &lines[i];
        if (b->mark.mark) {
            marked++;
        } else if (!b->page && width_of(a) * 5 >= width * 4 && !ends_sentence(a) &&
                   !letter_upper(view, b->from)) {
            inner++;
            inner_blank += b->blank;
            inner_indent += b->indent;
        }
    }
    shape.blanks = inner_blank * 3 < inner || inner == 0;
    if (inner >= 4) {
        shape.base = (uint16_t)(inner_indent / inner);
        for (uint32_t i = 1; i < count; i++) {
            const struct line *a = &lines[i - 1], *b = &lines[i];
            if (b->mark.mark)
                marked_in += b->indent >= shape.base + 2;
            else if (!b->page && width_of(a) * 5 >= width * 4 && !ends_sentence(a) &&
                     !letter_upper(view, b->from))
                inner_in += b->indent >= shape.base + 2;
        }
        shape.indents = marked >= 3 && marked_in * 3 > marked * 2 && inner_in * 5 < inner;
    }
    return shape;
}

static uint32_t first_word(const struct view *view, const struct line *line)
{
    uint32_t at = line->from;
    while (at < line->to && view->plain[at] != ' ')
        at++;
    return at - line->from;
}

// "… bị mất theo ⏎ Quyết định số 1062": a word that nothing ends with.
static bool waits(const struct view *view, const struct line *line)
{
    static const struct {
        const char *plain;
        uint8_t at; // where a letter tells it from other words …
        uint16_t letter;
    } words[] = {{"theo", 0, 't'},     {"cua", 1, 0x1EE7},  {"va", 1, 0xE0},
                 {"tai", 1, 0x1EA1},   {"voi", 1, 0x1EDB},  {"cac", 1, 0xE1},
                 {"nhung", 2, 0x1EEF}, {"ve", 1, 0x1EC1},   {"truoc", 3, 0x1EDB},
                 {"ngay", 2, 0xE0},    {"bang", 1, 0x1EB1}, {"hoac", 2, 0x1EB7},
                 {"cung", 1, 0xF9},    {"so", 1, 0x1ED1},   {"duoc", 2, 0x1EE3},
                 {"trong", 2, 'o'},    {"tren", 2, 0xEA},   {"thang", 2, 0xE1}};
    enum { WAITING_LONGEST = 5 };
    uint32_t from = line->to;
    while (from > line->from && plain_letter(view->plain[from - 1]) &&
           line->to - from <= WAITING_LONGEST)
        from--;
    if (from == line->to || line->to - from > WAITING_LONGEST || letter_upper(view, from))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view->letter[from + words[i].at] == words[i].letter &&
            line->to - from == strlen(words[i].plain) &&
            view_says(view, from, words[i].plain))
            return true;
    return false;
}

enum joint { JOINT_NONE, JOINT_SOFT, JOINT_HARD };

static bool opens_recipients(const struct view *view, const struct line *line)
{
    return view_word(view, line->from, STR("noi nhan"));
}

// Where every line is a paragraph, only a page end cuts one in two.
static enum joint joint_free(const struct view *view, const struct line *a,
                             const struct line *b)
{
    char last = a->last;
    uint32_t start = first_letter(view, b->from, b->to);
    if (b->mark.mark || opens_recipients(view, b))
        return JOINT_HARD;
    bool cut = last == '-' || last == '/' || last == ',';
    bool goes_on = plain_letter(view->plain[start]) && !letter_upper(view, start);
    bool ended = ends_sentence(a) || last == ')';
    return cut || (!ended && (goes_on || waits(view, a))) ? JOINT_NONE : JOINT_HARD;
}

// Does paragraph b begin after line a? See struct shape for what may tell.
static enum joint joint_wrapped(const struct view *view, const struct shape *shape,
                                const struct line *a, const struct line *b)
{
    if (b->mark.mark || opens_recipients(view, b))
        return JOINT_HARD;
    uint32_t start = first_letter(view, b->from, b->to);
    // "… Nghị quyết số 57- ⏎ ⏎ NQ/TW"
    bool cut = (a->last == '-' || a->last == '/') && width_of(a) > LINE_SHORTEST;
    bool ended = ends_sentence(a);
    if ((plain_letter(view->plain[start]) && !letter_upper(view, start)) || cut ||
        (!ended && waits(view, a)))
        return JOINT_NONE;
    bool full =
        (width_of(a) + a->indent / 2 + 1 + first_word(view, b) + 3) > shape->width;
    char last = a->last;
    if (last == ':' && (!full || b->blank))
        return JOINT_HARD;
    if (b->page)
        return ended && last != ':' ? JOINT_HARD : JOINT_NONE;
    if (shape->blanks && b->blank)
        return full && !ended ? JOINT_NONE : JOINT_HARD;
    if (shape->indents && b->indent >= shape->base + 2)
        return JOINT_HARD;
    // A line that could have held the next word ended on purpose; one that nearly could,
    // only where a sentence ended too.
    bool stub = width_of(a) * 100 < shape->width * 72;
    if (!full && !shape->indents &&
        (ended || (stub && last != ',' && last != '-' && last != '/')))
        return JOINT_HARD;
    if (!full && shape->indents && ended && stub)
        return JOINT_HARD;
    return ended && last != ':' ? JOINT_SOFT : JOINT_NONE;
}

// "1.4.⏎Xây dựng kế hoạch …": the mark and its item on two lines.
static bool holds_only_mark(const struct line *line)
{
    return line->mark.mark && line->mark.mark != MARK_ARTICLE &&
           line->mark.mark != MARK_PART && line->mark.text >= line->to;
}

// How many of 16 bits are set.
static uint32_t bits_set(uint32_t bits)
{
    bits -= bits >> 1 & 0x5555;
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0F0F;
    return (bits + (bits >> 8)) & 0x1F;
}

static bool mostly_capitals(const struct view *view, uint32_t from, uint32_t to)
{
    uint32_t letters = 0, small = 0;
    for (uint32_t i = from; i < to; i += 16) {
        uint32_t inside = to - i < 16 ? (1u << (to - i)) - 1 : 0xFFFF;
        uint32_t found =
            word_mask(view->plain + i) & ~digit_mask(view->plain + i) & inside;
        letters += bits_set(found);
        small += bits_set(found & ~flag_mask(view->flags + i, VIEW_UPPER));
        if (small * 5 > to - from)
            return false;
    }
    return letters >= 6 && small * 5 <= letters;
}

void paragraphs_find(struct paragraphs *out, const struct view *view,
                     const struct span *skip, size_t skip_count, struct arena *arena)
{
    *out = (struct paragraphs){0};
    struct line *lines;
    uint32_t count = lines_read(view, skip, skip_count, &lines, arena);
    for (uint32_t i = 0; i < count; i++) {
        const struct line *before = i ? &lines[i - 1] : NULL;
        bool ended = !before || ends_sentence(before) || lines[i].blank;
        paragraph_mark_read(&lines[i].mark, view, lines[i].from, lines[i].to,
                            lines[i].indent, ended);
    }
    count = part_items(&lines, count, view, arena);
    struct shape shape = shape_of(view, lines, count);
    // "… Thăng Long ⏎ - Hà Nội": where first lines stand further in, a dash at the margin
    // after a full line is none of theirs.
    for (uint32_t i = 1; i < count && shape.indents; i++) {
        const struct line *a = &lines[i - 1];
        struct line *b = &lines[i];
        if (b->mark.mark == MARK_DASH && !b->blank && !b->page &&
            b->indent < shape.base + 2 && !ends_sentence(a) &&
            width_of(a) * 5 >= shape.width * 4)
            b->mark = (struct paragraph){.from = b->from, .text = b->from};
    }
    out->items = arena_take(arena, count * sizeof *out->items);
    for (uint32_t i = 0; i < count; i++) {
        enum joint joint = JOINT_HARD;
        if (i && holds_only_mark(&lines[i - 1]) && !lines[i].mark.mark)
            joint = JOINT_NONE;
        else if (i)
            joint = shape.width ? joint_wrapped(view, &shape, &lines[i - 1], &lines[i])
                                : joint_free(view, &lines[i - 1], &lines[i]);
        if (joint == JOINT_NONE) {
            struct paragraph *open = &out->items[out->count - 1];
            if (open->text >= open->to)
                open->text = lines[i].from;
            open->to = lines[i].to;
            continue;
        }
        struct paragraph *p = &out->items[out->count++];
        *p = lines[i].mark;
        p->from = lines[i].from;
        p->to = lines[i].to;
        p->line = lines[i].number;
        p->soft = joint == JOINT_SOFT;
    }
    for (size_t i = 0; i < out->count; i++)
        out->items[i].capitals =
            mostly_capitals(view, out->items[i].text, out->items[i].to);
}
