// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/notice.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static struct arena *arena;
static size_t wrong;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct str without_scope(struct str key)
{
    ptrdiff_t at = str_find(key, STR("@"), 0);
    return at < 0 ? key : str_slice(key, 0, (size_t)at);
}

static void check_case(struct str *cells, size_t count)
{
    struct notice notice;
    struct view view;
    struct buf found = {0};
    (void)count;
    notice_read(&notice, &view, arena_copy(arena, cells[0]), (struct str){0}, NULL,
                arena);
    for (size_t i = 0; i < notice.titles.count; i++) {
        const struct titled *titled = &notice.titles.items[i];
        struct str key = without_scope(titled->key);
        if (i)
            buf_add_str(&found, STR(" | "));
        if (key.len)
            buf_printf(&found, "%.*s%c", STR_ARG(key),
                       titled->kind == TITLED_SHORT ? '~' : '=');
        buf_add_str(&found, titled->words);
    }
    if (!str_equal(buf_str(&found), cells[1].at ? cells[1] : STR(""))) {
        print_error("%.*s\n  gives '%.*s', not '%.*s'\n", STR_ARG(cells[0]),
                    STR_ARG(buf_str(&found)), STR_ARG(cells[1]));
        wrong++;
    }
    buf_free(&found);
}

static void titles_are_found_in_every_form(void **state)
{
    (void)state;
    wrong = 0;
    assert_true(each_case("titles.tsv", check_case) > 12);
    assert_int_equal(wrong, 0);
}

static void a_title_is_the_same_when_the_mention_may_end_behind_it(void **state)
{
    (void)state;
    struct str title = STR("qc:phoi hop quan ly an toan thuc pham tinh");
    assert_int_equal(titled_compare(title, title), TITLED_SAME);
    assert_int_equal(titled_compare(title, STR("qc:phoi hop quan ly an toan thuc pham")),
                     TITLED_SAME);
    assert_int_equal(
        titled_compare(title,
                       STR("qc:phoi hop quan ly an toan thuc pham tinh,trong quy ii")),
        TITLED_SAME);
    assert_int_equal(titled_compare(STR("qc:phoi hop quan ly an toan thuc pham"), title),
                     TITLED_SAME);
}

static void a_title_that_goes_on_is_only_similar(void **state)
{
    (void)state;
    struct str title = STR("qyd:phan cap quan ly,khai thac cong trinh thuy loi tinh");
    assert_int_equal(
        titled_compare(
            title, STR("qyd:phan cap quan ly,khai thac cong trinh thuy loi nho tinh")),
        TITLED_SIMILAR);
    assert_int_equal(
        titled_compare(
            title, STR("qyd:phan cap quan ly,khai thac bao ve cong trinh thuy loi tinh")),
        TITLED_SIMILAR);
}

static void another_kind_or_another_subject_is_another_document(void **state)
{
    (void)state;
    struct str title = STR("qc:phoi hop quan ly an toan thuc pham tinh");
    assert_int_equal(
        titled_compare(title, STR("kh:phoi hop quan ly an toan thuc pham tinh")),
        TITLED_OTHER);
    assert_int_equal(
        titled_compare(title, STR("qc:phoi hop quan ly trat tu xay dung tinh")),
        TITLED_OTHER);
    assert_int_equal(titled_compare(title, STR("")), TITLED_OTHER);
    assert_int_equal(titled_compare(STR(""), STR("")), TITLED_OTHER);
}

static void words_of_many_titles_do_not_make_two_alike(void **state)
{
    (void)state;
    assert_int_equal(
        titled_compare(STR("nd:xu phat vi pham hanh chinh,trong linh vuc thuy san"),
                       STR("nd:xu phat vi pham hanh chinh,trong linh vuc hang hai")),
        TITLED_OTHER);
    assert_int_equal(
        titled_compare(
            STR("nd:chi tiet mot so dieu luat dau thau lua chon nha thau"),
            STR("nd:sua doi,bo sung mot so dieu luat dau thau lua chon nha thau")),
        TITLED_OTHER);
}

static void a_title_alone_has_words_too(void **state)
{
    (void)state;
    struct str words =
        titled_words(STR("dự thảo Quy chế quản lý nhiệm vụ KH&CN cấp tỉnh"), arena);
    assert_true(str_equal(words, STR("qc:quan ly nhiem vu khoa hoc cong nghe cap tinh")));
    assert_true(
        str_equal(titled_start(words, arena), STR("qc:quan ly nhiem vu khoa hoc")));
    assert_int_equal(titled_length(words), 10);
    assert_int_equal(titled_words(STR("Quyết định"), arena).len, 0);
    assert_int_equal(titled_words(STR(""), arena).len, 0);
    assert_int_equal(titled_start(STR("qc:quan ly"), arena).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_are_found_in_every_form),
        cmocka_unit_test(a_title_is_the_same_when_the_mention_may_end_behind_it),
        cmocka_unit_test(a_title_that_goes_on_is_only_similar),
        cmocka_unit_test(another_kind_or_another_subject_is_another_document),
        cmocka_unit_test(words_of_many_titles_do_not_make_two_alike),
        cmocka_unit_test(a_title_alone_has_words_too),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
