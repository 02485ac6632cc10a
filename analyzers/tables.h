// The tables of analyzers/tables/*.tsv, compiled in: what a clerk could correct without
// knowing C.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

//   surname   count  share        the first line names the columns
//   Nguyễn    2748   0.31431      row 0
//   Trần      850    0.09722      row 1
struct table {
    const char *name; // of its file, without .tsv
    uint32_t rows;    // without the line of names
    uint32_t columns;
    const char *text; // all cells, the names first, each followed by a NUL
    const uint32_t *offset;
};

extern const struct table tables[];
extern const size_t table_count;

// The table of this name. A name that no file has is a mistake in the program and ends
// it.
const struct table *table_named(const char *name);
// The number of the column of this name; the same holds for it.
uint32_t table_column(const struct table *table, const char *name);
// A cell; empty where the file has none. Lives for ever.
struct str table_cell(const struct table *table, uint32_t row, uint32_t column);

// Rows by a key, built once and then only read (by any number of threads).
struct table_index;

enum { TABLE_NONE = UINT32_MAX };

struct table_index *table_index_new(void);
void table_index_free(struct table_index *index);
// Adds `value` (a row, or whatever the caller counts) under a copy of `key`; one key may
// have several values.
void table_index_add(struct table_index *index, struct str key, uint32_t value);
// The first value of the key and then, with *more as it was left, the others in the order
// they were added; TABLE_NONE at the end. Start with *more = 0.
uint32_t table_index_next(const struct table_index *index, struct str key,
                          uint32_t *more);
// The first value of the key, or TABLE_NONE.
uint32_t table_index_find(const struct table_index *index, struct str key);
