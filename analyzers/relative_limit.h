// A time limit that counts from something else than a day of the calendar: "trong thời hạn 15
// ngày, kể từ ngày nhận được kết luận". Nobody can say its day from the text; its words can
// be shown.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// The first one of a text: letters [*from, *to) of the view, from its cue to the end of what
// it counts from, or so much of that as fits on a line. False when there is none.
bool relative_limit_find(const struct view *view, uint32_t *from, uint32_t *to);
