// The letters of a PDF page, put into lines as people read them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/draft.h"

#include <poppler.h>

void layout_add(struct draft *draft, PopplerPage *page);
