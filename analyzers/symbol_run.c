// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol_run.h"

#include "analyzers/agency.h"
#include "analyzers/phrases.h"

#include <string.h>

// A letter that scans put for a digit: O o for 0, l I | for 1.
static char slipped_digit(const struct view *view, uint32_t i)
{
    char c = plain_at(view, i);
    if (c == 'o' && !(view->flags[i] & VIEW_MARKED))
        return '0';
    if (c == '|' || (c == 'l' && !upper_at(view, i)) || (c == 'i' && upper_at(view, i)))
        return '1';
    return '\0';
}

char symbol_digit(const struct view *view, uint32_t i)
{
    char c = plain_at(view, i);
    return digit(c) ? c : slipped_digit(view, i);
}

// Behind a separator with at most one space on either side; 0 when it does not stand at
// `at`.
static uint32_t separator(const struct view *view, uint32_t at, char sign)
{
    uint32_t i = at;
    if (plain_at(view, i) == ' ')
        i++;
    if (plain_at(view, i) != sign)
        return 0;
    i++;
    if (plain_at(view, i) == ' ')
        i++;
    return i;
}

uint32_t symbol_dash(const struct view *view, uint32_t at)
{
    uint32_t next = separator(view, at, '-');
    return next ? next : separator(view, at, '_');
}

uint32_t symbol_slash(const struct view *view, uint32_t at)
{
    return separator(view, at, '/');
}

// Behind a year at `at`, or 0.
uint32_t symbol_year(const struct view *view, uint32_t at, int *year)
{
    int value = 0, certain = 0;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = symbol_digit(view, i);
        if (!c)
            return 0;
        certain += digit(view->plain[i]);
        value = value * 10 + (c - '0');
    }
    if (certain < 2 || value < 1900 || value > 2099 || digit(plain_at(view, at + 4)))
        return 0;
    *year = value;
    return at + 4;
}

bool symbol_run_read(const struct view *view, uint32_t at, struct symbol_run *run)
{
    *run = (struct symbol_run){.from = at, .to = at};
    if (!alphabetic(plain_at(view, at)))
        return false;
    uint32_t i = at;
    for (; run->len < RUN_SIZE - 1; i++) {
        char c = plain_at(view, i);
        if (c == '&' || c == '^' || c == '.') {
            // Inside one word only: BKH&ĐT, GA.VI.
            if (!upper_at(view, i + 1) || i == at || plain_at(view, i - 1) == ' ')
                break;
            continue;
        }
        if (!alphabetic(c) && !digit(c))
            break;
        // TƯ is short for Trung ương, as TW is; TU is the committee of a province.
        if (c == 'u' && i > at && view->plain[i - 1] == 't' &&
            (view->letter[i] == 0x1AF || view->letter[i] == 0x1B0))
            c = 'w';
        run->folded[run->len++] = c;
        run->letters += alphabetic(c);
        run->upper += upper_at(view, i);
        run->digits += digit(c);
    }
    run->to = i;
    return run->len > 0 && !alphabetic(plain_at(view, i));
}

struct str symbol_run_str(const struct symbol_run *run)
{
    return (struct str){run->folded, run->len};
}

const struct doctype *symbol_run_type(const struct view *view,
                                      const struct symbol_run *run)
{
    return doctype_of_code(symbol_run_str(run), view->letter + run->from);
}

// Cuts words that lost their space off the end: CPngày is CP.
static void mend_end(struct symbol_run *run, const struct view *view)
{
    if (agency_of_code(symbol_run_str(run)))
        return;
    for (unsigned len = run->len; len-- > 2 && run->to - run->from == run->len;) {
        uint32_t i = run->from + len;
        if (upper_at(view, i) || !alphabetic(plain_at(view, i)))
            break;
        const struct agency *agency = agency_of_code((struct str){run->folded, len});
        if (agency && (run->len - len > 1 || view->flags[i] & VIEW_MARKED)) {
            run->len = len;
            run->to = i;
            return;
        }
    }
}

// Confusions of scans in the commonest organisations: UBNĐ, UBNDD.
static void mend_people(struct symbol_run *run)
{
    if (run->len == 5 && memcmp(run->folded, "ubnnd", 5) == 0) {
        memcpy(run->folded, "ubnd", 4);
        run->len = 4;
    }
}

void symbol_run_mend(struct symbol_run *run, const struct view *view)
{
    mend_end(run, view);
    mend_people(run);
}

bool symbol_run_known(const struct symbol_run *run)
{
    return agency_scope_of(symbol_run_str(run)) != AGENCY_UNKNOWN;
}

// What looks like the code of a body: capitals for the most part, or a known one in
// whatever case.
bool symbol_run_plausible(const struct symbol_run *run)
{
    if (run->letters == 0 || run->len > 18)
        return false;
    if (agency_of_code(symbol_run_str(run)))
        return true;
    // C06: a department that has a number.
    if (run->upper == run->letters && run->digits && run->len <= 4)
        return true;
    return run->upper >= 2 && run->upper * 2 >= run->letters;
}

