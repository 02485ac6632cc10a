// Looks at 64 letters of a view at once: which of them are these ones.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdint.h>

// What is looked for beside a letter itself.
#define ANY_DIGIT '0'
#define ANY_OF_WORD 'A'

// One mask for each of `wanted`, a bit in it for each of 64 letters of view.plain:
//
//     plain        q u y   1 2 / 2 0 2 4   h o p
//     wanted "q"   1 0 0 0 0 0 0 0 0 0 0 0 0 0 0
//            "0"   0 0 0 0 1 1 0 1 1 1 1 0 0 0 0
//
// The first letter is the lowest bit, so that `mask >> 1` tells of the letters behind. The
// slack behind a view makes it safe to look.
void letter_masks(const char *plain, const char *wanted, uint64_t *masks);

// Those who look at the letters behind too walk over a view in steps of so many; the bits
// behind those belong to the next step.
enum { LETTER_STEP = 60 };
#define LETTER_STEP_BITS ((UINT64_C(1) << LETTER_STEP) - 1)
