// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/date_words.h"

#include "analyzers/cursor.h"
#include "analyzers/tables.h"
#include "base/once.h"

#include <stdlib.h>

enum { MOST_WORDS = 96 };

// The folded words of each sense.
static char *words[DATE_WORD_COUNT][MOST_WORDS];
// What each begins and ends with: most are turned away by that.
static char firsts[DATE_WORD_COUNT][MOST_WORDS], lasts[DATE_WORD_COUNT][MOST_WORDS];
static size_t counts[DATE_WORD_COUNT];
static struct once once = ONCE_INIT;

static void fill(void)
{
    static const char *const senses[] = {"counted", "counting", "announcing", "term",
                                         "first",   "middle",   "last",       "meeting",
                                         "session", "matter"};
    const struct table *table = table_named("date_words");
    uint32_t word_column = table_column(table, "word"),
             sense_column = table_column(table, "sense");
    struct arena *arena = arena_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        size_t sense = 0;
        while (sense < DATE_WORD_COUNT &&
               !str_equal(table_cell(table, row, sense_column), str_of(senses[sense])))
            sense++;
        if (sense == DATE_WORD_COUNT || counts[sense] == MOST_WORDS)
            abort(); // a mistake in the table
        struct view view;
        view_read(&view, table_cell(table, row, word_column), arena);
        char *copy = memory_new(view.count + 1);
        for (uint32_t i = 0; i < view.count; i++)
            copy[i] = view.plain[i];
        if (!view.count)
            abort();
        firsts[sense][counts[sense]] = copy[0];
        lasts[sense][counts[sense]] = copy[view.count - 1];
        words[sense][counts[sense]++] = copy;
    }
    arena_free(arena);
}

bool date_word_before(const struct view *view, uint32_t at, enum date_word sense,
                      uint32_t *start)
{
    once_run(&once, fill);
    uint32_t end = at > 0 && view->plain[at - 1] == ' ' ? at - 1 : at;
    char last = end > 0 ? view->plain[end - 1] : '\0';
    for (size_t i = 0; i < counts[sense]; i++) {
        if (lasts[sense][i] == last && word_before(view, at, words[sense][i], start))
            return true;
    }
    return false;
}

bool date_word_behind(const struct view *view, uint32_t at, enum date_word sense)
{
    struct cursor c = {view, at};
    once_run(&once, fill);
    if (cursor_letter(&c, 0) != ' ')
        return false;
    for (size_t i = 0; i < counts[sense]; i++) {
        struct cursor t = c;
        if (firsts[sense][i] == cursor_letter(&c, 1) && take_word(&t, words[sense][i]))
            return true;
    }
    return false;
}
