// The names of units as they are compared: folded, written out, without what spellings
// differ in.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_list.h"

enum { UNIT_NAME_WORDS = 40 };

// The words [from, to) in normal form: abbreviations that have one meaning written out,
// "và" and "của" dropped. In the arena.
struct str unit_name_normal(const struct word_list *words, uint32_t from, uint32_t to,
                            const struct unit_list *list, struct arena *arena);
// A normal form as part of an id: "phong-quan-ly-khoa-hoc". In the arena.
struct str unit_name_slug(struct str normal, struct arena *arena);
// True when `written` says the same as `full` with words of it shortened to their
// initials: "phong quan ly khcn" and "phong quan ly khoa hoc cong nghe". Both in normal
// form.
bool unit_name_shortens(struct str written, struct str full);
// True when the letters are the initials of the first words of `full`: "qln" and "quan ly
// nha thi truong bat dong san".
bool unit_name_begins(struct str letters, struct str full);

// What the abbreviation with this key stands for, folded: the meanings are numbered from
// 0; missing behind the last.
struct str abbreviation_meaning(uint64_t key, uint32_t number);
// The key of the abbreviation that starts at word `at`: "KH&CN" is two words; *end is the
// word behind it. 0 when there is none.
uint64_t abbreviation_at(const struct word_list *words, uint32_t at, uint32_t *end,
                         const struct unit_list *list);
