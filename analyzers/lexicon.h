// Many names at once: a tree of words in which a text is looked up word by word, the
// longest name winning.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

//   root ─so─> ○ ─y─> ○ ─te─> ● "Sở Y tế"
//               └─khoa─> ○ ─hoc─> ○ ─cong─> ○ ─nghe─> ● "Sở Khoa học và Công nghệ"
//
// The edges are one hash table from (node, key of the word) to node.
struct lexicon;

// How every lexicon begins: one bit for each word that begins a name, by its key.
struct lexicon_firsts {
    uint64_t bits[64];
};

enum { LEXICON_ROOT = 0, LEXICON_NONE = UINT32_MAX };

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);
// Adds a name of folded words with single spaces between them; the first value a name
// gets stays. Returns the value it has.
uint32_t lexicon_add(struct lexicon *lexicon, struct str folded, uint32_t value);
// False for most words that no name begins with: a quick first look.
static inline bool lexicon_begins(const struct lexicon_firsts *firsts, uint64_t key)
{
    uint32_t bit = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 52);
    return firsts->bits[bit / 64] >> bit % 64 & 1;
}
// The node behind `node` and this word, or LEXICON_NONE.
uint32_t lexicon_go(const struct lexicon *lexicon, uint32_t node, uint64_t key);
static inline uint32_t lexicon_step(const struct lexicon *lexicon, uint32_t node,
                                    uint64_t key)
{
    return node == LEXICON_ROOT &&
                   !lexicon_begins((const struct lexicon_firsts *)lexicon, key)
               ? (uint32_t)LEXICON_NONE
               : lexicon_go(lexicon, node, key);
}
// The value of the name that ends at this node, or LEXICON_NONE.
uint32_t lexicon_value(const struct lexicon *lexicon, uint32_t node);
// The value of a whole name, or LEXICON_NONE.
uint32_t lexicon_find(const struct lexicon *lexicon, struct str folded);
// The longest name that starts at word `at`, only spaces and line ends between its words;
// *end is the word behind it.
uint32_t lexicon_match(const struct lexicon *lexicon, const struct word_list *words,
                       uint32_t at, uint32_t *end);
