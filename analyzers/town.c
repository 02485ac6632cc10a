// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/town.h"

#include "analyzers/lexicon.h"
#include "analyzers/province.h"
#include "analyzers/tables.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct lexicon *names; // values are numbers of provinces

static void start(void)
{
    const struct table *table = table_named("towns");
    uint32_t town = table_column(table, "town"),
             province = table_column(table, "province");
    struct arena *arena = arena_new();
    names = lexicon_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        uint32_t number = province_find(table_cell(table, row, province));
        if (number != PROVINCE_NONE)
            lexicon_add(names, words_folded(table_cell(table, row, town), arena), number);
    }
    arena_free(arena);
}

uint32_t town_province(const struct word_list *words, uint32_t at, uint32_t *end)
{
    pthread_once(&once, start);
    uint32_t node = LEXICON_ROOT, found = PROVINCE_NONE;
    for (uint32_t i = at; i < words->count && i < at + 5; i++) {
        const struct word *word = &words->items[i];
        if (!(word->shape & WORD_UPPER) || (i > at && word->signs > 1))
            break;
        node = lexicon_step(names, node, word->key);
        if (node == LEXICON_NONE)
            break;
        if (lexicon_value(names, node) != LEXICON_NONE) {
            found = lexicon_value(names, node);
            *end = i + 1;
        }
    }
    return found;
}
