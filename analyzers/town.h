// Cities, towns and districts that only one province has: the head of their offices seldom
// names it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

// The number of the province (province_at) of the town whose name starts at word `at`, a
// capital first, or PROVINCE_NONE; *end is the word behind the name.
uint32_t town_province(const struct word_list *words, uint32_t at, uint32_t *end);
