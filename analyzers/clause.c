// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/clause.h"

#include "analyzers/relation_cue.h"
#include "analyzers/word_mask.h"

#include <string.h>

enum {
    CLAUSE_REACH = 900,  // letters that are looked back at most
    HEADING_REACH = 400, // letters of the heading of an article
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

// Behind the mark of a list item that begins at `at` ("- ", "a) ", "(1) ", "1. ", "Điều
// 5. "), or 0.
static uint32_t item_mark(const struct view *view, uint32_t at)
{
    const char *plain = view->plain;
    uint32_t i = at;
    if (plain[i] == '-' || plain[i] == '+' || plain[i] == '*')
        return plain[i + 1] == ' ' ? i + 2 : 0;
    if (view_word(view, i, STR("dieu")) && view->flags[i] & VIEW_UPPER &&
        plain[i + 4] == ' ' && digit(plain[i + 5])) {
        i += 5;
        while (digit(plain[i]) || (plain[i] >= 'a' && plain[i] <= 'e'))
            i++;
        return plain[i] == '.' || plain[i] == ':' ? i + 1 : 0;
    }
    bool bracket = plain[i] == '(';
    i += bracket;
    uint32_t begin = i;
    while (i < begin + 5 && plain[i] && (digit(plain[i]) || plain[i] == '.'))
        i++;
    if (i == begin) {
        while (i < begin + 4 && plain[i] && strchr("ivx", plain[i]))
            i++;
        if (i == begin && plain[i] >= 'a' && plain[i] <= 'z')
            i++;
    }
    if (i == begin)
        return 0;
    if (plain[i] == ')')
        return i + 1;
    // A row of a table: "2 | Quyết định số …".
    if (!bracket && digit(plain[i - 1]) && plain[i] == ' ' && plain[i + 1] == '|')
        return i + 2;
    if (!bracket && (plain[i] == '.' || plain[i - 1] == '.') &&
        (plain[i] == ' ' || plain[i + 1] == ' '))
        return plain[i] == ' ' ? i + 1 : i + 2;
    return 0;
}

// A full stop that ends a sentence: not that of an abbreviation or a number.
static bool sentence_end(const struct view *view, uint32_t at)
{
    const char *plain = view->plain;
    if (at == 0 || at + 2 >= view->count || plain[at + 1] != ' ' ||
        (plain_inside(plain[at + 2]) && !(view->flags[at + 2] & VIEW_UPPER)))
        return false;
    // One letter or a capital abbreviation before it: "TP. Hồ Chí Minh", "PGS. TS.".
    uint32_t word = at;
    while (word > 0 && plain_inside(plain[word - 1]))
        word--;
    // The mark of an item at the start of a line is no sentence.
    if (at - word <= 4 && digit(plain[word]) &&
        (word == 0 || view->flags[word - 1] & (VIEW_LINE | VIEW_PAGE) ||
         (word >= 5 && view_word(view, word - 5, STR("dieu")))))
        return false;
    bool capitals = at > word && at - word <= 3;
    for (uint32_t i = word; i < at; i++)
        capitals &= (view->flags[i] & VIEW_UPPER) != 0;
    return !capitals;
}

// True when the line that ends before the letter is the heading of an article, and the
// next one begins with what the article does: "Điều 2. Sửa đổi Phụ lục 1 / Thay thế …".
static bool under_heading(const struct view *view, uint32_t at)
{
    struct cue cue;
    if (!(view->flags[at] & VIEW_UPPER) || view->flags[at + 1] & VIEW_UPPER ||
        !cue_read(view, at, view->count, &cue) || cue.reach != CUE_STRONG)
        return false;
    uint32_t line = at - 1;
    while (line > 0 && at - line < HEADING_REACH &&
           !(view->plain[line - 1] == ' ' &&
             view->flags[line - 1] & (VIEW_LINE | VIEW_PAGE)))
        line--;
    return view_word(view, line, STR("dieu")) && item_mark(view, line);
}

// "Thực hiện …", "Theo đề nghị …", "Phúc đáp …" at the start of a line.
static bool opens_body(const struct view *view, uint32_t at)
{
    struct cue cue;
    return cue_read(view, at, view->count, &cue) &&
           (cue.meaning == RELATION_BASIS || cue.meaning == RELATION_IMPLEMENTS ||
            cue.meaning == RELATION_FOLLOWS_UP);
}

// Which of the 16 letters from `from` on may end a clause: full stops, semicolons, spaces
// that stand for a line or page end.
static uint32_t edges(const struct view *view, uint32_t from)
{
    const char *plain = view->plain + from;
    const uint8_t *flags = view->flags + from;
    return letter_mask(plain, ';') | letter_mask(plain, '.') |
           (letter_mask(plain, ' ') &
            (flag_mask(flags, VIEW_LINE) | flag_mask(flags, VIEW_PAGE)));
}

// Behind the last of such letters in [limit, at), or `limit`.
static uint32_t edge_before(const struct view *view, uint32_t limit, uint32_t at)
{
    enum { STEP = 16 };
    while (at > limit) {
        uint32_t from = at > STEP ? at - STEP : 0;
        uint32_t found = edges(view, from) & ((1u << (at - from)) - 1);
        if (found) {
            uint32_t behind = from + 32 - (uint32_t)__builtin_clz(found);
            return behind > limit ? behind : limit;
        }
        at = from;
    }
    return limit;
}

struct clause clause_before(const struct view *view, uint32_t at, uint32_t stop,
                            enum clause_reach reach)
{
    const char *plain = view->plain;
    uint32_t limit = at > CLAUSE_REACH ? at - CLAUSE_REACH : 0;
    if (limit < stop)
        limit = stop;
    for (uint32_t i = at; (i = edge_before(view, limit, i)) > limit; i--) {
        char c = plain[i - 1];
        if (c == ' ') {
            uint32_t behind = item_mark(view, i);
            if (behind && behind <= at)
                return (struct clause){behind, EDGE_ITEM};
            // A line that begins a căn cứ, or the body ("Thực hiện …", "Ngày …"), is a
            // sentence of its own.
            bool opens =
                view->flags[i] & VIEW_UPPER && !(view->flags[i + 1] & VIEW_UPPER);
            if ((view_word(view, i, STR("can cu")) && view->flags[i] & VIEW_UPPER) ||
                (opens && opens_body(view, i)) || under_heading(view, i) ||
                (view_word(view, i, STR("ngay")) && opens &&
                 view->flags[i - 1] & VIEW_BLANK))
                return (struct clause){i, EDGE_SENTENCE};
            if (i > 1 && plain[i - 2] == ':')
                return (struct clause){i, EDGE_COLON};
        } else if (c == ';' && reach == CLAUSE_TO_SEMICOLON) {
            return (struct clause){i, EDGE_SEMICOLON};
        } else if (c == '.' && i < at && sentence_end(view, i - 1)) {
            return (struct clause){i, EDGE_SENTENCE};
        }
    }
    if (limit == 0) {
        uint32_t behind = at ? item_mark(view, 0) : 0;
        if (behind && behind <= at)
            return (struct clause){behind, EDGE_ITEM};
    }
    return (struct clause){limit, EDGE_TEXT};
}
