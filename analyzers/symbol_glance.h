// A first look at digits: most of them are amounts, days and items, and no number of a
// document.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// False when symbol_read reads nothing from the digits [at, end), which stand in no list:
// what tells it is what stands behind them, or that nothing does and the words before name
// no type. True tells nothing.
bool symbol_glance(const struct view *view, uint32_t at, uint32_t end);
