// One text as the rules want to read it: mended, folded, without mark-up and line ends,
// every letter with its place in the file.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/fact.h"

// What a letter of the view is, or what stood before it in the text.
enum view_flag {
    VIEW_UPPER = 1, // a capital letter
    VIEW_MARKED = 2, // a letter with a Vietnamese mark (any of ă â ê ô ơ ư, a tone, or đ)
    VIEW_LINE = 4,    // a space that stands for at least one line end
    VIEW_BLANK = 8,   // … for at least one empty line
    VIEW_PAGE = 16,   // … for a form feed
    VIEW_MARKUP = 32, // mark-up (* _ # `) was dropped just before this letter
    VIEW_DAMAGE = 64, // the letter was repaired: look-alike, Eth, loose marks …
};

enum { VIEW_SLACK = 64 };

// Letters in `plain` that stand for characters outside the alphabet.
enum {
    VIEW_OTHER_LETTER = 1, // a letter of another script
    VIEW_OTHER_SIGN = 2,   // any other character
};

struct word_list;

//   text   "**Nghị quyết** số 57-*⏎⏎NQ/TW"     bytes of the file, not owned
//   plain  "nghi quyet so 57- nq/tw"             one byte a letter: a-z 0-9,
//          punctuation by class, ' ' for any white space
//   letter  N g h ị … N Q / T W                   the same letters as written, NFC
//   start, end                                    the bytes of each letter in the text
//
// Classes in plain: every dash '-', every slash '/', double quotes '"', single quotes
// '\'', bullets '*', '…' is '.'; other ASCII signs as they are. Superscript digits,
// zero-width characters and mark-up are dropped; where mark-up alone kept two letters
// apart, a space stands in its place. A * that begins a list item and _ inside words or
// in runs of three and more (lines to be filled in) stay. No space stands at the
// beginning or the end of a view. Ligatures, Roman numeral signs and № become several
// letters with the same place.
struct view {
    struct str text;
    uint32_t count; // letters
    char *plain;    // count bytes, and VIEW_SLACK NULs for those who look at many at once
    uint16_t *letter; // UTF-16 code units; characters beyond U+FFFF are U+FFFD here
    uint32_t *start;  // bytes
    uint32_t *end;    // bytes, exclusive
    uint8_t *flags;   // enum view_flag; room for VIEW_SLACK more that mean nothing
    uint32_t lines;   // lines of the text, as `line` numbers in JSON count them
    // lines + 1 items: the first letter of the view at or after the start of line i + 1;
    // last: count
    uint32_t *line;
    struct word_list **words; // the words, once somebody asked for them (words_of)
};

// Reads `text` (UTF-8; bytes that are not UTF-8 become VIEW_OTHER_SIGN). The view lives
// in the arena and borrows the text. Texts of 1 GiB and more are cut there.
void view_read(struct view *out, struct str text, struct arena *arena);

// The bytes of the text behind the letters [from, to): from the first byte of the first
// to the last byte of the last.
struct span view_span(const struct view *view, uint32_t from, uint32_t to);
// The text of these letters as the file has it (borrowed).
struct str view_text(const struct view *view, uint32_t from, uint32_t to);
// The letters [from, to) as clean text: NFC, case and accents as written, mark-up and
// line ends gone. In the arena.
struct str view_clean(const struct view *view, uint32_t from, uint32_t to,
                      struct arena *arena);
// The first letter of the view that starts at or after this byte of the text.
uint32_t view_at(const struct view *view, size_t byte);
// The 1-based line of a letter of the view.
uint32_t view_line(const struct view *view, uint32_t letter);
// True when neither end of the letters of `word`, which stand at `at`, is inside a word.
bool view_word_apart(const struct view *view, uint32_t at, struct str word);
// True when the folded letters at `at` are `word` and neither continues inside a word.
static inline bool view_word(const struct view *view, uint32_t at, struct str word)
{
    return at <= view->count && view->count - at >= word.len &&
           (!word.len || (view->plain[at] == word.at[0] &&
                          memcmp(view->plain + at, word.at, word.len) == 0)) &&
           view_word_apart(view, at, word);
}
// The same of a word out of a table, turned away by its first letter mostly.
static inline bool view_says(const struct view *view, uint32_t at, const char *word)
{
    return at <= view->count && view->plain[at] == word[0] &&
           view_word(view, at, str_of(word));
}
static inline bool plain_digit(char plain)
{
    return plain >= '0' && plain <= '9';
}
static inline bool plain_letter(char plain)
{
    return (plain >= 'a' && plain <= 'z') || plain == VIEW_OTHER_LETTER;
}
// True when a word goes on at this letter: a letter or a digit.
static inline bool plain_inside(char plain)
{
    return plain_letter(plain) || plain_digit(plain);
}
// The letter behind the word that `at` stands in.
static inline uint32_t view_word_end(const struct view *view, uint32_t at)
{
    while (at < view->count && plain_inside(view->plain[at]))
        at++;
    return at;
}
