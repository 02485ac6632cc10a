// The numbers that Word puts before paragraphs by itself: "1.", "a)", "Điều 3.", "-".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/draft.h"
#include "corpus/formats/package.h"

struct numbering;

// Reads word/numbering.xml and the numbers that styles bring; both may be missing.
struct numbering *numbering_open(struct str numbering_xml, struct str styles_xml);
void numbering_close(struct numbering *numbering);
// Counts a paragraph of this list (WORDS: its numId, "" when the paragraph names none),
// level and style, and adds its number and a space.
void numbering_next(struct numbering *numbering, struct str list, struct str level,
                    struct str style, struct draft *draft);
