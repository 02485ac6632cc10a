// Assignees: which units and persons an item is for, who leads and who helps.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/subject.h"

// What an item takes over from the headings above it.
struct charge {
    struct assignee *units;
    size_t count;
    bool lead; // the heading makes them lead: "Sở A chủ trì, phối hợp thực hiện:"
    bool heading; // the heading right above names them, for all that stands below it
};

// Makes assignees of a subject's units, all addressed.
void charge_of(struct charge *out, const struct reading *reading,
               const struct subject *subject);

// Adds a subject's units to those that are there.
void charge_more(struct charge *charge, const struct reading *reading,
                 const struct subject *subject);
// Adds a body that nobody listed as a unit, named by the letters [from, to).
void charge_add_body(struct charge *charge, const struct reading *reading, uint32_t from,
                     uint32_t to);

// Fills units and persons of an item from its own words [from, to) and, where they name
// nobody, from `charge`.
void assignees_read(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to, const struct charge *charge);

// In a letter: puts those it is sent to in the place of "các đơn vị", "Quý cơ quan".
void assignees_name_readers(struct directive *out, const struct reading *reading,
                            const struct charge *readers);

// Adds the units named in [from, to) with this role: the cell of a table, the line "Đơn
// vị phối hợp: …". Returns how many there were.
size_t assignees_add_all(struct directive *out, const struct reading *reading,
                         uint32_t from, uint32_t to, enum role role);
