// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/anatomy.h"
#include "analyzers/period.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void head_case(struct str *cells, size_t count)
{
    struct arena *arena = arena_new();
    struct view view;
    struct anatomy anatomy;
    view_read(&view, cells[0], arena);
    anatomy_read(&anatomy, &view, (struct str){0}, NULL, arena);
    struct buf got = {0}, wanted = {0};
    char from[11], to[11];
    buf_printf(&got, "%.*s|%.*s|%.*s|%s|%s|%.*s", STR_ARG(anatomy.number),
               STR_ARG(anatomy.type), STR_ARG(anatomy.office.name),
               day_text(anatomy.date.from, from), day_text(anatomy.date.to, to),
               STR_ARG(anatomy.signer));
    for (size_t i = 1; i < 7; i++) {
        struct str cell = i < count ? cells[i] : STR("");
        // Where the case says nothing of the issuer, a signature is what it is about.
        if (i == 3 && !cell.len)
            cell = anatomy.office.name;
        buf_printf(&wanted, "%s%.*s", i > 1 ? "|" : "", STR_ARG(cell));
    }
    if (strcmp(got.at, wanted.at) != 0)
        fail_msg("%.*s\n  has    %s\n  wanted %s", STR_ARG(cells[0]), got.at, wanted.at);
    buf_free(&got);
    buf_free(&wanted);
    arena_free(arena);
}

static void heads_and_feet_are_read(void **state)
{
    (void)state;
    assert_true(each_case("heads.tsv", head_case) >= 14);
}

static void read_text(struct anatomy *anatomy, const char *text, const char *path,
                      struct arena *arena)
{
    struct view view;
    view_read(&view, str_of(text), arena);
    anatomy_read(anatomy, &view, str_of(path), NULL, arena);
}

static void the_line_of_place_and_day_is_no_part_of_a_letters_subject(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy,
              "Số: 912/BYT-KCB\nV/v quản lý chất lượng\nHà Nội, ngày 18 tháng 02 năm "
              "2019\nKính gửi: Sở Y tế",
              "", arena);
    assert_true(str_equal(anatomy.title, STR("quản lý chất lượng")));
    assert_int_equal(anatomy.date.from, 20190218);
    arena_free(arena);
}

static void a_title_in_capitals_goes_on_in_small_letters(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy,
              "Số 125-TB/HU\nTHÔNG BÁO\nKẾT LUẬN CỦA BAN THƯỜNG VỤ\ntại cuộc họp đầu "
              "năm\n\nNgày 2/1/2021, Ban Thường vụ họp.",
              "", arena);
    assert_true(
        str_equal(anatomy.title, STR("KẾT LUẬN CỦA BAN THƯỜNG VỤ tại cuộc họp đầu năm")));
    arena_free(arena);
}

static void an_office_that_no_table_knows_stands_in_the_role_of_the_signer(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy,
              "THÔNG BÁO\nA. Thực hiện./.\nNơi nhận:\n- Các thôn;\n- Lưu: VT.\nTL. CHỦ "
              "TỊCH\nCÔNG CHỨC VĂN PHÒNG - THỐNG KÊ\n\nLê Thị Mận\n",
              "", arena);
    assert_true(str_equal(anatomy.signer_role,
                          STR("TL. CHỦ TỊCH CÔNG CHỨC VĂN PHÒNG - THỐNG KÊ")));
    arena_free(arena);
}

static void a_title_runs_over_its_lines_and_ends_before_the_body(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy,
              "Số: 3/KH-SYT\nKẾ HOẠCH\nTriển khai tiêm chủng\ncho trẻ em năm 2024\nCăn "
              "cứ Luật số 1",
              NULL, arena);
    assert_true(
        str_equal(anatomy.title, STR("Triển khai tiêm chủng cho trẻ em năm 2024")));
    read_text(
        &anatomy,
        "THÔNG BÁO**Kết luận của Giám đốc\ntại cuộc họp**\n\nNgày 3/4/2024, Sở họp.",
        NULL, arena);
    assert_true(str_equal(anatomy.title, STR("Kết luận của Giám đốc tại cuộc họp")));
    assert_true(str_equal(anatomy.type, STR("thông báo")));
    arena_free(arena);
}

