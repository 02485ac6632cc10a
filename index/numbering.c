// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/numbering.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

// A word of up to eight letters is two machine words, compared at once. Longer ones are
// rare, and looked up every time.
enum { SHORT = 8 };

struct place {
    uint64_t low, high; // the letters; 0, 0 is a free place, as no letter is 0
    uint32_t word;
    uint32_t extra; // first of its further terms
    uint32_t extra_count;
};

struct numbering {
    struct words *words;
    struct place *places;
    uint32_t mask;
    uint32_t used;
    uint32_t *extra;
    size_t extra_count, extra_room;
    uint32_t kept; // of `extra`: what stands behind belongs to one long word
};

struct numbering *numbering_new(void)
{
    struct numbering *numbering = memory_new(sizeof *numbering);
    *numbering = (struct numbering){.words = words_new(), .mask = 8191};
    numbering->places = memory_array(numbering->mask + 1, sizeof *numbering->places);
    return numbering;
}

void numbering_free(struct numbering *numbering)
{
    if (!numbering)
        return;
    words_free(numbering->words);
    free(numbering->places);
    free(numbering->extra);
    free(numbering);
}

const struct words *numbering_words(const struct numbering *numbering)
{
    return numbering->words;
}

static void add_extra(struct numbering *numbering, struct str term)
{
    if (numbering->extra_count == numbering->extra_room) {
        numbering->extra_room = numbering->extra_room ? numbering->extra_room * 2 : 256;
        numbering->extra = memory_resize(numbering->extra, numbering->extra_room *
                                                               sizeof *numbering->extra);
    }
    numbering->extra[numbering->extra_count++] = words_add(numbering->words, term);
}

// Understands a token; its further terms go behind those that are kept.
static void understand(struct numbering *numbering, const struct view *view,
                       const struct token *token, struct place *place)
{
    char term[TERM_SIZE];
    const size_t len = token_term(view, token, term);
    place->word =
        len ? words_add(numbering->words, (struct str){term, len}) : (uint32_t)WORDS_NONE;
    struct token_extra extra;
    place->extra = (uint32_t)numbering->extra_count;
    if (token_extra(view, token, &extra))
        for (size_t i = 0; i < extra.count; i++)
            if (extra.terms[i].len)
                add_extra(numbering, extra.terms[i]);
    place->extra_count = (uint32_t)numbering->extra_count - place->extra;
}

static uint32_t hash_of(uint64_t low, uint64_t high)
{
    uint64_t hash = (low ^ (high << 29 | high >> 35)) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash ^ hash >> 32);
}

static void grow(struct numbering *numbering)
{
    const uint32_t old_mask = numbering->mask;
    struct place *old = numbering->places;
    numbering->mask = old_mask * 2 + 1;
    numbering->places =
        memory_array((size_t)numbering->mask + 1, sizeof *numbering->places);
    for (uint32_t i = 0; i <= old_mask; i++) {
        if (!old[i].low)
            continue;
        uint32_t at = hash_of(old[i].low, old[i].high) & numbering->mask;
        while (numbering->places[at].low)
            at = (at + 1) & numbering->mask;
        numbering->places[at] = old[i];
    }
    free(old);
}

void numbering_token(struct numbering *numbering, const struct view *view,
                     const struct token *token, struct numbered *out)
{
    const uint32_t count = token->to - token->from;
    numbering->extra_count = numbering->kept;
    struct place *place, rare;
    if (count <= SHORT) {
        uint64_t letters[2] = {0, 0};
        const uint16_t *from = view->letter + token->from;
        if (token->from + SHORT <= view->count) {
            // All eight letters at once; those behind the word are shifted out.
            memcpy(letters, from, sizeof letters);
            if (count < 4) {
                letters[0] &= ((uint64_t)1 << 16 * count) - 1;
                letters[1] = 0;
            } else if (count < 8) {
                letters[1] &= ((uint64_t)1 << 16 * (count - 4)) - 1;
            }
        } else {
            memcpy(letters, from, count * sizeof *from);
        }
        uint32_t at = hash_of(letters[0], letters[1]) & numbering->mask;
        place = &numbering->places[at];
        while (place->low && (place->low != letters[0] || place->high != letters[1])) {
            at = (at + 1) & numbering->mask;
            place = &numbering->places[at];
        }
        if (!place->low) {
            understand(numbering, view, token, place);
            place->low = letters[0];
            place->high = letters[1];
            numbering->kept = (uint32_t)numbering->extra_count;
            rare = *place;
            place = &rare;
            if (++numbering->used > numbering->mask / 2)
                grow(numbering);
        }
    } else {
        understand(numbering, view, token, &rare);
        place = &rare;
    }
    out->word = place->word;
    out->extra = numbering->extra + place->extra;
    out->extra_count = place->extra_count;
}
