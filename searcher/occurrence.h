// Reading a candidate once more: where in its words the words of the question stand.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/asked_word.h"

// One word of the notice that is a word of the question. Of a notice "… đo lường. Chất
// lượng …" asked for "do luong chat":
//
//   place  word   strong
//     12   do     yes
//     13   luong  yes
//     22   chat   yes     a sentence ended: places run on behind a gap
//     23   luong  yes
struct occurrence {
    uint32_t place;
    uint32_t word;
    // one of the forms alike; else one that contradicts the marks that were typed
    bool strong;
    bool meant; // of these, the form that was meant for certain
    bool title;
    // nothing of the same sentence stands before it: the sentence, or the stretch before
    // or behind the title, begins
    bool first;
    bool last; // … behind it
};

enum { OCCURRENCE_GAP = 8 }; // places between two sentences

struct occurrences {
    // in the order of the notice; several words may stand at one place
    struct occurrence *items;
    size_t count;
    size_t length; // of the notice, in words
};

struct occurrence_reader;

// The index and the words must outlive the reader.
struct occurrence_reader *occurrence_reader_open(const struct index *index,
                                                 const struct asked_words *words);
void occurrence_reader_close(struct occurrence_reader *reader);
// Fills *out; valid until the next call.
void occurrence_reader_read(struct occurrence_reader *reader, const struct hit *hit,
                            struct occurrences *out);
