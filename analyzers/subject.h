// Subjects: who a sentence is said to, in the order of words that directives have.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

// In letters.
enum {
    ACTS_NEAR = 90,     // a verb stands so soon behind the units that are told
    LIST_GAP = 48,      // at most between two units of one list
    BODY_LONGEST = 140, // name of a body that no table knows
};

enum { SUBJECT_UNITS = 24 };

// The units that a sentence is said to: "Giao [Sở A, Sở B] chủ trì …", "[Các phòng, đơn
// vị] tập trung …".
struct subject {
    uint32_t units[SUBJECT_UNITS]; // numbers in the list of units
    size_t count;
    // where no unit is known but a body is named: its letters; else equal
    uint32_t body_from, body_to;
    uint32_t person; // number of the person addressed, or UINT32_MAX
    uint32_t from;   // where the list begins, posts and orders before it included
    uint32_t after;  // the letter behind the list
    bool ordered;    // giao, yêu cầu, đề nghị stand before it
    bool acts;       // a verb, a duty or a colon follows
};

// The last answer of subject_at: outline, acceptance and assignees ask for the same
// paragraph one after the other.
struct subject_memo {
    bool kept, found;
    uint32_t from, to;
    struct subject subject;
};

// True when the subject names a body (and not only a person).
bool subject_names(const struct subject *subject);

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
// Whom the office that writes orders anywhere in [from, to): "… UBND tỉnh đề nghị [các sở]
// treo cờ". False where it orders nobody.
bool subject_of_office(struct subject *out, const struct reading *reading, uint32_t from,
                       uint32_t to);
// True when the words [from, to) explain one: "Cơ quan quản lý công chức là cơ quan có thẩm
// quyền …", but not "… là đơn vị đầu mối".
bool subject_explains(const struct view *view, uint32_t from, uint32_t to);
// subject_at for known units only.
bool subject_known(struct subject *out, const struct reading *reading, uint32_t from,
                   uint32_t to);

// True when only what parts two units of one list stands in [from, to): commas, "và",
// posts ("Chủ tịch").
bool subject_goes_on(const struct reading *reading, uint32_t from, uint32_t to);
// Behind the bracket that opens at `at`, or `at`: "Sở A (Cơ quan thường trực …) chủ trì".
uint32_t behind_bracket(const struct view *view, uint32_t at, uint32_t to);
// Behind the short name of a body before a colon, which stays in the office that uses it:
// "QLN&CCNT:", "Đ. Kiểm tra:"; or `at`.
uint32_t abbreviated_body_end(const struct view *view, uint32_t at, uint32_t to);
// Where the name of a body ends at the latest: "Sở A | trong công tác …", "các đơn vị |
// để …".
uint32_t body_name_end(const struct view *view, uint32_t from, uint32_t to);
