// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/anaphor.h"

#include "analyzers/clause.h"
#include "analyzers/doctype.h"
#include "analyzers/phrases.h"
#include "analyzers/relation_cue.h"
#include "analyzers/word_class.h"

#include <string.h>

enum {
    NAME_REACH = 40,         // letters of the name of a type
    VERB_REACH = 60,         // letters between the verb and the name
    ANTECEDENT_REACH = 3000, // letters back to the document meant
};
static const uint32_t NOWHERE = UINT32_MAX;

// An anaphor that was found, and where it goes among the references.
struct found {
    struct reference reference;
    size_t before; // number of references that stand before it
};

static bool tells(unsigned meaning)
{
    return meaning == RELATION_REPLACES || meaning == RELATION_REPEALS ||
           meaning == RELATION_AMENDS || meaning == RELATION_IMPLEMENTS ||
           meaning == RELATION_GUIDES || meaning == RELATION_DETAILS;
}

// The last cue before the name of the type, in its clause and near.
static bool read_verb(const struct view *view, uint32_t name, struct cue *out,
                      bool *planned)
{
    struct clause clause = clause_before(view, name, 0, CLAUSE_TO_SEMICOLON);
    uint32_t from = name > clause.from + VERB_REACH ? name - VERB_REACH : clause.from;
    *planned = false;
    bool found = false;
    struct cue_walk walk;
    struct cue cue;
    cue_walk_begin(&walk, view, clause.from, name, CUE_QUOTES_READ);
    while (cue_walk_next(&walk, &cue)) {
        *planned |= cue.meaning == CUE_PLANNED;
        if (cue.meaning < RELATION_COUNT) {
            found = cue.to >= from && tells(cue.meaning);
            *out = cue;
        }
    }
    return found;
}

// The last reference of this type before the letter.
static const struct reference *antecedent(const struct references *references,
                                          size_t before, uint32_t at,
                                          const struct doctype *type)
{
    for (size_t i = before; i-- > 0 && at - references->items[i].to < ANTECEDENT_REACH;) {
        const struct reference *reference = &references->items[i];
        if (reference->relation != RELATION_SELF && reference->type.at &&
            str_equal(reference->type, type->lower))
            return reference;
    }
    return NULL;
}

static bool read_anaphor(const struct references *references, const struct view *view,
                         uint32_t at, size_t before, struct reference *out)
{
    uint32_t end = at, name;
    while (end > 0 && view->plain[end - 1] == ' ')
        end--;
    const struct doctype *type =
        doctype_before(view, end, end > NAME_REACH ? end - NAME_REACH : 0, &name);
    if (!type || type->systems & (DOCTYPE_OTHER | DOCTYPE_LETTER))
        return false;
    const struct reference *meant = antecedent(references, before, name, type);
    struct cue cue;
    bool planned;
    if (!meant || meant->to > name || !read_verb(view, name, &cue, &planned))
        return false;
    *out = *meant;
    out->kind = REFERENCE_ANAPHOR;
    out->from = name;
    out->to = at + 8; // "neu tren", "noi tren"
    out->span = view_span(view, out->from, out->to);
    out->relation = (enum relation)cue.meaning;
    out->status = planned ? STATUS_PLANNED : STATUS_DONE;
    out->by = false;
    out->subject = out->pinpoint = out->alias = (struct str){NULL, 0};
    return true;
}

// The first letter of "nêu trên" or "nói trên" where the word `at` is the "trên" of it, or
// NOWHERE.
static uint32_t pointer_at(const struct word_list *words, uint32_t at)
{
    const char *plain = words->view->plain;
    uint32_t from = words->items[at].from;
    return words->items[at].key == WORD("tren") && from >= 5 &&
                   (memcmp(plain + from - 5, " neu ", 5) == 0 ||
                    memcmp(plain + from - 5, " noi ", 5) == 0)
               ? from - 4
               : NOWHERE;
}

void anaphors_find(struct references *references, const struct view *view,
                   struct arena *arena)
{
    if (references->count == 0)
        return;
    struct found *found = NULL;
    size_t count = 0, room = 0, before = 0;
    const struct word_list *words = words_of(view, arena);
    struct word_walk walk =
        word_walk_of(words, word_list_from(words, references->items[0].to + 1),
                     words->count, WORD_CLASS_HEAD);
    for (uint32_t word; (word = word_walk_next(&walk)) < words->count;) {
        uint32_t at = pointer_at(words, word);
        if (at == NOWHERE)
            continue;
        while (before < references->count && references->items[before].from < at)
            before++;
        struct reference reference;
        if (!read_anaphor(references, view, at, before, &reference))
            continue;
        found = arena_grow(arena, found, count, &room, sizeof *found);
        found[count++] = (struct found){reference, before};
    }
    if (count == 0)
        return;
    struct reference *items =
        ARENA_ARRAY(arena, struct reference, references->count + count);
    size_t taken = 0, next = 0;
    for (size_t i = 0; i < count; i++) {
        while (next < found[i].before)
            items[taken++] = references->items[next++];
        items[taken++] = found[i].reference;
    }
    while (next < references->count)
        items[taken++] = references->items[next++];
    references->items = items;
    references->count = taken;
}
