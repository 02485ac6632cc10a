// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/table.h"

#include <stdint.h>

// While a row is collected these stand for the ends of cells and of paragraphs in them.
// Documents cannot hold them: XML forbids them.
enum { CELL_END = 0x1D, PARAGRAPH_END = 0x1E };

void table_open(struct table *table, struct draft *draft)
{
    if (table->depth++ == 0) {
        draft_end_line(draft);
    }
}

void table_close(struct table *table, struct draft *draft)
{
    if (table->depth && --table->depth == 0) {
        table_row_end(table, draft);
        table->in_row = false;
    }
}

void table_row(struct table *table)
{
    if (table->depth <= 1) {
        table->in_row = true;
        table->cells = 0;
        table->paragraphs = 0;
        table->here = 0;
        table->row_start = SIZE_MAX;
    }
}

void table_cell(struct table *table, struct draft *draft)
{
    if (!table->in_row || table->depth > 1) {
        return;
    }
    if (table->row_start == SIZE_MAX) {
        table->row_start = draft->text.len;
    } else {
        draft_char(draft, CELL_END);
    }
    table->cells++;
    table->here = 0;
}

void table_text(struct table *table, struct draft *draft)
{
    (void)draft;
    if (table->in_row && table->here == 0) {
        table->here = 1;
    }
}

void table_paragraph(struct table *table, struct draft *draft)
{
    if (!table->in_row || table->row_start == SIZE_MAX) {
        draft_line(draft);
        return;
    }
    char last = draft->text.len > table->row_start ? draft->text.at[draft->text.len - 1]
                                                   : CELL_END;
    if (last != CELL_END && last != PARAGRAPH_END) {
        draft_char(draft, PARAGRAPH_END);
        table->here++;
        if (table->here > table->paragraphs) {
            table->paragraphs = table->here;
        }
    }
}

void table_break(struct table *table, struct draft *draft)
{
    if (table->in_row && table->row_start != SIZE_MAX) {
        draft_char(draft, PARAGRAPH_END);
        table->here++;
        if (table->here > table->paragraphs) {
            table->paragraphs = table->here;
        }
    } else {
        draft_line(draft);
    }
}

void table_row_end(struct table *table, struct draft *draft)
{
    if (!table->in_row || table->depth > 1 || table->row_start == SIZE_MAX) {
        return;
    }
    while (draft->text.len > table->row_start &&
           (draft->text.at[draft->text.len - 1] == CELL_END ||
            draft->text.at[draft->text.len - 1] == PARAGRAPH_END)) {
        draft->text.len--;
    }
    bool layout = table->cells <= 2 && table->paragraphs > 2;
    char *at = draft->text.at;
    for (size_t i = table->row_start; i < draft->text.len; i++) {
        if (at[i] == CELL_END) {
            at[i] = layout ? '\n' : '\t';
        } else if (at[i] == PARAGRAPH_END) {
            at[i] = layout ? '\n' : ' ';
        }
    }
    table->row_start = SIZE_MAX;
    table->in_row = false;
    draft_end_line(draft);
}

void table_reset(struct table *table, struct draft *draft)
{
    if (table->depth) {
        table->depth = 1;
        table_row_end(table, draft);
    }
    *table = (struct table){0};
}
