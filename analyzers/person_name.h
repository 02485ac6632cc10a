// What a person's name looks like: two to five capitalised syllables that begin with a
// surname.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

// How surely a word is a surname.
enum surname { SURNAME_NOT, SURNAME_DAMAGED, SURNAME_FOLDED, SURNAME_EXACT };

// SURNAME_EXACT: accents and all; SURNAME_FOLDED: without its marks; SURNAME_DAMAGED: one
// letter away from a common one.
enum surname surname_of(const struct word_list *words, uint32_t at);
// The same without looking for damaged ones, which takes longer.
enum surname surname_listed(const struct word_list *words, uint32_t at);

// The folded words that surnames are.
const struct word_set *surname_words(void);

enum name_extent { NAME_IN_LINE, NAME_OVER_LINES };

// The end of the run of words, from `at` on, that are written as a name is: capitalised,
// only spaces and line ends between them, at most five.
uint32_t name_run(const struct word_list *words, uint32_t at, enum name_extent extent);
