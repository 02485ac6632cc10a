// Many units at once: "các phòng, đơn vị thuộc Sở", "các sở, ban, ngành", "UBND các
// huyện, thị xã, thành phố".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_lexicon.h"

struct unit_collective {
    bool of_office; // of the office that writes; else of the province, or of the state
    bool of_state;
    struct str id; // behind office or province: "#tat-ca", "so-ban-nganh#tat-ca"
    uint32_t end;  // the word behind it
};

// True when a collective starts at word `at`.
bool unit_collective_read(struct unit_collective *out, const struct word_list *words,
                          uint32_t at);
