// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_after.h"

#include "analyzers/clause.h"
#include "analyzers/word_class.h"

#include <string.h>

enum {
    PASSIVE_REACH =
        60,            // letters behind a citation in which it may be told who changed it
    AFTER_REACH = 360, // … in which other things may be told of it
    END_REACH = 900,   // … in which its force may end
};

// The next "hiệu lực" at or after the letter, or `limit`.
static uint32_t next_force(struct force_search *search, const struct view *view,
                           uint32_t at, uint32_t limit)
{
    static const char phrase[] = "hieu luc";
    enum { LEN = sizeof phrase - 1 };
    if (at < search->from || at >= search->at) {
        const struct word_list *words = *view->words;
        struct word_walk walk =
            word_walk_of(words, word_list_from(words, at), words->count, WORD_CLASS_HEAD);
        uint32_t word;
        while ((word = word_walk_next(&walk)) < words->count &&
               memcmp(view->plain + words->items[word].from, phrase, LEN) != 0)
            ;
        search->from = at;
        search->at = word < words->count ? words->items[word].from : view->count;
    }
    return search->at + LEN <= limit ? search->at : limit;
}

static bool word_ends(const struct view *view, uint32_t end, const char *word)
{
    uint32_t len = (uint32_t)strlen(word);
    return end > len && view_word(view, end - len, (struct str){word, len});
}

// hết, không còn, chấm dứt hiệu lực; not the force that begins (có hiệu lực).
static bool end_told(const struct view *view, uint32_t force)
{
    if (force < 8 || view->plain[force - 1] != ' ')
        return false;
    return word_ends(view, force - 1, "het") || word_ends(view, force - 1, "khong con") ||
           word_ends(view, force - 1, "dut");
}

// Words behind which the sentence speaks of something else.
static bool turns(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const words[] = {"thi",     "tru",       "den khi",
                                        "sau khi", "truoc khi", "truoc ngay",
                                        "neu",     "truong hop"};
    for (uint32_t i = from; i < to; i = view_word_end(view, i) + 1) {
        while (i < to && !plain_inside(view->plain[i]))
            i++;
        char c = view->plain[i];
        if (c != 't' && c != 'd' && c != 's' && c != 'n')
            continue;
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            // "thì", not "thi hành" or "thị".
            if (view_says(view, i, words[k]) &&
                (k || (view->letter[i + 2] | 0x20) == 0xEC))
                return true;
        }
    }
    return false;
}

bool relation_after_ends(struct force_search *search, const struct view *view,
                         uint32_t from)
{
    uint32_t limit = from + END_REACH < view->count ? from + END_REACH : view->count;
    uint32_t force = next_force(search, view, from, limit);
    return force < limit && end_told(view, force) && !turns(view, from, force) &&
           clause_before(view, force, from, CLAUSE_OVER_SEMICOLONS).from == from;
}

bool relation_after_may_end(const struct view *view, const struct cue *cue)
{
    return cue->meaning == RELATION_ISSUED_WITH ||
           (cue->meaning == RELATION_BASIS &&
            view_word(view, cue->from, STR("quy dinh")));
}

// False when a sentence or an item of a list ends in [from, to). What stands behind a
// bracket that closes, or a semicolon, is said of others: *apart.
static bool goes_on(const struct view *view, uint32_t from, uint32_t to, bool *apart)
{
    const char *plain = view->plain;
    for (uint32_t at = from; at < to; at++) {
        char c = plain[at];
        if (plain_inside(c))
            continue;
        if (c == '.' && plain[at + 1] == ' ')
            return false;
        *apart |= c == ')' || c == ';';
        if (c == ' ' && view->flags[at] & VIEW_LINE && at > 0 &&
            (plain[at - 1] == ';' || plain[at - 1] == ':'))
            return false;
    }
    return true;
}

void relation_after_read(struct references *out, size_t i, struct force_search *search,
                         const struct view *view)
{
    struct reference *reference = &out->items[i];
    uint32_t limit = reference->to + AFTER_REACH;
    if (limit > view->count)
        limit = view->count;
    // Only an end is told from afar.
    uint32_t near = reference->to + PASSIVE_REACH, force = reference->to;
    while ((force = next_force(search, view, force, limit)) < limit &&
           !end_told(view, force))
        force++;
    bool ends = force < limit;
    if (near < limit && !ends)
        limit = near;
    if (!ends && !cue_passive_possible(view, reference->to, limit))
        return;
    bool apart = false;
    uint32_t told =
        reference->to; // so far it has been looked whether the sentence goes on
    struct cue_walk walk;
    struct cue cue;
    cue_walk_begin(&walk, view, reference->to, limit, CUE_QUOTES_READ);
    while (cue_walk_next(&walk, &cue)) {
        if (!goes_on(view, told, cue.from, &apart))
            return;
        told = cue.to;
        bool next = i + 1 < out->count && out->items[i + 1].from >= cue.to &&
                    out->items[i + 1].from - cue.to < 80;
        enum relation relation = RELATION_AMENDS;
        bool passive = cue_passive(&cue, &relation) || cue.meaning == CUE_PASSIVE;
        if (passive && cue.reach == CUE_STRONG && !apart &&
            cue.from - reference->to < PASSIVE_REACH) {
            if (next || relation == RELATION_REPEALS)
                reference->relation = relation;
            // "A đã bị bãi bỏ. B …": nobody says who repealed it.
            if (next &&
                (relation != RELATION_REPEALS ||
                 clause_before(view, out->items[i + 1].from, cue.to, CLAUSE_TO_SEMICOLON)
                         .from == cue.to))
                reference->subject = out->items[i + 1].key;
            return;
        }
        if (cue.meaning == RELATION_REPEALS && cue.reach == CUE_STRONG &&
            str_find((struct str){view->plain + cue.from, cue.to - cue.from},
                     STR("hieu luc"), 0) >= 0) {
            reference->relation = RELATION_REPEALS;
            reference->subject = (struct str){NULL, 0};
            return;
        }
        if (cue.meaning < RELATION_COUNT && cue.meaning != RELATION_GUIDES &&
            cue.meaning != RELATION_DETAILS && cue.meaning != RELATION_IMPLEMENTS &&
            cue.meaning != RELATION_AMENDS)
            return;
    }
}
