// Tables for spreadsheets: RFC 4180, with a byte order mark so that they open as UTF-8,
// and no cell that a spreadsheet would run.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// A table being written to a buf the caller owns. Start with {.out = &buf}.
struct csv {
    struct buf *out;
    bool follows; // the line has a cell already
};

// The byte order mark and the line of names, separated by spaces.
void csv_head(struct csv *csv, const char *names);
// A missing str is an empty cell. Text that starts like a formula gets an apostrophe
// before it.
void csv_cell(struct csv *csv, struct str text);
void csv_number(struct csv *csv, double number);
void csv_end_line(struct csv *csv);
