// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol_glance.h"

#include "analyzers/symbol_run.h"

// True when a separator stands behind the digits, but neither letters nor a year behind it:
// "15/8", "3 - 5".
static bool leads_nowhere(const struct view *view, uint32_t end)
{
    int year;
    uint32_t slash = symbol_slash(view, end),
             next = slash ? slash : symbol_dash(view, end);
    return next && !alphabetic(plain_at(view, next)) &&
           !(slash && symbol_year(view, slash, &year));
}

// True when a number alone may end there: as symbol_read_bare has it.
static bool ends_bare(const char *plain, uint32_t at, uint32_t end)
{
    char next = plain[end], after = next ? plain[end + 1] : '\0';
    switch (next) {
    case ' ':
    case ';':
    case '"':
    case '\0':
        return true;
    case ',':
        return after == ' ';
    case '.':
        return after != ' ' && !digit(after);
    case ')':
    case '%':
        return false;
    default: // "Đề án 06:"
        return plain[at] == '0' && end - at == 2;
    }
}

bool symbol_glance(const struct view *view, uint32_t at, uint32_t end)
{
    const char *plain = view->plain;
    char next = plain[end], after = next ? plain[end + 1] : '\0';
    // Letters on either side may be slips of a scan (l30, 6O), a dot may be a stray one.
    if (plain_inside(next) || next == '|' ||
        (next == '.' && after == ' ' && plain[end + 2] == '/'))
        return true;
    if (next == '/' || next == '-' || next == '_' ||
        (next == ' ' && (after == '/' || after == '-' || after == '_')))
        return !leads_nowhere(view, end);
    return ends_bare(plain, at, end) && symbol_head_possible(view, at);
}
