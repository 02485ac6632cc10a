// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/wide.h"

#ifdef __x86_64__
#define FOUR_TIMES(byte) (uint32_t)(byte) * 0x01010101u
#define FOUR(byte)                                                                       \
    FOUR_TIMES(byte), FOUR_TIMES((byte) + 1), FOUR_TIMES((byte) + 2),                    \
        FOUR_TIMES((byte) + 3)
#define SIXTEEN(byte) FOUR(byte), FOUR((byte) + 4), FOUR((byte) + 8), FOUR((byte) + 12)

const uint32_t wide_bytes[256] = {
    SIXTEEN(0x00), SIXTEEN(0x10), SIXTEEN(0x20), SIXTEEN(0x30),
    SIXTEEN(0x40), SIXTEEN(0x50), SIXTEEN(0x60), SIXTEEN(0x70),
    SIXTEEN(0x80), SIXTEEN(0x90), SIXTEEN(0xA0), SIXTEEN(0xB0),
    SIXTEEN(0xC0), SIXTEEN(0xD0), SIXTEEN(0xE0), SIXTEEN(0xF0),
};
#endif
