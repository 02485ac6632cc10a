// The words of a segment: each has a number, and is found by its spelling or by what is
// left of it without marks.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/words.h"
#include "index/mapped.h"

//   magic (8) | words (4) | notices (4) | syllables in all (8)
//   where the spelling of each word starts, and where the last ends (4 each, from the
//   first spelling)
//   in how many notices each word occurs (4 each)
//   how often each occurs in all (4 each, at most 2^32 - 1)
//   numbers of the words in the byte order of their spellings (4 each)    } missing in a
//   numbers of the words in the order of their folded forms (4 each)      } batch
//   spellings
//
// Numbers go from 1; in a segment the commonest word has number 1.

// A word of a vocabulary that is being made.
struct vocabulary_word {
    uint32_t notices;
    uint32_t occurrences;
};

struct vocabulary_totals {
    uint32_t notices;
    uint64_t syllables;
};

enum vocabulary_use { VOCABULARY_OF_BATCH, VOCABULARY_OF_SEGMENT };

// Writes the words numbered 0, 1 … in `words` as 1, 2 … ERROR_IO.
bool vocabulary_write(const char *path, const struct words *words,
                      const struct vocabulary_word *counts,
                      struct vocabulary_totals totals, enum vocabulary_use use,
                      struct error *err);

struct vocabulary {
    struct mapped file;
    uint32_t count;
    struct vocabulary_totals totals;
    const char *starts, *notices, *occurrences, *sorted, *folded, *spellings;
    size_t spellings_len;
};

// ERROR_GONE, ERROR_DAMAGED, ERROR_IO.
bool vocabulary_open(struct vocabulary *out, const char *path, struct error *err);
void vocabulary_close(struct vocabulary *vocabulary);

// The spelling of a number from 1 to count; empty for others.
struct str vocabulary_word_at(const struct vocabulary *vocabulary, uint32_t number);
// The number of a word, 0 when the segment has no such word.
uint32_t vocabulary_find(const struct vocabulary *vocabulary, struct str word);
uint32_t vocabulary_notices(const struct vocabulary *vocabulary, uint32_t number);
uint32_t vocabulary_occurrences(const struct vocabulary *vocabulary, uint32_t number);
// Calls `visit` for each word of a segment that starts with `prefix`, in the order of
// spellings, with the number of its notices, until it returns false.
void vocabulary_start_with(const struct vocabulary *vocabulary, struct str prefix,
                           bool (*visit)(void *context, struct str word, size_t notices),
                           void *context);
// The numbers of the words whose folded form is `folded`, at most `room` of them; returns
// how many there are.
size_t vocabulary_forms(const struct vocabulary *vocabulary, struct str folded,
                        uint32_t *numbers, size_t room);
