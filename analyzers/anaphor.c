// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/anaphor.h"

#include "analyzers/clause.h"
#include "analyzers/doctype.h"
#include "analyzers/phrases.h"
#include "analyzers/letter_masks.h"
#include "analyzers/relation_cue.h"

#include <string.h>

enum {
    NAME_REACH = 40,         // letters of the name of a type
    VERB_REACH = 60,         // letters between the verb and the name
    ANTECEDENT_REACH = 3000, // letters back to the document meant
};

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

// The next "nêu trên" or "nói trên" at or after the letter; the end of the view when
// there is none.
static uint32_t next_pointer(const struct view *view, uint32_t at)
{
    for (; at < view->count; at += LETTER_STEP) {
        struct letter_masks masks;
        letter_masks_read(&masks, view->plain + at, " tr");
        uint64_t above =
            masks.of[0] & masks.of[1] >> 1 & masks.of[2] >> 2 & LETTER_STEP_BITS;
        for (; above; above &= above - 1) {
            uint32_t i = at + (uint32_t)__builtin_ctzll(above);
            const char *found = view->plain + i;
            if (i >= 4 && memcmp(found, " tren", 5) == 0 &&
                (memcmp(found - 4, " neu", 4) == 0 ||
                 memcmp(found - 4, " noi", 4) == 0) &&
                !plain_inside(found[5]))
                return i - 3;
        }
    }
    return view->count;
}

void anaphors_find(struct references *references, const struct view *view,
                   struct arena *arena)
{
    if (references->count == 0)
        return;
    struct found *found = NULL;
    size_t count = 0, room = 0, before = 0;
    for (uint32_t at = next_pointer(view, references->items[0].to); at < view->count;
         at = next_pointer(view, at + 8)) {
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
