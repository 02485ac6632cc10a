// The words around a number that decide whether it is a date, and how much of a month is
// meant (tables/date_words.tsv).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

enum date_word {
    DATE_WORD_COUNTED,    // "2000 người"
    DATE_WORD_COUNTING,   // "khoảng 2000"
    DATE_WORD_ANNOUNCING, // "trước 15/3"
    DATE_WORD_TERM,       // "giai đoạn 2021-2025"
    DATE_WORD_FIRST,      // "đầu tháng 3"
    DATE_WORD_MIDDLE,
    DATE_WORD_LAST,
    DATE_WORD_MEETING, // "giao ban tháng 5": the month belongs to the meeting
    DATE_WORD_SESSION, // "phiên họp tháng 5": to the meeting, and says when that is
    DATE_WORD_MATTER,  // "báo cáo tháng 5": to what is worked on
    DATE_WORD_COUNT,
};

// True when a word of this sense stands right before the letter `at`; *start is where it
// begins.
bool date_word_before(const struct view *view, uint32_t at, enum date_word sense,
                      uint32_t *start);
// True when one stands behind it, a space between.
bool date_word_behind(const struct view *view, uint32_t at, enum date_word sense);
