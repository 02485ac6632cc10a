// Directives found, with everything that any format needs of each.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/filter.h"
#include "searcher/plan.h"

// What is wanted beyond words and filters.
struct listing_options {
    const struct filters *units;       // --unit; items addressed to any of them
    const struct filter_answer *found; // what each of these means
    int role;                          // enum role, ROLES_TOLD or ROLES_ANY
    const struct clause *due;          // NULL: any deadline or none
    bool inherited;                    // deadlines from a section or a title count too
    size_t limit, offset;
};

enum {
    ROLES_TOLD = -1, // addressee or lead: whoever is told, not whoever only helps
    ROLES_ANY = -2,
};

struct listed {
    struct document document; // with its text
    uint32_t number;          // of the directive in its notice, from 1
    uint32_t page;            // where it starts; 0 where the text has no pages
    const struct directive *directive;
    struct str text; // of the directive, as the notice has it
    const struct str *paths;
    size_t path_count;
    bool collective; // of the units asked for only through all units of their office
    bool all;        // has all the words asked for
    struct listed **
        // the same order in other notices, oldest first; NULL in all but the first of
        // them
        repeats;
    size_t repeat_count;
};

struct listing {
    struct listed *items; // oldest first
    size_t count;
    size_t total;   // matches in all
    bool exact;     // total is their true number
    bool by_weight; // items are the best of them, not the oldest
    size_t notices; // among the items
};

// Asks the index. When no directive has all the words and `plan` knows a relaxed
// question, those that have some of them.
bool listing_read(struct listing *out, const struct index *index, struct plan *plan,
                  const struct listing_options *options, struct arena *arena,
                  struct error *err);

// The role of a unit (an id, or one below it) in a directive; -1 when it has none.
int listed_role(const struct directive *directive, struct str id);
// The day and the time of day that a deadline ends on, for sorting: recurring ones after
// all days, missing ones last.
int64_t deadline_order(const struct deadline *deadline);
// "trước 21/02/2025", "tháng 9/2023", "13:30 18/02/2025", "mỗi năm"; missing without a
// deadline.
struct str deadline_name(const struct deadline *deadline, struct arena *arena);
// Where it has no deadline: the words of a time limit that counts from something else than
// a day ("trong thời hạn 15 ngày kể từ …"), on one line; missing where there is none.
struct str listed_limit(const struct listed *listed, struct arena *arena);
// Its text on one line, without mark-up.
struct str listed_clean(const struct listed *listed, struct arena *arena);
// The id of a directive: "9f3a…#4".
struct str listed_id(const struct listed *listed, struct arena *arena);
