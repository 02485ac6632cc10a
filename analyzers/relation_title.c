// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_title.h"

#include <string.h>

enum {
    TITLE_REACH = 240,  // letters of the title of a draft
    FRONT_REACH = 1500, // letters from the start in which the type of the text stands
};

// A word that names a document which may be issued. In small letters only those that are
// hardly ever verbs.
static bool title_word(const struct view *view, uint32_t at, uint32_t *end)
{
    static const char *const nouns[] = {"nq", "qd",  "nd", "tt", "kh",
                                        "da", "ctr", "ct", "qc", "ttr"};
    if (at > 0 && plain_inside(view->plain[at - 1]))
        return false;
    // "Phòng Kế hoạch - Tài chính" is no plan.
    static const char *const heads[] = {"phong ", "so ", "bo ", "ban "};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        uint32_t len = (uint32_t)strlen(heads[i]);
        if (at >= len && memcmp(view->plain + at - len, heads[i], len) == 0 &&
            (at == len || !plain_inside(view->plain[at - len - 1])) &&
            view->flags[at - len] & VIEW_UPPER)
            return false;
    }
    if (view_word(view, at, STR("chinh sach")) || view_word(view, at, STR("danh muc"))) {
        *end = view_word_end(view, view_word_end(view, at) + 1);
        return true;
    }
    const struct doctype *type = doctype_at(view, at, end);
    if (!type || type->systems & (DOCTYPE_OTHER | DOCTYPE_LETTER | DOCTYPE_RARE))
        return false;
    bool noun = view->flags[at] & VIEW_UPPER;
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
        noun |= str_equal(type->folded, str_of(nouns[i]));
    return noun;
}

// True when the letters are all capitals, as in a heading.
static bool heading(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] >= 'a' && view->plain[i] <= 'z' &&
            !(view->flags[i] & VIEW_UPPER))
            return false;
    }
    return true;
}

struct str relation_title_before(const struct relation_title *asked, uint32_t from,
                                 uint32_t verb, struct arena *arena)
{
    const struct view *view = asked->view;
    struct str none = {NULL, 0};
    uint32_t begin = verb > from + TITLE_REACH ? verb - TITLE_REACH : from, found = 0,
             end = 0;
    for (uint32_t i = begin; i < verb;) {
        if (!plain_inside(view->plain[i])) {
            i++;
            continue;
        }
        uint32_t behind = 0;
        if (title_word(view, i, &behind) && behind <= verb) {
            bool outer = end && !(view->flags[i] & VIEW_UPPER);
            // "- Báo cáo kết quả thực hiện …" is told to do.
            bool told = !end && i < from + 2 && view_word(view, i, STR("bao cao"));
            if (!outer && !told) {
                found = i;
                end = behind;
            }
            i = behind;
            continue;
        }
        i = view_word_end(view, i);
    }
    if (!end || view_word(view, end + 1, STR("nay")) ||
        view_word(view, end + 1, STR("tren")) || view_word(view, end + 1, STR("so")))
        return none;
    bool issued = found > from + 9 && view_word(view, found - 9, STR("ban hanh"));
    if (issued && !asked->unissued)
        return none;
    // The title of the text itself, in the small letters of a sentence.
    if (found < FRONT_REACH && asked->own_type && found > 0 &&
        view->flags[found - 1] & (VIEW_LINE | VIEW_PAGE)) {
        uint32_t behind;
        if (doctype_at(view, found, &behind) == asked->own_type)
            return none;
    }
    static const char *const ends[] = {"nham", "gan voi", "de",        "ve viec",
                                       "ve",   "va",      "trien khai"};
    // A heading in capitals is that of the text itself ("THÔNG BÁO / Kết luận …").
    if (heading(view, found, found + 2))
        return none;
    uint32_t to = verb;
    for (bool cut = true; cut;) {
        cut = false;
        while (to > end && (view->plain[to - 1] == ' ' || view->plain[to - 1] == ',' ||
                            view->plain[to - 1] == '"'))
            to--;
        for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !cut; i++) {
            uint32_t len = (uint32_t)strlen(ends[i]);
            if (to >= end + len + 1 && view_word(view, to - len, str_of(ends[i]))) {
                to -= len;
                cut = true;
            }
        }
    }
    return view_clean(view, found, to, arena);
}
