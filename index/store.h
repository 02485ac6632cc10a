// The stored notices of a segment: the files `documents` and `dictionaries`.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/packing.h"

//   documents      a record for each notice (index/packing.h)
//   dictionaries   for each pair: facts, text; none in a batch
//
// Batches keep what they store as it is. When they become a segment, notices that no
// dictionary was made for get one of their own, if they are enough; so do those of small
// segments that are merged. The others keep theirs, which is copied with them.
struct store {
    struct pile notices, dictionaries;
    struct unpacker *unpacker;
};

// ERROR_GONE, ERROR_DAMAGED, ERROR_IO. `store` stays where it is until it is closed.
bool store_open(struct store *store, const char *folder, struct error *err);
void store_close(struct store *store);
// Notice `number` (from 1). ERROR_DAMAGED.
bool store_read(const struct store *store, size_t number, bool with_text,
                struct stored *out, struct arena *arena, struct error *err);
// Its id alone; false when it is not there.
bool store_id(const struct store *store, size_t number, uint64_t *id);
// Lets go of the memory of all notices before this one.
void store_forget(const struct store *store, size_t number);

// Writes both files of `folder` from those of all parts, in their order.
bool store_compact(const char *folder, const char *const *parts, size_t count,
                   struct error *err);
