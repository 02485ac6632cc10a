// The phrases of tables/cues.tsv, ready to be found: what the first words of a place in the
// text may open, and which phrases end there.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum { OPENING_LETTERS = 16 };

// What one word or two words together open. Nearly always that is one phrase, and the
// opening itself says all about it.
struct opening {
    uint64_t first, second; // keys of the words; second is 0 where it is one alone
    uint32_t kinds;         // enum cue_kind
    bool known;             // false in an empty slot
    bool ends;              // these words are a phrase
    bool more;              // two words, and longer phrases begin with them
    // Several phrases end here, or one that asks for more than its letters: what they are
    // is for cue_phrase_longest to say.
    bool several;
    // Accents decide: the first letter has to be one of these, and the others those, where
    // they are not 0.
    bool exact;
    uint16_t small, capital;
    uint16_t letters[OPENING_LETTERS];
};

enum { OPENINGS = 1 << 11, OPENING_SLOTS = 1 << 13, PAIR_BITS = 1 << 15 };

// What turns most words away without a look at the openings: one bit for each word that
// is a phrase, and for the first and the second words of the others, by which the classes
// of words are made; for each pair of words that begins a phrase, by the hashes of their
// keys; and for each three words that do.
struct cue_phrases {
    struct word_set alone, firsts, seconds;
    uint64_t pairs[PAIR_BITS / 64], threes[PAIR_BITS / 64];
    // Open addressing, a quarter full at most; what is looked up lies close together. The
    // first opening is that of empty slots.
    uint16_t slots[OPENING_SLOTS];
    _Alignas(64) struct opening openings[OPENINGS];
};

// Valid for ever.
const struct cue_phrases *cue_phrases(void);

static inline uint64_t cue_hash(uint64_t key)
{
    return key * 0x9E3779B97F4A7C15u;
}

// The hash of two words, of those of their keys; that of none behind the first is 0.
static inline uint64_t cue_hash_pair(uint64_t first, uint64_t second)
{
    return first + second * 31;
}

static inline uint32_t cue_pair_bit(uint64_t hash)
{
    return (uint32_t)(hash >> 49) % PAIR_BITS;
}

static inline uint64_t cue_has_pair(const uint64_t *pairs, uint64_t hash)
{
    uint32_t bit = cue_pair_bit(hash);
    return pairs[bit / 64] >> bit % 64 & 1;
}

static inline size_t opening_slot(uint64_t hash)
{
    return (size_t)(hash >> 40) % OPENING_SLOTS;
}

// What these words open; one that is not known where it is nothing. `hash` is that of the
// pair.
static inline const struct opening *opening_of(const struct cue_phrases *phrases,
                                               uint64_t hash, uint64_t first,
                                               uint64_t second)
{
    size_t slot = opening_slot(hash);
    const struct opening *opening = &phrases->openings[phrases->slots[slot]];
    while (opening->known && ((opening->first != first) | (opening->second != second))) {
        slot = (slot + 1) % OPENING_SLOTS;
        opening = &phrases->openings[phrases->slots[slot]];
    }
    return opening;
}

// How many words from `at` on the longest phrase has that starts there, or 0. Leaves
// *kinds alone where there is none.
uint32_t cue_phrase_longest(const struct word_list *words, uint32_t at, uint32_t *kinds);
