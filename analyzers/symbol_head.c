// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol.h"

#include "analyzers/phrases.h"
#include "analyzers/symbol_run.h"

#include <string.h>

enum { HEAD_REACH = 64 }; // letters before a number that say what it is

// True when two capitals in a row stand among the five letters before `end`, as in the code
// of a type ("NQ 57").
static bool capitals_before(const struct view *view, uint32_t end)
{
    enum { LETTERS = 8, LONGEST = 5 };
    uint8_t flags[LETTERS] = {0};
    if (end >= LETTERS)
        memcpy(flags, view->flags + end - LETTERS, LETTERS);
    else
        memcpy(flags + LETTERS - end, view->flags, end);
    bool found = false;
    for (int i = LETTERS - LONGEST; i + 1 < LETTERS; i++)
        found |= flags[i] & flags[i + 1] & VIEW_UPPER;
    return found;
}

bool symbol_head_possible(const struct view *view, uint32_t at)
{
    const char *plain = view->plain;
    uint32_t limit = at > HEAD_REACH ? at - HEAD_REACH : 0, i = at, from;
    // Letters may be slips of a scan.
    if (i > 0 && (plain_inside(plain[i - 1]) || plain[i - 1] == '|'))
        return true;
    while (i > limit &&
           (plain[i - 1] == ' ' || plain[i - 1] == ':' || plain[i - 1] == '.'))
        i--;
    if (i == limit)
        return false;
    return plain[i - 1] == ')' || symbol_word_ends(view, limit, i, "so") ||
           symbol_word_ends(view, limit, i, "s6") || capitals_before(view, i) ||
           doctype_before(view, i, limit, &from);
}

void symbol_head_read(const struct view *view, uint32_t at, struct symbol_head *out)
{
    *out = (struct symbol_head){.from = at, .same_line = true};
    const char *plain = view->plain;
    uint32_t limit = at > HEAD_REACH ? at - HEAD_REACH : 0, i = at;
    bool line = false;
    for (;
         i > limit && (plain[i - 1] == ' ' || plain[i - 1] == ':' || plain[i - 1] == '.');
         i--)
        line |= view->flags[i - 1] & VIEW_LINE;
    if (i > limit && (symbol_word_ends(view, limit, i, "so") ||
                      symbol_word_ends(view, limit, i, "s6"))) {
        out->number_word = true;
        i -= 2;
        out->from = i;
        out->line_start = i == 0 || view->flags[i - 1] & (VIEW_LINE | VIEW_PAGE);
        while (i > limit && (plain[i - 1] == ' ' || plain[i - 1] == ':'))
            i--;
    }
    // "(mật)", "(hỏa tốc)" may stand between.
    uint32_t from;
    const struct doctype *type = doctype_before(view, i, limit, &from);
    if (!type && i > limit + 4 && plain[i - 1] == ')') {
        uint32_t open = i - 1;
        while (open > limit && plain[open] != '(')
            open--;
        if (plain[open] == '(' && i - open < 16) {
            while (open > limit && plain[open - 1] == ' ')
                open--;
            type = doctype_before(view, open, limit, &from);
        }
    }
    if (!type) {
        // The code in capitals: NQ 57, NĐ số 60/2021.
        struct symbol_run run;
        uint32_t begin = i;
        while (begin > limit && alphabetic(plain[begin - 1]))
            begin--;
        if (i - begin >= 2 && i - begin <= 5 && upper_at(view, begin) &&
            upper_at(view, begin + 1) && symbol_run_read(view, begin, &run) &&
            run.to == i) {
            type = symbol_run_type(view, &run);
            if (type && type->systems & (DOCTYPE_RARE | DOCTYPE_OTHER | DOCTYPE_COPY))
                type = NULL;
            out->abbreviated = type;
            from = begin;
        }
    }
    // "THÀNH PHỐ TAM KỲ⏎Số: 7/TB-UBND": the end of a name above the number is no issue
    // ("kỳ số 7").
    if (type && out->line_start && type->systems & DOCTYPE_OTHER && from > 0 &&
        !(view->flags[from - 1] & (VIEW_LINE | VIEW_PAGE)))
        type = NULL;
    if (type) {
        out->type = type;
        out->type_from = out->from = from;
        out->type_to = i;
        out->capital = upper_at(view, from);
        out->same_line = !line;
        if (!out->number_word)
            out->line_start =
                from == 0 || view->flags[from - 1] & (VIEW_LINE | VIEW_PAGE);
    } else if (!out->number_word) {
        out->from = at;
    }
}
