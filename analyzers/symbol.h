// The number and symbol of a document (số, ký hiệu): 163/2021/NQ-HĐND, 57-NQ/TW,
// 718/BKHCN-KHTC, and what scans make of them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/doctype.h"

//   163/2021/NQ-HĐND     norm      number/year/type-organisation
//   29/2013/QH13         law       the organisation carries the term, there is no type
//   57-NQ/TW             party     number-type/organisation
//   105/TB-UBND          plain     number/type-organisation
//   718/BKHCN-KHTC       letter    number/organisation, no type
//   1275/UB-QĐ           reversed  number/organisation-type
//   08/SL                decree    number/SL, no organisation
//   161/QĐ               type      no organisation
//   /TB-SKHCN            blank     the number is still to be filled in
//   163/2021             short     after the name of a type
//   57                   bare      after the name of a type
enum symbol_kind {
    SYMBOL_NORM,
    SYMBOL_LAW,
    SYMBOL_PARTY,
    SYMBOL_PLAIN,
    SYMBOL_LETTER,
    SYMBOL_REVERSED,
    SYMBOL_DECREE,
    SYMBOL_TYPE,
    SYMBOL_BLANK,
    SYMBOL_SHORT,
    SYMBOL_BARE,
};

enum { SYMBOL_NUMBER_SIZE = 12, SYMBOL_ORGANISATION_SIZE = 72 };

struct symbol {
    enum symbol_kind kind;
    uint32_t from, to; // letters of the view
    // without leading zeros, digits repaired: "163", "30a", "66.13"; "" when blank
    char number[SYMBOL_NUMBER_SIZE];
    char written[SYMBOL_NUMBER_SIZE]; // the same with its zeros
    int year;                         // 0: the symbol has none
    const struct doctype *type;       // of its code; NULL: it has none
    // folded: "hdnd", "bkhcn-khtc", "qh13"; "" when missing
    char organisation[SYMBOL_ORGANISATION_SIZE];
    uint32_t organisation_from, organisation_to; // letters of the view
};

// What stands before the number.
struct symbol_head {
    bool number_word;           // "số"
    bool same_line;             // nothing but spaces between the words and the number
    bool capital;               // the name of the type begins with a capital letter
    bool line_start;            // "Số" begins a line
    bool abbreviated;           // the type is given by its code: "NQ 57"
    const struct doctype *type; // the type named before the number, or NULL
    uint32_t from; // first letter of all of it; the number's when there is nothing
    uint32_t type_from, type_to;
};

// What stands before a number that begins at `at`. Looks back 64 letters at most.
void symbol_head_read(const struct view *view, uint32_t at, struct symbol_head *out);
// False when it surely names no type.
bool symbol_head_possible(const struct view *view, uint32_t at);
// Reads the symbol whose number has its first digit at `at`; damaged letters before it
// (l30) and a section (66.13) are taken in. False when there is no symbol there, or one
// of another kind of paper (contracts, forms, certificates). `list` (may be NULL) is the
// type of the list in which the number stands ("các Công văn số 12/BTC-NSNN,
// 15/BTC-TCT").
bool symbol_read(const struct view *view, uint32_t at, const struct doctype *list,
                 struct symbol *out, struct symbol_head *head);
// Reads a symbol with an empty or unreadable number, whose slash stands at `slash`: "Số:
// /TB-SKHCN", "Số ......./BC-STP".
bool symbol_read_blank(const struct view *view, uint32_t slash, struct symbol *out,
                       struct symbol_head *head);
