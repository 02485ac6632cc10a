// The one door through which every message to a person goes, so that it can be said in
// their language.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stddef.h>

// The message in the language of the user (English so far); printf formats stay valid
// ones.
const char *translate(const char *message) __attribute__((format_arg(1)));
// The same for a message that depends on a number: "%zu notice" for 1, "%zu notices"
// else.
const char *translate_count(const char *one, const char *many, size_t count)
    __attribute__((format_arg(1), format_arg(2)));

#define _(message) translate(message)
#define _n(one, many, count) translate_count((one), (many), (count))
