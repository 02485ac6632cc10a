// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/typed_reference.h"

#include "analyzers/tables.h"
#include "base/buf.h"
#include "index/fields.h"

#include <string.h>

// What an abbreviation stands for; missing where it is none, or may be several things.
static struct str written_out(struct str word, struct arena *arena)
{
    const struct table *table = table_named("abbrev");
    uint32_t brief = table_column(table, "abbrev"),
             full = table_column(table, "expansion");
    struct str folded = field_fold(word, arena);
    for (uint32_t row = 0; row < table->rows && folded.len; row++) {
        struct str meaning = table_cell(table, row, full);
        if (!memchr(meaning.at, '|', meaning.len) &&
            !memchr(meaning.at, '(', meaning.len) &&
            str_equal(field_fold(table_cell(table, row, brief), arena), folded))
            return meaning;
    }
    return (struct str){0};
}

// The question with its abbreviations written out; missing where it has none.
static struct str all_written_out(struct str typed, struct arena *arena)
{
    struct buf whole = {0};
    struct str rest = typed, word;
    bool changed = false;
    while (str_split(&word, &rest, ' ')) {
        struct str full = written_out(word, arena);
        buf_add_str(&whole, full.len ? full : word);
        buf_add_char(&whole, ' ');
        changed |= full.len > 0;
    }
    struct str copy = changed ? arena_copy(arena, buf_str(&whole)) : (struct str){0};
    buf_free(&whole);
    return copy;
}

bool typed_reference(struct reference_query *out, struct str typed, struct arena *arena)
{
    // "Luật BHXH 2024" is no number of the year 2024 by an office called BHXH.
    struct str full = str_starts(field_fold(typed, arena), STR("luat "))
                          ? all_written_out(typed, arena)
                          : (struct str){0};
    return (full.len && reference_query_parse_named(out, full, arena)) ||
           reference_query_parse_named(out, typed, arena);
}
