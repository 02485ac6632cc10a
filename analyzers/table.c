// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/tables.h"

#include "base/arena.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct table *table_named(const char *name)
{
    for (size_t i = 0; i < table_count; i++) {
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    }
    fprintf(stderr, "tracuu: no table is called %s\n", name);
    abort();
}

// The cells of line 0 are the names of the columns.
static struct str cell_at(const struct table *table, uint32_t line, uint32_t column)
{
    size_t i = (size_t)line * table->columns + column;
    return (struct str){table->text + table->offset[i],
                        table->offset[i + 1] - table->offset[i] - 1};
}

uint32_t table_column(const struct table *table, const char *name)
{
    for (uint32_t column = 0; column < table->columns; column++) {
        if (str_equal(cell_at(table, 0, column), str_of(name)))
            return column;
    }
    fprintf(stderr, "tracuu: table %s has no column %s\n", table->name, name);
    abort();
}

struct str table_cell(const struct table *table, uint32_t row, uint32_t column)
{
    return cell_at(table, row + 1, column);
}

// The values of a key are a list through `entries`; first[] and last[] are by the number
// of the key in `keys`.
struct entry {
    uint32_t value;
    uint32_t next; // number of the entry + 1; 0: none
};

struct table_index {
    struct words *keys;
    struct entry *entries;
    uint32_t entry_count, entry_room;
    uint32_t *first, *last;
    uint32_t key_room;
};

struct table_index *table_index_new(void)
{
    struct table_index *index = memory_new(sizeof *index);
    index->keys = words_new();
    return index;
}

void table_index_free(struct table_index *index)
{
    if (!index)
        return;
    words_free(index->keys);
    free(index->entries);
    free(index->first);
    free(index->last);
    free(index);
}

void table_index_add(struct table_index *index, struct str key, uint32_t value)
{
    uint32_t before = words_count(index->keys);
    uint32_t number = words_add(index->keys, key);
    if (number >= index->key_room) {
        index->key_room = index->key_room ? index->key_room * 2 : 64;
        index->first =
            memory_resize(index->first, index->key_room * sizeof *index->first);
        index->last = memory_resize(index->last, index->key_room * sizeof *index->last);
    }
    if (index->entry_count == index->entry_room) {
        index->entry_room = index->entry_room ? index->entry_room * 2 : 64;
        index->entries =
            memory_resize(index->entries, index->entry_room * sizeof *index->entries);
    }
    uint32_t entry = index->entry_count++;
    index->entries[entry] = (struct entry){value, 0};
    if (number == before)
        index->first[number] = entry;
    else
        index->entries[index->last[number]].next = entry + 1;
    index->last[number] = entry;
}

uint32_t table_index_next(const struct table_index *index, struct str key, uint32_t *more)
{
    uint32_t entry;
    if (*more == WORDS_NONE) {
        return TABLE_NONE;
    } else if (*more == 0) {
        uint32_t number = words_find(index->keys, key);
        if (number == WORDS_NONE)
            return TABLE_NONE;
        entry = index->first[number];
    } else {
        entry = *more - 1;
    }
    uint32_t next = index->entries[entry].next;
    *more = next ? next : WORDS_NONE;
    return index->entries[entry].value;
}

uint32_t table_index_find(const struct table_index *index, struct str key)
{
    uint32_t more = 0;
    return table_index_next(index, key, &more);
}