// The start of a number that a page break cut, with or without the number of the page
// between: "số 10 / 7 / 35/QĐ-UBND"; 0 when the digits [from, to) begin a number.
static uint32_t number_over_page(const struct view *view, uint32_t from, uint32_t to)
{
    const char *plain = view->plain;
    uint32_t i = from;
    for (int lines = 0; lines < 2; lines++) {
        if (i < 3 || plain[i - 1] != ' ' ||
            !(view->flags[i - 1] & (VIEW_BLANK | VIEW_PAGE)))
            return 0;
        uint32_t end = --i;
        while (i > 0 && digit(plain[i - 1]))
            i--;
        if (i == end || end - i > 4)
            return 0;
        if (i >= 3 && plain[i - 1] == ' ' && symbol_word_ends(view, 0, i - 1, "so") &&
            !(view->flags[i - 1] & VIEW_BLANK))
            return end - i + to - from <= 5 && symbol_slash(view, to) ? i : 0;
    }
    return 0;
}

// "Số: 1 204/QĐ-UBND", "số 1.204/QĐ-UBND": where the thousands before three digits begin;
// `from` where there are none.
static uint32_t thousands_before(const struct view *view, uint32_t from, uint32_t to)
{
    const char *plain = view->plain;
    int year;
    uint32_t next = symbol_slash(view, to);
    if (from < 5 || !next || !digit(plain[from - 2]) ||
        !(plain[from - 1] == ' ' ||
          (plain[from - 1] == '.' && !symbol_year(view, next, &year))))
        return from;
    uint32_t begin = from - 2;
    if (digit(plain[begin - 1]))
        begin--;
    uint32_t word = begin;
    while (word > 0 && (plain[word - 1] == ' ' || plain[word - 1] == ':'))
        word--;
    return word < begin && symbol_word_ends(view, 0, word, "so") ? begin : from;
}

// The number with its damaged neighbours: l30, 6O, 30a, 66.13. Fills from, number and
// written; returns the letter behind it, or 0.
uint32_t symbol_number(const struct view *view, uint32_t at, struct symbol *out)
{
    const char *plain = view->plain;
    uint32_t from = at, to = at;
    while (from > 0 && from + 4 > at && slipped_digit(view, from - 1) &&
           !plain_inside(plain_at(view, from - 2 + (from < 2))))
        from--;
    if (from < at && from > 0 && plain_inside(plain[from - 1]))
        from = at;
    while (to < view->count && to - from < 6 && symbol_digit(view, to))
        to++;
    // A slip at the end counts only where a separator follows; "1 lớp" has none.
    while (to > at + 1 && !digit(plain[to - 1]) && plain_at(view, to) != '/' &&
           plain_at(view, to) != '-' &&
           !(plain_at(view, to) == ' ' && plain_at(view, to + 1) == '/'))
        to--;
    unsigned len = 0;
    if (to - from > 5)
        return 0;
    for (uint32_t i = from; i < to; i++)
        out->written[len++] = symbol_digit(view, i);
    char suffix = plain_at(view, to);
    if (suffix >= 'a' && suffix <= 'e' && !plain_inside(plain_at(view, to + 1)) &&
        !(view->flags[to] & VIEW_MARKED)) {
        out->written[len++] = suffix;
        to++;
    }
    uint32_t broken = number_over_page(view, from, to);
    if (broken) {
        uint32_t end = broken;
        while (digit(plain[end]))
            end++;
        memmove(out->written + (end - broken), out->written, len);
        memcpy(out->written, plain + broken, end - broken);
        len += end - broken;
        from = broken;
    }
    uint32_t thousands = to - from == 3 ? thousands_before(view, from, to) : from;
    if (thousands < from) {
        for (uint32_t i = from; i-- > thousands;) {
            if (!digit(plain[i]))
                continue;
            memmove(out->written + 1, out->written, len++);
            out->written[0] = plain[i];
        }
        from = thousands;
    } else if (from > 1 && plain[from - 1] == '.' && digit(plain[from - 2])) {
        // 66.13: a section and a number, only before a year.
        uint32_t section = from - 1;
        while (section > 0 && digit(plain[section - 1]))
            section--;
        int year;
        uint32_t next = symbol_slash(view, to);
        if (from - 1 - section > 3 || len > 3 || !next ||
            !symbol_year(view, next, &year) ||
            (section > 0 && (plain_inside(plain[section - 1]) ||
                             plain[section - 1] == '.' || plain[section - 1] == '/')))
            return 0;
        memmove(out->written + (from - section), out->written, len);
        memcpy(out->written, plain + section, from - section);
        len += from - section;
        from = section;
    }
    out->written[len] = '\0';
    out->from = from;
    unsigned zeros = 0;
    while (out->written[zeros] == '0' && digit(out->written[zeros + 1]))
        zeros++;
    memcpy(out->number, out->written + zeros, len - zeros + 1);
    return to;
}

// Not inside a word or another number. "số31" is believed.
bool symbol_left_edge(const struct view *view, uint32_t from)
{
    if (from == 0)
        return true;
    char before = view->plain[from - 1];
    if (plain_inside(before)) {
        return from >= 2 && before == 'o' && view->plain[from - 2] == 's' &&
               (from == 2 || !plain_inside(view->plain[from - 3]));
    }
    if (before == '/')
        return false;
    if (before == '.' || before == ',' || before == '-' || before == ':')
        return from < 2 || !digit(view->plain[from - 2]);
    return true;
}
