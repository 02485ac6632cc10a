// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/mention_mask.h"

#define LETTERS "/. ),luaenph"
enum { SLASH, DOT, SPACE, CLOSE, COMMA, L, U, A, E, N, P, H };

// What the masks of LETTERS and of capitals say; `goes_on` when a digit stands before.
static inline __attribute__((always_inline)) void find(struct mention_mask *out,
                                                       const struct letter_masks *masks,
                                                       uint64_t capitals, bool goes_on)
{
    const uint64_t *is = masks->of, digits = masks->digits;
    uint64_t behind = ~digits & (digits << 1 | goes_on),
             item = is[DOT] & (digits >> 1 | (is[SPACE] >> 1 & ~(is[SLASH] >> 2))),
             day = is[SLASH] & digits >> 1 &
                   (is[SLASH] >> 2 | (digits >> 2 & is[SLASH] >> 3)),
             clause = is[CLOSE] | (is[COMMA] & ~(is[SPACE] >> 1));
    out->ends = behind & ~(item | day | clause) & LETTER_STEP_BITS;
    out->slash = is[SLASH] & ~behind & LETTER_STEP_BITS;
    // "Luật", "Bộ luật"; "Pháp lệnh"; "Hiến pháp". What stands before these letters may be
    // a capital.
    uint64_t first = ~(masks->inside << 1),
             luat = is[L] & is[U] >> 1 & is[A] >> 2 & (capitals | capitals << 3 | 7),
             others =
                 ((is[L] & is[E] >> 1 & is[N] >> 2) | (is[P] & is[H] >> 1 & is[A] >> 2)) &
                 (capitals << 5 | 31);
    out->law = (luat | others) & first & LETTER_STEP_BITS;
}

#ifdef __x86_64__
WIDE static void read_wide(struct mention_mask *out, const char *plain,
                           const uint8_t *flags, bool goes_on)
{
    struct letter_masks masks;
    letter_masks_read_wide(&masks, plain, LETTERS);
    find(out, &masks, letter_flags_read_wide(flags, VIEW_UPPER), goes_on);
}
#endif

void mention_mask_read(struct mention_mask *out, const struct view *view, uint32_t block)
{
    const char *plain = view->plain + block;
    const uint8_t *flags = view->flags + block;
    bool goes_on = block && plain_digit(plain[-1]);
#ifdef __x86_64__
    if (has_wide()) {
        read_wide(out, plain, flags, goes_on);
        return;
    }
#endif
    struct letter_masks masks;
    letter_masks_read(&masks, plain, LETTERS);
    find(out, &masks, letter_flags_read(flags, VIEW_UPPER), goes_on);
}
