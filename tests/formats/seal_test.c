// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/seal.h"

#include "base/arena.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A sheet of 5 by 5 inches.
enum { DOTS = 200, SIDE = 1000 };

static struct grey sheet(void)
{
    struct grey page = {memory_new(SIDE * SIDE), SIDE, SIDE};
    memset(page.pixels, 255, SIDE * SIDE);
    return page;
}

static void box(struct grey *page, int x, int y, int width, int height)
{
    for (int i = 0; i < height; i++) {
        memset(page->pixels + (size_t)(y + i) * SIDE + (size_t)x, 0, (size_t)width);
    }
}

// A rim of which every eighth part of the way around is missing.
static void rim(struct grey *page, float x, float y, float radius, float thick)
{
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            float from = hypotf((float)j - x, (float)i - y);
            int part = (int)((atan2f((float)i - y, (float)j - x) + 4) * 8);
            if (fabsf(from - radius) <= thick / 2 && part % 8) {
                page->pixels[i * SIDE + j] = 0;
            }
        }
    }
}

// Letters of a line: strokes of five points.
static void letters(struct grey *page, int x, int y, int count)
{
    for (int i = 0; i < count; i++) {
        box(page, x + 14 * i, y, 5, 30);
    }
}

static int dark(const struct grey *part)
{
    int count = 0;
    for (int i = 0; i < part->width * part->height; i++) {
        count += part->pixels[i] < 128;
    }
    return count;
}

static void a_round_rim_is_found_between_letters(void **state)
{
    (void)state;
    struct grey page = sheet();
    letters(&page, 50, 80, 60);
    letters(&page, 400, 640, 30);
    box(&page, 0, 960, SIDE, 40); // the edge of the sheet
    rim(&page, 400, 500, 146, 10);
    struct seal seal;
    assert_true(seal_find(&seal, &page, DOTS));
    assert_true(fabsf(seal.x - 400) < 3 && fabsf(seal.y - 500) < 3);
    assert_true(fabsf(seal.radius - 146) < 3);
    free(page.pixels);
}

static void lines_bars_and_small_circles_are_no_seal(void **state)
{
    (void)state;
    struct grey page = sheet();
    struct seal seal;
    assert_false(seal_find(&seal, &page, DOTS));
    letters(&page, 50, 80, 60);
    box(&page, 0, 0, 40, SIDE);
    box(&page, 200, 200, 500, 10); // a frame
    box(&page, 200, 200, 10, 300);
    box(&page, 690, 200, 10, 300);
    box(&page, 200, 490, 500, 10);
    rim(&page, 700, 700, 60, 10);
    assert_false(seal_find(&seal, &page, DOTS));
    free(page.pixels);
}

static void the_rim_goes_and_the_letters_beside_it_stay(void **state)
{
    (void)state;
    struct grey page = sheet();
    struct seal seal = {400, 500, 146};
    rim(&page, seal.x, seal.y, seal.radius, 10);
    struct seal_place place = seal_place(&seal, &page);
    assert_true(place.x >= 0 && place.y >= 0 && place.x + place.width <= SIDE &&
                place.y + place.height <= SIDE);
    struct grey without = seal_without_rim(&seal, &page, place, DOTS, 6);
    assert_true(dark(&without) < dark(&page) / 50);
    free(without.pixels);
    // What is thinner than asked for stays.
    without = seal_without_rim(&seal, &page, place, DOTS, 14);
    assert_int_equal(dark(&without), dark(&page));
    free(without.pixels);
    letters(&page, 400, 660, 10);
    box(&page, 600, 660, 30, 30); // thick, and not on the rim
    without = seal_without_rim(&seal, &page, place, DOTS, 6);
    assert_true(dark(&without) >= 10 * 5 * 30 + 30 * 30);
    free(without.pixels);
    free(page.pixels);
}

static void a_seal_at_the_edge_of_the_sheet_has_a_place_on_it(void **state)
{
    (void)state;
    struct grey page = sheet();
    struct seal seal = {990, 5, 150};
    struct seal_place place = seal_place(&seal, &page);
    assert_true(place.x >= 0 && place.y == 0 && place.width > 0 && place.height > 0);
    assert_true(place.x + place.width <= SIDE && place.y + place.height <= SIDE);
    struct grey without = seal_without_rim(&seal, &page, place, DOTS, 6);
    assert_int_equal(without.width, place.width);
    free(without.pixels);
    free(page.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_rim_is_found_between_letters),
        cmocka_unit_test(lines_bars_and_small_circles_are_no_seal),
        cmocka_unit_test(the_rim_goes_and_the_letters_beside_it_stay),
        cmocka_unit_test(a_seal_at_the_edge_of_the_sheet_has_a_place_on_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
