// What a unit's name is followed by: "tỉnh Quảng Ngãi", "huyện Lý Sơn", "các huyện, thị
// xã, thành phố".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_lexicon.h"

struct unit_scope {
    uint32_t province;   // number, or PROVINCE_NONE: that of the text
    struct str district; // slug of a district or commune: "ly-son"; missing without one
    uint32_t named;      // what the country's districts call so, or DISTRICT_NONE
    uint8_t kinds;       // what the text calls it (enum district_kind), 0 of a commune
    // "huyện", "xã" where nothing says which one: the writer's own; else missing
    struct str level;
    // "cap-huyen", "cap-xa", "cap-tinh" when all of a level are meant; else missing
    struct str all;
    uint32_t end; // the word behind it; where it started when there is none
};

// Reads what stands at word `at`, behind a name.
void unit_scope_read(struct unit_scope *out, const struct word_list *words, uint32_t at,
                     struct arena *arena);
// "lang-son/loc-binh": the province that the scope says, else `province` (a slug, perhaps
// missing), with the district. In the arena.
struct str unit_scope_place(const struct unit_scope *scope, struct str province,
                            struct arena *arena);
// A list of levels ("huyện, thị xã, thành phố", "126 phường, xã") at word `at`:
// "cap-huyen" or "cap-xa", missing when there is none;
// *end is the word behind it and *count how many levels it names.
struct str unit_levels(const struct word_list *words, uint32_t at, uint32_t *end,
                       uint32_t *count);
