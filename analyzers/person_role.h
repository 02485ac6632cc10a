// What stands around a person's name: how the person is called, and the title before or
// behind.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

// True when "đồng chí", "ông" … stands before word `at`; *from is its first word.
bool person_called(const struct word_list *words, uint32_t at, uint32_t *from);
// A title before word `at`, perhaps with the unit it is of in between: "Phó Chủ tịch UBND
// tỉnh NAME". Its first word, or `at`.
uint32_t person_role_before(const struct word_list *words, uint32_t at);
// A title behind the name that ends before word `at`: ", Giám đốc Sở", "- Phó Chủ tịch
// UBND tỉnh". The word behind it, or `at`; *from is its first word.
uint32_t person_role_after(const struct word_list *words, uint32_t at, uint32_t *from);
