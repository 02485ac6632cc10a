// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/quote.h"

#include <string.h>

static bool ends_sentence(const struct view *view, uint32_t at)
{
    char c = view->plain[at];
    if (c != '.' && c != ';' && c != ':' && c != '!' && c != '?')
        return false;
    // "số 12.345", "TP. Hồ" and dates go on: a blank and a capital or a mark of an item must follow.
    if (at + 1 >= view->count)
        return true;
    if (view->plain[at + 1] != ' ')
        return false;
    if (view->flags[at + 1] & VIEW_LINE)
        return true;
    bool abbreviation = c == '.' && at >= 2 && (view->flags[at - 1] & VIEW_UPPER) &&
                        (view->flags[at - 2] & VIEW_UPPER);
    return c != ':' && !abbreviation && at + 2 < view->count &&
           (view->flags[at + 2] & VIEW_UPPER);
}

// A new item or heading starts after this blank.
static bool starts_item(const struct view *view, uint32_t blank)
{
    uint32_t at = blank + 1;
    if (!(view->flags[blank] & VIEW_LINE) || at >= view->count)
        return false;
    if (strchr("-+*(", view->plain[at]))
        return true;
    uint32_t digits = at;
    while (digits < view->count && view->plain[digits] >= '0' &&
           view->plain[digits] <= '9')
        digits++;
    return digits > at && digits - at <= 2 &&
           (view->plain[digits] == '.' || view->plain[digits] == ')') &&
           digits + 1 < view->count && view->plain[digits + 1] == ' ';
}

// An empty line parts sentences only where the one before has ended: wrapped texts have one after every line.
static bool parts(const struct view *view, uint32_t blank)
{
    return (view->flags[blank] & VIEW_BLANK) && blank + 1 < view->count &&
           (view->flags[blank + 1] & VIEW_UPPER) && blank > 0 &&
           view->plain[blank - 1] != ',' && view->plain[blank - 1] != '-';
}

static bool boundary(const struct view *view, uint32_t at)
{
    if (view->plain[at] == ' ')
        return starts_item(view, at) || parts(view, at);
    return ends_sentence(view, at);
}

static uint32_t word_start(const struct view *view, uint32_t at, uint32_t limit)
{
    while (at < limit && at > 0 && view->plain[at - 1] != ' ')
        at++;
    return at;
}

static uint32_t word_end(const struct view *view, uint32_t at, uint32_t limit)
{
    while (at > limit && at < view->count && view->plain[at] != ' ')
        at--;
    return at;
}

struct str quote_around(const struct view *view, struct span span, struct span *sentence,
                        struct arena *arena)
{
    uint32_t first = view_at(view, span.start), last = view_at(view, span.end);
    uint32_t from = first, to = last;
    while (from > 0 && !boundary(view, from - 1))
        from--;
    while (to < view->count && !boundary(view, to))
        to++;
    if (to < view->count && view->plain[to] != ' ')
        to++;
    while (from < first && strchr(" -+*", view->plain[from]))
        from++;
    *sentence = view_span(view, from, to);
    uint32_t spare = last - first < QUOTE_LETTERS ? QUOTE_LETTERS - (last - first) : 0;
    uint32_t before = first - from, after = to - last;
    bool cut_before = false, cut_after = false;
    if (before + after > spare) {
        // The words before a reference say what happens to it: they get at least half of the room.
        uint32_t room_after = after < spare / 2 ? after : spare / 2;
        uint32_t room_before = spare - room_after;
        if (before < room_before)
            room_after = spare - before;
        cut_before = before > room_before;
        cut_after = after > room_after;
        if (cut_before)
            from = word_start(view, first - room_before, first);
        if (cut_after)
            to = word_end(view, last + room_after, last);
    }
    struct str clean = view_clean(view, from, to, arena);
    return arena_printf(arena, "%s%.*s%s", cut_before ? "… " : "", STR_ARG(clean),
                        cut_after ? " …" : "");
}