static void recipients_are_one_item_each(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy,
              "THÔNG BÁO\nA./.\nNơi nhận:\n- Như trên;\n- Tỉnh ủy;\n- Các phòng, đơn "
              "vị\nthuộc Sở;\n- Lưu: VT.\n"
              "GIÁM ĐỐC\n\nVõ Văn Khá",
              NULL, arena);
    assert_int_equal(anatomy.recipient_count, 4);
    assert_true(str_equal(anatomy.recipients[2], STR("Các phòng, đơn vị thuộc Sở")));
    assert_true(str_equal(anatomy.signer_role, STR("GIÁM ĐỐC")));
    arena_free(arena);
}

static void the_key_of_a_notice_has_year_and_scope(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy, "Số: 015/QĐ-UBND\nLào Cai, ngày 5 tháng 6 năm 2020\nQUYẾT ĐỊNH",
              NULL, arena);
    assert_true(str_equal(anatomy.number_key, STR("15/2020/qd-ubnd@lao-cai")));
    read_text(&anatomy,
              "Số: 718/BKHCN-KHTC\nHà Nội, ngày 5 tháng 6 năm 2021\nV/v kinh phí", NULL,
              arena);
    assert_true(str_equal(anatomy.number_key, STR("718/2021/cv-bkhcn-khtc")));
    assert_true(str_equal(anatomy.type, STR("công văn")));
    arena_free(arena);
}

static void the_name_of_the_file_dates_a_text_that_does_not(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct anatomy anatomy;
    read_text(&anatomy, "THÔNG BÁO\nLịch trực", "kho/2022-04-15_tb.txt", arena);
    assert_int_equal(anatomy.date.from, 20220415);
    assert_int_equal(anatomy.date_source, DATE_FILENAME);
    read_text(&anatomy, "THÔNG BÁO\nLịch trực", "kho-2019/tb.txt", arena);
    assert_int_equal(anatomy.date.from, 0);
    arena_free(arena);
}

static void pieces_of_a_text_never_break_anything(void **state)
{
    (void)state;
    struct str text = STR("Số: 1/TB-SYT Sơn La, ngày #1 tháng I1 năm 2020\nTHÔNG "
                          "BÁO\nA./.\nNơi nhận: KT. GIÁM ĐỐC\n"
                          "- Lưu: VT. guyen Văn An");
    struct arena *arena = arena_new();
    for (size_t i = 0; i <= text.len; i++) {
        struct view view;
        struct anatomy anatomy;
        view_read(&view, str_slice(text, i, text.len), arena);
        anatomy_read(&anatomy, &view, STR("a"), NULL, arena);
        view_read(&view, str_slice(text, 0, i), arena);
        anatomy_read(&anatomy, &view, STR(""), NULL, arena);
        assert_true(anatomy.body.end <= text.len);
        arena_reset(arena);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_and_feet_are_read),
        cmocka_unit_test(the_line_of_place_and_day_is_no_part_of_a_letters_subject),
        cmocka_unit_test(a_title_in_capitals_goes_on_in_small_letters),
        cmocka_unit_test(an_office_that_no_table_knows_stands_in_the_role_of_the_signer),
        cmocka_unit_test(a_title_runs_over_its_lines_and_ends_before_the_body),
        cmocka_unit_test(recipients_are_one_item_each),
        cmocka_unit_test(the_key_of_a_notice_has_year_and_scope),
        cmocka_unit_test(the_name_of_the_file_dates_a_text_that_does_not),
        cmocka_unit_test(pieces_of_a_text_never_break_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
