// Reads pictures of pages: turns them upright and hands them to tesseract.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"

// A picture in memory: 4 bytes a pixel as cairo has them (0x00RRGGBB in the machine's
// order) or 1 (grey), rows `stride` bytes apart.
struct picture {
    const unsigned char *pixels;
    int width;
    int height;
    int stride;
    int depth; // 1 or 4 bytes a pixel
    int dots;  // per inch; 0: not known
};

// What the machine needs before the process is closed in.
void recogniser_prepare(void);
// Appends the text of a page; *confidence from 0 to 1. ERROR_FILE when the engine or its
// Vietnamese is not installed.
bool recogniser_read(struct buf *out, double *confidence, const struct picture *picture,
                     struct error *err);
