// A set of strings in which each has a number: 0, 1, 2 … in the order they came.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

struct words;

enum { WORDS_NONE = UINT32_MAX };

struct words *words_new(void);
void words_free(struct words *words);
// The number of `word`; a new one is copied in.
uint32_t words_add(struct words *words, struct str word);
// The number of `word`, or WORDS_NONE.
uint32_t words_find(const struct words *words, struct str word);
// The word of a number < words_count; valid as long as the set.
struct str words_at(const struct words *words, uint32_t number);
uint32_t words_count(const struct words *words);
