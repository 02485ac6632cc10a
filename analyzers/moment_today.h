// Times told from the day on which a question is asked: hôm nay, tuần này, tháng trước.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/moment.h"

// Reads such words where they fill the view from the letter `from` to its end. A week
// begins on Monday.
bool moment_from_today(struct moment *out, const struct view *view, uint32_t from,
                       int32_t today);
