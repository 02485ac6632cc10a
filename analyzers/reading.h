// What the rules about directives read from: the facts found so far, with the paragraphs
// and the cue words of the text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/cue.h"
#include "analyzers/directive.h"
#include "analyzers/paragraph.h"

struct subject_memo;

struct reading {
    const struct findings *found;
    const struct view *view;
    struct cues cues;
    struct paragraphs paragraphs;
    struct arena *arena;
    struct subject_memo *memo; // what subject_at said last; NULL: nothing is kept
};

// Numbers of the first unit, date, person, reference that ends after `letter`: all lists
// are in the order of the text.
size_t reading_unit(const struct reading *reading, uint32_t letter);
size_t reading_date(const struct reading *reading, uint32_t letter);
size_t reading_person(const struct reading *reading, uint32_t letter);
size_t reading_reference(const struct reading *reading, uint32_t letter);

// The cue that starts exactly at `letter`, or NULL.
const struct cue *reading_cue(const struct reading *reading, uint32_t letter);
// The first cue of one of these kinds that starts in [from, to), or NULL.
const struct cue *reading_cue_in(const struct reading *reading, uint32_t from,
                                 uint32_t to, uint32_t kinds);
// True when `letter` lies inside the name of a unit.
bool reading_in_unit(const struct reading *reading, uint32_t letter);
// True when no letter or digit stands in [from, to).
bool reading_empty(const struct reading *reading, uint32_t from, uint32_t to);
// Adds the keys of the references in [from, to) to those that the item cites.
void reading_cite(struct directive *directive, const struct reading *reading,
                  uint32_t from, uint32_t to);
// The end of the sentence that `from` lies in: behind its full stop, or `to`.
uint32_t reading_sentence_end(const struct reading *reading, uint32_t from, uint32_t to);
