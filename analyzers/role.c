// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/role.h"

#include "analyzers/lexicon.h"
#include "analyzers/tables.h"
#include "base/once.h"

enum { ROLE_WORDS = 6 };

static struct once once = ONCE_INIT;
static struct lexicon *forward, *backward;

static enum role_kind kind_of(struct str name)
{
    static const struct {
        struct str name;
        enum role_kind kind;
    } kinds[] = {
        {{"role", 4}, ROLE_TITLE},          {{"short", 5}, ROLE_SHORT},
        {{"honorific", 9}, ROLE_HONORIFIC}, {{"degree", 6}, ROLE_DEGREE},
        {{"rank", 4}, ROLE_RANK},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_equal(name, kinds[i].name)) {
            return kinds[i].kind;
        }
    }
    return ROLE_NONE;
}

static struct str reversed(struct str words, struct arena *arena)
{
    char *out = arena_alloc(arena, words.len + 1);
    size_t at = words.len;
    struct str word, rest = words;
    while (str_split(&word, &rest, ' ')) {
        at -= word.len;
        memcpy(out + at, word.at, word.len);
        if (at) {
            out[--at] = ' ';
        }
    }
    return (struct str){out, words.len};
}

static void start(void)
{
    const struct table *table = table_named("roles");
    struct arena *arena = arena_new();
    forward = lexicon_new();
    backward = lexicon_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str folded = words_folded(table_cell(table, row, 0), arena);
        enum role_kind kind = kind_of(table_cell(table, row, 1));
        lexicon_add(forward, folded, kind);
        lexicon_add(backward, reversed(folded, arena), kind);
    }
    arena_free(arena);
}

enum role_kind role_match(const struct word_list *words, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    uint32_t node = LEXICON_ROOT;
    enum role_kind found = ROLE_NONE;
    if (at >= words->count || !lexicon_begins_at(lexicon_firsts(forward), words, at)) {
        return ROLE_NONE;
    }
    for (uint32_t i = at; i < words->count && i < at + ROLE_WORDS; i++) {
        const struct word *word = &words->items[i];
        if (i > at && (word->signs > 1 ||
                       (word->signs && word->first != '/' && word->first != '.'))) {
            break;
        }
        node = lexicon_step(forward, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        if (lexicon_value(forward, node) != LEXICON_NONE) {
            found = (enum role_kind)lexicon_value(forward, node);
            *end = i + 1;
        }
    }
    return found;
}

enum role_kind role_match_back(const struct word_list *words, uint32_t end,
                               uint32_t *from)
{
    once_run(&once, start);
    uint32_t node = LEXICON_ROOT;
    enum role_kind found = ROLE_NONE;
    if (!end || !lexicon_begins_with(lexicon_firsts(backward), words->items[end - 1].key,
                                     end > 1 ? words->items[end - 2].key : 0)) {
        return ROLE_NONE;
    }
    for (uint32_t i = end; i > 0 && end - i < ROLE_WORDS; i--) {
        const struct word *word = &words->items[i - 1];
        const struct word *next = &words->items[i];
        if (i < end && (next->signs > 1 ||
                        (next->signs && next->first != '/' && next->first != '.'))) {
            break;
        }
        node = lexicon_step(backward, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        if (lexicon_value(backward, node) != LEXICON_NONE) {
            found = (enum role_kind)lexicon_value(backward, node);
            *from = i - 1;
        }
    }
    return found;
}
