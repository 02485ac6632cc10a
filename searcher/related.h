// Notices that are about the same matter as a given one, and why.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

enum { RELATED_REASONS = 6 }; // of each kind, the rarest first

// Another notice, with what it shares. Sharing something rare says more than sharing
// something common: each shared thing counts ln(notices / notices that have it),
// documents three times as much as units and words.
struct related {
    struct document document;
    struct str path;
    double score;
    struct str refs[RELATED_REASONS]; // as people write them
    size_t ref_count;
    struct str ref_keys[RELATED_REASONS];
    size_t ref_key_count;
    struct str units[RELATED_REASONS];
    size_t unit_count;
    // pairs of syllables that stand together in both, and single words that are none
    struct str words[RELATED_REASONS];
    size_t word_count;
};

struct related_list {
    struct related *items; // the closest first
    size_t count;
};

// At most `limit` notices related to `document` (read with its text). Everything lives in
// the arena.
bool related_find(struct related_list *out, const struct index *index,
                  const struct document *document, size_t limit, struct arena *arena,
                  struct error *err);
