// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/doctype.h"

#include "analyzers/characters.h"
#include "analyzers/phrases.h"
#include "base/once.h"

#include <string.h>

static struct once once = ONCE_INIT;
static struct arena *arena;
static struct doctype *types;
static struct table_index *by_code;
static struct phrases *by_words;
static const struct doctype *letter_type;

static unsigned systems_of(struct str cell)
{
    static const struct {
        const char *name;
        unsigned bit;
    } names[] = {{"state", DOCTYPE_STATE},   {"party", DOCTYPE_PARTY},
                 {"law", DOCTYPE_LAW},       {"copy", DOCTYPE_COPY},
                 {"letter", DOCTYPE_LETTER}, {"other", DOCTYPE_OTHER},
                 {"rare", DOCTYPE_RARE}};
    unsigned systems = 0;
    struct str part, rest = cell;
    while (str_split(&part, &rest, ';')) {
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (str_equal(part, str_of(names[i].name)))
                systems |= names[i].bit;
        }
    }
    return systems;
}

static struct str fold(struct str words)
{
    char folded[PHRASE_SIZE];
    size_t len = plain_fold(words, folded, sizeof folded);
    return arena_copy(arena, (struct str){folded, len});
}

static struct str lower(struct str words)
{
    char out[PHRASE_SIZE];
    size_t len = 0;
    for (size_t at = 0; at < words.len && len + 4 < sizeof out;) {
        uint32_t code;
        if (character_take(words, &at, &code))
            len += character_put(character_lower((uint16_t)code), out + len);
    }
    return arena_copy(arena, (struct str){out, len});
}

static void start(void)
{
    characters_start();
    const struct table *table = table_named("doctypes");
    uint32_t code = table_column(table, "code"), name = table_column(table, "name");
    uint32_t system = table_column(table, "system"), words = table_column(table, "words");
    arena = arena_new();
    types = ARENA_ARRAY(arena, struct doctype, table->rows);
    by_code = table_index_new();
    by_words = phrases_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct doctype *type = &types[row];
        type->code = table_cell(table, row, code);
        type->name = table_cell(table, row, name);
        type->lower = lower(type->name);
        type->systems = systems_of(table_cell(table, row, system));
        type->folded = fold(type->code);
        if (type->code.len)
            table_index_add(by_code, type->folded, row);
        phrases_add(by_words, type->name, row);
        phrases_add_all(by_words, table_cell(table, row, words), row);
        if (!letter_type && type->systems & DOCTYPE_LETTER)
            letter_type = type;
    }
}

// True when the letters are those of the code, whatever the case: HĐ is not HD.
static bool same_letters(const struct doctype *type, const uint16_t *letters)
{
    size_t i = 0;
    for (size_t at = 0; at < type->code.len; i++) {
        uint32_t code;
        if (!character_take(type->code, &at, &code) ||
            character_lower((uint16_t)code) != character_lower(letters[i]))
            return false;
    }
    return true;
}

const struct doctype *doctype_of_code(struct str folded, const uint16_t *letters)
{
    once_run(&once, start);
    uint32_t more = 0;
    const struct doctype *first = NULL;
    for (;;) {
        uint32_t row = table_index_next(by_code, folded, &more);
        if (row == TABLE_NONE)
            return first;
        if (same_letters(&types[row], letters))
            return &types[row];
        if (!first)
            first = &types[row];
    }
}

const struct doctype *doctype_before(const struct view *view, uint32_t end,
                                     uint32_t limit, uint32_t *from)
{
    once_run(&once, start);
    uint32_t row = phrases_end(by_words, view, end, limit, from);
    return row == PHRASES_NONE ? NULL : &types[row];
}

const struct doctype *doctype_at(const struct view *view, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    uint32_t row = phrases_begin(by_words, view, at, view->count, end);
    return row == PHRASES_NONE ? NULL : &types[row];
}

const struct doctype *doctype_named(struct str name)
{
    once_run(&once, start);
    char folded[PHRASE_SIZE];
    struct str plain = {folded, plain_fold(name, folded, sizeof folded)};
    uint32_t row = table_index_find(by_code, plain);
    if (row == TABLE_NONE)
        row = phrases_find(by_words, plain);
    return row == TABLE_NONE ? NULL : &types[row];
}

const struct doctype *doctype_letter(void)
{
    once_run(&once, start);
    return letter_type;
}
