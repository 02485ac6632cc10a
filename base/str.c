// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/str.h"

#include <string.h>

int str_compare(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equal(str_slice(s, s.len - suffix.len, s.len), suffix);
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (struct str){s.at ? s.at + from : NULL, to - from};
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len && is_white(s.at[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && is_white(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool str_split(struct str *part, struct str *rest, char separator)
{
    if (!rest->at)
        return false;
    const char *end = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    if (!end) {
        *part = *rest;
        *rest = (struct str){0};
        return true;
    }
    size_t len = (size_t)(end - rest->at);
    *part = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len + 1, rest->len);
    return true;
}

ptrdiff_t str_find(struct str s, struct str needle, size_t from)
{
    if (from > s.len)
        return -1;
    if (needle.len == 0)
        return (ptrdiff_t)from;
    if (s.len - from < needle.len)
        return -1;
    const char *hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
    return hit ? hit - s.at : -1;
}
