// Phrases of a table, found in a view: which of them begins here, or ends here.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/tables.h"
#include "analyzers/view.h"
#include "analyzers/word.h"

// A set of folded phrases, each with a value. Built once and then only read (by any
// number of threads).
struct phrases;

enum { PHRASES_NONE = UINT32_MAX, PHRASE_WORDS = 12, PHRASE_SIZE = 96 };

struct phrases *phrases_new(void);
// Adds a phrase as people write it; the first value of a phrase stays.
void phrases_add(struct phrases *phrases, struct str words, uint32_t value);
// Adds all parts of a cell that ';' separates.
void phrases_add_all(struct phrases *phrases, struct str cell, uint32_t value);

// The value of the longest phrase that begins at the letter `at`, which begins a word,
// and ends with a word before `limit`;
// *end is the letter behind it. PHRASES_NONE when there is none.
uint32_t phrases_begin(const struct phrases *phrases, const struct view *view,
                       uint32_t at, uint32_t limit, uint32_t *end);
// The same of the phrases that begin with this word of the view, of which phrases_firsts
// says that some may; the word begins before `limit`.
uint32_t phrases_begin_with(const struct phrases *phrases, const struct view *view,
                            const struct word *word, uint32_t limit, uint32_t *end);
// The value of the longest phrase that ends before the letter `end` and begins at or
// after `limit`; *from is its first letter.
uint32_t phrases_end(const struct phrases *phrases, const struct view *view, uint32_t end,
                     uint32_t limit, uint32_t *from);
// The value of exactly this phrase, as people write it.
uint32_t phrases_find(const struct phrases *phrases, struct str words);

// The words that phrases begin with: 64 times 64 bits as in a word_set.
const uint64_t *phrases_firsts(const struct phrases *phrases);

// The letters of a view that stand for these words: folded, lower case, white space in
// runs as one space. Returns the length.
size_t plain_fold(struct str words, char *out, size_t size);
