// The words of a view as the finders of units and persons walk them: one small record
// each, ready to be compared.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

#include <endian.h>
#include <string.h>

// How a word is written, and what stands before it.
enum word_shape {
    WORD_UPPER = 1,   // the first letter is a capital
    WORD_CAPS = 2,    // all letters are capitals, at least two
    WORD_DIGIT = 4,   // a digit is in it
    WORD_LETTER = 8,  // a letter is in it
    WORD_LINE = 16,   // a line begins with it (perhaps after signs)
    WORD_BLANK = 32,  // an empty line stands before it
    WORD_MARKED = 64, // a Vietnamese mark is in it
    WORD_LOWER = 128, // a small letter is in it
};

//   … Quản lý CN&ĐMST, Văn⏎⏎phòng Sở …
//                    │ └ first = last = ',', WORD_UPPER
//                    └ CN and ĐMST are two words, first = last = '&' between them
struct word {
    uint32_t from, to; // letters of the view
    uint64_t key;  // the folded letters, packed; a hash when there are more than eight
    uint8_t shape; // enum word_shape
    char first,
        last; // first and last sign between the word before and this one, 0 without any
    uint8_t signs; // how many signs, at most 255
};

struct word_list {
    const struct view *view;
    struct word *items;
    uint32_t count;
    bool bare; // written without Vietnamese marks, which tell nothing then; of words_of
    const uint16_t *classes; // enum word_class; only of words_of
};

// Splits the view into words; a page number alone on its line is left out, so that names
// run on over a page end.
void word_list_read(struct word_list *out, const struct view *view, struct arena *arena);
// The same, done once for a view and kept with it: the arena must be the one the view
// lives in.
const struct word_list *words_of(const struct view *view, struct arena *arena);
// The first word that begins at or behind the letter; the count when none does.
uint32_t word_list_from(const struct word_list *words, uint32_t letter);

// The first word that begins at or behind this letter, or the count of words.
uint32_t word_list_at(const struct word_list *list, uint32_t letter);

// The key of a folded word of at most eight letters: its bytes, the first one lowest.
static inline uint64_t word_key(const char *folded, size_t len)
{
    uint64_t key = 0;
    memcpy(&key, folded, len);
    return le64toh(key);
}
// The same for a literal, a constant.
#define WORD(literal)                                                                    \
    (WORD_BYTE(literal, 0) | WORD_BYTE(literal, 1) | WORD_BYTE(literal, 2) |             \
     WORD_BYTE(literal, 3) | WORD_BYTE(literal, 4) | WORD_BYTE(literal, 5) |             \
     WORD_BYTE(literal, 6) | WORD_BYTE(literal, 7))
#define WORD_BYTE(literal, i)                                                            \
    ((uint64_t)(uint8_t)((i) < sizeof(literal)                                           \
                             ? (literal)[(i) < sizeof(literal) ? (i) : 0]                \
                             : 0)                                                        \
     << 8 * (i))
// The key of any folded word.
uint64_t word_key_of(const char *folded, size_t len);
// The same where eight letters can be looked at whatever the length, as in a view.
static inline uint64_t word_key_in(const char *plain, size_t len)
{
    return len - 1 < 8 ? word_key(plain, 8) & ~UINT64_C(0) >> (64 - 8 * len)
                       : word_key_of(plain, len);
}

// Words by their keys: a quick first look that lets a few others through.
struct word_set {
    uint64_t bits[64];
};

static inline uint32_t word_set_bit(uint64_t key)
{
    return (uint32_t)(key * 0x9E3779B97F4A7C15u >> 52);
}
static inline bool word_set_has(const struct word_set *set, uint64_t key)
{
    uint32_t bit = word_set_bit(key);
    return set->bits[bit / 64] >> bit % 64 & 1;
}
static inline void word_set_add(struct word_set *set, uint64_t key)
{
    uint32_t bit = word_set_bit(key);
    set->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

// True when the word is `written`, a lower-case NFC word, accents and all, in whatever
// case. In a bare list no word has accents, and those of `written` do not count.
bool word_is(const struct word_list *list, uint32_t index, struct str written);

// The letters of `written`, got ready to be asked for often: word_is_spelt(words, at,
// SPELT("sở")) is word_is(words, at, STR("sở")), and a few compares.
enum { SPELT_LETTERS = 15 };
struct spelling {
    uint16_t letters[SPELT_LETTERS];
    uint16_t count; // a word with more letters than there is room for is in no text
};
#define SPELT(literal)                                                                   \
    (&(const struct spelling){u"" literal, sizeof(u"" literal) / sizeof(uint16_t) - 1})
struct spelling spelling_of(struct str written);
// Those of words with single spaces between them. In the arena.
const struct spelling *spellings_of(struct str words, struct arena *arena);
// True when this letter of the view is another one than `code` only in its case, or in
// marks that do not count.
bool word_letter_is(const struct word_list *list, uint32_t at, uint16_t code);
static inline bool word_is_spelt(const struct word_list *list, uint32_t index,
                                 const struct spelling *spelling)
{
    const struct word *word = &list->items[index];
    const uint16_t *letters = list->view->letter + word->from;
    if (word->to - word->from != spelling->count)
        return false;
    for (uint32_t i = 0; i < spelling->count; i++) {
        uint16_t code = spelling->letters[i];
        if (letters[i] != code && !word_letter_is(list, word->from + i, code))
            return false;
    }
    return true;
}
// The words of a text folded, single spaces between them: "Đặng  Thị-Ánh" is
// "dang thi anh". In the arena.
struct str words_folded(struct str text, struct arena *arena);
// The words [from, to) of a list in the same way.
struct str words_folded_of(const struct word_list *list, uint32_t from, uint32_t to,
                           struct arena *arena);
// A text in lower case, accents and all. In the arena.
struct str text_lower(struct str text, struct arena *arena);
