// What the machine can do to 64 bytes at once.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __x86_64__
#include <immintrin.h>

// Before a function that is only called where has_wide() is true: AVX-512 as all
// processors have it that can press bytes together (VBMI2).
#define WIDE                                                                             \
    __attribute__((                                                                      \
        target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,popcnt,bmi,bmi2")))

static inline bool has_wide(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2");
}

// Each byte four times over. They are read from memory, which is idle, where making them of
// a number would keep those busy that compare.
extern const uint32_t wide_bytes[256];
// The same byte sixty-four times.
WIDE static inline __m512i wide_all(uint8_t byte)
{
    return _mm512_set1_epi32((int)wide_bytes[byte]);
}

// 0, 1, 2 … 63.
WIDE static inline __m512i wide_places(void)
{
    static const uint8_t bytes[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    return _mm512_loadu_si512(bytes);
}
#endif
