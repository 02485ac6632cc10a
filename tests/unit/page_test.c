// Pages and places, as people look them up.
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_text_without_form_feeds_has_no_pages(void **state)
{
    (void)state;
    assert_int_equal(page_of(STR("một\nhai\n"), 5), 0);
    assert_int_equal(page_of(STR(""), 0), 0);
    assert_int_equal(page_of((struct str){0}, 3), 0);
}

static void pages_are_counted_from_one_and_change_behind_the_form_feed(void **state)
{
    (void)state;
    struct str text = STR("a\n\fb\n\fc");
    assert_int_equal(page_of(text, 0), 1);
    assert_int_equal(page_of(text, 2), 1); // the form feed itself
    assert_int_equal(page_of(text, 3), 2);
    assert_int_equal(page_of(text, 6), 3);
    assert_int_equal(page_of(text, 99), 3);
}

static void a_place_is_its_page_where_there_are_pages_else_its_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_true(str_equal(place_name(STR("a.pdf"), 3, 45, arena), STR("a.pdf tr. 3")));
    assert_true(str_equal(place_name(STR("a.txt"), 0, 45, arena), STR("a.txt:45")));
    assert_true(str_equal(place_name(STR(""), 12, 45, arena), STR("tr. 12")));
    assert_true(str_equal(place_name(STR(""), 0, 45, arena), STR(":45")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_without_form_feeds_has_no_pages),
        cmocka_unit_test(pages_are_counted_from_one_and_change_behind_the_form_feed),
        cmocka_unit_test(a_place_is_its_page_where_there_are_pages_else_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
