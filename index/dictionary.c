// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/dictionary.h"

#include "base/arena.h"

#include <stdlib.h>
#include <zdict.h>

size_t dictionary_size(uint64_t bytes)
{
    const uint64_t size = bytes / DICTIONARY_SHARE;
    return size < DICTIONARY_LEAST  ? 0
           : size < DICTIONARY_MOST ? (size_t)size
                                    : DICTIONARY_MOST;
}

void dictionary_sample(struct dictionary_samples *samples, struct str bytes)
{
    if (samples->count == samples->room) {
        samples->room = samples->room ? 2 * samples->room : 256;
        samples->lens =
            memory_resize(samples->lens, samples->room * sizeof *samples->lens);
    }
    const struct str piece = str_slice(bytes, 0, DICTIONARY_SAMPLE_MOST);
    samples->lens[samples->count++] = piece.len;
    buf_add_str(&samples->bytes, piece);
}

bool dictionary_train(struct buf *out, const struct dictionary_samples *samples,
                      size_t size)
{
    if (samples->count > UINT32_MAX)
        return false;
    const size_t len = ZDICT_trainFromBuffer(buf_room(out, size), size, samples->bytes.at,
                                             samples->lens, (unsigned)samples->count);
    if (ZDICT_isError(len))
        return false;
    out->len += len;
    return true;
}

void dictionary_samples_free(struct dictionary_samples *samples)
{
    buf_free(&samples->bytes);
    free(samples->lens);
    *samples = (struct dictionary_samples){0};
}
