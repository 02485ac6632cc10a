// Lines that are nothing but the heads of columns: "TT  Nội dung  Đơn vị chủ trì  Thời gian".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

// All zero to begin with.
struct head_lines {
    const struct word_list *words;
    uint32_t word; // no word before it is asked for again
};

// To be called before the lines from the byte `from` on are asked for; no line before it is
// any more.
void head_lines_pass(struct head_lines *lines, const struct reading *reading,
                     size_t from);
// True when nearly all words of the line, bytes [from, to), belong into heads of columns.
bool head_lines_have(const struct head_lines *lines, size_t from, size_t to);
