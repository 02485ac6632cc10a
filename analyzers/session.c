// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/session.h"

#include "analyzers/province.h"
#include "analyzers/unit_scope.h"

enum { LEADERS_FURTHEST = 6 };

// "lãnh đạo (chủ chốt) tỉnh …": the word of the place, or `at` when no leaders stand here.
static uint32_t behind_leaders(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t i = at;
    while (i + 1 < words->count && i < at + LEADERS_FURTHEST && !items[i].signs) {
        if (items[i].key == WORD("lanh") && items[i + 1].key == WORD("dao")) {
            i += 2;
            bool core = i + 1 < words->count && items[i].key == WORD("chu") &&
                        items[i + 1].key == WORD("chot");
            return i + 2 * core;
        }
        i++;
    }
    return at;
}

static struct charge committee_of(const struct reading *reading,
                                  const struct word_list *words, uint32_t at)
{
    struct arena *arena = reading->arena;
    struct unit_scope scope;
    unit_scope_read(&scope, words, at, arena);
    const struct office *office = &reading->found->anatomy->office;
    struct str id;
    if (scope.province == PROVINCE_NONE && !(scope.district.len && office->province.len))
        return (struct charge){0};
    id = arena_printf(arena, "%.*s/ubnd",
                      STR_ARG(unit_scope_place(&scope, office->province, arena)));
    struct assignee *committee = ARENA_ARRAY(arena, struct assignee, 1);
    committee->id = id;
    const struct units *units = reading->found->units;
    for (size_t i = 0; i < units->count && !committee->name.len; i++)
        if (!units->items[i].collective && str_equal(units->items[i].id, id))
            committee->name = units->items[i].name;
    if (!committee->name.len)
        committee->name =
            arena_printf(arena, "UBND %.*s",
                         STR_ARG(view_clean(words->view, words->items[at].from,
                                            words->items[scope.end - 1].to, arena)));
    return (struct charge){.units = committee, .count = 1};
}

struct charge session_charge(const struct reading *reading, uint32_t from, uint32_t to)
{
    const struct word_list *words = words_of(reading->view, reading->arena);
    const struct word *items = words->items;
    for (uint32_t i = 0; i + 4 < words->count && items[i].from < to; i++) {
        if (items[i].from < from || items[i].key != WORD("lam") ||
            items[i + 1].key != WORD("viec") || items[i + 2].key != WORD("voi"))
            continue;
        uint32_t place = behind_leaders(words, i + 3);
        if (place > i + 3 && place < words->count)
            return committee_of(reading, words, place);
    }
    return (struct charge){0};
}
