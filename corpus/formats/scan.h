// What was read on a picture of a page, word by word with its place and how sure the
// engine is; two readings of one page become one, and that becomes text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/buf.h"

struct scan_word {
    float x1; // points of the picture
    float y1;
    float x2;
    float y2;
    float base;       // where its line stands, below the middle of the word
    float height;     // of a usual word of its line
    float confidence; // 0 to 100
    bool agreed;      // both readings say this
    struct str text;  // in the arena; empty: it was dropped
};

struct scan {
    struct arena *arena;
    struct scan_word *words;
    size_t count;
    size_t room;
    float width; // of the picture
    float height;
    float slope; // of the lines: how far they sink on their way, a point a point
};

void scan_add(struct scan *scan, const struct scan_word *word);
// Takes the better one of each word that both have, and what only one of them has if it
// is likely to be a word. The second's places are in points of the first. Both live in
// the same arena.
void scan_join(struct scan *scan, const struct scan *second);
// The words in the order in which people read them.
void scan_write(const struct scan *scan, struct buf *out);

// Where the word's line would stand if the page were not skewed.
float scan_base(const struct scan *scan, const struct scan_word *word);

// --- the head of a notice (scan_head.c) ---

// Where the state's motto, "Độc lập - Tự do - Hạnh phúc", ends; 0 when it is not in the
// upper half.
float scan_below_motto(const struct scan *scan);
// Empties the number and the day of the head where they were filled in by hand: engines
// for print read strokes of a pen as some digits, and another number is worse than none.
void scan_doubt_head(struct scan *scan);

// --- under a seal (scan_seal.c) ---

// Adds the lines in capitals that half of some readings of one part of the page have,
// where nothing likely stands yet, and a name that at least three of them have, but for a
// letter and its tones, and that the page says elsewhere. All live in the arena of the
// scan.
void scan_add_agreed(struct scan *scan, const struct scan *readings, size_t count);
