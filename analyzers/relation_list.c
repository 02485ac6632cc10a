// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_list.h"

#include "analyzers/clause.h"

#include <string.h>

enum { TITLE_REACH = 300 }; // letters of the title in which an act may amend another

// How high an act stands; 0: it does not guide others by its title, or nobody knows.
static int rank_of(const struct mention *mention)
{
    if (mention->symbol.kind == SYMBOL_LAW)
        return 4;
    if (!mention->type)
        return 0;
    struct str code = mention->type->folded;
    if (str_equal(code, STR("nd")))
        return 3;
    if (str_equal(code, STR("qd")))
        return strcmp(mention->symbol.organisation, "ttg") == 0 ? 2 : 0;
    return str_equal(code, STR("tt")) || str_equal(code, STR("ttlt")) ? 1 : 0;
}

// True when the act itself changes another: its own title follows.
static bool changes_another(const struct references *references, size_t i,
                            const struct view *view)
{
    if (i + 1 >= references->count)
        return false;
    uint32_t from = references->items[i].to, to = references->items[i + 1].from;
    if (to < from || to - from > TITLE_REACH ||
        clause_before(view, to, from, CLAUSE_TO_SEMICOLON).from != from)
        return false;
    struct relation_words words = relation_words_read(view, from, to);
    return words.relation.to && !words.joiner && words.relation.reach == CUE_STRONG;
}

static bool older(const struct mention *a, const struct mention *b)
{
    return !a->year || !b->year || a->year < b->year ||
           (a->year == b->year && (!a->date || !b->date || a->date <= b->date));
}

bool relation_list_goes_on(const struct mentions *mentions,
                           const struct references *references, size_t i, size_t head,
                           const struct view *view, const struct relation_words *words,
                           enum relation *out)
{
    const struct mention *mention = &mentions->items[i];
    if (i == 0 || !head || mention->pinpoint_to || mention->joined)
        return false;
    const struct reference *last = &references->items[i - 1];
    const struct mention *subject = &mentions->items[head - 1];
    bool further = head < i && last->subject.at &&
                   str_equal(last->subject, references->items[head - 1].key);
    bool changed = last->relation == RELATION_AMENDS ||
                   last->relation == RELATION_REPLACES ||
                   last->relation == RELATION_REPEALS;
    if (further && changed &&
        (mention->type == mentions->items[i - 1].type ||
         mention->type == subject->type)) {
        *out = last->relation;
        return older(mention, subject) && !changes_another(references, i, view);
    }
    // The verb stands between, with a law that is cited by name.
    bool verb = words->relation.to && (words->relation.meaning == RELATION_GUIDES ||
                                       words->relation.meaning == RELATION_DETAILS);
    if (verb) {
        *out = (enum relation)words->relation.meaning;
        subject = &mentions->items[i - 1];
    } else if (further && (last->relation == RELATION_GUIDES ||
                           last->relation == RELATION_DETAILS)) {
        *out = last->relation;
    } else {
        return false;
    }
    int above = rank_of(mention), below = rank_of(subject);
    return below && above > below;
}

size_t relation_list_like(const struct mentions *mentions,
                          const struct references *references, size_t i)
{
    const struct reference *last = &references->items[i - 1];
    if (!last->subject.at)
        return i;
    for (size_t k = i - 1; k-- > 0 && i - k < 8;) {
        if (str_equal(references->items[k].key, last->subject))
            return older(&mentions->items[i], &mentions->items[k]) ? i : k + 1;
    }
    return i;
}
