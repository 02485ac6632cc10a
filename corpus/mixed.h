// Lines in which words of Unicode and words of an old encoding stand side by side: which
// is which.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>

// `best` is the reading of `letters` in an encoding of one byte a letter, both of `count`
// characters. Puts back the words that are Unicode: those with letters that no byte
// stands for, and beside them those that are good as they stand.
void mixed_keep(uint32_t *best, const uint32_t *letters, size_t count);
