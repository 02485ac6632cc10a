// Pages that were recognised from pictures, kept by the hash of the file they are in, so
// that none is read twice.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"

// A key is the hash of a document, a dash and the page: "2c26b4…-12". Others are refused.
// Appends what was kept under the key; false when there is nothing.
bool recognised_find(struct buf *out, struct str folder, struct str key);
// Keeps it, whole or not at all. Makes the folder when it is missing.
bool recognised_keep(struct str folder, struct str key, struct str bytes,
                     struct error *err);
