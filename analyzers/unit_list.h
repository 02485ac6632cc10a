// The archive's own units file, `tracuu.units`: names, aliases and abbreviations that win
// over the built-in tables (docs/units-file.md).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/lexicon.h"
#include "analyzers/unit.h"

// A unit as the file names it. Empty where the file says nothing.
struct own_unit {
    struct str name;
    struct str id;        // office and name
    struct str office;    // "quang-tri/so-khcn", "quang-tri", or empty: of every office
    struct str successor; // name of the unit that does its work today
    uint32_t line;
};

// The unit of this office (its id, may be empty) whose name or alias starts at word `at`,
// or NULL; *end is the word behind it.
const struct own_unit *unit_list_match(const struct unit_list *list, struct str office,
                                       const struct word_list *words, uint32_t at,
                                       uint32_t *end);
// What the file says an abbreviation stands for, folded; missing when it says nothing.
struct str unit_list_expansion(const struct unit_list *list, uint64_t key);
// The id of the unit that does the work of this one today, in the arena; missing when the
// file names none.
struct str unit_list_successor(const struct unit_list *list, uint32_t number,
                               struct arena *arena);
// The units of the file in its order.
const struct own_unit *unit_list_at(const struct unit_list *list, uint32_t number);
uint32_t unit_list_count(const struct unit_list *list);
