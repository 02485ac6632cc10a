// Pictures of pages in shades of grey: made, turned, and drawn larger or smaller.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

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

// One byte a pixel: 0 black, 255 white; rows follow each other. Whoever gets one frees
// its pixels.
struct grey {
    unsigned char *pixels;
    int width;
    int height;
};

// Seals are red, and lie over names: GREY_WITHOUT_RED shows red ink as paper.
enum grey_ink { GREY_ALL, GREY_WITHOUT_RED };

struct grey grey_of(const struct picture *picture, enum grey_ink ink);
// Clockwise by 90, 180 or 270 degrees.
struct grey grey_turned(const struct grey *from, int degrees);
// `scale` from 0.1 to 4.
struct grey grey_scaled(const struct grey *from, double scale);
