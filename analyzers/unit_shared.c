// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_shared.h"

#include "analyzers/unit_pattern.h"

enum { MANY = 40 };

// One unit of the list, its name at word `at`. Returns the word behind it, `at` when
// there is none.
static uint32_t read_item(struct unit_finder *finder, uint32_t at,
                          const struct unit_head *head)
{
    const struct word_list *words = &finder->words;
    struct arena *arena = finder->arena;
    // The name of a sector, as it would be known behind its head.
    struct sector_name sector;
    if (head->kind == HEAD_SECTOR) {
        if (!unit_lexicon_sector(words, at, head, finder->list, &sector)) {
            return at;
        }
        struct str place = sector.unit->level == LEVEL_NATIONAL
                               ? STR("trung-uong")
                               : finder->office->province;
        unit_finder_add(finder, at, sector.end, sector.unit->name,
                        unit_finder_id(finder, place, sector.unit->id));
        return sector.end;
    }
    uint32_t behind = unit_pattern_end(words, at, true);
    if (behind == at) {
        return at;
    }
    struct str normal =
        arena_printf(arena, "%.*s %.*s", STR_ARG(head->folded),
                     STR_ARG(unit_name_normal(words, at, behind, finder->list, arena)));
    struct str said = view_clean(words->view, words->items[at].from,
                                 words->items[behind - 1].to, arena);
    struct str name =
        arena_printf(arena, "%.*s %.*s", STR_ARG(head->word), STR_ARG(said));
    struct str id = unit_finder_id(finder, unit_finder_parts(finder, head),
                                   unit_name_slug(normal, arena));
    unit_aliases_add(finder->aliases, id, normal, name);
    unit_finder_add(finder, at, behind, name, id);
    return behind;
}

// True when the list goes on at word `at`: behind a comma or "và".
static bool goes_on(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    if (word->signs) {
        return (word->first == ',' || word->first == ';') &&
               (word->signs == 1 || word->key == WORD("va"));
    }
    return word->key == WORD("va");
}

// A unit with its own head is found by itself.
static bool own_head(const struct word_list *words, uint32_t at,
                     const struct unit_head *head)
{
    uint32_t end;
    const struct unit_head *other = unit_lexicon_head(words, at, &end);
    return other && other != head && word_is_spelt(words, at, &other->first) &&
           (words->items[at].shape & WORD_UPPER) &&
           unit_lexicon_lookalike(words, at) == at;
}

uint32_t unit_shared_read(struct unit_finder *finder, uint32_t at,
                          const struct unit_head *head, uint32_t head_end)
{
    const struct word_list *words = &finder->words;
    uint32_t i = head_end, end = at;
    for (uint32_t n = 0; n < MANY && i < words->count; n++) {
        if (n && !goes_on(words, i)) {
            break;
        }
        i += words->items[i].key == WORD("va");
        if (i >= words->count || own_head(words, i, head)) {
            break;
        }
        uint32_t behind = read_item(finder, i, head);
        if (behind == i) {
            break;
        }
        i = end = behind;
    }
    return end;
}
