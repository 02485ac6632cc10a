// What finding units needs everywhere: where it is in the text, and how a mention and its
// id are made.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_alias.h"
#include "analyzers/unit_heading.h"
#include "analyzers/unit_lexicon.h"
#include "analyzers/unit_scope.h"

enum { UNIT_FINDER_FOLDED = 64, UNIT_FINDER_GIVEN = 16 };

// A name that the text itself gives to a unit: the words of it, and the unit.
struct unit_given {
    uint32_t from, to;
    struct str name, id;
    bool collective;
};

struct unit_finder {
    struct word_list words;
    const struct office *office;
    const struct unit_list *list;
    struct arena *arena;
    struct units *out;
    size_t room;
    struct unit_words *places; // of each unit of `out`
    size_t places_room;
    struct unit_aliases *aliases;
    bool recipients;  // behind "Nơi nhận:"
    bool archive;     // behind "Lưu:" of that list
    bool number_seen; // the notice's own number line is behind
    // The beginnings of the last names, folded once they were asked for, and of which
    // names.
    struct str folded[UNIT_FINDER_FOLDED], folded_of[UNIT_FINDER_FOLDED];
    struct str office_folded; // the name of the office, once it was asked for
    uint32_t last_code;       // the word that was the last code of the list
    struct unit_given given[UNIT_FINDER_GIVEN];
    uint32_t given_count;
};

// Adds a mention of the words [from, to).
struct unit *unit_finder_add(struct unit_finder *finder, uint32_t from, uint32_t to,
                             struct str name, struct str id);
// The words [from, to) as a name for people: clean, a capital first.
struct str unit_finder_name(struct unit_finder *finder, uint32_t from, uint32_t to);
// PARENT/ID, or PARENT#ID for collectives.
struct str unit_finder_id(struct unit_finder *finder, struct str parent, struct str id);
// The province, perhaps with the district, that a scope says; without one that of the
// text.
struct str unit_finder_place(struct unit_finder *finder, const struct unit_scope *scope);
// "lam-dong/di-linh" where the office that writes belongs to a district or commune; else
// missing.
struct str unit_finder_district(struct unit_finder *finder);
// True when the office that writes belongs to a district, not to a commune.
bool unit_finder_of_district(struct unit_finder *finder);
// Where the parts of the office that writes stand. Of a people's committee the divisions
// ("Phòng Tổng hợp", head NULL for their codes) are parts of its office,
// "ha-noi/ubnd/van-phong"; its centres, museums and boards stand beside it: "ha-noi".
struct str unit_finder_parts(struct unit_finder *finder, const struct unit_head *head);
// True when the word hangs on the one before by '/', '-', '@' or '.': it is a part of a
// code or an address.
bool unit_finder_attached(const struct word_list *words, uint32_t at);
// "TB-⏎UBND": a code goes on in the next line.
bool unit_finder_code_goes_on(const struct word_list *words, uint32_t at);
