// The tables of the old encodings, the rhymes of Vietnamese and its surnames, as
// compile.sh makes them of files that a person can read.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <uchar.h>

// The letter of each byte; 0 where the byte stands for itself.
extern const char16_t tables_tcvn3[256];
extern const char16_t tables_tcvn5712[256];
extern const char16_t tables_viscii[256];
extern const char16_t tables_vps[256];
// First and second character (0: there is none) as windows-1252 shows the bytes, and the
// letter they make. Sorted.
extern const char16_t tables_vni[][3];
extern const size_t tables_vni_count;

// A rhyme without its tone; one that ends in c, ch, p or t takes only two of the six
// tones.
struct tables_rhyme {
    char16_t letters[6];
    bool stop;
};
extern const struct tables_rhyme tables_rhymes[];
extern const size_t tables_rhymes_count;
// Rhymes after "qu".
extern const struct tables_rhyme tables_qu_rhymes[];
extern const size_t tables_qu_rhymes_count;

// Two syllables that stand together in official texts and, with other marks, hardly ever
// mean anything else: how a page is read where its marks are blurred. Sorted by `bare`,
// the letters without marks; both lower case, composed.
struct tables_phrase {
    const char *bare;
    const char *phrase;
};
extern const struct tables_phrase tables_phrases[];
extern const size_t tables_phrases_count;

// The usual ones, composed, in order of how many have them.
extern const char *const tables_surnames[];
extern const size_t tables_surnames_count;
