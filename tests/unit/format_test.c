// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/format.h"

#include "base/arena.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// What arena_printf makes, however long, is what printf would write.
static void pieces_are_put_together_as_printf_does(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char expected[1024], text[600];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int most = 0; most < 600; most += 7) {
        int len =
            snprintf(expected, sizeof expected, "%d/%.*s-%s", most, most, text, "qd");
        struct str made = arena_printf(arena, "%d/%.*s-%s", most, most, text, "qd");
        assert_int_equal(made.len, len);
        assert_string_equal(made.at, expected);
    }
    arena_free(arena);
}

static void the_ends_of_numbers_are_written(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_printf(arena, "%d %d", 0, INT_MAX).at, "0 2147483647");
    assert_string_equal(arena_printf(arena, "%d", INT_MIN).at, "-2147483648");
    assert_string_equal(arena_printf(arena, "%02d%%", 7).at, "07%");
    assert_string_equal(arena_printf(arena, "%.*s|", 5, "ab").at, "ab|");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_put_together_as_printf_does),
        cmocka_unit_test(the_ends_of_numbers_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
