// How the cells of a table become lines of text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/draft.h"

//   a row of data:  "1" | "Kiểm tra …" | "Sở A"     one line, cells parted by
//                  tabs, paragraphs in a cell by spaces
//   a layout row:   "ỦY BAN …⏎Số: …" | "CỘNG HÒA …"  two cells of several paragraphs:
//                  the lines of the left one, then those of the right one
//
// A row is collected and written when it ends; tables in cells are part of the cell.
struct table {
    unsigned depth; // tables open around this place
    bool in_row;    // a row is being collected
    unsigned cells;
    unsigned paragraphs; // most in one cell of the row
    unsigned here;       // in this cell
    size_t row_start;    // bytes of the draft
};

// Begins and ends; nested tables only count.
void table_open(struct table *table, struct draft *draft);
void table_close(struct table *table, struct draft *draft);
void table_row(struct table *table);
void table_row_end(struct table *table, struct draft *draft);
void table_cell(struct table *table, struct draft *draft);
// Before text, at the end of a paragraph, and at a line break; outside of tables they
// write line ends only.
void table_text(struct table *table, struct draft *draft);
void table_paragraph(struct table *table, struct draft *draft);
void table_break(struct table *table, struct draft *draft);
// The document ended, perhaps in the middle of a table.
void table_reset(struct table *table, struct draft *draft);
