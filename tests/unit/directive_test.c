// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/notice.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

// "7: Văn phòng Sở (lead), Thanh tra Sở (coordinate), Lê Văn An | before 2025-03-31 |
// 12/2024/kh-ubnd@…": line, who, when, why.
static void write_directive(struct buf *out, const struct directive *directive)
{
    char from[11], to[11];
    buf_printf(out, "%u:", directive->line);
    for (size_t i = 0; i < directive->assignee_count; i++) {
        const struct assignee *assignee = &directive->assignees[i];
        buf_printf(out, "%s %.*s", i ? "," : "", STR_ARG(assignee->name));
        if (assignee->role != ROLE_ADDRESSEE)
            buf_printf(out, " (%s)", role_name(assignee->role));
        if (assignee->collective)
            buf_add_char(out, '*');
    }
    for (size_t i = 0; i < directive->person_count; i++)
        buf_printf(out, "%s %.*s", i || directive->assignee_count ? "," : "",
                   STR_ARG(directive->persons[i]));
    const struct deadline *deadline = &directive->deadline;
    if (deadline->kind != DEADLINE_NONE) {
        buf_printf(out, " / %s %s..%s", deadline_kind_name(deadline->kind),
                   day_text(deadline->days.from, from), day_text(deadline->days.to, to));
        if (deadline->hour >= 0)
            buf_printf(out, " %02d:%02d", deadline->hour, deadline->minute);
        if (deadline->inherited)
            buf_printf(out, " %s", inherited_name(deadline->inherited));
    }
    for (size_t i = 0; i < directive->ref_count; i++)
        buf_printf(out, " / %.*s", STR_ARG(directive->refs[i]));
}

static void check_text(struct str head, struct str body, struct str wanted)
{
    struct arena *arena = arena_new();
    struct buf text = {0}, got = {0};
    struct view view;
    struct notice notice;
    buf_add_str(&text, head);
    buf_add_str(&text, body);
    notice_read(&notice, &view, buf_str(&text), (struct str){0}, NULL, arena);
    for (size_t i = 0; i < notice.directives.count; i++) {
        if (i)
            buf_add_str(&got, STR(" | "));
        write_directive(&got, &notice.directives.items[i]);
    }
    if (!got.len)
        buf_add_char(&got, '-');
    if (!str_equal(buf_str(&got), wanted))
        fail_msg("%.*s\ngot  %s\nnot  %.*s", STR_ARG(body), got.at, STR_ARG(wanted));
    buf_free(&text);
    buf_free(&got);
    arena_free(arena);
}

static void directive_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 2);
    check_text(STR(""), cells[0], cells[1]);
}

static void directives_are_found_in_notices_of_all_kinds(void **state)
{
    (void)state;
    assert_true(each_case("directives.tsv", directive_case) > 5);
}

// One item of a conclusion of December 2024.
static void item_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 2);
    check_text(
        STR("SỞ NỘI VỤ\nSố: 15/TB-SNV\nĐà Lạt, ngày 02 tháng 12 năm 2024\nTHÔNG BÁO\n"
            "Kết luận của Giám đốc Sở tại cuộc họp giao ban\n\nGiám đốc Sở kết luận như "
            "sau:\n"),
        cells[0], cells[1]);
}

static void an_item_says_who_does_it_and_by_when(void **state)
{
    (void)state;
    assert_true(each_case("items.tsv", item_case) > 20);
}

static void any_bytes_are_read_without_harm(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "Giao ",
        "Sở Nội vụ ",
        "chủ trì, ",
        "phối hợp với ",
        "như sau:\n",
        "- ",
        "1. ",
        "II. KẾT QUẢ\n",
        "trước ngày 31/3/2025",
        ".\n",
        "\n\n",
        "|",
        "   ",
        "TT   Nội dung   Đơn vị chủ trì   Thời gian\n",
        "Nơi nhận:\n",
        "./.\n",
        "\xff\xfe",
        "Điều 3. ",
        "\"",
        "(",
        "Kính gửi: ",
        "P9 ",
        "; ",
        "từ 24 - 28/11/2021",
        "CÔNG ĐIỆN\nCHỦ TỊCH ĐIỆN:\n",
        "2.\n",
        "-------\n",
        "PHÒNG NỘI VỤ ",
        "UBND HUYỆN CƯ M'GAR\n",
        "Số: 12/TB-X\n",
        "cùng ",
        "Công chức ",
        "ngày 4 tháng5 năm2020",
        "TL. CHỦ TỊCH\n",
    };
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct buf text = {0};
        for (int i = 0; i < 120; i++) {
            seed = seed * 1664525u + 1013904223u;
            buf_printf(&text, "%s",
                       pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        struct arena *arena = arena_new();
        struct view view;
        struct notice notice;
        notice_read(&notice, &view, buf_str(&text), (struct str){0}, NULL, arena);
        for (size_t i = 0; i < notice.directives.count; i++) {
            const struct directive *directive = &notice.directives.items[i];
            assert_true(directive->span.start < directive->span.end &&
                        directive->span.end <= text.len);
            assert_true(directive->assignee_count > 0);
        }
        arena_free(arena);
        buf_free(&text);
    }
}

// Whatever repeats without end is read in time that grows as the text does.
static void endless_repetition_takes_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "Sở Tài chính chủ trì, phối hợp với Thanh tra Sở rà soát trước ngày 12/3/2025, ",
        "TT   Nội dung   Chủ trì   Thời gian\n",
        "giao ",
        "- Giao Sở Nội vụ chủ trì:\n",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf text = {0};
        buf_printf(&text, "THÔNG BÁO\nKết luận\n\nGiám đốc Sở kết luận như sau:\n- ");
        while (text.len < 400000)
            buf_printf(&text, "%s", pieces[i]);
        struct arena *arena = arena_new();
        struct view view;
        struct notice notice;
        clock_t start = clock();
        notice_read(&notice, &view, buf_str(&text), (struct str){0}, NULL, arena);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2.0);
        arena_free(arena);
        buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directives_are_found_in_notices_of_all_kinds),
        cmocka_unit_test(an_item_says_who_does_it_and_by_when),
        cmocka_unit_test(any_bytes_are_read_without_harm),
        cmocka_unit_test(endless_repetition_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
