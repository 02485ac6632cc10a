// Where a unit or a list of units may begin: told by two words and how the first is
// written, before anything is read.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum unit_beginning {
    UNIT_BEGINS_NAME, // of a body with a name of its own; any of its words may be shortened
    UNIT_BEGINS_HEAD, // "Phòng", "Trung tâm"
    UNIT_BEGINS_NOUN, // "đơn vị": of a list
};

// Notes how a name, folded, begins. unit_lexicon_start does it, and what follows.
void unit_beginning_add(enum unit_beginning kind, struct str folded);
// Notes how the first word of a name, folded, is written.
void unit_beginning_add_written(struct str folded, const struct spelling *first);
// Notes with what lists begin, and the words that are read along with units; the nouns
// are noted.
void unit_beginning_add_others(void);

// False for most words at which no unit begins: those of WORD_CLASS_UNIT with a capital and
// of WORD_CLASS_SMALL in small letters are asked for.
//
//     Bộ trưởng Bộ Tài chính giao các đơn vị, số 5, Quy định của Quỹ …
//     x         x                 x   x                          x
bool unit_begins_at(const struct word_list *words, uint32_t at);
// False for most words at which no list of units begins, of WORD_CLASS_SMALL whatever their
// letters: "các" says it, or something that goes on with the list, or "đơn vị thuộc".
bool unit_list_begins_at(const struct word_list *words, uint32_t at);
