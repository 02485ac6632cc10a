// The nouns that collectives are made of: "sở", "ban", "ngành", "đơn vị", "địa phương".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

// A set of them is their sum.
enum unit_noun {
    NOUN_NONE = 0,
    NOUN_DIVISION = 1,        // phòng, khoa
    NOUN_UNIT = 2,            // đơn vị
    NOUN_DEPARTMENT = 4,      // sở
    NOUN_BRANCH = 8,          // ngành
    NOUN_BOARD = 16,          // ban
    NOUN_MINISTRY = 32,       // bộ
    NOUN_OFFICE = 64,         // cơ quan
    NOUN_PLACE = 128,         // địa phương
    NOUN_UNION = 256,         // đoàn thể, tổ chức chính trị - xã hội
    NOUN_LEVEL = 512,         // huyện, thị xã, xã, phường …
    NOUN_ORGANISATION = 1024, // tổ chức, doanh nghiệp: only beside others
};

// The longest noun, or list of levels, at word `at`; *end is the word behind it.
enum unit_noun unit_noun_at(const struct word_list *words, uint32_t at, uint32_t *end);
