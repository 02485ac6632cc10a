// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_noun.h"

#include "analyzers/lexicon.h"
#include "analyzers/tables.h"
#include "analyzers/unit_scope.h"
#include "base/once.h"

enum { SPELLINGS = 2 }; // of one folded noun: "sở", "sờ"

struct noun_row {
    enum unit_noun noun;
    struct spelling exact[SPELLINGS]; // none: however it is written
};

static struct once once = ONCE_INIT;
static struct lexicon *nouns;
static struct noun_row *rows;

static enum unit_noun noun_named(struct str name)
{
    static const struct {
        const char *name;
        enum unit_noun noun;
    } kinds[] = {
        {"division", NOUN_DIVISION}, {"unit", NOUN_UNIT},
        {"branch", NOUN_BRANCH},     {"department", NOUN_DEPARTMENT},
        {"board", NOUN_BOARD},       {"ministry", NOUN_MINISTRY},
        {"office", NOUN_OFFICE},     {"place", NOUN_PLACE},
        {"union", NOUN_UNION},       {"organisation", NOUN_ORGANISATION},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_equal(name, str_of(kinds[i].name))) {
            return kinds[i].noun;
        }
    }
    return NOUN_NONE;
}

static void start(void)
{
    const struct table *table = table_named("unit_nouns");
    uint32_t kind = table_column(table, "kind"), marks = table_column(table, "marks");
    struct arena *arena = arena_new();
    nouns = lexicon_new();
    rows = memory_array(table->rows, sizeof *rows);
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str name = table_cell(table, row, 0);
        uint32_t first = lexicon_add(nouns, words_folded(name, arena), row);
        rows[first].noun = noun_named(table_cell(table, row, kind));
        if (table_cell(table, row, marks).len) {
            rows[first].exact[first != row] = spelling_of(name);
        }
    }
    arena_free(arena);
}

static bool written_so(const struct noun_row *row, const struct word_list *words,
                       uint32_t at)
{
    for (int i = 0; i < SPELLINGS; i++) {
        if (row->exact[i].count && word_is_spelt(words, at, &row->exact[i])) {
            return true;
        }
    }
    return !row->exact[0].count;
}

enum unit_noun unit_noun_at(const struct word_list *words, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    *end = at + 1;
    uint32_t row = lexicon_match(nouns, words, at, end);
    if (row != LEXICON_NONE && written_so(&rows[row], words, at)) {
        // "tổ chức chính trị - xã hội"
        if (rows[row].noun == NOUN_UNION && *end + 1 < words->count &&
            words->items[*end].key == WORD("xa") &&
            words->items[*end + 1].key == WORD("hoi")) {
            *end += 2;
        }
        return rows[row].noun;
    }
    uint32_t count;
    *end = at + 1;
    return unit_levels(words, at, end, &count).at ? NOUN_LEVEL : NOUN_NONE;
}
