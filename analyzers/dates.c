// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/word_mask.h"

#include <string.h>

// How far behind an expression without a year the one may stand that has it: "tháng 01 và
// kế hoạch tháng 02 năm 2023".
enum { LIST_GAP = 40 };

struct found {
    struct moment *items;
    size_t count, room;
};

// True when the word at `at` may be one that begins an expression: ngày năm tháng tuần
// quý sáu, T8/2023, Q1/2021.
static bool promising(const char *plain)
{
    switch (plain[0]) {
    case 'n':
        return plain[1] == 'a' ? plain[2] == 'm'
                               : plain[1] == 'g' && plain[2] == 'a' && plain[3] == 'y';
    case 't':
        return plain[1] == 'h'   ? memcmp(plain + 1, "hang", 4) == 0
               : plain[1] == 'u' ? plain[2] == 'a'
                                 : plain[1] <= '9' && plain[1] >= '0';
    case 'q':
        return plain[1] == 'u' ? plain[2] == 'y' || plain[2] == 'i'
                               : plain[1] < 'a' || plain[1] == 'i' || plain[1] == 'l';
    case 's':
        return plain[1] == 'a' && plain[2] == 'u' && plain[3] == ' ' && plain[4] == 't';
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads what begins at `at`, if anything does, and returns the letter where the search
// goes on.
static uint32_t take(struct found *found, const struct view *view, uint32_t at,
                     struct arena *arena)
{
    const char *plain = view->plain;
    struct moment moment;
    bool number = is_digit(plain[at]);
    if ((!number && !promising(plain + at)) ||
        !moment_read(&moment, view, at, MOMENT_TEXT))
        return at + 1;
    // What stands before it may have been taken along (đầu tháng), but not what was found
    // already.
    if (found->count && moment.from < found->items[found->count - 1].to)
        moment.from = found->items[found->count - 1].to;
    found->items =
        arena_grow(arena, found->items, found->count, &found->room, sizeof *found->items);
    found->items[found->count++] = moment;
    return moment.to;
}

static void collect(struct found *found, const struct view *view, struct arena *arena)
{
    uint32_t next = 0;   // where the search goes on
    uint32_t before = 0; // 1 when the letter before the block is in a word
    for (uint32_t block = 0; block < view->count; block += 16) {
        const char *plain = view->plain + block;
        uint32_t words = word_mask(plain);
        // ngày năm, tháng tuần T8, quý Q1, sáu, and numbers, at the beginning of a word.
        uint32_t begins = first_mask(plain, "ntqs") & ~(words << 1 | before);
        before = words >> 15 & 1;
        for (; begins; begins &= begins - 1) {
            uint32_t at = block + (uint32_t)__builtin_ctz(begins);
            if (at >= next && at < view->count)
                next = take(found, view, at, arena);
        }
    }
}

static bool same_sentence(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] == ';' ||
            (view->plain[i] == '.' && i + 1 < view->count && view->plain[i + 1] == ' '))
            return false;
    }
    return true;
}

// The year that an expression without one means: that of the next in its list, else that
// of the notice.
static int year_of(const struct found *found, size_t i, const struct view *view, int year)
{
    for (size_t next = i + 1; next < found->count; next++) {
        const struct moment *before = &found->items[next - 1],
                            *after = &found->items[next];
        if (after->from - before->to > LIST_GAP ||
            !same_sentence(view, before->to, after->from))
            break;
        if (after->first.year)
            return after->precision == DATE_YEAR || after->open ? year
                                                                : after->first.year;
    }
    return year;
}

void dates_find(struct dates *out, const struct view *view, int year, struct arena *arena)
{
    struct found found = {0};
    collect(&found, view, arena);
    out->count = found.count;
    out->items = ARENA_ARRAY(arena, struct date, found.count);
    for (size_t i = 0; i < found.count; i++) {
        const struct moment *moment = &found.items[i];
        int written = moment->first.year ? moment->first.year : moment->last.year;
        out->items[i] = (struct date){
            .span = view_span(view, moment->from, moment->to),
            .from = moment->from,
            .to = moment->to,
            .days = moment_days(moment, written ? 0 : year_of(&found, i, view, year)),
            .precision = moment->precision,
            .year = written,
            .week = moment->week,
            .hour = moment->hour,
            .minute = moment->minute,
        };
    }
}
