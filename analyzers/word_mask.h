// Looks at 16 letters of a view at once: which of them are in words, and which of them
// begin a word that matters.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

#ifdef __SSE2__
#include <emmintrin.h>

static inline __m128i word_bytes(__m128i letters, __m128i digits)
{
    __m128i small = _mm_and_si128(_mm_cmpgt_epi8(letters, _mm_set1_epi8('a' - 1)),
                                  _mm_cmplt_epi8(letters, _mm_set1_epi8('z' + 1)));
    return _mm_or_si128(_mm_or_si128(small, digits),
                        _mm_cmpeq_epi8(letters, _mm_set1_epi8(VIEW_OTHER_LETTER)));
}

static inline __m128i digit_bytes(__m128i letters)
{
    return _mm_and_si128(_mm_cmpgt_epi8(letters, _mm_set1_epi8('0' - 1)),
                         _mm_cmplt_epi8(letters, _mm_set1_epi8('9' + 1)));
}
#else
static inline bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == VIEW_OTHER_LETTER;
}
#endif

// One bit for each of 16 letters of view.plain: set where it belongs to a word. The slack
// behind a view makes it safe to look.
static inline uint32_t word_mask(const char *plain)
{
#ifdef __SSE2__
    const __m128i letters = _mm_loadu_si128((const __m128i *)plain);
    return (uint32_t)_mm_movemask_epi8(word_bytes(letters, digit_bytes(letters)));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++)
        mask |= (uint32_t)word_byte(plain[i]) << i;
    return mask;
#endif
}

// … set where it is a digit or one of four letters.
static inline uint32_t first_mask(const char *plain, const char letters[4])
{
#ifdef __SSE2__
    const __m128i bytes = _mm_loadu_si128((const __m128i *)plain);
    __m128i found = digit_bytes(bytes);
    for (int i = 0; i < 4; i++)
        found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(letters[i])));
    return (uint32_t)_mm_movemask_epi8(found);
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) {
        char c = plain[i];
        bool found = (c >= '0' && c <= '9') || c == letters[0] || c == letters[1] ||
                     c == letters[2] || c == letters[3];
        mask |= (uint32_t)found << i;
    }
    return mask;
#endif
}
