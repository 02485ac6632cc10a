// Provinces and cities under the centre, as they were until the mergers of 1 July 2025
// and since (Nghị quyết 202/2025/QH15): their names in a text, and the slugs under which
// they stand in ids and keys.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

struct province {
    struct str slug; // "quang-tri"; both live for ever
    struct str name; // "Quảng Trị"
};

enum { PROVINCE_NONE = UINT32_MAX };

// The province whose name starts at word `at`, a capital first; *end is the word behind
// it.
uint32_t province_match(const struct word_list *words, uint32_t at, uint32_t *end);
// The province of a slug or a name, or PROVINCE_NONE.
uint32_t province_find(struct str folded);
const struct province *province_at(uint32_t number);
// True when it is a city under the centre on that day (0: nobody knows), not a province whose
// capital may be called the same: Hà Nội, and Huế since 2025 (Nghị quyết 175/2024/QH15).
bool province_is_city(uint32_t number, int32_t date);
// The province that it became part of on 1 July 2025, or it itself.
uint32_t province_successor(uint32_t number);
