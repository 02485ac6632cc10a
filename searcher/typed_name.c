// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/typed_name.h"

#include "analyzers/agency.h"
#include "analyzers/characters.h"
#include "analyzers/tables.h"
#include "analyzers/view.h"
#include "analyzers/word.h"

#include <string.h>

// "so" is "sở": the noun of units that is only known with its marks, else the word.
static struct str marked_noun(struct str folded, struct arena *arena)
{
    const struct table *table = table_named("unit_nouns");
    uint32_t marks = table_column(table, "marks");
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str noun = table_cell(table, row, 0);
        if (table_cell(table, row, marks).len &&
            str_equal(words_folded(noun, arena), folded))
            return noun;
    }
    return folded;
}

static bool no_letter_is_marked(const struct view *view)
{
    for (uint32_t i = 0; i < view->count; i++)
        if (view->flags[i] & VIEW_MARKED)
            return false;
    return true;
}

// Khtc, qlkh: nobody could say it.
static bool is_code(struct str folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (strchr("aeiouy", folded.at[i]))
            return agency_of_code(folded);
    return true;
}

// Writes letters behind `out`, the first one as a capital, in a code all of them.
static size_t put_word(char *out, const uint16_t *letters, uint32_t count, bool code)
{
    size_t len = 0;
    for (uint32_t i = 0; i < count; i++)
        len += character_put(code || i == 0 ? character_upper(letters[i])
                                            : character_lower(letters[i]),
                             out + len);
    return len;
}

struct str typed_name(struct str typed, struct arena *arena)
{
    struct view view;
    view_read(&view, str_trim(typed), arena);
    if (view_word_end(&view, 0) == view.count) {
        const struct agency *agency =
            agency_of_code((struct str){view.plain, view.count});
        if (agency && agency->name.len)
            return agency->name;
    }
    bool bare = no_letter_is_marked(&view);
    enum { LETTER_BYTES = 3 };
    // A noun has as many letters with its marks as without.
    char *name = arena_alloc(arena, (size_t)view.count * LETTER_BYTES + 1);
    size_t len = 0;
    for (uint32_t from = 0, to; from < view.count; from = to) {
        to = view_word_end(&view, from);
        if (to == from) {
            to++;
            len += put_word(name + len, view.letter + from, 1, false);
            continue;
        }
        struct str folded = {view.plain + from, to - from};
        struct str noun = bare ? marked_noun(folded, arena) : folded;
        struct view marked = {.letter = view.letter + from};
        if (noun.at != folded.at)
            view_read(&marked, noun, arena);
        len += put_word(name + len, marked.letter, to - from, is_code(folded));
    }
    return (struct str){name, len};
}
