// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROOM = 320 };

static uint32_t seed = 7;

static void make_up(unsigned char *row)
{
    for (size_t i = 0; i < ROOM; i++) {
        seed = seed * 1664525 + 1013904223;
        row[i] = (unsigned char)(seed >> 31 ? seed >> 20 : 0);
    }
}

static void rows_are_joined_as_their_bytes_would_be(void **state)
{
    (void)state;
    for (size_t size = 0; size <= ROOM; size += 5) {
        unsigned char one[ROOM], other[ROOM], marks[ROOM], kept[ROOM], joined[ROOM];
        size_t expected = 0, there = 0, missing = 0;
        make_up(one);
        make_up(other);
        for (size_t i = 0; i < size; i++) {
            expected += one[i] != 0;
            there += one[i] && other[i];
            missing += one[i] && !other[i];
        }
        assert_int_equal(row_mark(marks, one, size), expected);
        row_mark(kept, one, size);
        assert_int_equal(row_keep(kept, other, true, size), there);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(marks[i], one[i] != 0);
            assert_int_equal(kept[i], one[i] && other[i]);
        }
        assert_int_equal(row_keep(marks, other, false, size), missing);
        row_mark(joined, one, size);
        row_join(joined, other, size);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(marks[i], one[i] && !other[i]);
            assert_int_equal(joined[i] != 0, one[i] || other[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_joined_as_their_bytes_would_be),
    };
    return cmocka_run_group_tests_name("row", tests, NULL, NULL);
}
