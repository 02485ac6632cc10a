// What notices have in common, found in some of them, for packing the others small
// (index/packing.h).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

#include <stdbool.h>

enum {
    // Bytes of a dictionary. Law texts, each by itself, take 0.22 of their size and their
    // facts 0.08 with the boilerplate alone, 0.21 and 0.05 with 32 kB, 0.18 and 0.05 with
    // 128 kB; more than that gains little.
    DICTIONARY_MOST = 128 << 10,
    DICTIONARY_LEAST = 8 << 10,
    DICTIONARY_SHARE = 64, // of the bytes that are packed with it
    // Bytes that are looked at for each byte of a dictionary, and of one text at most.
    // Twice as many make notices smaller by a hundredth.
    DICTIONARY_SAMPLES = 12,
    DICTIONARY_SAMPLE_MOST = 16 << 10,
};

// How large a dictionary for so many bytes of texts is; 0 when it would not pay.
size_t dictionary_size(uint64_t bytes);

// Pieces that are like those which are going to be packed.
struct dictionary_samples {
    struct buf bytes;
    size_t *lens;
    size_t count, room;
};

void dictionary_sample(struct dictionary_samples *samples, struct str bytes);
// Appends a dictionary of at most `size` bytes; false when the samples are too few or too
// small for one.
bool dictionary_train(struct buf *out, const struct dictionary_samples *samples,
                      size_t size);
void dictionary_samples_free(struct dictionary_samples *samples);
