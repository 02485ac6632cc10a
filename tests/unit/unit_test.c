// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void unit_case(struct str *cells, size_t count)
{
    struct arena *arena = arena_new();
    struct view view;
    struct units units;
    struct str province = cells[0];
    province.len = (size_t)str_find(province, STR("/"), 0);
    struct str tail = str_slice(cells[0], province.len + 1, cells[0].len);
    struct office office = {.province = province, .id = cells[0]};
    // "lang-son/yen-khoai/ubnd": an office of a commune.
    ptrdiff_t slash = str_find(tail, STR("/"), 0);
    if (slash > 0)
        office.district = str_slice(cells[0], 0, province.len + 1 + (size_t)slash);
    office.name = count > 3   ? cells[3]
                  : slash > 0 ? STR("Ủy ban nhân dân xã Phú Tân")
                  : str_equal(tail, STR("ubnd")) ? STR("Ủy ban nhân dân tỉnh")
                                                 : STR("Sở Tư pháp");
    view_read(&view, cells[1], arena);
    units_find(&units, &view, &office, NULL, arena);
    struct buf got = {0};
    for (size_t i = 0; i < units.count; i++) {
        const struct unit *unit = &units.items[i];
        struct str text = str_slice(cells[1], unit->span.start, unit->span.end);
        buf_printf(&got, "%s%.*s > %.*s%s%s", i ? "; " : "", STR_ARG(text),
                   STR_ARG(unit->id), unit->collective ? "*" : "",
                   unit->heading ? "^" : "");
    }
    struct str wanted = count > 2 ? cells[2] : STR("");
    if (!str_equal(buf_str(&got), wanted))
        fail_msg("%.*s\n  has    %s\n  wanted %.*s", STR_ARG(cells[1]),
                 got.at ? got.at : "", STR_ARG(wanted));
    buf_free(&got);
    arena_free(arena);
}

static void units_are_found_with_their_ids(void **state)
{
    (void)state;
    assert_true(each_case("units.tsv", unit_case) >= 25);
}

static void spellings_of_one_name_have_one_normal_form(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str wanted =
        unit_normal(STR("Phòng Quản lý công nghệ và Đổi mới sáng tạo"), NULL, arena);
    static const char *const others[] = {"phòng quản lý CN&ĐMST",
                                         "Phòng Quản lý công nghệ & ĐMST",
                                         "Phòng Quản lý Công nghệ - Đổi mới sáng tạo"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct str got = unit_normal(str_of(others[i]), NULL, arena);
        if (!str_equal(got, wanted))
            fail_msg("%s is %.*s", others[i], STR_ARG(got));
    }
    arena_free(arena);
}

// The number of units in `text`, which may hold anything.
static size_t units_in(struct str text)
{
    struct arena *arena = arena_new();
    struct view view;
    struct units units;
    struct office office = {0};
    view_read(&view, text, arena);
    units_find(&units, &view, &office, NULL, arena);
    for (size_t i = 0; i < units.count; i++) {
        assert_true(units.items[i].span.start < units.items[i].span.end);
        assert_true(units.items[i].span.end <= text.len);
    }
    size_t count = units.count;
    arena_free(arena);
    return count;
}

static void pieces_of_a_text_never_break_anything(void **state)
{
    (void)state;
    struct str text =
        STR("Nơi nhận: VPUB: TH, KT; các phòng: A, Sở, UBND các huyện; TP. HÀNH CHÍNH\n"
            "Số: /TB-SYT các Bộ, cơ quan: Y tế, Sở Phòng Trung tâm Lưu: VT.");
    for (size_t from = 0; from < text.len; from++) {
        units_in(str_slice(text, from, text.len));
        units_in(str_slice(text, 0, from));
    }
    assert_int_equal(units_in(STR("")), 0);
}

static void a_long_text_takes_its_length_not_its_square(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 40000; i++)
        buf_printf(&text, "Phòng Quản lý Khoa học, ");
    assert_int_equal(units_in(buf_str(&text)), 40000);
    buf_clear(&text);
    for (int i = 0; i < 200000; i++)
        buf_printf(&text, "Phòng ");
    units_in(buf_str(&text));
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_found_with_their_ids),
        cmocka_unit_test(spellings_of_one_name_have_one_normal_form),
        cmocka_unit_test(pieces_of_a_text_never_break_anything),
        cmocka_unit_test(a_long_text_takes_its_length_not_its_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
