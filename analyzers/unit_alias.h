// The names of one text's units beside each other: a short form said here belongs to the
// long form said there.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_name.h"

struct unit_aliases;

struct unit_aliases *unit_aliases_new(struct arena *arena);
// Notes a unit: its id, its name in normal form and as it is written here.
void unit_aliases_add(struct unit_aliases *aliases, struct str id, struct str normal,
                      struct str name);
// Gives the mentions of one unit one id and one name: "Phòng QLKH" those of "Phòng Quản
// lý Khoa học" when initials agree and the two belong to one office. A short form that
// fits several long ones stays by itself.
void unit_aliases_resolve(const struct unit_aliases *aliases, struct units *units);
// The id of a department ("phong …") whose whole name, said before, stands again at word
// `at`, in letters of whatever size; missing when none does. *end is the word behind it.
struct str unit_aliases_said(const struct unit_aliases *aliases,
                             const struct word_list *words, uint32_t at, uint32_t *end);
