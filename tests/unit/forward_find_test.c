// SPDX-License-Identifier: GPL-2.0-or-later

// What is inside of it: both ways to read a row have to say the same, whichever of them
// this processor takes.
#include "index/forward_find.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void rows_are_the_same_however_they_are_read(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (int round = 0; round < 200 && best_finder() != find_plain; round++) {
        uint32_t numbers[20];
        for (size_t i = 0; i < 20; i++) {
            random = random * 1664525 + 1013904223;
            numbers[i] = (random >> 8) % (i % 2 ? FORWARD_ONE : FORWARD_TWO + 99);
        }
        struct forward_wanted *wanted = forward_wanted_new(numbers, (size_t)round % 21);
        unsigned char first[3 * ROW], more[15 * ROW] = {0};
        for (size_t i = 0; i < sizeof first; i++) {
            random = random * 1664525 + 1013904223;
            first[i] = (unsigned char)(random >> 30       ? random >> 20
                                       : random >> 24 & 1 ? 255
                                                          : 0);
        }
        struct forward_record record = {0, sizeof first, first, more, more + sizeof more};
        for (size_t size = 1; size <= sizeof first; size += 13) {
            struct forward_found plain[FORWARD_STRETCH], wide[FORWARD_STRETCH];
            struct forward_stand here = {0}, there = {0};
            const size_t count = find_plain(&record, wanted, size, &here, plain);
            assert_int_equal(best_finder()(&record, wanted, size, &there, wide), count);
            assert_memory_equal(&here, &there, sizeof here);
            assert_memory_equal(plain, wide, count * sizeof *plain);
        }
        forward_wanted_free(wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_the_same_however_they_are_read),
    };
    return cmocka_run_group_tests_name("forward find", tests, NULL, NULL);
}
