// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled.h"

#include "analyzers/phrases.h"
#include "base/once.h"

#include <string.h>

static struct once once = ONCE_INIT;
static struct table_index *common_words; // folded

static void start(void)
{
    const struct table *table = table_named("titled");
    uint32_t kind = table_column(table, "kind");
    common_words = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        char folded[PHRASE_SIZE];
        if (!str_equal(table_cell(table, row, kind), STR("common")))
            continue;
        size_t len = plain_fold(table_cell(table, row, 0), folded, sizeof folded);
        table_index_add(common_words, (struct str){folded, len}, row);
    }
}

enum { WORDS_MOST = 64, SIMILAR_PAIRS = 3 };

struct title_words {
    struct str kind;
    struct str items[WORDS_MOST];
    bool may_end[WORDS_MOST + 1]; // before the word; behind the last
    size_t count;
};

static void split(struct title_words *out, struct str words)
{
    ptrdiff_t colon = str_find(words, STR(":"), 0);
    *out = (struct title_words){0};
    if (colon < 0)
        return;
    out->kind = str_slice(words, 0, (size_t)colon);
    size_t from = (size_t)colon + 1;
    for (size_t at = from; at <= words.len && out->count < WORDS_MOST; at++) {
        if (at < words.len && words.at[at] != ' ' && words.at[at] != ',')
            continue;
        if (at > from)
            out->items[out->count++] = str_slice(words, from, at);
        out->may_end[out->count] = at == words.len || words.at[at] == ',';
        from = at + 1;
    }
}

size_t titled_length(struct str words)
{
    struct title_words title;
    split(&title, words);
    return title.count;
}

struct str titled_start(struct str words, struct arena *arena)
{
    struct title_words title;
    split(&title, words);
    if (title.count < TITLED_LEAST)
        return (struct str){0};
    struct str out = arena_printf(arena, "%.*s:", STR_ARG(title.kind));
    for (size_t i = 0; i < title.count && i < TITLED_START; i++)
        out = arena_printf(arena, "%.*s%s%.*s", STR_ARG(out), i ? " " : "",
                           STR_ARG(title.items[i]));
    return out;
}

static bool same_word(const struct title_words *a, size_t i, const struct title_words *b,
                      size_t k)
{
    return str_equal(a->items[i], b->items[k]);
}

// Whether the two words of one that begin at `at` stand side by side in the other as well.
static bool has_pair(const struct title_words *one, size_t at,
                     const struct title_words *other)
{
    for (size_t k = 0; k + 1 < other->count; k++)
        if (same_word(one, at, other, k) && same_word(one, at + 1, other, k + 1))
            return true;
    return false;
}

// Two words that say something about the subject: numbers and words of many titles alone
// do not.
static bool tells(const struct title_words *title, size_t at)
{
    for (size_t i = at; i < at + 2; i++) {
        struct str word = title->items[i];
        bool number = word.at[0] >= '0' && word.at[0] <= '9';
        if (!number && table_index_find(common_words, word) == TABLE_NONE)
            return true;
    }
    return false;
}

// Wherever the mention may end: three pairs of four of the shorter one are in the other,
// and half of those of the title.
static bool similar(const struct title_words *title, const struct title_words *mention)
{
    size_t common = 0, pairs = 0, told = 0;
    for (size_t i = 0; i + 1 < title->count; i++)
        pairs += tells(title, i);
    for (size_t end = 2; end <= mention->count; end++) {
        bool counts = tells(mention, end - 2);
        told += counts;
        common += counts && has_pair(mention, end - 2, title);
        size_t shorter = told < pairs ? told : pairs;
        if (mention->may_end[end] && common >= SIMILAR_PAIRS &&
            common * 4 >= shorter * 3 && common * 2 >= pairs)
            return true;
    }
    return false;
}

// An act that only changes another one is not like that.
static bool changes(const struct title_words *title)
{
    return title->count > 1 && str_equal(title->items[0], STR("sua")) &&
           str_equal(title->items[1], STR("doi"));
}

// "… tỉnh" at the end of a title, which a mention leaves out.
static bool only_place_left(const struct title_words *title, size_t from)
{
    return from + 1 == title->count && str_equal(title->items[from], STR("tinh"));
}

enum titled_likeness titled_compare(struct str title_text, struct str mention_text)
{
    struct title_words title, mention;
    split(&title, title_text);
    split(&mention, mention_text);
    if (!title.count || !str_equal(title.kind, mention.kind))
        return TITLED_OTHER;
    size_t same = 0;
    while (same < title.count && same < mention.count &&
           same_word(&title, same, &mention, same))
        same++;
    bool whole = same == title.count || only_place_left(&title, same);
    // A title whose place is left out goes on with it where the mention says it.
    bool longer = same == title.count && same < mention.count &&
                  str_equal(mention.items[same], STR("tinh"));
    if (longer)
        same++;
    if (whole && mention.may_end[same])
        return TITLED_SAME;
    once_run(&once, start);
    return changes(&title) == changes(&mention) && similar(&title, &mention)
               ? TITLED_SIMILAR
               : TITLED_OTHER;
}
