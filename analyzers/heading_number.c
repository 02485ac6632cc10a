// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/heading_letter.h"
#include "analyzers/heading.h"

enum { NUMBER_GAP = 24 }; // letters between "Số" and the first slash

// Where the code that begins at letter `at` ends: letters and digits, '-' '/' '&' '.'
// between them with at most a space around.
static uint32_t code_end(const struct view *view, uint32_t at)
{
    uint32_t end = at;
    while (at < view->count) {
        char plain = view->plain[at];
        if (plain_letter(plain) || plain_digit(plain)) {
            end = ++at;
            continue;
        }
        uint32_t next = at;
        if (plain == ' ' && !letter_ends_line(view, next)) {
            next++;
        }
        if (next >= view->count) {
            break;
        }
        plain = view->plain[next];
        if (plain != '-' && plain != '/' && plain != '&' &&
            !(plain == '.' && next == at)) {
            break;
        }
        bool apart = next > at;
        next++;
        if (next < view->count && view->plain[next] == ' ' &&
            (plain == '-' || plain == '/') && end > 0) {
            next++;
        }
        // Behind a sign with spaces around only a code goes on: "QĐ - UBND", not "Số:
        // 5/KH - Hà Nội, ngày".
        if (next >= view->count ||
            !(plain_letter(view->plain[next]) || plain_digit(view->plain[next])) ||
            ((apart || view->plain[next - 1] == ' ') &&
             !(view->flags[next] & VIEW_UPPER && next + 1 < view->count &&
               (view->flags[next + 1] & VIEW_UPPER)) &&
             !plain_digit(view->plain[next])) ||
            plain == '.') {
            break;
        }
        at = next;
    }
    return end;
}

// The document number whose first letter is at or after `at`; false when no code follows
// on this line.
bool heading_number_at(struct heading *out, const struct view *view, uint32_t at)
{
    while (at < view->count && !letter_ends_line(view, at) &&
           (view->plain[at] == ':' || view->plain[at] == '.' || view->plain[at] == ' ' ||
            view->plain[at] == ';')) {
        at++;
    }
    // A stroke that no code follows is a damaged digit: "⁄‡6 /CT-UBND".
    uint32_t letters = 0, small = 0;
    bool digits = false;
    for (uint32_t slash = at; slash < view->count && slash < at + NUMBER_GAP; slash++) {
        letters = plain_letter(view->plain[slash]) && !(view->flags[slash] & VIEW_UPPER)
                      ? letters + 1
                      : 0;
        // "Số định danh cá nhân/CCCD": words before the slash are no number.
        small += letters > 0;
        digits |= plain_digit(view->plain[slash]);
        if (letter_ends_line(view, slash) || letters > 4 || (small > 4 && !digits)) {
            return false;
        }
        if (view->plain[slash] != '/') {
            continue;
        }
        uint32_t code = slash + 1;
        while (code < view->count && view->plain[code] == ' ' &&
               !letter_ends_line(view, code)) {
            code++;
        }
        uint32_t end = code_end(view, code);
        // "Số 977 + 978/Ngày 05-8-2024" heads the pages of a gazette.
        bool capitals = code + 1 < view->count && (view->flags[code] & VIEW_UPPER) &&
                        (view->flags[code + 1] & VIEW_UPPER);
        if (end > code &&
            (capitals || plain_digit(view->plain[code]) || end - code > 5)) {
            out->number_from = at;
            out->number_to = end;
            return true;
        }
    }
    return false;
}

// A slash or dash of the symbol; a fraction stroke is a damaged digit.
static bool separates(const struct view *view, uint32_t at)
{
    return view->plain[at] == '-' ||
           (view->plain[at] == '/' && view->letter[at] != 0x2044);
}

void heading_number_take(struct heading *out, const struct view *view,
                         struct arena *arena)
{
    uint32_t at = out->number_from, to = out->number_to;
    out->number = letters_text(view, at, to, arena);
    out->number_span = view_span(view, at, to);
    // The digits, as far as nothing but a stray dot or space is among them.
    char *digits = arena_alloc(arena, to - at + 1);
    size_t len = 0;
    bool whole = true;
    uint32_t i = at;
    for (; i < to && !separates(view, i); i++) {
        char plain = view->plain[i];
        if (plain_digit(plain) ||
            (plain_letter(plain) && len && view->letter[i] < 0x80)) {
            digits[len++] = plain;
        } else if (plain != ' ' && plain != '.') {
            whole = false;
        }
        size_t start = view->start[i];
        whole &= !(start > 0 && view->text.at[start - 1] == '#');
    }
    size_t zeros = 0;
    while (zeros + 1 < len && digits[zeros] == '0') {
        zeros++;
    }
    out->digits = whole ? (struct str){digits + zeros, len - zeros} : STR("");
    // The symbol: what follows the first '/' or '-', without the year.
    char *symbol = arena_alloc(arena, to - at + 1);
    size_t size = 0;
    out->symbol_from = to;
    while (i < to) {
        i++;
        uint32_t part = i;
        while (i < to && !separates(view, i)) {
            i++;
        }
        uint32_t from = part, part_to = i;
        while (from < part_to && view->plain[from] == ' ') {
            from++;
        }
        while (part_to > from && view->plain[part_to - 1] == ' ') {
            part_to--;
        }
        if (part_to - from == 4 && plain_digit(view->plain[from]) && !size) {
            int year = 0;
            for (uint32_t k = from; k < part_to; k++) {
                year = year * 10 +
                       (plain_digit(view->plain[k]) ? view->plain[k] - '0' : 1000000);
            }
            if (year >= 1930 && year <= 2100) {
                out->number_year = year;
                continue;
            }
        }
        if (part_to == from) {
            continue;
        }
        if (size) {
            symbol[size++] = '-';
        } else {
            out->symbol_from = from;
        }
        for (uint32_t k = from; k < part_to; k++) {
            if (!letter_is_sign(view->plain[k]) && view->plain[k] != ' ') {
                symbol[size++] = view->plain[k];
            }
        }
    }
    out->symbol = (struct str){symbol, size};
}
