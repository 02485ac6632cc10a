// Directives: who is told to do what, with whom, by when, under which decree.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/anatomy.h"
#include "analyzers/period.h"
#include "analyzers/person.h"
#include "analyzers/reference.h"
#include "analyzers/unit.h"

enum role { ROLE_ADDRESSEE, ROLE_LEAD, ROLE_COORDINATE };
enum deadline_kind {
    DEADLINE_NONE,
    DEADLINE_ON,
    DEADLINE_BEFORE,
    DEADLINE_LATEST,
    DEADLINE_IN,
    DEADLINE_ABOUT,
    DEADLINE_AT,
    DEADLINE_RECURRING,
};
enum inherited { INHERITED_NOT, INHERITED_SECTION, INHERITED_LEAD_IN, INHERITED_TITLE };

const char *role_name(enum role role);
const char *deadline_kind_name(enum deadline_kind kind);
// "section" …; NULL for INHERITED_NOT.
const char *inherited_name(enum inherited inherited);

struct assignee {
    struct str name; // of the unit, canonical
    struct str id;
    enum role role;
    bool collective;
};

// When, as the notice says it; "deadline" in docs/json.md.
struct deadline {
    enum deadline_kind kind;  // DEADLINE_NONE: no time limit is written
    struct str text;          // as written, clean
    struct days days;         // from is 0 for before and latest, both are 0 for recurring
    int hour, minute;         // of the day, or -1
    enum inherited inherited; // where it comes from when the item itself has none
};

struct directive {
    struct span span;
    uint32_t line; // 1-based line of its start
    struct assignee *assignees;
    size_t assignee_count;
    struct str *persons;
    size_t person_count;
    struct deadline deadline;
    struct str *refs; // keys of the references in the item
    size_t ref_count;
};

struct directives {
    struct directive *items;
    size_t count;
};

// All facts of the text but the directives; what they are found from.
struct findings {
    const struct view *view;
    const struct anatomy *anatomy;
    const struct dates *dates;
    const struct references *references;
    const struct units *units;
    const struct persons *persons;
    const struct unit_list *list; // the archive's own units, or NULL
};

void directives_find(struct directives *out, const struct findings *found,
                     struct arena *arena);
