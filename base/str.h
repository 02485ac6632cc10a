// A piece of text that somebody else owns: where it starts and how many bytes it has.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

// Borrowed bytes, not NUL-terminated; valid as long as their owner. A missing value has
// at == NULL, an empty one len == 0.
struct str {
    const char *at;
    size_t len;
};

// A literal as a str: STR("abc").
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
// For printf("%.*s", STR_ARG(s)).
#define STR_ARG(s) (int)(s).len, (s).at ? (s).at : ""

// The bytes of a NUL-terminated string; NULL gives a missing str.
static inline struct str str_of(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}
static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}
// Like strcmp, over bytes; a prefix sorts first.
int str_compare(struct str a, struct str b);
static inline bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len &&
           (!prefix.len ||
            (s.at[0] == prefix.at[0] && memcmp(s.at, prefix.at, prefix.len) == 0));
}
bool str_ends(struct str s, struct str suffix);
// The bytes [from, to) of s, cut to what s has.
struct str str_slice(struct str s, size_t from, size_t to);
// s without ASCII white space at both ends.
struct str str_trim(struct str s);
// Takes the part before the next `separator` off the front of *rest. False when *rest was
// missing; the last part leaves it so.
bool str_split(struct str *part, struct str *rest, char separator);
// Offset of the first `needle` in s at or after `from`, or -1.
ptrdiff_t str_find(struct str s, struct str needle, size_t from);
