// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/province.h"

#include "analyzers/lexicon.h"
#include "analyzers/tables.h"
#include "base/once.h"

enum { HUE_CITY = 20250101 };

static struct once once = ONCE_INIT;
static struct lexicon *names;
static struct province *provinces;
static uint32_t count;

static void add(struct str name, uint32_t number, struct arena *arena)
{
    lexicon_add(names, words_folded(name, arena), number);
}

// Both ends of the mergers have a row; the newer name of a province that is also an older
// one is that one.
static void start(void)
{
    const struct table *table = table_named("provinces");
    struct arena *arena = arena_new();
    names = lexicon_new();
    provinces = memory_array(table->rows, sizeof *provinces);
    uint32_t aliases = table_column(table, "aliases");
    for (uint32_t row = 0; row < table->rows; row++) {
        provinces[row] =
            (struct province){table_cell(table, row, 0), table_cell(table, row, 1)};
        add(provinces[row].name, row, arena);
        struct str alias, rest = table_cell(table, row, aliases);
        while (rest.len && str_split(&alias, &rest, ';')) {
            add(alias, row, arena);
        }
    }
    count = table->rows;
    arena_free(arena);
}

uint32_t province_match(const struct word_list *words, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    if (at >= words->count || !(words->items[at].shape & WORD_UPPER) ||
        !lexicon_begins_at(lexicon_firsts(names), words, at)) {
        return PROVINCE_NONE;
    }
    uint32_t node = LEXICON_ROOT, found = PROVINCE_NONE;
    for (uint32_t i = at; i < words->count && i < at + 6; i++) {
        const struct word *word = &words->items[i];
        if (i > at && (word->signs > 1 || (word->signs && word->first != '-'))) {
            break;
        }
        node = lexicon_step(names, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        // The last syllable of a name is a capital too: "Hà Nội", not "Hà nội dung".
        if (lexicon_value(names, node) != LEXICON_NONE && (word->shape & WORD_UPPER)) {
            found = lexicon_value(names, node);
            *end = i + 1;
        }
    }
    return found;
}

uint32_t province_find(struct str folded)
{
    once_run(&once, start);
    char spaced[64];
    if (folded.len >= sizeof spaced) {
        return PROVINCE_NONE;
    }
    for (size_t i = 0; i < folded.len; i++) {
        spaced[i] = folded.at[i] == '-' ? ' ' : folded.at[i];
    }
    return lexicon_find(names, (struct str){spaced, folded.len});
}

const struct province *province_at(uint32_t number)
{
    return &provinces[number];
}

bool province_is_city(uint32_t number, int32_t date)
{
    static const char *const cities[] = {"ha-noi", "ho-chi-minh", "da-nang", "hai-phong",
                                         "can-tho"};
    if (number == PROVINCE_NONE) {
        return false;
    }
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        if (str_equal(provinces[number].slug, str_of(cities[i]))) {
            return true;
        }
    }
    return str_equal(provinces[number].slug, STR("hue")) && (!date || date >= HUE_CITY);
}

uint32_t province_successor(uint32_t number)
{
    const struct table *table = table_named("provinces");
    uint32_t column = table_column(table, "slug_from_2025-07-01");
    return province_find(table_cell(table, number, column));
}
