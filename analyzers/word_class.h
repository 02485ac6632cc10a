// Who wants to look at a word: one byte for each word of a list, so that a finder passes
// 64 words at a time and stops only at those that may begin what it looks for.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

//     words      Căn cứ  Nghị  định … của Ông Nguyễn Văn A
//     TITLE              x
//     SURNAME                                 x      (x)      "văn" shares its bit
//     UPPER      x       x                x   x      x   x
//
// SURNAME and TITLE let a few words through that are none.
enum word_class {
    WORD_CLASS_SURNAME = 1, // folded, it is a surname
    WORD_CLASS_TITLE = 2,   // … the first word of the name of a kind of document
    WORD_CLASS_FOOT = 4,    // it is "nơi", or begins a line
    WORD_CLASS_SIGNS = 8,   // several signs stand before it
    WORD_CLASS_UPPER = 16,  // it begins with a capital
};

// Fills list->classes; words_of does it.
void word_classes_add(struct word_list *list, struct arena *arena);

// One bit for each of 64 words from `first` on: set where the word is of any of these
// classes. None behind the end of the list, up to which and one further `first` may be.
uint64_t word_class_mask(const struct word_list *list, uint32_t first, uint8_t classes);
