// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol_bare.h"

#include "analyzers/phrases.h"
#include "analyzers/symbol_run.h"

#include <string.h>

// Words that may follow a number that stands alone after the name of a type; anything
// else is a thing that is counted.
static bool may_follow_bare(const struct view *view, uint32_t at)
{
    static const char *const words[] = {
        "cua",  "ve",  "ngay", "va",   "do",    "co",  "da",    "de",  "duoc",
        "theo", "neu", "tren", "nay",  "la",    "tai", "trong", "voi", "cho",
        "sau",  "khi", "thi",  "phai", "nhung", "gom", "ban",   "quy", "nam",
        "o",    "den", "tu",   "hoac", "dinh",  "ma",  "con",   "chua"};
    char c = plain_at(view, at);
    if (c == '\0' || c == ';' || c == '"' || c == ')')
        return true;
    if (c == ',')
        return plain_at(view, at + 1) == ' ';
    if (c == '.')
        return plain_at(view, at + 1) != ' ' && !digit(plain_at(view, at + 1));
    if (c != ' ')
        return false;
    // "Nghị quyết 223 (WRC-19)" is one of another world.
    if (plain_at(view, at + 1) == '(')
        return !upper_at(view, at + 2);
    if (plain_at(view, at + 1) == '"')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (view_says(view, at + 1, words[i]))
            return !(strcmp(words[i], "nam") == 0 && !digit(plain_at(view, at + 5)));
    }
    return upper_at(view, at + 1) && !(view->flags[at] & VIEW_LINE);
}

// "Mẫu quyết định số 19", "mẫu đề cương báo cáo số 05": forms have numbers, too.
static bool form_before(const struct view *view, uint32_t at)
{
    for (int words = 0; words < 3 && at > 0; words++) {
        while (at > 0 && view->plain[at - 1] == ' ')
            at--;
        uint32_t word = at;
        while (word > 0 && plain_inside(view->plain[word - 1]))
            word--;
        if (word == at)
            return false;
        if (view_word(view, word, STR("mau")) || view_word(view, word, STR("bieu")))
            return true;
        at = word;
    }
    return false;
}

// A number alone after the name of a type: "Nghị quyết 57", "Đề án 06".
bool symbol_read_bare(const struct view *view, uint32_t to, struct symbol *out,
                      const struct symbol_head *head)
{
    if (!head->type || !(head->same_line || head->number_word) ||
        head->type->systems & DOCTYPE_OTHER || strlen(out->written) > 4 ||
        !digit(out->written[strlen(out->written) - 1]) || form_before(view, head->from))
        return false;
    static const char *const numbered[] = {"nq", "nd", "ct",   "kl", "da",
                                           "qd", "tt", "ttlt", "sl", "qh"};
    static const char *const short_forms[] = {"nq", "nd", "qd"};
    bool believed = false;
    if (head->abbreviated) {
        for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++)
            believed |= str_equal(head->type->folded, str_of(short_forms[i]));
    } else {
        for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
            believed |= head->capital && !(head->type->systems & DOCTYPE_RARE) &&
                        str_equal(head->type->folded, str_of(numbered[i]));
        // A year is not a number: "Kế hoạch 2025".
        // "Ban Quản lý dự án số 1", "hợp phần dự án số 2": projects are counted.
        believed |= head->number_word && !(str_equal(head->type->folded, STR("da")) &&
                                           view_word(view, head->from, STR("du an")));
    }
    int year;
    if (!believed || (symbol_year(view, to - (uint32_t)(to >= 4 ? 4 : to), &year) &&
                      strlen(out->written) == 4 && !head->number_word))
        return false;
    char next = plain_at(view, to);
    // "Đề án 06" counts nothing, whatever follows.
    bool padded = out->written[0] == '0' && strlen(out->written) == 2 && head->capital &&
                  head->same_line && !head->abbreviated && next != ',' && next != '.';
    if (next == '-' || next == '/' || next == ')' || next == '%' ||
        (!may_follow_bare(view, to) && !padded))
        return false;
    out->kind = SYMBOL_BARE;
    out->type = head->type;
    out->to = to;
    return true;
}
