// A place in a view that moves over what it recognises: words, numbers and years, through
// the damage that OCR does to digits.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

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

static inline bool cursor_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool cursor_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == VIEW_OTHER_LETTER;
}

bool take_char(struct cursor *c, char wanted);
void skip_space(struct cursor *c);
// A folded word (perhaps of several, a space between), not followed by another letter; a
// space before it is skipped.
bool take_word(struct cursor *c, const char *word);
// True when the word stands right before the letter `at`; *start is where it begins.
bool word_before(const struct view *view, uint32_t at, const char *word, uint32_t *start);
// A number of 1 to `most` digits. With `damaged`, letters stand for digits (o, l, I, |)
// as long as one true digit is among them.
bool take_number(struct cursor *c, int most, bool damaged, int *out);
// A year of four digits, 1900 to 2099; with `damaged`, OCR damage and a space inside (20
// 23) too.
bool take_year(struct cursor *c, bool damaged, int *out);
// One of / . - ; with `damaged`, spaces around / and - too.
bool take_separator(struct cursor *c, bool damaged, char *sign);
// True when the number that ends here is whole: no number, letter or symbol goes on.
bool ends_well(const struct cursor *c);
// True when a bare number may begin at `at`: not inside a symbol, a number or a word.
bool begins_well(const struct view *view, uint32_t at);
