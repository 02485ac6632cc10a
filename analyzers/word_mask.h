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

// … set where it is a digit.
static inline uint32_t digit_mask(const char *plain)
{
#ifdef __SSE2__
    const __m128i letters = _mm_loadu_si128((const __m128i *)plain);
    return (uint32_t)_mm_movemask_epi8(digit_bytes(letters));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++)
        mask |= (uint32_t)(plain[i] >= '0' && plain[i] <= '9') << i;
    return mask;
#endif
}

// … set where it is this letter.
static inline uint32_t letter_mask(const char *plain, char letter)
{
#ifdef __SSE2__
    const __m128i letters = _mm_loadu_si128((const __m128i *)plain);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(letters, _mm_set1_epi8(letter)));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++)
        mask |= (uint32_t)(plain[i] == letter) << i;
    return mask;
#endif
}

// One bit for each of 16 letters of view.flags: set where it has this flag.
static inline uint32_t flag_mask(const uint8_t *flags, enum view_flag flag)
{
#ifdef __SSE2__
    const __m128i letters = _mm_loadu_si128((const __m128i *)flags),
                  wanted = _mm_set1_epi8((char)flag);
    return (uint32_t)_mm_movemask_epi8(
        _mm_cmpeq_epi8(_mm_and_si128(letters, wanted), wanted));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++)
        mask |= (uint32_t)((flags[i] & flag) != 0) << i;
    return mask;
#endif
}
