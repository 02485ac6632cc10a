// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/letter_masks.h"

#include "analyzers/wide.h"
#include "analyzers/word_mask.h"

#ifdef __x86_64__
WIDE static void read_wide(struct letter_masks *out, const char *plain,
                           const char *letters)
{
    const __m512i all = _mm512_loadu_si512(plain);
    out->digits =
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(all, wide_all('0')), wide_all(10));
    out->inside =
        out->digits |
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(all, wide_all('a')), wide_all(26)) |
        _mm512_cmpeq_epi8_mask(all, wide_all(VIEW_OTHER_LETTER));
    for (uint64_t *mask = out->of; *letters; letters++)
        *mask++ = _mm512_cmpeq_epi8_mask(all, wide_all((uint8_t)*letters));
}
#endif

static void read_slowly(struct letter_masks *out, const char *plain, const char *letters)
{
    *out = (struct letter_masks){0};
    for (int i = 0; i < 64; i += 16) {
        out->inside |= (uint64_t)word_mask(plain + i) << i;
        out->digits |= (uint64_t)digit_mask(plain + i) << i;
        for (int k = 0; letters[k]; k++)
            out->of[k] |= (uint64_t)letter_mask(plain + i, letters[k]) << i;
    }
}

void letter_masks_read(struct letter_masks *out, const char *plain, const char *letters)
{
#ifdef __x86_64__
    if (has_wide()) {
        read_wide(out, plain, letters);
        return;
    }
#endif
    read_slowly(out, plain, letters);
}

#ifdef __x86_64__
WIDE static uint64_t flags_wide(const uint8_t *flags, uint8_t wanted)
{
    return _mm512_test_epi8_mask(_mm512_loadu_si512(flags),
                                 _mm512_set1_epi8((char)wanted));
}
#endif

uint64_t letter_flags_read(const uint8_t *flags, uint8_t wanted)
{
#ifdef __x86_64__
    if (has_wide())
        return flags_wide(flags, wanted);
#endif
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++)
        mask |= (uint64_t)((flags[i] & wanted) != 0) << i;
    return mask;
}
