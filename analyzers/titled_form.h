// The words of a title: where it begins behind the name of a kind of document, how far it
// may go, and its normal form (analyzers/titled.h). Asks tables/titled.tsv.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum { TITLED_NO_TYPE = UINT32_MAX };

// The kind of document whose name begins at the letter `at`; *end is the letter behind it.
uint32_t titled_type_at(const struct view *view, uint32_t at, uint32_t *end);
uint32_t titled_type_named(struct str name);
// The words that names of kinds begin with.
const struct word_set *titled_type_words(void);
// False for most of those words at which none begins.
bool titled_type_begins(const struct word_list *words, uint32_t at);
// A kind that others put into force: Quy chế, Đề án, Kế hoạch.
bool titled_is_work(uint32_t type);

// True when the words at `at` begin a title behind a citation: "ban hành …", "về việc …".
bool titled_begins(const struct view *view, uint32_t at, uint32_t limit);
// True when they show that no title follows: "này", "số".
bool titled_refused(const struct view *view, uint32_t at);
// True when "ban hành kèm theo" and the like stand at `at`; *end is the letter behind.
bool titled_issued_with(const struct view *view, uint32_t at, uint32_t *end);
// Behind blanks and quotes.
uint32_t titled_skip(const struct view *view, uint32_t at, uint32_t limit);

// The letters in which the words of a title stand.
struct titled_place {
    uint32_t from, to;
};

// The normal form of the title behind the name of a kind that ends before `at`; missing
// when it says too little. In the arena.
struct str titled_form(const struct view *view, uint32_t type, uint32_t at,
                       uint32_t limit, struct titled_place *place, struct arena *arena);
