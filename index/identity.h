// How a text is known: by the SHA-256 of its bytes, which begins with the id.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

#include <stdint.h>

enum {
    IDENTITY_DIGITS = 12,
    IDENTITY_TEXT_SIZE = IDENTITY_DIGITS + 1,
    IDENTITY_BYTES = IDENTITY_DIGITS / 2, // of an id where it is stored
};

// The first 16 bytes of the SHA-256 of a file or of a member: contents that differ differ
// here. All zero: not known.
struct identity {
    unsigned char bytes[16];
};

// Reads at least 32 hex digits; false (and all zero) when `hex` does not start with them.
bool identity_parse(struct identity *out, struct str hex);
bool identity_known(const struct identity *identity);
bool identity_equal(const struct identity *a, const struct identity *b);
// The id as a number: the 12 digits that people see, read as one hexadecimal number.
// Numbers sort as their digits do.
uint64_t identity_number(const struct identity *identity);
// The 12 digits of such a number and a NUL; returns `out`.
char *identity_text(uint64_t number, char out[IDENTITY_TEXT_SIZE]);
// Reads exactly 12 lower-case hex digits.
bool identity_number_parse(uint64_t *number, struct str digits);
// The IDENTITY_BYTES of such a number, the highest first, and back.
void identity_number_put(uint64_t number, char *out);
uint64_t identity_number_at(const char *bytes);
// Whether it is one of some ids, which ascend.
bool identity_among(uint64_t number, const uint64_t *ids, size_t count);
