// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/letter_masks.h"
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

// True when the number at `plain` may begin an expression: a year, or one or two digits
// before a separator with a digit behind it, an hour sign, or a word that goes on: "tháng",
// "giờ", "đến" or a dash.
static bool promising_number(const char *plain)
{
    uint32_t digits = (uint32_t)__builtin_ctz(~digit_mask(plain));
    // Eight digits: two years that lost their dash.
    if (digits == 4 || digits == 8)
        return plain[0] == '1' || plain[0] == '2';
    if (digits > 2)
        return false;
    switch (plain[digits]) {
    case '/':
    case '.':
    case '-':
    case ':':
        return plain_digit(plain[digits + 1]);
    case ' ':
        return plain[digits + 1] == 't' || plain[digits + 1] == 'g' ||
               (plain[digits + 1] == '-' && plain[digits + 2] == ' ' &&
                plain_digit(plain[digits + 3])) ||
               (plain[digits + 1] == 'd' && plain[digits + 2] == 'e' &&
                plain[digits + 3] == 'n');
    default:
        return plain[digits] == 'h' || plain[digits] == 'g';
    }
}

// Reads what begins at `at`, if anything does, and returns the letter where the search
// goes on.
static uint32_t take(struct found *found, const struct view *view, uint32_t at,
                     struct arena *arena)
{
    const char *plain = view->plain;
    struct moment moment;
    bool number = plain_digit(plain[at]);
    if (!(number ? promising_number(plain + at) : promising(plain + at)) ||
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

// One bit for each of LETTER_STEP letters: set where ngày năm, tháng tuần T8, quý Q1, sáu
// or a number may begin. *before is 1 when the letter before them is in a word.
static uint64_t openings(const char *plain, uint64_t *before)
{
    enum { A, G, H, M, N, Q, S, T, U };
    struct letter_masks masks;
    letter_masks_read(&masks, plain, "aghmnqstu");
    const uint64_t *is = masks.of, a_third = is[A] >> 2;
    uint64_t found =
        masks.digits | is[Q] |
        (is[N] & ((is[A] >> 1 & is[M] >> 2) | (is[G] >> 1 & a_third))) |
        (is[T] & (masks.digits >> 1 | ((is[H] >> 1 | is[U] >> 1) & a_third))) |
        (is[S] & is[A] >> 1 & is[U] >> 2);
    uint64_t inside = masks.inside << 1 | *before;
    *before = masks.inside >> (LETTER_STEP - 1) & 1;
    return found & ~inside & LETTER_STEP_BITS;
}

static void collect(struct found *found, const struct view *view, struct arena *arena)
{
    uint32_t next = 0; // where the search goes on
    uint64_t before = 0;
    for (uint32_t block = 0; block < view->count; block += LETTER_STEP) {
        uint64_t begins = openings(view->plain + block, &before);
        for (; begins; begins &= begins - 1) {
            uint32_t at = block + (uint32_t)__builtin_ctzll(begins);
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
// of the notice. `later` is what the next expression would mean if it had none.
static int year_of(const struct found *found, size_t i, const struct view *view, int year,
                   int later)
{
    if (i + 1 == found->count)
        return year;
    const struct moment *moment = &found->items[i], *after = moment + 1;
    if (after->from - moment->to > LIST_GAP ||
        !same_sentence(view, moment->to, after->from))
        return year;
    if (after->first.year)
        return after->precision == DATE_YEAR || after->open ? year : after->first.year;
    return later;
}

void dates_find(struct dates *out, const struct view *view, int year, struct arena *arena)
{
    struct found found = {0};
    collect(&found, view, arena);
    out->count = found.count;
    out->items = ARENA_ARRAY(arena, struct date, found.count);
    int later = year;
    for (size_t i = found.count; i-- > 0;) {
        const struct moment *moment = &found.items[i];
        if (!moment->first.year)
            later = year_of(&found, i, view, year, later);
        int written = moment->first.year ? moment->first.year : moment->last.year;
        out->items[i] = (struct date){
            .span = view_span(view, moment->from, moment->to),
            .from = moment->from,
            .to = moment->to,
            .days = moment_days(moment, written ? 0 : later),
            .precision = moment->precision,
            .year = written,
            .week = moment->week,
            .hour = moment->hour,
            .minute = moment->minute,
        };
    }
}
