// The ids of the units that notices of a segment name, found by how a unit is called, for
// an archive of many offices has a "quan-ly-khoa-hoc" in most of them; and of its issuers.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "index/mapped.h"

//   magic (8 bytes) | units (4) | issuers (4) | where each ends (4 each) | the ids
//
// A unit stands there from its last part on, each part with a slash:
// "quang-tri/so-khcn/quan-ly-khoa-hoc" is "quan-ly-khoa-hoc/so-khcn/quang-tri/". Issuers
// stand as they are. Both are in byte order.

#define UNIT_IDS_MAGIC "tracuuU1"

// Writes those of a finished segment into its folder, from the terms of its notices; where
// these can only be read by libxapian it does without. ERROR_IO.
bool unit_ids_write(const char *folder, struct error *err);
// ERROR_GONE where a segment has none, ERROR_DAMAGED.
bool unit_ids_open(struct mapped *out, const char *path, struct error *err);

// Calls `found` with each unit whose last part is `name`, in byte order of what is stored,
// until it returns false.
void unit_ids_named(const struct mapped *ids, struct str name,
                    bool (*found)(void *context, struct str id), void *context,
                    struct arena *arena);

uint32_t unit_ids_issuers(const struct mapped *ids);
// Borrowed from the file, number < unit_ids_issuers.
struct str unit_ids_issuer(const struct mapped *ids, uint32_t number);
