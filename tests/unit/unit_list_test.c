// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const char example[] =
    "# các phòng của Sở\n"
    "[dong-thap/so-xd]\n"
    "Phòng Quản lý nhà và Thị trường bất động sản = Phòng QLN; P. Nhà\n"
    "Phòng Hạ tầng -> Phòng Hạ tầng và Phát triển đô thị\n"
    "[an-giang]\n"
    "Phòng QLN\n"
    "[viết tắt]\n"
    "TTBĐS = thị trường bất động sản\n";

static struct unit_list *parsed(const char *text)
{
    struct unit_list *list;
    struct error err = {0};
    if (!unit_list_parse(&list, str_of(text), &err))
        fail_msg("%s", err.message);
    return list;
}

// The id of the first unit found in `text` of that office.
static struct str first_unit(const char *text, const char *office_id,
                             const struct unit_list *list, struct arena *arena)
{
    struct view view;
    struct units units;
    struct office office = {.id = str_of(office_id), .name = STR("Sở Xây dựng")};
    office.province = office.id;
    office.province.len = (size_t)str_find(office.id, STR("/"), 0);
    view_read(&view, str_of(text), arena);
    units_find(&units, &view, &office, list, arena);
    return units.count ? units.items[0].id : (struct str){0};
}

static void names_and_aliases_of_the_file_are_one_unit(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct unit_list *list = parsed(example);
    struct str id = STR("dong-thap/so-xd/phong-quan-ly-nha-thi-truong-bat-dong-san");
    assert_true(
        str_equal(first_unit("giao Phòng QLN", "dong-thap/so-xd", list, arena), id));
    assert_true(
        str_equal(first_unit("giao P. Nhà trình", "dong-thap/so-xd", list, arena), id));
    assert_true(str_equal(first_unit("Phòng quản lý nhà và thị trường bất động sản",
                                     "dong-thap/so-xd", list, arena),
                          id));
    unit_list_free(list);
    arena_free(arena);
}

static void the_same_name_elsewhere_is_another_unit(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct unit_list *list = parsed(example);
    assert_true(str_equal(first_unit("giao Phòng QLN", "an-giang/so-xd", list, arena),
                          STR("an-giang/phong-qln")));
    assert_false(str_starts(first_unit("giao Phòng QLN", "hue/so-xd", list, arena),
                            STR("dong-thap")));
    unit_list_free(list);
    arena_free(arena);
}

static void abbreviations_of_the_file_are_written_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct unit_list *list = parsed(example);
    assert_true(str_equal(unit_normal(STR("Phòng TTBĐS"), list, arena),
                          STR("phong thi truong bat dong san")));
    unit_list_free(list);
    arena_free(arena);
}

static void a_unit_knows_its_successor(void **state)
{
    (void)state;
    struct unit_list *list = parsed(example);
    assert_int_equal(unit_list_count(list), 3);
    assert_true(str_equal(unit_list_at(list, 1)->successor,
                          STR("Phòng Hạ tầng và Phát triển đô thị")));
    struct arena *arena = arena_new();
    struct str id = unit_list_at(list, 1)->id;
    struct str successor = unit_list_successor(list, 1, arena);
    assert_true(str_ends(successor, STR("/phong-ha-tang-phat-trien-do-thi")));
    assert_true(str_equal(str_slice(successor, 0, successor.len - 32),
                          str_slice(id, 0, successor.len - 32)));
    assert_int_equal(unit_list_successor(list, 0, arena).len, 0);
    unit_list_free(list);
    list = parsed("[dong-thap/so-xd]\nPhòng A -> Phòng Quản lý B\nPhòng Quản lý B\n");
    assert_true(str_equal(unit_list_successor(list, 0, arena),
                          STR("dong-thap/so-xd/phong-quan-ly-b")));
    unit_list_free(list);
    arena_free(arena);
}

static void errors_name_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"\n[dong-thap\n", "line 2"},
        {"[Đồng Tháp]\n", "line 1"},
        {"# a\n\n = Phòng A\n", "line 3"},
        {"Phòng A ->\n", "line 1"},
        {"Phòng A\nPhòng B = Phòng A\n", "line 2"},
        {"[viết tắt]\nKHCN\n", "line 2"},
        {"[viết tắt]\nKH = khoa học\nKH = kế hoạch\n", "line 3"},
        {"---\n", "line 1"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct unit_list *list;
        struct error err = {0};
        assert_false(unit_list_parse(&list, str_of(wrong[i].text), &err));
        assert_int_equal(err.code, ERROR_USAGE);
        if (!strstr(err.message, wrong[i].says))
            fail_msg("%s: %s", wrong[i].text, err.message);
    }
}

static void an_empty_file_and_a_mark_of_utf8_are_fine(void **state)
{
    (void)state;
    unit_list_free(parsed(""));
    struct unit_list *list = parsed("\xEF\xBB\xBF[]\r\nPhòng A\r\n");
    assert_int_equal(unit_list_count(list), 1);
    assert_true(str_equal(unit_list_at(list, 0)->name, STR("Phòng A")));
    unit_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_aliases_of_the_file_are_one_unit),
        cmocka_unit_test(the_same_name_elsewhere_is_another_unit),
        cmocka_unit_test(abbreviations_of_the_file_are_written_out),
        cmocka_unit_test(a_unit_knows_its_successor),
        cmocka_unit_test(errors_name_the_line),
        cmocka_unit_test(an_empty_file_and_a_mark_of_utf8_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
