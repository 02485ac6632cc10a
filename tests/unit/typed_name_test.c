// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/typed_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void becomes(const char *typed, const char *name)
{
    struct arena *arena = arena_new();
    struct str got = typed_name(str_of(typed), arena);
    if (!str_equal(got, str_of(name)))
        print_error("%s: '%.*s', not '%s'\n", typed, STR_ARG(got), name);
    assert_true(str_equal(got, str_of(name)));
    arena_free(arena);
}

static void small_letters_and_capitals_are_a_name(void **state)
{
    (void)state;
    becomes("thanh tra sở", "Thanh Tra Sở");
    becomes("  ĐÀI TRUYỀN THANH  ", "Đài Truyền Thanh");
}

static void a_noun_gets_its_marks_where_none_are_typed(void **state)
{
    (void)state;
    becomes("so khoa hoc va cong nghe", "Sở Khoa Hoc Va Cong Nghe");
    becomes("bo tai chinh", "Bộ Tai Chinh");
    becomes("so tài chính", "So Tài Chính");
}

static void what_nobody_could_say_is_a_code(void **state)
{
    (void)state;
    becomes("phong qlkh", "Phòng QLKH");
    becomes("p.khtc", "P.KHTC");
}

static void the_code_of_a_body_is_its_name(void **state)
{
    (void)state;
    becomes("btc", "Bộ Tài chính");
    becomes("UBND", "Ủy ban nhân dân");
}

static void any_bytes_may_be_typed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37 + 5);
    for (size_t len = 0; len <= sizeof bytes; len++)
        typed_name((struct str){bytes, len}, arena);
    becomes("", "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_letters_and_capitals_are_a_name),
        cmocka_unit_test(a_noun_gets_its_marks_where_none_are_typed),
        cmocka_unit_test(what_nobody_could_say_is_a_code),
        cmocka_unit_test(the_code_of_a_body_is_its_name),
        cmocka_unit_test(any_bytes_may_be_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
