// Where a citation may be read: looks at many letters of a view at once.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/letter_masks.h"
#include "analyzers/view.h"

//     plain    P h a p   l e n h   s o   1 2 / 2 0 1 3 / u b   1 .   o / n q
//     law                1
//     ends                                 1         1
//     slash                                                            1
//
// One bit for each of LETTER_STEP letters.
struct mention_mask {
    // the letters behind runs of digits, but those with which no number of a document goes
    // on: "1. ", "5)", "15/8/"
    uint64_t ends;
    uint64_t slash; // slashes of numbers that are blank: no digit stands before them
    uint64_t law;   // the last words of kinds of laws, where a capital begins their name
};

void mention_mask_read(struct mention_mask *out, const struct view *view, uint32_t block);
