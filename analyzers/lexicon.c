// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/lexicon.h"

#include <stdlib.h>

struct lexicon *lexicon_new(void)
{
    struct lexicon *lexicon = memory_new(sizeof *lexicon);
    lexicon->room = 1024;
    lexicon->edges = memory_array(lexicon->room, sizeof *lexicon->edges);
    lexicon->bits = memory_array(lexicon->room / 16, sizeof *lexicon->bits);
    lexicon->node_room = 512;
    lexicon->values = memory_array(lexicon->node_room, sizeof *lexicon->values);
    lexicon->values[LEXICON_ROOT] = LEXICON_NONE;
    lexicon->nodes = 1;
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
    if (lexicon) {
        free(lexicon->edges);
        free(lexicon->bits);
        free(lexicon->values);
        free(lexicon);
    }
}

static void set_bit(uint64_t *bits, uint32_t bit)
{
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

void lexicon_firsts_add(struct lexicon_firsts *firsts, uint64_t first, uint64_t second)
{
    uint64_t hash = lexicon_hash(first);
    uint32_t bit = (uint32_t)(hash >> 52);
    set_bit(firsts->begins, bit);
    if (second) {
        set_bit(firsts->pairs, lexicon_pair(hash, second));
    } else {
        set_bit(firsts->alone, bit);
    }
}

static void note_edge(struct lexicon *lexicon, uint64_t hash)
{
    set_bit(lexicon->bits, lexicon_edge_bit(lexicon, hash));
}

static void grow(struct lexicon *lexicon)
{
    struct lexicon_edge *old = lexicon->edges;
    uint32_t room = lexicon->room;
    lexicon->room *= 2;
    lexicon->edges = memory_array(lexicon->room, sizeof *lexicon->edges);
    free(lexicon->bits);
    lexicon->bits = memory_array(lexicon->room / 16, sizeof *lexicon->bits);
    for (uint32_t i = 0; i < room; i++) {
        if (old[i].child) {
            uint64_t hash = lexicon_edge_hash(old[i].node, old[i].key);
            *lexicon_slot(lexicon, hash, old[i].node, old[i].key) = old[i];
            note_edge(lexicon, hash);
        }
    }
    free(old);
}

static uint32_t add_step(struct lexicon *lexicon, uint32_t node, uint64_t key)
{
    uint64_t hash = lexicon_edge_hash(node, key);
    struct lexicon_edge *edge = lexicon_slot(lexicon, hash, node, key);
    if (edge->child) {
        return edge->child;
    }
    if (lexicon->nodes * 2 > lexicon->room) {
        grow(lexicon);
        edge = lexicon_slot(lexicon, hash, node, key);
    }
    if (lexicon->nodes == lexicon->node_room) {
        lexicon->node_room *= 2;
        lexicon->values =
            memory_resize(lexicon->values, lexicon->node_room * sizeof *lexicon->values);
    }
    *edge = (struct lexicon_edge){key, node, lexicon->nodes};
    note_edge(lexicon, hash);
    lexicon->values[lexicon->nodes] = LEXICON_NONE;
    return lexicon->nodes++;
}

uint32_t lexicon_add(struct lexicon *lexicon, struct str folded, uint32_t value)
{
    uint32_t node = LEXICON_ROOT, count = 0;
    uint64_t firsts[2] = {0};
    struct str word;
    while (str_split(&word, &folded, ' ')) {
        if (word.len) {
            uint64_t key = word_key_of(word.at, word.len);
            node = add_step(lexicon, node, key);
            if (count < 2) {
                firsts[count++] = key;
            }
        }
    }
    if (node == LEXICON_ROOT) {
        return LEXICON_NONE;
    }
    lexicon_firsts_add(&lexicon->firsts, firsts[0], firsts[1]);
    if (lexicon->values[node] == LEXICON_NONE) {
        lexicon->values[node] = value;
    }
    return lexicon->values[node];
}

uint32_t lexicon_find(const struct lexicon *lexicon, struct str folded)
{
    uint32_t node = LEXICON_ROOT;
    struct str word;
    while (str_split(&word, &folded, ' ')) {
        if (word.len) {
            node = lexicon_step(lexicon, node, word_key_of(word.at, word.len));
            if (node == LEXICON_NONE) {
                return LEXICON_NONE;
            }
        }
    }
    return lexicon->values[node];
}

uint32_t lexicon_match_walking(const struct lexicon *lexicon,
                               const struct word_list *words, uint32_t at, uint32_t *end)
{
    uint32_t node = LEXICON_ROOT, found = LEXICON_NONE;
    for (uint32_t i = at; i < words->count && (i == at || !words->items[i].signs); i++) {
        node = lexicon_go(lexicon, node, words->items[i].key);
        if (node == LEXICON_NONE) {
            break;
        }
        if (lexicon->values[node] != LEXICON_NONE) {
            found = lexicon->values[node];
            *end = i + 1;
        }
    }
    return found;
}
