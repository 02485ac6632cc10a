// Who wants to look at a word: sixteen bits for each word of a list, so that a finder passes
// 64 words at a time and stops only at those that may begin what it looks for.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

//     words      Căn cứ  Nghị  định … của Ông Nguyễn Văn A
//     TITLE              x
//     SURNAME                                 x      (x)      "văn" shares its bit
//     UPPER      x       x                x   x      x   x
//
// Those down to ORDER_SECOND are asked of the word as it is folded, by a hash: they let a few
// words through that are none. A room that looks for further words offers the set of those
// they begin with, as surname_words does, and a line in word_class.c gives them a bit; all
// sets together cost one look at a table for each word. No bit is free.
enum word_class {
    WORD_CLASS_SURNAME = 1, // a surname
    WORD_CLASS_TITLE = 2,   // the first word of the name of a kind of document
    WORD_CLASS_UNIT = 4,    // … of a known body, of a head ("sở") or a collective
    WORD_CLASS_SMALL = 8,   // … of a unit in small letters
    // what heads a number, a day, a subject, or speaks of a document: số ngày căn v về trên
    // hiệu
    WORD_CLASS_HEAD = 16,
    WORD_CLASS_DATE = 32, // … a time: ngày tháng năm tuần quý sáu; or has a digit
    WORD_CLASS_PLACE = 64,   // … a place: tỉnh thành tp huyện quận thị tx
    WORD_CLASS_CUE = 4096,   // … of words that say what happens to a cited document
    WORD_CLASS_ORDER = 8192, // a cue word of directives, all of it
    WORD_CLASS_ORDER_FIRST = 16384,  // … the first word of several
    WORD_CLASS_ORDER_SECOND = 32768, // … the second

    WORD_CLASS_FOOT = 128,  // "nơi"
    WORD_CLASS_SIGNS = 256, // several signs stand before it
    WORD_CLASS_UPPER = 512, // it begins with a capital
    WORD_CLASS_CAPS =
        1024, // it has letters, none of them small: WORD_CAPS, or one letter
    WORD_CLASS_LINE = 2048, // a line begins with it
};

enum { WORD_CLASS_MASK = 64 }; // words that a mask tells of

// Fills list->classes; words_of does it.
void word_classes_add(struct word_list *list, struct arena *arena);

// One bit for each of 64 words from `first` on: set where the word is of any of these
// classes. None behind the end of the list, up to which and one further `first` may be.
uint64_t word_class_mask(const struct word_list *list, uint32_t first, uint32_t classes);
// The same for machines without AVX-512.
uint64_t word_class_mask_slowly(const struct word_list *list, uint32_t first,
                                uint32_t classes);

// A walk over the words [at, end) that are of any of these classes:
//
//     struct word_walk walk = word_walk_of(words, at, end, WORD_CLASS_PLACE);
//     for (uint32_t i; (i = word_walk_next(&walk)) < end;)
struct word_walk {
    const struct word_list *list;
    uint32_t classes, block, end;
    uint64_t left; // of the block
};

static inline struct word_walk word_walk_of(const struct word_list *list, uint32_t at,
                                            uint32_t end, uint32_t classes)
{
    uint64_t left = at < end ? word_class_mask(list, at, classes) : 0;
    return (struct word_walk){list, classes, at, end, left};
}

// The next word, or the end of the walk.
static inline uint32_t word_walk_next(struct word_walk *walk)
{
    while (!walk->left) {
        walk->block += WORD_CLASS_MASK;
        if (walk->block >= walk->end)
            return walk->end;
        walk->left = word_class_mask(walk->list, walk->block, walk->classes);
    }
    uint32_t word = walk->block + (uint32_t)__builtin_ctzll(walk->left);
    walk->left &= walk->left - 1;
    return word < walk->end ? word : walk->end;
}
