// Many names at once: a tree of words in which a text is looked up word by word, the
// longest name winning.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

//   root ─so─> ○ ─y─> ○ ─te─> ● "Sở Y tế"
//               └─khoa─> ○ ─hoc─> ○ ─cong─> ○ ─nghe─> ● "Sở Khoa học và Công nghệ"
//
// The edges are one hash table from (node, key of the word) to node.
// How every lexicon begins: bits by hashes of words, so that most of a text is told at a
// glance.
//
//     "Sở Y tế", "Thanh tra", "Quỹ"     begins: so thanh quy
//                                       alone:  quy
//                                       pairs:  so y, thanh tra
struct lexicon_firsts {
    uint64_t begins[64]; // words that a name begins with
    uint64_t alone[64];  // those that are one, by the same hash
    uint64_t pairs[256]; // the first two words of a name
};

struct lexicon_edge {
    uint64_t key;
    uint32_t node;
    uint32_t child; // 0: the slot is free (nothing leads to the root)
};

// Nobody's but lexicon.c's, and open so that a step costs no call.
struct lexicon {
    struct lexicon_firsts firsts;
    // Four bits for each slot of the edges, set where an edge of this hash is: most words
    // lead nowhere, and these bits are near when the edges are not.
    uint64_t *bits;
    struct lexicon_edge *edges;
    uint32_t *values; // of each node
    uint32_t room;    // of edges, a power of two
    uint32_t nodes, node_room;
};

enum { LEXICON_ROOT = 0, LEXICON_NONE = UINT32_MAX };

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);
// Adds a name of folded words with single spaces between them; the first value a name
// gets stays. Returns the value it has.
uint32_t lexicon_add(struct lexicon *lexicon, struct str folded, uint32_t value);
static inline uint64_t lexicon_hash(uint64_t key)
{
    return key * 0x9E3779B97F4A7C15u;
}
static inline bool lexicon_bit(const uint64_t *bits, uint32_t bit)
{
    return bits[bit / 64] >> bit % 64 & 1;
}
// The place of two words among the pairs; the hash is that of the first.
static inline uint32_t lexicon_pair(uint64_t hash, uint64_t second)
{
    return (uint32_t)(((hash >> 32 ^ hash) + second) * 0xBF58476D1CE4E5B9u >> 50);
}
// False for most words that no name begins with: a quick first look.
static inline bool lexicon_begins(const struct lexicon_firsts *firsts, uint64_t key)
{
    return lexicon_bit(firsts->begins, (uint32_t)(lexicon_hash(key) >> 52));
}
// The same, with the word that follows; 0 where none can.
static inline bool lexicon_begins_with(const struct lexicon_firsts *firsts, uint64_t key,
                                       uint64_t second)
{
    uint64_t hash = lexicon_hash(key);
    uint32_t bit = (uint32_t)(hash >> 52);
    return lexicon_bit(firsts->begins, bit) &&
           (lexicon_bit(firsts->alone, bit) ||
            lexicon_bit(firsts->pairs, lexicon_pair(hash, second)));
}
// The same of words of a text, whatever stands between them.
static inline bool lexicon_begins_at(const struct lexicon_firsts *firsts,
                                     const struct word_list *words, uint32_t at)
{
    return lexicon_begins_with(firsts, words->items[at].key,
                               at + 1 < words->count ? words->items[at + 1].key : 0);
}
static inline const struct lexicon_firsts *lexicon_firsts(const struct lexicon *lexicon)
{
    return &lexicon->firsts;
}
// Notes the beginning of a name: its first word and the second, 0 when it has one alone.
void lexicon_firsts_add(struct lexicon_firsts *firsts, uint64_t first, uint64_t second);
static inline uint64_t lexicon_edge_hash(uint32_t node, uint64_t key)
{
    return (key + node * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
}
static inline uint32_t lexicon_edge_bit(const struct lexicon *lexicon, uint64_t hash)
{
    return (uint32_t)(hash >> 40) & (lexicon->room * 4 - 1);
}
// The slot of the edge from `node` with this key, or the free one where it belongs.
static inline struct lexicon_edge *
lexicon_slot(const struct lexicon *lexicon, uint64_t hash, uint32_t node, uint64_t key)
{
    uint32_t mask = lexicon->room - 1;
    for (uint32_t i = (uint32_t)(hash >> 32) & mask;; i = (i + 1) & mask) {
        struct lexicon_edge *edge = &lexicon->edges[i];
        if (!edge->child || (edge->key == key && edge->node == node))
            return edge;
    }
}
// The node behind `node` and this word, or LEXICON_NONE.
static inline uint32_t lexicon_go(const struct lexicon *lexicon, uint32_t node,
                                  uint64_t key)
{
    uint64_t hash = lexicon_edge_hash(node, key);
    if (!lexicon_bit(lexicon->bits, lexicon_edge_bit(lexicon, hash)))
        return LEXICON_NONE;
    uint32_t child = lexicon_slot(lexicon, hash, node, key)->child;
    return child ? child : (uint32_t)LEXICON_NONE;
}
static inline uint32_t lexicon_step(const struct lexicon *lexicon, uint32_t node,
                                    uint64_t key)
{
    return node == LEXICON_ROOT && !lexicon_begins(lexicon_firsts(lexicon), key)
               ? (uint32_t)LEXICON_NONE
               : lexicon_go(lexicon, node, key);
}
// The value of the name that ends at this node, or LEXICON_NONE.
static inline uint32_t lexicon_value(const struct lexicon *lexicon, uint32_t node)
{
    return lexicon->values[node];
}
// The value of a whole name, or LEXICON_NONE.
uint32_t lexicon_find(const struct lexicon *lexicon, struct str folded);
// The longest name that starts at word `at`, only spaces and line ends between its words;
// *end is the word behind it.
uint32_t lexicon_match_walking(const struct lexicon *lexicon,
                               const struct word_list *words, uint32_t at, uint32_t *end);
static inline uint32_t lexicon_match(const struct lexicon *lexicon,
                                     const struct word_list *words, uint32_t at,
                                     uint32_t *end)
{
    return at < words->count && lexicon_begins_at(lexicon_firsts(lexicon), words, at)
               ? lexicon_match_walking(lexicon, words, at, end)
               : (uint32_t)LEXICON_NONE;
}
