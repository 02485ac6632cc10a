// The smallest parts of a number and symbol: digits with their slips, separators, years,
// runs of letters.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/symbol.h"

#include <string.h>

enum { RUN_SIZE = 24 };

// A run of letters in which a type or an organisation is written.
struct symbol_run {
    uint32_t from, to;
    char folded[RUN_SIZE];
    unsigned len;
    unsigned letters, upper, digits;
};

static inline char plain_at(const struct view *view, uint32_t i)
{
    return i < view->count ? view->plain[i] : '\0';
}

static inline bool upper_at(const struct view *view, uint32_t i)
{
    return i < view->count && view->flags[i] & VIEW_UPPER;
}

static inline bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool alphabetic(char c)
{
    return c >= 'a' && c <= 'z';
}

// The digit that stands here, or is meant by a slip of a scan (O, l); NUL when none is.
char symbol_digit(const struct view *view, uint32_t i);
// Behind a dash or a slash with at most one space on either side; 0 when none stands at
// `at`.
uint32_t symbol_dash(const struct view *view, uint32_t at);
uint32_t symbol_slash(const struct view *view, uint32_t at);
// Behind a year at `at`, or 0.
uint32_t symbol_year(const struct view *view, uint32_t at, int *year);
// The run that begins at `at`; false when there is none or it is longer than any code.
bool symbol_run_read(const struct view *view, uint32_t at, struct symbol_run *run);
struct str symbol_run_str(const struct symbol_run *run);
// The type whose code the run is, or NULL.
const struct doctype *symbol_run_type(const struct view *view,
                                      const struct symbol_run *run);
// Cuts words that lost their space off the end (CPngày is CP), and mends what scans make
// of the commonest bodies.
void symbol_run_mend(struct symbol_run *run, const struct view *view);
// True for a body that the table or the way its code is made tells; true for what looks
// like the code of some body.
bool symbol_run_known(const struct symbol_run *run);
bool symbol_run_plausible(const struct symbol_run *run);
// The number whose first digit stands at `at`, with its damaged neighbours: l30, 6O, 30a,
// 66.13. Fills from, number and written; returns the letter behind it, or 0.
uint32_t symbol_number(const struct view *view, uint32_t at, struct symbol *out);
// True when the number stands neither inside a word nor in another number. "số31" is
// believed.
bool symbol_left_edge(const struct view *view, uint32_t from);
// True when the word ends just before `end` and begins at or after `from`.
static inline bool symbol_word_ends(const struct view *view, uint32_t from, uint32_t end,
                                    const char *word)
{
    uint32_t len = (uint32_t)strlen(word);
    return end - from >= len && memcmp(view->plain + end - len, word, len) == 0 &&
           (end == len || !plain_inside(view->plain[end - len - 1]));
}
