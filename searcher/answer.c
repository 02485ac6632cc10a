// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"

#include "index/identity.h"
#include "searcher/copy.h"

// True when a unit was asked for and the notice names none of the units meant: it
// addresses them all.
static bool only_collective(const struct answer *answer, const struct document *document)
{
    const struct plan *plan = answer->plan;
    bool asked = false;
    for (size_t f = 0; f < plan->filters.count; f++) {
        const struct filter_answer *unit = &plan->answers[f];
        if (plan->filters.items[f].field != FIELD_UNIT)
            continue;
        if (!unit->collective)
            return false;
        asked = true;
        for (size_t c = 0; c < unit->count; c++)
            for (size_t i = 0; i < document->notice.units.count; i++)
                if (str_starts(document->notice.units.items[i].id,
                               unit->candidates[c].value))
                    return false;
    }
    return asked;
}

// Who only wants the paths is told them without the notice being read.
static bool read_id(struct answer_hit *hit, const struct answer *answer,
                    struct error *err)
{
    uint64_t id;
    char digits[IDENTITY_TEXT_SIZE];
    if (!index_id(answer->index, &hit->ranked->hit, &id, err))
        return false;
    hit->document.id = arena_copy(answer->arena, str_of(identity_text(id, digits)));
    return true;
}

bool answer_read(struct answer *answer, const struct snippet_options *snippets,
                 struct error *err)
{
    size_t left = answer->result->count - answer->first;
    size_t count = left < ANSWER_HITS ? left : ANSWER_HITS;
    answer->hits = ARENA_ARRAY(answer->arena, struct answer_hit, count + 1);
    answer->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct answer_hit *hit = &answer->hits[answer->count];
        hit->ranked = &answer->result->hits[answer->first + i];
        if (!(snippets ? index_notice(answer->index, &hit->ranked->hit, true,
                                      &hit->document, answer->arena, err)
                       : read_id(hit, answer, err)))
            return false;
        hit->path_count = index_paths(answer->index, hit->document.id, &hit->paths);
        answer->count++;
        if (!snippets)
            continue;
        hit->collective = only_collective(answer, &hit->document);
        struct copies copies;
        if (!copies_find(&copies, answer->index, &hit->document, answer->arena, err))
            return false;
        hit->same_count = copies_paths(&copies, answer->index, &hit->same, answer->arena);
        snippets_find(&hit->snippets, answer->plan, &hit->document, snippets,
                      answer->arena);
    }
    return true;
}

void render_paths(struct buf *out, const struct answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        for (size_t p = 0; p < answer->hits[i].path_count; p++) {
            buf_add_str(out, answer->hits[i].paths[p]);
            buf_add_char(out, '\0');
        }
}
