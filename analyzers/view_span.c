// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/characters.h"
#include "analyzers/view.h"

struct span view_span(const struct view *view, uint32_t from, uint32_t to)
{
    if (to > view->count)
        to = view->count;
    if (from >= to)
        return (struct span){0, 0};
    return (struct span){view->start[from], view->end[to - 1]};
}

struct str view_text(const struct view *view, uint32_t from, uint32_t to)
{
    struct span span = view_span(view, from, to);
    return (struct str){view->text.at + span.start, span.end - span.start};
}

struct str view_clean(const struct view *view, uint32_t from, uint32_t to,
                      struct arena *arena)
{
    if (to > view->count)
        to = view->count;
    while (from < to && view->plain[from] == ' ')
        from++;
    while (from < to && view->plain[to - 1] == ' ')
        to--;
    if (from >= to)
        return (struct str){"", 0};
    char *out = arena_take(arena, (size_t)(to - from) * 3 + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        uint16_t letter = view->letter[i];
        if (letter < 0x80)
            out[len++] = (char)letter;
        else
            len += character_put(letter, out + len);
    }
    out[len] = '\0';
    return (struct str){out, len};
}

uint32_t view_at(const struct view *view, size_t byte)
{
    uint32_t low = 0, high = view->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (view->start[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t view_line(const struct view *view, uint32_t letter)
{
    // The last line that begins at or before the letter.
    uint32_t low = 0, high = view->lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (view->line[middle] <= letter)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

bool view_word_apart(const struct view *view, uint32_t at, struct str word)
{
    if (at > 0 && plain_inside(view->plain[at]) && plain_inside(view->plain[at - 1]))
        return false;
    uint32_t end = at + (uint32_t)word.len;
    return end == view->count || word.len == 0 || !plain_inside(view->plain[end - 1]) ||
           !plain_inside(view->plain[end]);
}
