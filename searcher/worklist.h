// Directives as a list of work: for a person, for a script, for a spreadsheet, for a
// calendar.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/follow_up.h"
#include "searcher/terminal.h"

enum worklist_group { GROUP_NOTICE, GROUP_UNIT };

// An item of the listing on its way to be shown.
struct work {
    const struct listed *listed;
    const struct follow_up *follow_up; // NULL: not asked for
};

struct worklist {
    const struct index *index;
    const struct listing *listing;
    const struct filter_answer *units; // what --unit means; NULL: all units
    size_t unit_count;
    struct work *items; // oldest notice first
    size_t count;
    size_t again;   // items of the listing that only repeat one before, and are not told
    size_t helping; // directives that the units asked for only help in, and are not told
    enum worklist_group group;
    bool inherited; // deadlines from a section or a title count as much as others
    struct arena *arena;
};

void worklist_text(struct buf *out, const struct worklist *list,
                   const struct terminal *terminal);
// One line an item.
void worklist_json(struct buf *out, const struct worklist *list);
void worklist_csv(struct buf *out, const struct worklist *list);
// RFC 5545: one VTODO an item, with a due date only where the notice gives one.
void worklist_ics(struct buf *out, const struct worklist *list);
