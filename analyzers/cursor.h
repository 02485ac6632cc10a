// A place in a view that moves over what it recognises: words, numbers and years, through
// the damage that OCR does to digits.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

#include <string.h>

// Each take_… function moves `at` behind what it took, or returns false and leaves it.
struct cursor {
    const struct view *view;
    uint32_t at;
};

// The folded letter so far behind the cursor; NUL behind the end.
static inline char cursor_letter(const struct cursor *c, uint32_t offset)
{
    uint32_t i = c->at + offset;
    return i < c->view->count ? c->view->plain[i] : '\0';
}

static inline bool take_char(struct cursor *c, char wanted)
{
    if (cursor_letter(c, 0) != wanted)
        return false;
    c->at++;
    return true;
}

static inline void skip_space(struct cursor *c)
{
    take_char(c, ' ');
}

// A folded word (perhaps of several, a space between), not followed by another letter; a
// space before it is skipped.
static inline bool take_word(struct cursor *c, const char *word)
{
    uint32_t at = c->at + (cursor_letter(c, 0) == ' ');
    // The NUL behind the view is no word's first letter.
    if (c->view->plain[at] != word[0])
        return false;
    size_t len = strlen(word);
    if (c->view->count - at < len || memcmp(c->view->plain + at, word, len) != 0)
        return false;
    if (at + len < c->view->count && plain_letter(c->view->plain[at + len]))
        return false;
    c->at = at + (uint32_t)len;
    return true;
}

// True when the word stands right before the letter `at`; *start is where it begins.
static inline bool word_before(const struct view *view, uint32_t at, const char *word,
                               uint32_t *start)
{
    size_t len = strlen(word);
    if (at > 0 && view->plain[at - 1] == ' ')
        at--;
    if (at < len || view->plain[at - 1] != word[len - 1] ||
        memcmp(view->plain + at - len, word, len) != 0)
        return false;
    uint32_t from = at - (uint32_t)len;
    if (from > 0 &&
        (plain_letter(view->plain[from - 1]) || plain_digit(view->plain[from - 1])))
        return false;
    *start = from;
    return true;
}

// How digits may be written: as they are, or as scanners read them.
enum digits { DIGITS_CLEAN, DIGITS_DAMAGED };

// A number of 1 to `most` digits. With DIGITS_DAMAGED, letters stand for digits
// (o, l, I, |) as long as one true digit is among them.
bool take_number(struct cursor *c, int most, enum digits digits, int *out);
// A year of four digits, 1900 to 2099; with DIGITS_DAMAGED also "2O21" and "20 23".
bool take_year(struct cursor *c, enum digits digits, int *out);
// One of / . - ; with DIGITS_DAMAGED, spaces around / and - too.
bool take_separator(struct cursor *c, enum digits digits, char *sign);
// True when the number that ends here is whole: no number, letter or symbol goes on.
bool ends_well(const struct cursor *c);
// True when a bare number may begin at `at`: not inside a symbol, a number or a word.
bool begins_well(const struct view *view, uint32_t at);
