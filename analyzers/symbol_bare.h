// Numbers that stand alone after the name of a type: "Nghị quyết 57", "Đề án 06".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/symbol.h"

// True when the number that ends before `to` is one; what is counted, forms and years are
// none.
bool symbol_read_bare(const struct view *view, uint32_t to, struct symbol *out,
                      const struct symbol_head *head);
