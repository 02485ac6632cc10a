// Whose notice it is: the office in the head, in the number's code or in the title, and
// its province.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/heading.h"

struct issuer {
    struct office office;
    bool national;
    // for keys: "quang-tri", "ha-noi/ba-dinh"; missing for national issuers and unknown
    // provinces
    struct str scope;
};

void issuer_read(struct issuer *out, const struct word_list *words,
                 const struct heading *heading, const struct unit_list *list,
                 struct arena *arena);
