// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/chart.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 3000 };

// Counts of which some are 0, most small and a few more than half a byte holds.
static void make_up(unsigned char *counts, uint32_t notices)
{
    uint32_t random = notices + 1;
    for (uint32_t i = 0; i < notices; i++) {
        random = random * 1664525 + 1013904223;
        const uint32_t size = random >> 28;
        counts[i] = (unsigned char)(size < 5    ? 0
                                    : size < 14 ? random >> 8 & 15
                                                : random >> 8);
    }
}

static void check(const struct chart *chart, const unsigned char *counts,
                  uint32_t notices)
{
    for (size_t stretch = 0; stretch < chart->stretches; stretch++) {
        unsigned char read[CHART_STRETCH];
        assert_true(chart_read(chart, stretch, read));
        for (size_t i = 0; i < CHART_STRETCH; i++) {
            const size_t notice = stretch * CHART_STRETCH + i;
            assert_int_equal(read[i], notice < notices ? counts[notice] : 0);
        }
    }
    for (uint32_t notice = 1; notice <= notices; notice++)
        assert_int_equal(chart_at(chart, notice), counts[notice - 1]);
    assert_int_equal(chart_at(chart, notices + 1), 0);
}

static void a_chart_says_how_often_each_notice_has_the_word(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 127, 128, 255, 256, 257, 512, 1300, MOST};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char counts[MOST];
        struct buf out = {0};
        struct chart chart;
        make_up(counts, sizes[i]);
        chart_add(&out, counts, sizes[i]);
        assert_true(chart_open(&chart, buf_str(&out), sizes[i]));
        check(&chart, counts, sizes[i]);
        buf_free(&out);
    }
}

static void a_chart_that_is_cut_never_reads_behind_its_end(void **state)
{
    (void)state;
    unsigned char counts[MOST], read[CHART_STRETCH];
    struct buf out = {0};
    make_up(counts, MOST);
    chart_add(&out, counts, MOST);
    for (size_t len = out.len; len > 0; len -= len < 97 ? len : 97) {
        char *copy = memory_new(len);
        struct chart chart;
        memcpy(copy, out.at, len);
        if (chart_open(&chart, (struct str){copy, len}, MOST))
            for (size_t stretch = 0; stretch < chart.stretches; stretch++)
                chart_read(&chart, stretch, read);
        free(copy);
    }
    buf_free(&out);
}

static void only_words_that_many_of_many_notices_have_are_charted(void **state)
{
    (void)state;
    assert_true(chart_suits(5000, 10000));
    assert_false(chart_suits(50, 10000));
    assert_false(chart_suits(100, 100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chart_says_how_often_each_notice_has_the_word),
        cmocka_unit_test(a_chart_that_is_cut_never_reads_behind_its_end),
        cmocka_unit_test(only_words_that_many_of_many_notices_have_are_charted),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
