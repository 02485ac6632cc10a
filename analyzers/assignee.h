// Assignees: which units and persons an item is for, who leads and who helps.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

enum { SUBJECT_UNITS = 24 };

// The units that a sentence is said to: "Giao [Sở A, Sở B] chủ trì …", "[Các phòng, đơn
// vị] tập trung …".
struct subject {
    uint32_t units[SUBJECT_UNITS]; // numbers in the list of units
    size_t count;
    uint32_t body_from,
        body_to; // where no unit is known but a body is named: its letters; else equal
    uint32_t person; // number of the person addressed, or UINT32_MAX
    uint32_t from;   // where the list begins, posts and orders before it included
    uint32_t after;  // the letter behind the list
    bool ordered;    // giao, yêu cầu, đề nghị stand before it
    bool acts;       // a verb, a duty or a colon follows
};

// True when the subject names a body (and not only a person).
bool subject_names(const struct subject *subject);

// What an item takes over from the headings above it.
struct charge {
    struct assignee *units;
    size_t count;
    bool lead; // the heading makes them lead: "Sở A chủ trì, phối hợp thực hiện:"
};

// The units at the very start of [from, to): only orders, posts, time phrases and the
// like may stand before them.
bool subject_at(struct subject *out, const struct reading *reading, uint32_t from,
                uint32_t to);
// The same, or behind a first clause: "Tiêu chuẩn đo lường: UBND huyện …", "Căn cứ …,
// Phòng A …", "Trong tháng 10, Phòng A …".
bool subject_find(struct subject *out, const struct reading *reading, uint32_t from,
                  uint32_t to);
// The first order to a unit anywhere in [from, to): "… Giao Bộ A chủ trì". False where
// there is none.
bool subject_ordered(struct subject *out, const struct reading *reading, uint32_t from,
                     uint32_t to);

// Makes assignees of a subject's units, all addressed.
void charge_of(struct charge *out, const struct reading *reading,
               const struct subject *subject);

// Fills units and persons of an item from its own words [from, to) and, where they name
// nobody, from `charge`.
void assignees_read(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to, const struct charge *charge);

// Adds the units named in [from, to) with this role: the cell of a table, the line "Đơn
// vị phối hợp: …". Returns how many there were.
size_t assignees_add_all(struct directive *out, const struct reading *reading,
                         uint32_t from, uint32_t to, enum role role);
