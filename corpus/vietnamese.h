// Which letters Vietnamese has, and whether a word can be a Vietnamese syllable: how an
// old encoding is told from another.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum vietnamese_tone {
    TONE_LEVEL,
    TONE_GRAVE,
    TONE_HOOK,
    TONE_TILDE,
    TONE_ACUTE,
    TONE_DOT,
};

struct vietnamese_letter {
    // lower case, without tone: 'a', U+00E2 …; 0 when the character is no letter of the
    // alphabet (a-z included)
    uint16_t base;
    uint8_t tone;
    bool upper;
    bool marked; // has a tone, or is one of ă â đ ê ô ơ ư
};

struct vietnamese_letter vietnamese_letter(uint32_t character);
// The base with a tone, or 0 when there is no such letter.
uint32_t vietnamese_compose(uint32_t base, enum vietnamese_tone tone);
uint32_t vietnamese_upper(uint32_t character);
// The letter that comes of putting a combining mark (U+0300, 0301, 0303, 0309, 0323,
// 0302, 0306, 031B) on `character`; 0 when none does.
uint32_t vietnamese_combine(uint32_t character, uint32_t mark);
// True when these letters, of any case and composed, are a syllable that Vietnamese
// spelling allows.
bool vietnamese_syllable(const uint32_t *letters, size_t count);
