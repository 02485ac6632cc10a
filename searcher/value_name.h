// What people call a value of the index: the unit behind an id, the number behind a key,
// the person behind a folded name.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

// The name as a notice that has the value writes it; the value itself where none says. In
// the arena.
struct str value_name(const struct index *index, enum field_id field, struct str value,
                      struct arena *arena);
// "Sở Khoa học và Công nghệ Quảng Trị", without saying the province twice; missing when
// nobody issued the notice.
struct str issuer_name(const struct office *office, struct arena *arena);
// "HĐND tỉnh Quảng Trị" for "HĐND tỉnh" of the province with this slug: who issued a document,
// as citations leave it out. In the arena.
struct str cited_issuer_name(struct str issuer, struct str scope, struct arena *arena);
// "Báo cáo 12/BC-SYT": type and number (of a notice, or of a document as cited) as they
// stand at the head of a line; without a type the number alone, and the other way round.
// In the arena.
struct str document_name(struct str type, struct str number, struct arena *arena);
// "30/8/2023", "tháng 01/2023", "quý I/2023", "năm 2023", "01/9 – 15/10/2023"; missing
// without a date.
struct str days_name(struct days days, struct arena *arena);
// Where a unit belongs, to tell it from its namesakes: the name of its office, else of its
// province; missing where nothing is known.
struct str unit_place(const struct index *index, struct str id, struct arena *arena);
