// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_lead.h"

#include "analyzers/clause.h"

#include <string.h>

enum { LEAD_REACH = 1500 }; // letters between the first item of a list and its head

bool relation_changes(enum relation relation)
{
    return relation == RELATION_REPLACES || relation == RELATION_REPEALS ||
           relation == RELATION_AMENDS;
}

bool relation_lead_between(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i + 1 < to; i++) {
        if (view->plain[i] == ':' && view->plain[i + 1] == ' ' &&
            view->flags[i + 1] & VIEW_LINE)
            return true;
    }
    return false;
}

// The line of the article in which the letter stands: "Điều 1. Bãi bỏ toàn bộ các văn
// bản".
static bool article_before(const struct view *view, uint32_t at, uint32_t limit,
                           uint32_t *from, uint32_t *to)
{
    for (uint32_t i = at + 1; i-- > limit;) {
        bool line =
            i == 0 || (view->plain[i - 1] == ' ' && view->flags[i - 1] & VIEW_LINE);
        if (!line || view->plain[i] != 'd' || !view_word(view, i, STR("dieu")) ||
            !(view->flags[i] & VIEW_UPPER))
            continue;
        uint32_t end = i;
        while (end < at && !(view->plain[end] == ' ' && view->flags[end] & VIEW_LINE))
            end++;
        *from = i;
        *to = end;
        return end < at;
    }
    return false;
}

// The relation that the head of a list tells: what it does (thay thế, hết hiệu lực) counts
// wherever it stands, since "kể từ ngày …, trừ …" may follow.
static bool lead_relation(const struct view *view, uint32_t from, uint32_t to,
                          const struct relation_words *words, enum relation *out)
{
    if (!words->relation.to || words->relation.reach != CUE_STRONG) {
        struct cue_walk walk;
        struct cue cue;
        cue_walk_begin(&walk, view, from, to, CUE_QUOTES_READ);
        while (cue_walk_next(&walk, &cue)) {
            if (cue.reach == CUE_STRONG && cue.meaning == RELATION_REPEALS) {
                *out = RELATION_REPEALS;
                return true;
            }
        }
    }
    *out = (enum relation)words->relation.meaning;
    return words->relation.to;
}

// The kind of mark with which a line begins: '-', '1', 'a', 'i' of a Roman number, or 0.
static char mark_kind(const struct view *view, uint32_t line)
{
    const char *plain = view->plain;
    uint32_t i = line;
    if (plain[i] == '-' || plain[i] == '+' || plain[i] == '*')
        return plain[i + 1] == ' ' ? '-' : 0;
    char kind = plain[i] >= '0' && plain[i] <= '9'                          ? '1'
                : view->flags[i] & VIEW_UPPER && memchr("ivx", plain[i], 3) ? 'i'
                                                                            : 'a';
    while (i < line + 5 && plain_inside(plain[i]))
        i++;
    return i > line && (i < line + 2 || kind != 'a') &&
                   (plain[i] == '.' || plain[i] == ')')
               ? kind
               : 0;
}

// "I. CĂN CỨ PHÁP LÝ" over items of which the one behind `item` is one.
static bool under_bases(const struct view *view, uint32_t item)
{
    uint32_t limit = item > LEAD_REACH ? item - LEAD_REACH : 0;
    char own = 0;
    for (uint32_t i = item; i-- > limit;) {
        if (i > 0 && !(view->plain[i - 1] == ' ' && view->flags[i - 1] & VIEW_LINE))
            continue;
        char kind = mark_kind(view, i);
        own = own ? own : kind;
        if (kind && kind == own)
            continue;
        uint32_t at = i;
        while (kind && at < item && view->plain[at] != ' ')
            at++;
        at += kind != 0;
        struct cue cue;
        if (view->flags[at] & VIEW_UPPER && cue_read(view, at, item, &cue) &&
            cue.meaning == RELATION_BASIS && own)
            return cue.to < item && view->plain[cue.to] != ':';
        // "1. Văn bản của tỉnh" may stand under it in its turn.
        if (kind)
            own = kind;
    }
    return false;
}

bool relation_lead_read(struct relation_lead *out, const struct view *view, uint32_t item)
{
    *out = (struct relation_lead){.relation = RELATION_BASIS};
    uint32_t limit = item > LEAD_REACH ? item - LEAD_REACH : 0, colon = 0;
    uint32_t from = 0, to = 0;
    bool article = article_before(view, item, limit, &from, &to);
    for (uint32_t i = item; i > limit + 1 && (!article || i > from); i--) {
        if (view->plain[i - 1] == ' ' && view->flags[i - 1] & VIEW_LINE &&
            view->plain[i - 2] == ':') {
            colon = i - 2;
            // New text that is to stand in the amended document is not the list.
            if (view->plain[i] == '"')
                return false;
            break;
        }
    }
    if (colon) {
        from = clause_before(view, colon, 0, CLAUSE_OVER_SEMICOLONS).from;
        to = colon;
    } else if (!article) {
        return under_bases(view, item);
    }
    struct relation_words words = relation_words_read(view, from, to);
    enum relation relation;
    // The title of an article tells what it is about; only a change is told of its items.
    if (!lead_relation(view, from, to, &words, &relation) ||
        (!colon && !relation_changes(relation)))
        return false;
    out->relation = relation;
    out->planned = words.planned;
    if (words.relation.to && words.relation.meaning == (unsigned)relation)
        out->part = relation_part_read(view, words.relation.to, to);
    return true;
}

bool relation_lead_verb(const struct view *view, uint32_t from, uint32_t to,
                        enum relation *relation)
{
    struct cue_walk walk;
    struct cue cue;
    cue_walk_begin(&walk, view, from, to, CUE_QUOTES_READ);
    while (cue_walk_next(&walk, &cue)) {
        if (cue.meaning < RELATION_COUNT && cue.reach > CUE_LAST) {
            *relation = (enum relation)cue.meaning;
            return true;
        }
    }
    return false;
}
