// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/beside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_program_finds_what_stands_beside_it(void **state)
{
    (void)state;
    struct buf path = {0};
    assert_true(beside_find(&path, "beside_test"));
    assert_true(str_ends(buf_str(&path), STR("/beside_test")));
    assert_int_equal(path.at[0], '/');
    assert_false(beside_find(&path, "not-there"));
    buf_free(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_finds_what_stands_beside_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
