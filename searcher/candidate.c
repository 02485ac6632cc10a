// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/candidate.h"

#include <string.h>

void candidate_add(struct candidate **items, size_t *count,
                   const struct candidate *candidate, struct arena *arena)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal((*items)[i].value, candidate->value))
            return;
    // Room for 1, 2, 4 … of them.
    if (!(*count & (*count - 1))) {
        struct candidate *grown =
            ARENA_ARRAY(arena, struct candidate, *count ? 2 * *count : 1);
        if (*count)
            memcpy(grown, *items, *count * sizeof **items);
        *items = grown;
    }
    (*items)[(*count)++] = *candidate;
}

bool folded_has(struct str whole, struct str part)
{
    for (ptrdiff_t at = str_find(whole, part, 0); at >= 0;
         at = str_find(whole, part, (size_t)at + 1)) {
        size_t start = (size_t)at, end = start + part.len;
        if ((!start || whole.at[start - 1] == ' ') &&
            (end == whole.len || whole.at[end] == ' '))
            return true;
    }
    return false;
}
