// Looks at 64 letters of a view at once: which of them are these ones.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"
#include "analyzers/wide.h"

// A bit for each of 64 letters of view.plain, one mask for all that belong to words, one
// for the digits, and one for each of `letters` (at most LETTER_MASKS):
//
//     plain        q u y   1 2 / 2 0 2 4   h o p
//     inside       1 1 1 0 1 1 0 1 1 1 1 0 1 1 1
//     digits       0 0 0 0 1 1 0 1 1 1 1 0 0 0 0
//     of['q']      1 0 0 0 0 0 0 0 0 0 0 0 0 0 0
//
// The first letter is the lowest bit, so that `mask >> 1` tells of the letters behind. The
// slack behind a view makes it safe to look.
enum { LETTER_MASKS = 12 };

struct letter_masks {
    uint64_t inside, digits;
    uint64_t of[LETTER_MASKS]; // in the order of `letters`
};

void letter_masks_read(struct letter_masks *out, const char *plain, const char *letters);
// A bit for each of 64 letters of view.flags: set where it has any of these flags.
uint64_t letter_flags_read(const uint8_t *flags, uint8_t wanted);

#ifdef __x86_64__
// The same for functions that are WIDE themselves.
WIDE static inline void letter_masks_read_wide(struct letter_masks *out,
                                               const char *plain, const char *letters)
{
    const __m512i all = _mm512_loadu_si512(plain),
                  digits = _mm512_sub_epi8(all, _mm512_set1_epi8('0')),
                  small = _mm512_sub_epi8(all, _mm512_set1_epi8('a'));
    out->digits = _mm512_cmplt_epu8_mask(digits, _mm512_set1_epi8(10));
    out->inside = out->digits | _mm512_cmplt_epu8_mask(small, _mm512_set1_epi8(26)) |
                  _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8(VIEW_OTHER_LETTER));
#pragma GCC unroll 12
    for (int i = 0; i < LETTER_MASKS; i++) {
        if (!letters[i])
            break;
        out->of[i] = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8(letters[i]));
    }
}

WIDE static inline uint64_t letter_flags_read_wide(const uint8_t *flags, uint8_t wanted)
{
    return _mm512_test_epi8_mask(_mm512_loadu_si512(flags),
                                 _mm512_set1_epi8((char)wanted));
}
#endif

// Those who look at the letters behind too walk over a view in steps of so many; the bits
// behind those belong to the next step.
enum { LETTER_STEP = 60 };
#define LETTER_STEP_BITS ((UINT64_C(1) << LETTER_STEP) - 1)
