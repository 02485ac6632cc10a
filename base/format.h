// The commonest of printf without its cost: pieces of text and whole numbers put together.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdarg.h>
#include <stddef.h>

enum { FORMAT_OTHER = -1, DECIMAL_SIZE = 12 };

// Writes the number in decimal, without a NUL, into DECIMAL_SIZE bytes; returns the length.
size_t decimal_put(int number, char *out);

// What vsnprintf would write, without a NUL, where the format holds only %s, %.*s and %d
// and the text fits; FORMAT_OTHER where it does not, and then `out` holds nothing of use.
// The arguments are used up either way. Returns the length.
int format_pieces(char *out, size_t room, const char *format, va_list arguments);
