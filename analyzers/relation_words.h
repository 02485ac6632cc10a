// The words before a citation, and what they say happens to the cited document.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/relation_cue.h"

// What the words between the last citation, or the start of the clause, and this one say.
struct relation_words {
    struct cue relation; // the one that decides; .to == 0: none
    struct cue change;   // where passive: what is done to the document before
    bool planned, draft, pending, passive;
    bool empty;   // nothing but marks
    bool joiner;  // the last of it joins the members of a list
    bool bracket; // the last of it opens a bracket
    bool broken;  // it turned to something else: "sau đây gọi là", "trước ngày"
};

// The words of [from, to), which ends at the citation. The nearest cue decides.
struct relation_words relation_words_read(const struct view *view, uint32_t from,
                                          uint32_t to);
// True when the last word or sign of [from, to) joins the members of a list; *bracket when
// it opens a bracket.
bool relation_words_join(const struct view *view, uint32_t from, uint32_t to,
                         bool *bracket);
