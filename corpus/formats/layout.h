// The letters of a page, put into lines as people read them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/glyphs.h"

void layout_add(struct draft *draft, PopplerPage *page);
// Takes the letters out of order.
void layout_add_glyphs(struct draft *draft, struct glyphs *glyphs);
