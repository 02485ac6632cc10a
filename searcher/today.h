// What day it is, for questions about today and for what is overdue.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"

#include <stdint.h>

// yyyymmdd in local time, or what TRACUU_TODAY says (2025-03-31) where that is a day:
// answers that can be made again.
int32_t today(void);
// False when TRACUU_TODAY is set and says no day.
bool today_known(struct error *err);
