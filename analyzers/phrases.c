// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/phrases.h"

#include "analyzers/characters.h"
#include "analyzers/word.h"
#include "analyzers/word_mask.h"

#include <stdlib.h>
#include <string.h>

// Open addressing over the hash of the whole phrase; the hash of a phrase is built word
// by word, each taken at once, so that one pass over the view tries every length. Most places end before a
// slot is looked at: `starts` says which pairs of first letters any phrase has, `firsts`
// which first words (by their hash), `seconds` what may follow them, and `hashes` stands
// apart from the words.
struct phrase {
    char words[PHRASE_SIZE];
    uint8_t len;
    uint32_t value;
};

enum { PHRASE_SLACK = 16 }; // NULs behind letters of which several are looked at

enum {
    FIRST_BITS = 4096,
    SECOND_BITS = 1 << 13,
    PART_LOG = 14,
    PART_BITS = 1 << PART_LOG
};

struct phrases {
    uint32_t *hashes; // 0: free
    struct phrase *slots;
    uint32_t room; // a power of two
    uint32_t count;
    uint32_t longest; // in words
    uint32_t starts[256];
    uint64_t firsts[FIRST_BITS / 64];
    // By the first word and the three letters behind it (second_bit), and by the first word
    // where a phrase has no more than two.
    uint64_t seconds[SECOND_BITS / 64], alone[FIRST_BITS / 64];
    uint8_t lasts[256][4]; // the two last letters, likewise
    uint64_t last_words[FIRST_BITS / 64];
    // One bit for each hash of words that any phrase begins with and goes on behind, and of
    // those that are one: others need not be looked up. The same for words from the last
    // to the first.
    uint64_t beginnings[PART_BITS / 64], wholes[PART_BITS / 64];
    uint64_t endings[PART_BITS / 64], wholes_back[PART_BITS / 64];
};

static const uint64_t hash_start = 2166136261u;

// The place of a first word among the bits, by its key.
static uint32_t first_bit(uint64_t key)
{
    return word_set_bit(key);
}

// The place of a first word, by its key, and of the three letters behind it.
static uint32_t second_bit(uint64_t key, const char *behind)
{
    uint64_t letters = word_key(behind, 3);
    return (uint32_t)((key * 0x9E3779B97F4A7C15u ^ letters * 0xD6E8FEB86659FD93u) >> 51);
}

static bool bit_is_set(const uint64_t *bits, uint32_t bit)
{
    return bits[bit / 64] >> bit % 64 & 1;
}

