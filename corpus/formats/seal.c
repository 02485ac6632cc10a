// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/seal.h"

#include "base/arena.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A rim is thicker than the strokes of letters, so of what is dark the thick parts are
// taken; circles through three of their points at a time are tried, and the one counts on
// which most of its way around lies.
//
//        . - ~ - .
//      /   ─────   \        the rim: where the page is dark over THICK × THICK
//     (   │  ★  │   )       and not over BAR × BAR, which is the edge of a sheet
//      \   ─────   /
//   Nguy/ễn V\ăn Thắng

enum {
    DARK = 150, // what is darker is ink
    POINTS_MOST = 1500,
    TRIES = 40000,
    STEPS = 72, // into which the way around is cut
    STEPS_LEAST = 30,
};

// Millimetres.
static const double thick_mm = 0.85;
static const double bar_mm = 3.5;
static const double radius_least_mm = 14;
static const double radius_most_mm = 22;
static const double beside_mm = 0.25; // how far a rim is from being round
static const double rim_mm = 1.3;     // how far its ink lies from its middle, either way

struct point {
    float x;
    float y;
};

// sums[y * (width + 1) + x]: how many dark points are above and left of (x, y).
static uint32_t *summed(const unsigned char *dark, int width, int height)
{
    size_t row = (size_t)width + 1;
    uint32_t *sums = memory_array(row * ((size_t)height + 1), sizeof *sums);
    memset(sums, 0, row * sizeof *sums);
    for (int y = 0; y < height; y++) {
        uint32_t across = 0;
        uint32_t *now = sums + (size_t)(y + 1) * row;
        now[0] = 0;
        for (int x = 0; x < width; x++) {
            across += dark[(size_t)y * (size_t)width + (size_t)x];
            now[x + 1] = now[x + 1 - row] + across;
        }
    }
    return sums;
}

// How many are dark in the box of `side` points whose upper left corner this is; parts
// beyond the picture are not.
static uint32_t counted(const uint32_t *sums, int width, int height, int x, int y,
                        int side)
{
    int left = x < 0 ? 0 : x;
    int top = y < 0 ? 0 : y;
    int right = x + side > width ? width : x + side;
    int bottom = y + side > height ? height : y + side;
    if (right <= left || bottom <= top) {
        return 0;
    }
    size_t row = (size_t)width + 1;
    const uint32_t *upper = sums + (size_t)top * row;
    const uint32_t *lower = sums + (size_t)bottom * row;
    return lower[right] - lower[left] - upper[right] + upper[left];
}

static unsigned char *dark_of(const struct grey *grey)
{
    size_t count = (size_t)grey->width * (size_t)grey->height;
    unsigned char *dark = memory_new(count);
    for (size_t i = 0; i < count; i++) {
        dark[i] = grey->pixels[i] < DARK;
    }
    return dark;
}

static uint32_t chance(uint32_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % below;
}

// Some points of what is thick, evenly over the page.
static size_t thick_points(struct point *points, const struct grey *page, double mm)
{
    unsigned char *dark = dark_of(page);
    uint32_t *sums = summed(dark, page->width, page->height);
    int thick = (int)lround(thick_mm * mm);
    int bar = (int)lround(bar_mm * mm);
    size_t found = 0;
    uint32_t state = 1;
    for (int y = 0; y + thick <= page->height; y++) {
        for (int x = 0; x + thick <= page->width; x++) {
            if (!dark[(size_t)y * (size_t)page->width + (size_t)x] ||
                counted(sums, page->width, page->height, x, y, thick) !=
                    (uint32_t)(thick * thick)) {
                continue;
            }
            int middle_x = x + (thick - bar) / 2;
            int middle_y = y + (thick - bar) / 2;
            // Nearly all of a large box is dark: no line of a seal.
            if (counted(sums, page->width, page->height, middle_x, middle_y, bar) * 10 >
                (uint32_t)(bar * bar) * 7) {
                continue;
            }
            struct point point = {(float)x + (float)thick / 2,
                                  (float)y + (float)thick / 2};
            size_t at = found < POINTS_MOST ? found : chance(&state, (uint32_t)found + 1);
            if (at < POINTS_MOST) {
                points[at] = point;
            }
            found++;
        }
    }
    free(sums);
    free(dark);
    return found < POINTS_MOST ? found : POINTS_MOST;
}

