// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/letter_masks.h"

#include "analyzers/word_mask.h"

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
        letter_masks_read_wide(out, plain, letters);
        return;
    }
#endif
    read_slowly(out, plain, letters);
}

uint64_t letter_flags_read(const uint8_t *flags, uint8_t wanted)
{
#ifdef __x86_64__
    if (has_wide())
        return letter_flags_read_wide(flags, wanted);
#endif
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++)
        mask |= (uint64_t)((flags[i] & wanted) != 0) << i;
    return mask;
}
