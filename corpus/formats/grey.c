// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/grey.h"

#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// By how much red must stand out of the other colours to be ink of a seal.
enum { RED = 60 };

struct grey grey_of(const struct picture *picture, enum grey_ink ink)
{
    struct grey grey = {memory_new((size_t)picture->width * (size_t)picture->height),
                        picture->width, picture->height};
    unsigned char *to = grey.pixels;
    for (int y = 0; y < picture->height; y++) {
        const unsigned char *row = picture->pixels + (size_t)y * (size_t)picture->stride;
        if (picture->depth == 1) {
            memcpy(to, row, (size_t)picture->width);
            to += picture->width;
            continue;
        }
        for (int x = 0; x < picture->width; x++) {
            uint32_t pixel;
            memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
            unsigned red = pixel >> 16 & 0xFF;
            unsigned green = pixel >> 8 & 0xFF;
            unsigned blue = pixel & 0xFF;
            unsigned other = green > blue ? green : blue;
            *to++ = ink == GREY_WITHOUT_RED && red > other + RED
                        ? (unsigned char)red
                        : (unsigned char)((red * 77 + green * 150 + blue * 29) >> 8);
        }
    }
    return grey;
}

struct grey grey_turned(const struct grey *from, int degrees)
{
    bool swap = degrees % 180 != 0;
    struct grey to = {memory_new((size_t)from->width * (size_t)from->height),
                      swap ? from->height : from->width,
                      swap ? from->width : from->height};
    for (int y = 0; y < from->height; y++) {
        for (int x = 0; x < from->width; x++) {
            int to_x = degrees == 90    ? from->height - 1 - y
                       : degrees == 180 ? from->width - 1 - x
                                        : y;
            int to_y = degrees == 90    ? x
                       : degrees == 180 ? from->height - 1 - y
                                        : from->width - 1 - x;
            to.pixels[(size_t)to_y * (size_t)to.width + (size_t)to_x] =
                from->pixels[(size_t)y * (size_t)from->width + (size_t)x];
        }
    }
    return to;
}

// Where a line of `count` points is looked at for each of `many` points: the point
// before and how far on, in 256ths.
static int *places(int count, int many, double scale)
{
    int *list = memory_array((size_t)many, sizeof *list);
    for (int i = 0; i < many; i++) {
        double at = (i + 0.5) / scale - 0.5;
        int most = (count - 1) * 256;
        int place = at < 0 ? 0 : (int)(at * 256);
        list[i] = place < most ? place : most;
    }
    return list;
}

struct grey grey_scaled(const struct grey *from, double scale)
{
    int width = (int)(from->width * scale);
    int height = (int)(from->height * scale);
    struct grey to = {NULL, width < 1 ? 1 : width, height < 1 ? 1 : height};
    to.pixels = memory_new((size_t)to.width * (size_t)to.height);
    int *across = places(from->width, to.width, scale);
    int *down = places(from->height, to.height, scale);
    for (int y = 0; y < to.height; y++) {
        int below = down[y] & 0xFF;
        const unsigned char *row =
            from->pixels + (size_t)(down[y] >> 8) * (size_t)from->width;
        const unsigned char *next = below ? row + from->width : row;
        unsigned char *out = to.pixels + (size_t)y * (size_t)to.width;
        for (int x = 0; x < to.width; x++) {
            int at = across[x] >> 8;
            int right = across[x] & 0xFF;
            int then = right ? at + 1 : at;
            int upper = row[at] * (256 - right) + row[then] * right;
            int lower = next[at] * (256 - right) + next[then] * right;
            out[x] = (unsigned char)((upper * (256 - below) + lower * below) >> 16);
        }
    }
    free(across);
    free(down);
    return to;
}
