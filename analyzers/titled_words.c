// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled.h"

#include <string.h>

enum { WORDS_MOST = 64, SIMILAR_LEAST = 5 };

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

// Pairs of neighbouring words of the first `count` of one that the other has.
static size_t common_pairs(const struct title_words *one, size_t count,
                           const struct title_words *other)
{
    size_t common = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        bool found = false;
        for (size_t k = 0; k + 1 < other->count && !found; k++)
            found = same_word(one, i, other, k) && same_word(one, i + 1, other, k + 1);
        common += found;
    }
    return common;
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
    // The mention as far as its first end that leaves enough of it.
    size_t end = SIMILAR_LEAST;
    while (end < mention.count && !mention.may_end[end])
        end++;
    if (end > mention.count)
        end = mention.count;
    size_t reach = title.count < mention.count ? title.count : mention.count;
    if (end < reach)
        end = reach;
    size_t shorter = title.count < end ? title.count : end;
    size_t common = title.count < end ? common_pairs(&title, title.count, &mention)
                                      : common_pairs(&mention, end, &title);
    return shorter >= SIMILAR_LEAST && common + 1 >= SIMILAR_LEAST &&
                   common * 4 >= (shorter - 1) * 3
               ? TITLED_SIMILAR
               : TITLED_OTHER;
}
