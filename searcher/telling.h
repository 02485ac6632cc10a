// The words by which a notice may be known again: those of its title and body, outside
// persons' names, each with the neighbours that make a word of two syllables of it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/words.h"
#include "index/document.h"

enum { TELLING_PAIRS = 4 };

//   "… lúa gạo xuất khẩu, giá gạo …"   word gạo   pairs lúa gạo, gạo xuất, giá gạo
struct telling_word {
    struct str word;                 // its indexed form
    struct str pairs[TELLING_PAIRS]; // as they come in the text
    size_t pair_count;
};

struct telling_words {
    struct telling_word *items; // each word once
    size_t count;
};

// Of a document that was read with its text. In the arena.
void telling_words_find(struct telling_words *out, const struct document *document,
                        struct arena *arena);
// All pairs of it, to be asked by telling_shared; end with words_free.
struct words *telling_pairs(const struct document *document, struct arena *arena);
// Puts the pairs with a common word in them ("và lễ") behind the others.
void telling_prefer(struct telling_word *word, const struct words *common);
// What another notice with these pairs shares of the word, for people: the first pair that
// both have, the word itself where it is no syllable (an abbreviation, a name of
// something); missing where they share a bare syllable only, which may be of two different
// words.
struct str telling_shared(const struct telling_word *word, const struct words *pairs);
