// What helps to find more, for standard error: names and words that the archive has not,
// names that are near, what a name may mean.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/answer.h"

// Where the sentences go, and for which command.
struct hints {
    struct buf *out; // left as it is where there is nothing to say
    const char *command;
    const struct index *index;
    struct arena *arena;
};

void hints_of_filters(const struct hints *hints, const struct filters *filters,
                      const struct filter_answer *answers);
// The same for the filters of a question, and for its words.
void hints_of_answer(const struct hints *hints, const struct answer *answer);
