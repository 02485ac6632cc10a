// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/letter_masks.h"

#include "analyzers/wide.h"
#include "analyzers/word_mask.h"

#ifdef __x86_64__
WIDE static void wide_masks(const char *plain, const char *wanted, uint64_t *masks)
{
#define ALL(value) _mm512_set1_epi8((char)(value))
    const __m512i letters = _mm512_loadu_si512(plain);
    const uint64_t digits =
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(letters, ALL('0')), ALL(10));
    for (; *wanted; wanted++, masks++) {
        if (*wanted == ANY_DIGIT)
            *masks = digits;
        else if (*wanted == ANY_OF_WORD)
            *masks = digits |
                     _mm512_cmplt_epu8_mask(_mm512_sub_epi8(letters, ALL('a')), ALL(26)) |
                     _mm512_cmpeq_epi8_mask(letters, ALL(VIEW_OTHER_LETTER));
        else
            *masks = _mm512_cmpeq_epi8_mask(letters, ALL(*wanted));
    }
}
#endif

static uint64_t mask_of(const char *plain, char wanted)
{
    uint64_t mask = 0;
    for (int i = 0; i < 64; i += 16) {
        uint32_t part = wanted == ANY_DIGIT     ? digit_mask(plain + i)
                        : wanted == ANY_OF_WORD ? word_mask(plain + i)
                                                : letter_mask(plain + i, wanted);
        mask |= (uint64_t)part << i;
    }
    return mask;
}

void letter_masks(const char *plain, const char *wanted, uint64_t *masks)
{
#ifdef __x86_64__
    if (has_wide()) {
        wide_masks(plain, wanted, masks);
        return;
    }
#endif
    for (; *wanted; wanted++)
        *masks++ = mask_of(plain, *wanted);
}
