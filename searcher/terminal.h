// How wide the screen is, whether it wants colour, and how wide a text is on it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/screen.h"

struct terminal {
    bool
        colour; // standard output is a terminal that is not dumb, and NO_COLOR is not set
    size_t width; // columns; of the terminal, else of $COLUMNS, else 100
};

struct terminal terminal_read(void);
// Columns that a text takes: marks on their own take none.
size_t text_width(struct str text);
// The longest beginning of the text that takes at most `width` columns.
struct str text_cut(struct str text, size_t width);

enum paint { PAINT_PLAIN, PAINT_STRONG, PAINT_FAINT, PAINT_MATCH };
// Adds the text in this paint where there is colour.
void paint_add(struct buf *out, const struct terminal *terminal, enum paint paint,
               struct str text);
// Adds text on one line: white space becomes single blanks, control characters disappear.
void line_add(struct buf *out, struct str text);
// Adds `text` cut with an ellipsis to at most `width` columns.
void fit_add(struct buf *out, struct str text, size_t width);
// Adds `text` broken at blanks into lines of at most `width` columns, each behind
// `indent` blanks but the first, and at most `lines` of them: what is left over is an
// ellipsis. Ends the last line.
void wrap_add(struct buf *out, struct str text, size_t indent, size_t width,
              size_t lines);
// Adds blanks.
void blanks_add(struct buf *out, size_t count);
