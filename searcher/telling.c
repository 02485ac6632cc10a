// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/telling.h"

#include "analyzers/syllable.h"
#include "analyzers/token.h"

#include <string.h>

// The words of a notice in their order, those of the frame and of names left out.
struct walk {
    const struct notice *notice;
    struct view view;
    uint32_t at;
    size_t person; // the first that does not end before the word
    char term[TERM_SIZE];
    struct str word;
    bool beside; // it stands right behind the one before
};

static bool within(const struct span *span, size_t byte)
{
    return byte >= span->start && byte < span->end;
}

static bool is_named(struct walk *walk, size_t byte)
{
    const struct persons *persons = &walk->notice->persons;
    while (walk->person < persons->count && persons->items[walk->person].span.end <= byte)
        walk->person++;
    return walk->person < persons->count &&
           within(&persons->items[walk->person].span, byte);
}

static void walk_start(struct walk *walk, const struct document *document,
                       struct arena *arena)
{
    *walk = (struct walk){.notice = &document->notice};
    view_read(&walk->view, document->notice.text, arena);
}

static bool walk_next(struct walk *walk)
{
    const struct anatomy *anatomy = &walk->notice->anatomy;
    struct token token;
    walk->beside = walk->word.len > 0;
    uint32_t before = walk->at;
    while (token_next(&walk->view, &walk->at, &token)) {
        const size_t byte = walk->view.start[token.from];
        if (token.kind != TOKEN_WORD || is_named(walk, byte) ||
            (!within(&anatomy->body, byte) && !within(&anatomy->title_span, byte))) {
            walk->beside = false;
            continue;
        }
        walk->beside = walk->beside && !token.sentence && token.from == before + 1 &&
                       walk->view.plain[before] == ' ';
        walk->word =
            (struct str){walk->term, token_term(&walk->view, &token, walk->term)};
        return true;
    }
    return false;
}

static void add_pair(struct telling_word *word, struct str pair)
{
    for (size_t i = 0; i < word->pair_count; i++)
        if (str_equal(word->pairs[i], pair))
            return;
    if (word->pair_count < TELLING_PAIRS)
        word->pairs[word->pair_count++] = pair;
}

void telling_words_find(struct telling_words *out, const struct document *document,
                        struct arena *arena)
{
    struct words *seen = words_new();
    struct walk walk;
    size_t room = 0, last = 0;
    *out = (struct telling_words){0};
    walk_start(&walk, document, arena);
    while (walk_next(&walk)) {
        const size_t number = words_add(seen, walk.word);
        if (number == out->count) {
            out->items =
                arena_grow(arena, out->items, out->count, &room, sizeof *out->items);
            out->items[out->count++] =
                (struct telling_word){.word = arena_copy(arena, walk.word)};
        }
        struct telling_word *before = &out->items[last], *word = &out->items[number];
        if (walk.beside &&
            (before->pair_count < TELLING_PAIRS || word->pair_count < TELLING_PAIRS)) {
            struct str pair = arena_printf(arena, "%.*s %.*s", STR_ARG(before->word),
                                           STR_ARG(word->word));
            add_pair(before, pair);
            add_pair(word, pair);
        }
        last = number;
    }
    words_free(seen);
}

struct words *telling_pairs(const struct document *document, struct arena *arena)
{
    struct words *pairs = words_new();
    struct walk walk;
    struct buf pair = {0};
    walk_start(&walk, document, arena);
    while (walk_next(&walk)) {
        if (walk.beside) {
            buf_add_char(&pair, ' ');
            buf_add_str(&pair, walk.word);
            words_add(pairs, buf_str(&pair));
        }
        buf_clear(&pair);
        buf_add_str(&pair, walk.word);
    }
    buf_free(&pair);
    return pairs;
}

static bool has_common(struct str pair, const struct words *common)
{
    struct str word;
    while (str_split(&word, &pair, ' '))
        if (words_find(common, word) != WORDS_NONE)
            return true;
    return false;
}

void telling_prefer(struct telling_word *word, const struct words *common)
{
    struct str last[TELLING_PAIRS];
    size_t kept = 0, behind = 0;
    for (size_t i = 0; i < word->pair_count; i++) {
        if (has_common(word->pairs[i], common))
            last[behind++] = word->pairs[i];
        else
            word->pairs[kept++] = word->pairs[i];
    }
    for (size_t i = 0; i < behind; i++)
        word->pairs[kept + i] = last[i];
}

struct str telling_shared(const struct telling_word *word, const struct words *pairs)
{
    for (size_t i = 0; i < word->pair_count; i++)
        if (words_find(pairs, word->pairs[i]) != WORDS_NONE)
            return word->pairs[i];
    return syllable_valid(word->word) ? (struct str){NULL, 0} : word->word;
}
