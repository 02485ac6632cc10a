// Names that a text gives to its units: "Phòng Kiểm định hồ sơ (KĐHS)", "Ban Quản lý Khu
// kinh tế (sau đây gọi tắt là Ban Quản lý)".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_finder.h"

// Learns the name in brackets that stands at word `at`, directly behind the last unit
// found, and adds it as a mention of that unit. Returns the word behind it, `at` when
// there is none.
uint32_t unit_given_learn(struct unit_finder *finder, uint32_t at);
// Adds a mention of a unit by a name learnt before, at word `at`. Returns the word behind
// it, `at` when none stands there.
uint32_t unit_given_read(struct unit_finder *finder, uint32_t at);
// "Phòng Kiểm định hồ sơ (KĐHS)": letters in brackets say how far a name reaches. The word
// behind the name whose own words start at word `from` and reach to word `end` at least;
// `end` when no letters say more.
uint32_t unit_given_name_end(struct unit_finder *finder, uint32_t from, uint32_t end);
