// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/words.h"

#include "base/arena.h"

#include <stdlib.h>

// An open-addressing table of numbers + 1 (0 is a free place) over an array of words.
struct words {
    struct arena *arena;
    struct str *word;
    uint32_t *hash;
    uint32_t count;
    uint32_t room;
    uint32_t *table;
    uint32_t mask;
};

static uint32_t hash_of(struct str word)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)word.at[i]) * 0x100000001b3u;
    return (uint32_t)(hash ^ hash >> 32);
}

struct words *words_new(void)
{
    struct words *words = memory_new(sizeof *words);
    words->arena = arena_new();
    words->mask = 255;
    words->table = memory_array(words->mask + 1, sizeof *words->table);
    return words;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    arena_free(words->arena);
    free(words->word);
    free(words->hash);
    free(words->table);
    free(words);
}

// The place of `word` in the table: its own, or the free one where it would go.
static uint32_t place_of(const struct words *words, struct str word, uint32_t hash)
{
    uint32_t place = hash & words->mask;
    while (words->table[place]) {
        uint32_t number = words->table[place] - 1;
        if (words->hash[number] == hash && str_equal(words->word[number], word))
            break;
        place = (place + 1) & words->mask;
    }
    return place;
}

static void grow_table(struct words *words)
{
    words->mask = words->mask * 2 + 1;
    free(words->table);
    words->table = memory_array((size_t)words->mask + 1, sizeof *words->table);
    for (uint32_t number = 0; number < words->count; number++) {
        uint32_t place = words->hash[number] & words->mask;
        while (words->table[place])
            place = (place + 1) & words->mask;
        words->table[place] = number + 1;
    }
}

uint32_t words_add(struct words *words, struct str word)
{
    uint32_t hash = hash_of(word);
    uint32_t place = place_of(words, word, hash);
    if (words->table[place])
        return words->table[place] - 1;
    if (words->count == words->room) {
        words->room = words->room ? words->room * 2 : 256;
        words->word = memory_resize(words->word, words->room * sizeof *words->word);
        words->hash = memory_resize(words->hash, words->room * sizeof *words->hash);
    }
    words->word[words->count] = arena_copy(words->arena, word);
    words->hash[words->count] = hash;
    words->table[place] = ++words->count;
    if (words->count > words->mask / 2)
        grow_table(words);
    return words->count - 1;
}

uint32_t words_find(const struct words *words, struct str word)
{
    uint32_t place = place_of(words, word, hash_of(word));
    return words->table[place] ? words->table[place] - 1 : WORDS_NONE;
}

struct str words_at(const struct words *words, uint32_t number)
{
    return words->word[number];
}

uint32_t words_count(const struct words *words)
{
    return words->count;
}
