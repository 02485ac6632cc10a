// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/phrases.h"

#include "analyzers/characters.h"

#include <stdlib.h>
#include <string.h>

// Open addressing over the hash of the whole phrase; the hash of a phrase is built word by word, so that one pass over the
// view tries every length. `starts` says which pairs of first letters any phrase has: most places end there.
struct phrase {
    char words[PHRASE_SIZE];
    uint8_t len;
    uint32_t hash;
    uint32_t value;
};

struct phrases {
    struct phrase *slots;
    uint32_t room; // a power of two
    uint32_t count;
    uint32_t longest; // in words
    uint32_t starts[256];
    uint8_t lasts[256][4]; // the two last letters, likewise
};

static const uint32_t hash_start = 2166136261u;

static uint32_t hash_step(uint32_t hash, char letter)
{
    return (hash ^ (uint8_t)letter) * 16777619u;
}

bool plain_inside(char plain)
{
    return (plain >= 'a' && plain <= 'z') || (plain >= '0' && plain <= '9') ||
           plain == VIEW_OTHER_LETTER;
}

size_t plain_fold(struct str words, char *out, size_t size)
{
    characters_start();
    size_t len = 0;
    for (size_t at = 0; at < words.len;) {
        uint32_t code;
        if (!character_take(words, &at, &code))
            continue;
        struct character c = character_of(code);
        if (c.plain == 0 && c.flags != CHARACTER_SPACE && c.flags != CHARACTER_LINE &&
            c.flags != CHARACTER_PAGE)
            continue;
        char letter = c.plain ? (char)c.plain : ' ';
        if (letter == ' ' && (len == 0 || out[len - 1] == ' '))
            continue;
        if (len < size)
            out[len++] = letter;
    }
    while (len && out[len - 1] == ' ')
        len--;
    return len;
}

struct phrases *phrases_new(void)
{
    struct phrases *phrases = memory_array(1, sizeof *phrases);
    phrases->room = 64;
    phrases->slots = memory_array(phrases->room, sizeof *phrases->slots);
    return phrases;
}

void phrases_free(struct phrases *phrases)
{
    if (!phrases)
        return;
    free(phrases->slots);
    free(phrases);
}

static struct phrase *slot_of(const struct phrases *phrases, uint32_t hash,
                              const char *words, size_t len)
{
    uint32_t i = hash & (phrases->room - 1);
    for (;; i = (i + 1) & (phrases->room - 1)) {
        struct phrase *slot = &phrases->slots[i];
        if (slot->len == 0 || (slot->hash == hash && slot->len == len &&
                               memcmp(slot->words, words, len) == 0))
            return slot;
    }
}

static void grow(struct phrases *phrases)
{
    struct phrase *old = phrases->slots;
    uint32_t old_room = phrases->room;
    phrases->room *= 2;
    phrases->slots = memory_array(phrases->room, sizeof *phrases->slots);
    for (uint32_t i = 0; i < old_room; i++) {
        if (old[i].len)
            *slot_of(phrases, old[i].hash, old[i].words, old[i].len) = old[i];
    }
    free(old);
}

void phrases_add(struct phrases *phrases, struct str words, uint32_t value)
{
    char folded[PHRASE_SIZE];
    size_t len = plain_fold(words, folded, sizeof folded);
    if (len == 0)
        return;
    if (phrases->count * 2 >= phrases->room)
        grow(phrases);
    uint32_t hash = hash_start, word_count = 1;
    for (size_t i = 0; i < len; i++) {
        hash = hash_step(hash, folded[i]);
        word_count += folded[i] == ' ';
    }
    struct phrase *slot = slot_of(phrases, hash, folded, len);
    if (slot->len)
        return;
    memcpy(slot->words, folded, len);
    slot->len = (uint8_t)len;
    slot->hash = hash;
    slot->value = value;
    phrases->count++;
    if (word_count > phrases->longest)
        phrases->longest = word_count;
    phrases->starts[(uint8_t)folded[0]] |= 1u << (len > 1 ? folded[1] & 31 : 0);
    uint8_t before = len > 1 ? (uint8_t)folded[len - 2] & 31 : 0;
    phrases->lasts[(uint8_t)folded[len - 1]][before / 8] |= (uint8_t)(1u << before % 8);
}

void phrases_add_all(struct phrases *phrases, struct str cell, uint32_t value)
{
    struct str part, rest = cell;
    while (cell.len && str_split(&part, &rest, ';'))
        phrases_add(phrases, part, value);
}

uint32_t phrases_begin(const struct phrases *phrases, const struct view *view,
                       uint32_t at, uint32_t limit, uint32_t *end)
{
    const char *plain = view->plain;
    if (limit > view->count)
        limit = view->count;
    if (at >= limit ||
        !(phrases->starts[(uint8_t)plain[at]] >> (plain[at + 1] & 31) & 1 ||
          phrases->starts[(uint8_t)plain[at]] & 1))
        return PHRASES_NONE;
    uint32_t hash = hash_start, found = PHRASES_NONE, words = 0;
    for (uint32_t i = at; i < limit && i - at < PHRASE_SIZE; i++) {
        hash = hash_step(hash, plain[i]);
        if (i + 1 < view->count && plain_inside(plain[i]) && plain_inside(plain[i + 1]))
            continue;
        if (plain[i] == ' ')
            continue;
        const struct phrase *slot = slot_of(phrases, hash, plain + at, i + 1 - at);
        if (slot->len) {
            found = slot->value;
            *end = i + 1;
        }
        if (++words >= phrases->longest + 2)
            break;
    }
    return found;
}

uint32_t phrases_end(const struct phrases *phrases, const struct view *view, uint32_t end,
                     uint32_t limit, uint32_t *from)
{
    const char *plain = view->plain;
    if (end == 0 || end <= limit)
        return PHRASES_NONE;
    uint8_t before = end > 1 ? (uint8_t)plain[end - 2] & 31 : 0;
    if (!(phrases->lasts[(uint8_t)plain[end - 1]][before / 8] >> before % 8 & 1))
        return PHRASES_NONE;
    uint32_t found = PHRASES_NONE, words = 0;
    for (uint32_t i = end; i > limit && end - i < PHRASE_SIZE;) {
        i--;
        if (plain[i] == ' ' ||
            (i > 0 && plain_inside(plain[i - 1]) && plain_inside(plain[i])))
            continue;
        uint32_t hash = hash_start;
        for (uint32_t j = i; j < end; j++)
            hash = hash_step(hash, plain[j]);
        const struct phrase *slot = slot_of(phrases, hash, plain + i, end - i);
        if (slot->len) {
            found = slot->value;
            *from = i;
        }
        if (++words >= phrases->longest)
            break;
    }
    return found;
}

uint32_t phrases_find(const struct phrases *phrases, struct str words)
{
    char folded[PHRASE_SIZE];
    size_t len = plain_fold(words, folded, sizeof folded);
    uint32_t hash = hash_start;
    for (size_t i = 0; i < len; i++)
        hash = hash_step(hash, folded[i]);
    const struct phrase *slot = len ? slot_of(phrases, hash, folded, len) : NULL;
    return slot && slot->len ? slot->value : PHRASES_NONE;
}
