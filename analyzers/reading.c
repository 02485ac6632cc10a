// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reading.h"

#include "analyzers/word_mask.h"

// Each list is searched by where its items end: first item with .to > letter.
#define FIRST_AFTER(list)                                                                \
    size_t low = 0, high = (list)->count;                                                \
    while (low < high) {                                                                 \
        size_t middle = low + (high - low) / 2;                                          \
        if ((list)->items[middle].to <= letter)                                          \
            low = middle + 1;                                                            \
        else                                                                             \
            high = middle;                                                               \
    }                                                                                    \
    return low

size_t reading_unit(const struct reading *reading, uint32_t letter)
{
    FIRST_AFTER(reading->found->units);
}

size_t reading_date(const struct reading *reading, uint32_t letter)
{
    FIRST_AFTER(reading->found->dates);
}

size_t reading_person(const struct reading *reading, uint32_t letter)
{
    FIRST_AFTER(reading->found->persons);
}

size_t reading_reference(const struct reading *reading, uint32_t letter)
{
    FIRST_AFTER(reading->found->references);
}

const struct cue *reading_cue(const struct reading *reading, uint32_t letter)
{
    const struct cues *cues = &reading->cues;
    return cue_starts(cues, letter) ? &cues->items[cues_at(cues, letter)] : NULL;
}

const struct cue *reading_cue_in(const struct reading *reading, uint32_t from,
                                 uint32_t to, uint32_t kinds)
{
    for (size_t at = cues_at(&reading->cues, from); at < reading->cues.count; at++) {
        const struct cue *cue = &reading->cues.items[at];
        if (cue->from >= to)
            break;
        if (cue->kinds & kinds)
            return cue;
    }
    return NULL;
}

bool reading_in_unit(const struct reading *reading, uint32_t letter)
{
    size_t at = reading_unit(reading, letter);
    return at < reading->found->units->count &&
           reading->found->units->items[at].from <= letter;
}

bool reading_empty(const struct reading *reading, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        char c = reading->view->plain[i];
        if (plain_inside(c))
            return false;
    }
    return true;
}

// The next sign that may end a sentence, or `to`.
static uint32_t next_stop(const char *plain, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i += 16) {
        uint32_t mask = letter_mask(plain + i, '.') | letter_mask(plain + i, '!') |
                        letter_mask(plain + i, '?');
        if (mask) {
            i += (uint32_t)__builtin_ctz(mask);
            return i < to ? i : to;
        }
    }
    return to;
}

uint32_t reading_sentence_end(const struct reading *reading, uint32_t from, uint32_t to)
{
    const char *plain = reading->view->plain;
    for (uint32_t i = next_stop(plain, from, to); i < to;
         i = next_stop(plain, i + 1, to)) {
        uint32_t next = i + 1;
        while (next < to && plain[next] == ' ')
            next++;
        // "TP. Đông Hà", "Đ. 5": a full stop after one or two letters is an
        // abbreviation's.
        bool abbreviation = i >= 2 && (plain[i - 2] == ' ' ||
                                       (i >= 3 && plain[i - 3] == ' ' &&
                                        (reading->view->flags[i - 2] & VIEW_UPPER) &&
                                        (reading->view->flags[i - 1] & VIEW_UPPER)));
        if (next >= to ||
            (next > i + 1 && (reading->view->flags[next] & VIEW_UPPER) && !abbreviation))
            return i + 1;
    }
    return to;
}

void reading_cite(struct directive *directive, const struct reading *reading,
                  uint32_t from, uint32_t to)
{
    const struct references *references = reading->found->references;
    size_t first = reading_reference(reading, from), last = first;
    while (last < references->count && references->items[last].from < to)
        last++;
    if (first == last)
        return;
    directive->refs = ARENA_ARRAY(reading->arena, struct str, last - first);
    for (size_t i = first; i < last; i++) {
        const struct reference *reference = &references->items[i];
        bool known = reference->relation == RELATION_SELF || !reference->key.len;
        for (size_t k = 0; k < directive->ref_count && !known && k < 64; k++)
            known = str_equal(directive->refs[k], reference->key);
        if (!known)
            directive->refs[directive->ref_count++] = reference->key;
    }
}
