// What comes on a person's screen: whatever bytes stand in the name of a file or in a
// question, none of them drives the terminal.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// Bytes of the control character at `at`: C0, DEL, or C1 (U+0080 … U+009F); 0: there is
// none. White space is one, too.
size_t control_length(struct str text, size_t at);
// The name of a file for people: a control character (any byte may stand in a name) is a
// question mark.
void name_add(struct buf *out, struct str name);
// The same for a page of text: ends of lines stay.
void page_add(struct buf *out, struct str page);
// Says something on standard error; of control characters only ends of lines stay. Ends no
// line by itself.
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vsay(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));
