// Unpacks gzip, with an eye on what grows too much.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"

// Appends the content of all members of the gzip file in `packed` to `out`. ERROR_FILE
// with a sentence when it is damaged, cut, longer than `limit` bytes, or grows more than
// 200-fold after its first megabyte; what was unpacked so far stays in `out`.
bool gzip_unpack(struct buf *out, struct str packed, size_t limit, struct error *err);
