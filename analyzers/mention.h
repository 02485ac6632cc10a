// A citation while it is being read: what its words say, before keys are made and years
// are inherited.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/agency.h"
#include "analyzers/law.h"
#include "analyzers/reference.h"
#include "analyzers/symbol.h"

struct mention {
    uint32_t from, to; // letters of the view, from the name of the type to the issuer
    struct symbol symbol;
    struct symbol_head head;
    const struct doctype *type; // decided from code and words; NULL: nobody says it
    struct law law;             // the law's name before its number; law.to == 0: none
    int year;                   // 0: nobody says it
    int32_t date;               // 0: nobody says the day
    bool dated;                 // a date stands with it, whole or not
    struct cited_issuer issuer; // to == 0: nobody says it
    bool joined; // a member of the list that the mention before it begins or goes on with
    bool own;    // the number line of the text itself
    uint32_t pinpoint_from, pinpoint_to;
    // the title of the act that amends this one, where only its object has the number;
    // title_to == 0: there is none
    uint32_t title_from, title_to;
};

struct mentions {
    struct mention *items;
    size_t count, room;
    struct law *laws; // cited by name only
    size_t law_count, law_room;
};

// Finds all citations of the text, by number and by name.
void mentions_find(struct mentions *out, const struct view *view, struct arena *arena);

// Makes the references of the mentions: keys, what is inherited from fuller citations in
// the same text, what people read.
void references_make(struct references *out, const struct mentions *mentions,
                     const struct view *view, const struct citing *citing,
                     struct arena *arena);
