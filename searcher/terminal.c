// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 40, WIDTH_MOST = 400 };

struct terminal terminal_read(void)
{
    struct terminal terminal = {.width = WIDTH_USUAL};
    const char *no_colour = getenv("NO_COLOR");
    const char *columns = getenv("COLUMNS"), *kind = getenv("TERM");
    struct winsize size;
    if (isatty(STDOUT_FILENO)) {
        terminal.colour =
            (!no_colour || !*no_colour) && !(kind && strcmp(kind, "dumb") == 0);
        if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
            terminal.width = size.ws_col;
    } else if (columns && atoi(columns) > 0) {
        terminal.width = (size_t)atoi(columns);
    }
    if (terminal.width < WIDTH_LEAST)
        terminal.width = WIDTH_LEAST;
    if (terminal.width > WIDTH_MOST)
        terminal.width = WIDTH_MOST;
    return terminal;
}

// Bytes of the character at `at`, and the columns it takes.
static size_t character_at(struct str text, size_t at, size_t *columns)
{
    unsigned char first = (unsigned char)text.at[at];
    size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (len > text.len - at)
        len = text.len - at;
    // U+0300 … U+036F stand on the letter before them.
    bool mark = len == 2 && (first == 0xcc ||
                             (first == 0xcd && (unsigned char)text.at[at + 1] < 0xb0));
    *columns = !mark;
    return len;
}

size_t text_width(struct str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        size_t columns;
        at += character_at(text, at, &columns);
        width += columns;
    }
    return width;
}

struct str text_cut(struct str text, size_t width)
{
    size_t used = 0;
    for (size_t at = 0; at < text.len;) {
        size_t columns, len = character_at(text, at, &columns);
        if (used + columns > width)
            return str_slice(text, 0, at);
        used += columns;
        at += len;
    }
    return text;
}

void paint_add(struct buf *out, const struct terminal *terminal, enum paint paint,
               struct str text)
{
    static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[1;33m"};
    bool painted = terminal->colour && paint != PAINT_PLAIN && text.len;
    if (painted)
        buf_add_str(out, str_of(codes[paint]));
    if (paint == PAINT_FAINT)
        name_add(out, text);
    else
        buf_add_str(out, text);
    if (painted)
        buf_add_str(out, STR("\033[0m"));
}

void line_add(struct buf *out, struct str text)
{
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            blank = true;
            continue;
        }
        size_t control = control_length(text, i);
        if (control) {
            i += control - 1;
            continue;
        }
        if (blank)
            buf_add_char(out, ' ');
        blank = false;
        buf_add_char(out, (char)c);
    }
    if (blank)
        buf_add_char(out, ' ');
}

void fit_add(struct buf *out, struct str text, size_t width)
{
    if (text_width(text) <= width) {
        buf_add_str(out, text);
    } else if (width) {
        buf_add_str(out, str_trim(text_cut(text, width - 1)));
        buf_add_str(out, STR("…"));
    }
}

void wrap_add(struct buf *out, struct str text, size_t indent, size_t width, size_t lines)
{
    text = str_trim(text);
    for (size_t line = 1; text_width(text) > width && line < lines; line++) {
        struct str part = text_cut(text, width + 1);
        size_t end = part.len;
        while (end && part.at[end - 1] != ' ')
            end--;
        // A word longer than the line is cut where the line ends.
        if (!end)
            end = text_cut(text, width).len;
        if (!end)
            break;
        buf_add_str(out, str_trim(str_slice(text, 0, end)));
        buf_add_char(out, '\n');
        blanks_add(out, indent);
        text = str_trim(str_slice(text, end, text.len));
    }
    fit_add(out, text, width);
    buf_add_char(out, '\n');
}

void blanks_add(struct buf *out, size_t count)
{
    while (count--)
        buf_add_char(out, ' ');
}
