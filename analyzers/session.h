// The working session that a notice concludes: with the leaders of which province or
// district it was held, when no unit is named ("tại buổi làm việc với lãnh đạo tỉnh Hà Nam").
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/assignee.h"

// The people's committee of that place, as the text names it elsewhere; count 0 when no
// session is told of in the letters [from, to). In the arena of the reading.
struct charge session_charge(const struct reading *reading, uint32_t from, uint32_t to);
