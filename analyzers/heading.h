// The head of a notice: number line, type, place and date, title (Nghị định
// 30/2020/NĐ-CP, Phụ lục I), through two-column lines, stamps and the noise of scanners.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/anatomy.h"
#include "analyzers/word.h"

struct heading {
    struct str number; // without white space; missing without a number line
    struct span number_span;
    uint32_t number_from, number_to; // letters; equal without a number line
    // letter where the code behind the last digit's slash begins: the T of /TB-SKHCN
    uint32_t symbol_from;
    struct str digits; // "163", "30a", or empty where nobody filled it in
    int number_year;   // "09/2009/CT-UBND": 2009, else 0
    struct str symbol; // folded code: "tb-skhcn"
    struct str type, type_code;
    // as written: "SKHCN", "UBND", "BKHCN-KHTC"; empty when unknown
    struct str issuer_code;
    struct days date;              // of the place-date line, both 0 without one
    uint32_t place_from, place_to; // letters of the place
    struct str title;
    struct span title_span;
    uint32_t title_from, title_to;
    // letter where the header ends: the number, type or date line, whichever comes first
    uint32_t head_to;
    uint32_t body; // letter where the body begins
};

void heading_read(struct heading *out, const struct word_list *words,
                  struct arena *arena);

// A date of the form "ngày D tháng M năm Y" or "ngày D/M/Y" whose "ngày" is word `at`.
// Blank or damaged parts make it wider, never a guess; both ends 0 when there is no year.
// *end is the word behind it.
struct days heading_date(const struct word_list *words, uint32_t at, uint32_t *end);

// Takes the place of the document number that follows at letter `at`, behind "Số"; false
// when no code follows on this line.
bool heading_number_at(struct heading *out, const struct view *view, uint32_t at);
// Reads the number whose place is known: digits, year, symbol.
void heading_number_take(struct heading *out, const struct view *view,
                         struct arena *arena);
