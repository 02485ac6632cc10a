// Characters: what each is to the rules, in which damaged forms it comes, and how loose
// marks find back to their letters.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

// What to do with a character that is not simply one letter of the view.
enum character_kind {
    CHARACTER_PLAIN,   // one letter: `plain` and `letter` say which
    CHARACTER_SPACE,   // white space
    CHARACTER_LINE,    // … that ends a line
    CHARACTER_PAGE,    // … that ends a page
    CHARACTER_MARKUP,  // * _ # ` and the backslash of Markdown
    CHARACTER_NOTE,    // a superscript digit: the number of a footnote
    CHARACTER_IGNORED, // soft hyphens, zero-width and direction marks
    CHARACTER_MARK,    // a combining mark: belongs to the letter before
    CHARACTER_ACUTE, // a free-standing acute accent: the tone of the vowel before, else a
                     // quote
    CHARACTER_SEVERAL, // a ligature, a Roman numeral, №: character_expansion
};

struct character {
    uint16_t letter; // as written, d-bars mended (Ð is Đ); U+FFFD beyond U+FFFF
    uint8_t plain;   // its letter in view.plain; 0 unless CHARACTER_PLAIN
    uint8_t flags;   // enum view_flag (VIEW_UPPER, VIEW_MARKED, VIEW_DAMAGE), or the kind
                     // where plain is 0
};

// Fills the tables; called by whoever uses them, any number of times, from any thread.
void characters_start(void);

// What a character of Unicode is to the view.
struct character character_of(uint32_t code);

enum { CHARACTER_TABLE = 0x250 };
// character_of for the codes up to U+024F, and for U+1E00 to U+1EFF; valid after
// characters_start.
extern struct character characters_low[CHARACTER_TABLE];
extern struct character characters_high[256];

// What a CHARACTER_SEVERAL is written out as, in UTF-8; NULL for others.
const char *character_expansion(uint32_t code);

// The letter with one more combining mark (NFC), circumflex and breve going before a tone
// in whatever order they come; the letter itself when it has the mark already or there is
// no such letter.
uint16_t character_with_mark(uint16_t letter, uint32_t mark);

// The Latin letter that looks like this Cyrillic or Greek one, or 0.
uint16_t character_lookalike(uint16_t letter);

// Takes one character off `bytes` at *at. False when the bytes there are not UTF-8; *at
// then stands behind the bytes that cannot belong to a character.
bool character_take(struct str bytes, size_t *at, uint32_t *code);
// Writes a character as UTF-8 (at most 4 bytes); returns how many bytes.
size_t character_put(uint32_t code, char *out);
// The simple lower case of a letter of the view, never by locale.
uint16_t character_lower(uint16_t letter);
// The same for upper case.
uint16_t character_upper(uint16_t letter);
