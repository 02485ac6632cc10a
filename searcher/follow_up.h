// What became of a directive: whether a later notice of the same office takes up the same
// matter. Never whether it was done.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/listed.h"

enum follow_up_state {
    // nothing later of this office is in the archive, or the notice has no date
    FOLLOW_UP_UNKNOWN,
    FOLLOW_UP_NONE,    // later notices say nothing like it
    FOLLOW_UP_PERHAPS, // something alike
    FOLLOW_UP_TAKEN,   // the same document, or strongly the same words
};

struct follow_up {
    enum follow_up_state state;
    struct str why; // "cites 163/2021/NQ-HĐND too", "64 % of its words"
    double share;   // of the directive's words, weighed by how rare they are; 0 to 1
    size_t later;   // notices of the office after this one
    int32_t last;   // day of the newest of them, or 0
    struct str id;  // of the notice that takes it up; missing where none does
    struct str path;
    struct str name; // of that notice: "Báo cáo 12/BC-SYT"
    struct days date;
    uint32_t line;
    uint32_t page; // 0 where the text has no pages
    struct str quote;
};

// Strings live in the arena.
bool follow_up_find(struct follow_up *out, const struct index *index,
                    const struct listed *listed, struct arena *arena, struct error *err);

// "none", "perhaps", "taken_up", "unknown".
const char *follow_up_state_name(enum follow_up_state state);
