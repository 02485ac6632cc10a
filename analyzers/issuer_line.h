// The line of a head that names the office itself, below the one it belongs to: "PHÒNG NỘI
// VỤ" under "UBND HUYỆN DI LINH".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_lexicon.h"

struct issuer_line {
    uint32_t from, to;            // words; equal where there is none
    const struct unit_head *head; // NULL for a school of any kind
    uint32_t head_to;             // the word behind it
};

// The last line in capitals among the words [0, to) that begins like the name of a unit,
// with the lines it goes on in.
void issuer_line_read(struct issuer_line *out, const struct word_list *words,
                      uint32_t to);
// The word behind the name that goes on at word `at`, in capitals: at the national motto, a
// wide gap, a place ("HUYỆN …") or the next body it ends, at the latest at word `to`.
uint32_t issuer_line_end(const struct word_list *words, uint32_t at, uint32_t to);
// Words in capitals as they stand in a sentence: "Phòng Tài chính - Kế hoạch". In the
// arena.
struct str issuer_line_name(const struct word_list *words, uint32_t from, uint32_t to,
                            struct arena *arena);
