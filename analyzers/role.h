// Titles, honorifics, ranks and degrees that stand around a person's name.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum role_kind {
    ROLE_NONE,
    ROLE_TITLE,
    ROLE_SHORT,
    ROLE_HONORIFIC,
    ROLE_DEGREE,
    ROLE_RANK
};

// The longest of them that starts at word `at`; *end is the word behind it. "Chánh Văn
// phòng" is ROLE_TITLE, "PGĐ" ROLE_SHORT, "đồng chí" ROLE_HONORIFIC.
enum role_kind role_match(const struct word_list *words, uint32_t at, uint32_t *end);
// The longest that ends before word `end`; *from is its first word.
enum role_kind role_match_back(const struct word_list *words, uint32_t end,
                               uint32_t *from);
