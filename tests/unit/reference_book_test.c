// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reference_book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void what_was_noted_of_a_document_is_found_again(void **state)
{
    (void)state;
    enum { MANY = 500 };
    static char numbers[MANY][8];
    struct arena *arena = arena_new();
    struct book *book = book_new(MANY, arena);
    for (int i = 0; i < MANY; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", i);
        const struct identity identity = {.number = str_of(numbers[i]),
                                          .type = STR("qd")};
        assert_int_equal(book_entry(book, &identity)->full, 0);
        book_entry(book, &identity)->full = (size_t)i + 1;
    }
    for (int i = 0; i < MANY; i++) {
        const struct identity identity = {.number = str_of(numbers[i]),
                                          .type = STR("qd")};
        assert_int_equal(book_entry(book, &identity)->full, i + 1);
    }
    arena_free(arena);
}

static void documents_that_differ_in_one_part_are_two(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct book *book = book_new(8, arena);
    const struct identity all[] = {
        {STR("5"), STR("qd"), STR("ubnd"), STR("ca-mau")},
        {STR("6"), STR("qd"), STR("ubnd"), STR("ca-mau")},
        {STR("5"), STR("nq"), STR("ubnd"), STR("ca-mau")},
        {STR("5"), STR("qd"), STR("hdnd"), STR("ca-mau")},
        {STR("5"), STR("qd"), STR("ubnd"), STR("an-giang")},
        {STR("5"), STR("qd"), STR("ubnd"), {NULL, 0}},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(book_entry(book, &all[i])->year, 0);
        book_entry(book, &all[i])->year = 2000 + (int)i;
    }
    struct identity empty = all[5];
    empty.scope = STR("");
    assert_int_equal(book_entry(book, &empty)->year, 2005);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_noted_of_a_document_is_found_again),
        cmocka_unit_test(documents_that_differ_in_one_part_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
