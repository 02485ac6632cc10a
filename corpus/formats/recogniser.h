// Reads pictures of pages: turns them upright, hands them to tesseract twice, and puts
// together what it read.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"
#include "corpus/formats/grey.h"

// What the machine needs before the process is closed in.
void recogniser_prepare(void);
// Appends the text of a page; *confidence from 0 to 1. ERROR_FILE when the engine or its
// Vietnamese is not installed.
bool recogniser_read(struct buf *out, double *confidence, const struct picture *picture,
                     struct error *err);
