// Makes UTF-8 of the bytes of a plain text, whatever it was written in.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"

enum { TEXT_SOURCE_SIZE = 64 };

// *text borrows `bytes` where they are UTF-8 already (without the BOM) and `out` where
// something had to be converted; `source` then says what: "UTF-16", "TCVN3 0.97",
// "windows-1258". ERROR_FILE with a sentence when the bytes are no text.
bool text_decode(struct str *text, char source[TEXT_SOURCE_SIZE], struct buf *out,
                 struct str bytes, struct error *err);

// The number of bytes before the first that is not UTF-8 (overlong forms, surrogates and
// numbers past U+10FFFF are not).
size_t text_valid(struct str bytes);
// Takes one character off the front; U+FFFD and one byte where it is not UTF-8. s->len
// must not be 0.
uint32_t text_take(struct str *s);
// Adds a character in UTF-8; one that cannot be written is U+FFFD.
void text_add(struct buf *out, uint32_t character);
