// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/best.h"

#include "tests/unit/workplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 5000, PARTS = 3, BLOCK = 100 };

static struct hit all[MOST];
static size_t all_count;

// The heavier first; of the same weight the one with the smaller number among all segments.
static int by_order(const void *a, const void *b)
{
    const struct hit *one = a, *other = b;
    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    if (one->document != other->document)
        return one->document < other->document ? -1 : 1;
    return one->segment < other->segment ? -1 : one->segment > other->segment;
}

// Gives `count` matches to `best`, in blocks, and keeps all of them in order.
static void add_matches(struct best *best, size_t count, uint32_t weights, uint32_t seed)
{
    float block[BLOCK];
    uint16_t places[BLOCK];
    all_count = 0;
    for (uint32_t part = 0; part < PARTS; part++)
        for (uint32_t first = 1; all_count < count * (part + 1) / PARTS; first += BLOCK) {
            size_t some = 0;
            for (uint16_t i = 0; i < BLOCK && all_count < count * (part + 1) / PARTS;
                 i++) {
                seed = seed * 1664525 + 1013904223;
                if (seed >> 31)
                    continue;
                block[some] = (float)((seed >> 8) % weights) / 3;
                places[some] = i;
                all[all_count++] = (struct hit){part, first + i, block[some]};
                some++;
            }
            best->seen += some;
            best_add(best, block, places, some, first, part, PARTS, arena);
        }
    qsort(all, all_count, sizeof *all, by_order);
}

static void assert_same(const struct hit *hits, const struct hit *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(hits[i].segment, expected[i].segment);
        assert_int_equal(hits[i].document, expected[i].document);
        assert_true(hits[i].score == expected[i].score);
    }
}

static void the_best_are_those_that_come_first_of_all(void **state)
{
    (void)state;
    static const size_t limits[] = {0, 1, 2, 10, 12, 13, 200, MOST, SIZE_MAX},
                        counts[] = {0, 1, 2, 13, 26, 500, MOST};
    static const uint32_t weights[] = {1, 2, 50, 1 << 20};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (size_t l = 0; l < sizeof limits / sizeof *limits; l++)
            for (size_t w = 0; w < sizeof weights / sizeof *weights; w++) {
                struct best best;
                struct matches matches;
                best_start(&best, limits[l]);
                add_matches(&best, counts[c], weights[w], (uint32_t)(c + l));
                // Nothing is wanted that weighs less than the last of the best.
                if (limits[l] && limits[l] < all_count)
                    assert_true(best_least(&best) == (float)all[limits[l] - 1].score);
                best_end(&best, 0, PARTS, &matches, arena);
                assert_int_equal(matches.at_least, all_count);
                assert_int_equal(matches.count,
                                 limits[l] < all_count ? limits[l] : all_count);
                assert_int_equal(matches.ordered, matches.count);
                assert_same(matches.hits, all, matches.count);
            }
}

static void the_others_are_put_in_order_later(void **state)
{
    (void)state;
    static const size_t ordered[] = {1, 5, 12, 13, 100, 999};
    for (size_t o = 0; o < sizeof ordered / sizeof *ordered; o++) {
        struct best best;
        struct matches matches;
        best_start(&best, SIZE_MAX);
        add_matches(&best, 1000, 40, 7);
        best_end(&best, ordered[o], PARTS, &matches, arena);
        assert_int_equal(matches.ordered, ordered[o]);
        assert_same(matches.hits, all, ordered[o]);
        struct hit *rest = ARENA_ARRAY(arena, struct hit, all_count);
        const size_t count = matches_rest(&matches, rest);
        assert_int_equal(count, all_count - ordered[o]);
        // Every third of them stays.
        bool *left = ARENA_ARRAY(arena, bool, count + 1);
        struct hit *expected = ARENA_ARRAY(arena, struct hit, count + 1);
        size_t kept = 0;
        for (size_t i = 0; i < count; i += 3) {
            left[i] = true;
            expected[kept++] = rest[i];
        }
        qsort(expected, kept, sizeof *expected, by_order);
        matches_leave(&matches, left);
        assert_int_equal(matches.count, ordered[o] + kept);
        assert_int_equal(matches.ordered, matches.count);
        assert_same(matches.hits, all, ordered[o]);
        assert_same(matches.hits + ordered[o], expected, kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_are_those_that_come_first_of_all),
        cmocka_unit_test(the_others_are_put_in_order_later),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