static void bit_set(uint64_t *bits, uint32_t bit)
{
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

// One of PART_BITS.
static uint32_t part_bit(uint64_t hash)
{
    return (uint32_t)(hash >> (64 - PART_LOG));
}

static uint64_t hash_step(uint64_t hash, uint64_t piece)
{
    hash = (hash ^ piece) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

// The last eight letters of the word that ends before `end`, or all when there are fewer,
// the first of them lowest; 0 when no word ends there.
static uint64_t last_key(const char *plain, uint32_t end)
{
    uint32_t len = 0;
    if (end < 16) {
        while (len < end && len < 8 && plain_inside(plain[end - 1 - len]))
            len++;
        return word_key(plain + end - len, len);
    }
    uint32_t others = ~word_mask(plain + end - 16) & 0xFFFF;
    len = others ? (uint32_t)__builtin_clz(others) - 16 : 16;
    uint64_t key = word_key(plain + end - 8, 8);
    return len >= 8 ? key : len ? key >> (64 - 8 * len) : 0;
}

// Takes the word, as far as `end`, or the sign at *at into the hash; 16 letters behind it
// can be looked at.
static uint64_t hash_piece(uint64_t hash, const char *plain, uint32_t *at, uint32_t end)
{
    const char *piece = plain + *at;
    uint32_t len = (uint32_t)__builtin_ctz(~word_mask(piece));
    if (len > end - *at)
        len = end - *at;
    if (len == 0) {
        *at += 1;
        return hash_step(hash, (uint8_t)*piece);
    }
    while (len >= 16 && *at + len < end && plain_inside(piece[len]))
        len++;
    *at += len;
    return hash_step(hash, word_key_in(piece, len));
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
    phrases->hashes = memory_array(phrases->room, sizeof *phrases->hashes);
    return phrases;
}

// Takes the word, as far as `from`, or the sign before *end into the hash of words that go
// from the last to the first.
static uint64_t hash_piece_back(uint64_t hash, const char *plain, uint32_t from,
                                uint32_t *end)
{
    uint32_t len = 0, others = 0;
    if (*end >= 16) {
        others = ~word_mask(plain + *end - 16) & 0xFFFF;
        len = others ? (uint32_t)__builtin_clz(others) - 16 : 16;
    }
    while (!others && len < *end && plain_inside(plain[*end - 1 - len]))
        len++;
    if (len == 0) {
        *end -= 1;
        return hash_step(hash, (uint8_t)plain[*end]);
    }
    if (len > *end - from)
        len = *end - from;
    *end -= len;
    const char *piece = plain + *end;
    return hash_step(hash, word_key_in(piece, len));
}

// The hash of whole phrases that stands with the slots: never 0.
static uint32_t slot_hash(uint64_t hash)
{
    return (uint32_t)hash | 1;
}

// The slot of these words, or the free one where they belong.
static uint32_t slot_of(const struct phrases *phrases, uint32_t hash, const char *words,
                        size_t len)
{
    uint32_t i = hash >> 1 & (phrases->room - 1);
    for (; phrases->hashes[i]; i = (i + 1) & (phrases->room - 1)) {
        if (phrases->hashes[i] == hash && phrases->slots[i].len == len &&
            memcmp(phrases->slots[i].words, words, len) == 0)
            break;
    }
    return i;
}

// The phrase of these words, or NULL.
static const struct phrase *phrase_of(const struct phrases *phrases, uint32_t hash,
                                      const char *words, size_t len)
{
    uint32_t i = slot_of(phrases, hash, words, len);
    return phrases->hashes[i] ? &phrases->slots[i] : NULL;
}

static void grow(struct phrases *phrases)
{
    struct phrase *slots = phrases->slots;
    uint32_t *hashes = phrases->hashes;
    uint32_t room = phrases->room;
    phrases->room *= 2;
    phrases->slots = memory_array(phrases->room, sizeof *phrases->slots);
    phrases->hashes = memory_array(phrases->room, sizeof *phrases->hashes);
    for (uint32_t i = 0; i < room; i++) {
        if (!hashes[i])
            continue;
        uint32_t slot = slot_of(phrases, hashes[i], slots[i].words, slots[i].len);
        phrases->slots[slot] = slots[i];
        phrases->hashes[slot] = hashes[i];
    }
    free(slots);
    free(hashes);
}

// The hash of these words; 16 NULs stand behind them.
static uint64_t hash_of(const char *letters, uint32_t len)
{
    uint64_t hash = hash_start;
    for (uint32_t at = 0; at < len;)
        hash = hash_piece(hash, letters, &at, len);
    return hash;
}

// Notes the parts of a phrase before which, or behind which, another word stands.
static void note_parts(struct phrases *phrases, const char *folded, uint32_t len)
{
    uint64_t beginning = hash_start, ending = hash_start;
    for (uint32_t at = 0; at < len;) {
        beginning = hash_piece(beginning, folded, &at, len);
        if (folded[at - 1] != ' ')
            bit_set(at < len ? phrases->beginnings : phrases->wholes,
                    part_bit(beginning));
    }
    for (uint32_t at = len; at > 0;) {
        ending = hash_piece_back(ending, folded, 0, &at);
        if (folded[at] != ' ')
            bit_set(at > 0 ? phrases->endings : phrases->wholes_back, part_bit(ending));
    }
}

void phrases_add(struct phrases *phrases, struct str words, uint32_t value)
{
    char folded[PHRASE_SIZE + PHRASE_SLACK] = "";
    uint32_t len = (uint32_t)plain_fold(words, folded, PHRASE_SIZE), word_count = 1;
    if (len == 0)
        return;
    if (phrases->count * 2 >= phrases->room)
        grow(phrases);
    for (uint32_t i = 0; i < len; i++)
        word_count += folded[i] == ' ';
    uint32_t hash = slot_hash(hash_of(folded, len)),
             i = slot_of(phrases, hash, folded, len);
    if (phrases->hashes[i])
        return;
    phrases->hashes[i] = hash;
    memcpy(phrases->slots[i].words, folded, len);
    phrases->slots[i].len = (uint8_t)len;
    phrases->slots[i].value = value;
    phrases->count++;
    if (word_count > phrases->longest)
        phrases->longest = word_count;
    size_t first = 0;
    while (first < len && plain_inside(folded[first]))
        first++;
    uint64_t key = word_key_of(folded, first);
    bit_set(phrases->firsts, first_bit(key));
    if (len >= first + 3)
        bit_set(phrases->seconds, second_bit(key, folded + first));
    else
        bit_set(phrases->alone, first_bit(key));
    phrases->starts[(uint8_t)folded[0]] |= 1u << (len > 1 ? folded[1] & 31 : 0);
    note_parts(phrases, folded, len);
    uint32_t last = first_bit(last_key(folded, len));
    bit_set(phrases->last_words, last);
    uint8_t before = len > 1 ? (uint8_t)folded[len - 2] & 31 : 0;
    phrases->lasts[(uint8_t)folded[len - 1]][before / 8] |= (uint8_t)(1u << before % 8);
}

void phrases_add_all(struct phrases *phrases, struct str cell, uint32_t value)
{
    struct str part, rest = cell;
    while (cell.len && str_split(&part, &rest, ';'))
        phrases_add(phrases, part, value);
}

// Whether any phrase goes on like this behind its first word, or is no more than that.
static bool goes_on(const struct phrases *phrases, uint64_t key, const char *behind)
{
    return bit_is_set(phrases->alone, first_bit(key)) ||
           bit_is_set(phrases->seconds, second_bit(key, behind));
}

// The longest phrase that begins at `at` with the piece that ends at `i` and has this hash.
static uint32_t longest(const struct phrases *phrases, const struct view *view,
                        uint32_t at, uint32_t i, uint64_t hash, uint32_t limit,
                        uint32_t *end)
{
    const char *plain = view->plain;
    uint32_t found = PHRASES_NONE;
    if (limit - at > PHRASE_SIZE)
        limit = at + PHRASE_SIZE;
    for (uint32_t words = 0; i <= limit;
         hash = hash_piece(hash, plain, &i, view->count)) {
        if (plain[i - 1] != ' ') {
            uint32_t part = part_bit(hash);
            const struct phrase *phrase =
                bit_is_set(phrases->wholes, part)
                    ? phrase_of(phrases, slot_hash(hash), plain + at, i - at)
                    : NULL;
            if (phrase) {
                found = phrase->value;
                *end = i;
            }
            if (!bit_is_set(phrases->beginnings, part) || ++words > phrases->longest + 1)
                break;
        }
        if (i >= limit)
            break;
    }
    return found;
}

uint32_t phrases_begin(const struct phrases *phrases, const struct view *view,
                       uint32_t at, uint32_t limit, uint32_t *end)
{
    const char *plain = view->plain;
    if (limit > view->count)
        limit = view->count;
    if (at >= limit)
        return PHRASES_NONE;
    uint32_t starts = phrases->starts[(uint8_t)plain[at]];
    if (!(starts & 1) && !(starts >> (plain[at + 1] & 31) & 1))
        return PHRASES_NONE;
    uint32_t first = (uint32_t)__builtin_ctz(~word_mask(plain + at)), i = at;
    if (first < 16) {
        uint64_t key = first < 8
                           ? word_key(plain + at, 8) & ((UINT64_C(1) << 8 * first) - 1)
                           : word_key_of(plain + at, first);
        if (!bit_is_set(phrases->firsts, first_bit(key)) ||
            !goes_on(phrases, key, plain + at + first))
            return PHRASES_NONE;
    }
    uint64_t hash = hash_piece(hash_start, plain, &i, view->count);
    return longest(phrases, view, at, i, hash, limit, end);
}

uint32_t phrases_begin_with(const struct phrases *phrases, const struct view *view,
                            const struct word *word, uint32_t limit, uint32_t *end)
{
    if (!goes_on(phrases, word->key, view->plain + word->to))
        return PHRASES_NONE;
    if (limit > view->count)
        limit = view->count;
    return longest(phrases, view, word->from, word->to, hash_step(hash_start, word->key),
                   limit, end);
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
    uint32_t last = first_bit(last_key(plain, end));
    if (!bit_is_set(phrases->last_words, last))
        return PHRASES_NONE;
    uint32_t found = PHRASES_NONE, words = 0;
    uint64_t ending = hash_start;
    for (uint32_t i = end; i > limit && words < phrases->longest;) {
        ending = hash_piece_back(ending, plain, limit, &i);
        if (plain[i] == ' ')
            continue;
        bool cut = i > 0 && plain_inside(plain[i - 1]) && plain_inside(plain[i]);
        if (cut || end - i > PHRASE_SIZE)
            break;
        uint32_t part = part_bit(ending);
        const struct phrase *phrase =
            bit_is_set(phrases->wholes_back, part)
                ? phrase_of(phrases, slot_hash(hash_of(plain + i, end - i)), plain + i,
                            end - i)
                : NULL;
        if (phrase) {
            found = phrase->value;
            *from = i;
        }
        if (!bit_is_set(phrases->endings, part))
            break;
        words++;
    }
    return found;
}

uint32_t phrases_find(const struct phrases *phrases, struct str words)
{
    char folded[PHRASE_SIZE + PHRASE_SLACK] = "";
    uint32_t len = (uint32_t)plain_fold(words, folded, PHRASE_SIZE);
    const struct phrase *phrase =
        len ? phrase_of(phrases, slot_hash(hash_of(folded, len)), folded, len) : NULL;
    return phrase ? phrase->value : PHRASES_NONE;
}

const uint64_t *phrases_firsts(const struct phrases *phrases)
{
    return phrases->firsts;
}
