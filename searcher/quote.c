// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/quote.h"

static bool ends_sentence(const struct view *view, uint32_t at)
{
    char c = view->plain[at];
    if (c != '.' && c != ';' && c != ':' && c != '!' && c != '?')
        return false;
    // "số 12.345", "TP. Hồ" and dates go on: a blank and a capital or a mark of an item
    // must follow.
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

// The paragraph in which a letter stands, without its mark; the lines around it where it
// stands in none (a heading, a table).
static void paragraph_around(const struct view *view, const struct paragraphs *paragraphs,
                             uint32_t letter, uint32_t *from, uint32_t *to)
{
    for (size_t i = 0; i < paragraphs->count; i++) {
        const struct paragraph *paragraph = &paragraphs->items[i];
        if (paragraph->from <= letter && letter < paragraph->to) {
            *from = paragraph->text <= letter ? paragraph->text : paragraph->from;
            *to = paragraph->to;
            return;
        }
    }
    *from = *to = letter;
    while (*from > 0 && !(view->flags[*from - 1] & VIEW_BLANK))
        --*from;
    while (*to < view->count && !(view->flags[*to] & VIEW_BLANK))
        ++*to;
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

struct str quote_around(const struct view *view, const struct paragraphs *paragraphs,
                        struct span span, struct span *sentence, struct arena *arena)
{
    uint32_t first = view_at(view, span.start), last = view_at(view, span.end), begin,
             end;
    paragraph_around(view, paragraphs, first, &begin, &end);
    if (last < first)
        last = first;
    if (end < last)
        end = last;
    uint32_t from = first, to = last;
    while (from > begin && !ends_sentence(view, from - 1))
        from--;
    while (to < end && !ends_sentence(view, to))
        to++;
    if (to < end)
        to++;
    while (from < first && view->plain[from] == ' ')
        from++;
    *sentence = view_span(view, from, to);
    uint32_t spare = last - first < QUOTE_LETTERS ? QUOTE_LETTERS - (last - first) : 0;
    uint32_t before = first - from, after = to - last;
    bool cut_before = false, cut_after = false;
    if (before + after > spare) {
        // The words before a reference say what happens to it: they get at least half of
        // the room.
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
