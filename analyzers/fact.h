// What all facts have in common: where the text says it, and how days are written down.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

// Bytes [start, end) of the text as the file has it. {0, 0} where nothing was written.
struct span {
    size_t start;
    size_t end;
};

// A stretch of days, both ends included. A day is the number yyyymmdd (20250217), so that
// it sorts and prints; 0 is an end that nobody says.
struct days {
    int32_t from;
    int32_t to;
};