static bool circle_through(struct seal *seal, const struct point *a,
                           const struct point *b, const struct point *c)
{
    float d = 2 * (a->x * (b->y - c->y) + b->x * (c->y - a->y) + c->x * (a->y - b->y));
    if (fabsf(d) < 1) {
        return false;
    }
    float a2 = a->x * a->x + a->y * a->y;
    float b2 = b->x * b->x + b->y * b->y;
    float c2 = c->x * c->x + c->y * c->y;
    seal->x = (a2 * (b->y - c->y) + b2 * (c->y - a->y) + c2 * (a->y - b->y)) / d;
    seal->y = (a2 * (c->x - b->x) + b2 * (a->x - c->x) + c2 * (b->x - a->x)) / d;
    seal->radius = hypotf(a->x - seal->x, a->y - seal->y);
    return true;
}

// How many steps of the way around have a point.
static int steps_on(const struct seal *seal, const struct point *points, size_t count,
                    float beside)
{
    bool seen[STEPS] = {false};
    int steps = 0;
    for (size_t i = 0; i < count; i++) {
        float x = points[i].x - seal->x;
        float y = points[i].y - seal->y;
        if (fabsf(x) > seal->radius + beside || fabsf(y) > seal->radius + beside ||
            fabsf(hypotf(x, y) - seal->radius) > beside) {
            continue;
        }
        int step = (int)((atan2f(y, x) / (2 * (float)M_PI) + 0.5f) * STEPS) % STEPS;
        steps += !seen[step];
        seen[step] = true;
    }
    return steps;
}

static bool near(const struct point *a, const struct point *b, float most)
{
    return fabsf(a->x - b->x) < most && fabsf(a->y - b->y) < most;
}

bool seal_find(struct seal *seal, const struct grey *page, int dots)
{
    double mm = dots / 25.4;
    struct point *points = memory_array(POINTS_MOST, sizeof *points);
    size_t count = thick_points(points, page, mm);
    float most = (float)(2 * radius_most_mm * mm);
    int best = STEPS_LEAST - 1;
    uint32_t state = 1;
    for (int i = 0; i < TRIES && count >= STEPS_LEAST; i++) {
        const struct point *a = &points[chance(&state, (uint32_t)count)];
        const struct point *b = &points[chance(&state, (uint32_t)count)];
        const struct point *c = &points[chance(&state, (uint32_t)count)];
        struct seal tried;
        if (!near(a, b, most) || !near(a, c, most) || !circle_through(&tried, a, b, c) ||
            tried.radius < radius_least_mm * mm || tried.radius > radius_most_mm * mm) {
            continue;
        }
        int steps = steps_on(&tried, points, count, (float)(beside_mm * mm));
        if (steps > best) {
            best = steps;
            *seal = tried;
        }
    }
    free(points);
    return best >= STEPS_LEAST;
}

struct seal_place seal_place(const struct seal *seal, const struct grey *page)
{
    float r = seal->radius;
    int left = (int)fmaxf(0, seal->x - 1.3f * r);
    int top = (int)fmaxf(0, seal->y - 1.6f * r);
    int right = (int)fminf((float)page->width, seal->x + 4.5f * r);
    int bottom = (int)fminf((float)page->height, seal->y + 1.7f * r);
    return (struct seal_place){left, top, right - left, bottom - top};
}

struct grey seal_without_rim(const struct seal *seal, const struct grey *page,
                             struct seal_place place, int dots, int thick)
{
    thick = (thick * dots + 100) / 200;
    int width = place.width;
    int height = place.height;
    struct grey part = {memory_new((size_t)width * (size_t)height), width, height};
    for (int y = 0; y < height; y++) {
        memcpy(part.pixels + (size_t)y * (size_t)width,
               page->pixels + (size_t)(place.y + y) * (size_t)page->width +
                   (size_t)place.x,
               (size_t)width);
    }
    // What is dark over thick × thick, from its upper left corner; then all that such a
    // box covers, and the edge of it.
    unsigned char *dark = dark_of(&part);
    uint32_t *sums = summed(dark, width, height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            dark[(size_t)y * (size_t)width + (size_t)x] =
                counted(sums, width, height, x, y, thick) == (uint32_t)(thick * thick);
        }
    }
    free(sums);
    sums = summed(dark, width, height);
    int edge = dots / 100;
    double rim = rim_mm * dots / 25.4;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            float from =
                hypotf((float)(place.x + x) - seal->x, (float)(place.y + y) - seal->y);
            if (fabsf(from - seal->radius) <= rim &&
                counted(sums, width, height, x - thick + 1 - edge, y - thick + 1 - edge,
                        thick + 2 * edge)) {
                part.pixels[(size_t)y * (size_t)width + (size_t)x] = 255;
            }
        }
    }
    free(sums);
    free(dark);
    return part;
}
