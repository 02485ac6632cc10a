// Persons, with the role in which the text names them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/anatomy.h"

struct person {
    struct span span;
    uint32_t from, to; // the same in letters of the view
    struct str name;   // clean: "Trần Phước Hiền"
    struct str role;   // as written around the name, or missing
};

struct persons {
    struct person *items;
    size_t count;
};

// All mentions in the text, in its order, the signer of its anatomy included.
void persons_find(struct persons *out, const struct view *view,
                  const struct anatomy *anatomy, struct arena *arena);

// True when `name` could be a person's: 2 to 5 capitalised syllables that start with a
// surname, accents and all.
bool person_name_valid(struct str name);
