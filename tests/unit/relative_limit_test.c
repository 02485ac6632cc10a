// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relative_limit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

// Reads `text` and expects `words`, or no limit for NULL.
static void expect(const char *text, const char *words)
{
    struct arena *arena = arena_new();
    struct view view;
    uint32_t from, to;
    view_read(&view, str_of(text), arena);
    bool found = relative_limit_find(&view, &from, &to);
    assert_int_equal(found, words != NULL);
    if (found) {
        struct str clean = view_clean(&view, from, to, arena);
        assert_string_equal(arena_copy(arena, clean).at, words);
    }
    arena_free(arena);
}

static void a_limit_that_counts_from_an_event_is_found_in_its_words(void **state)
{
    (void)state;
    expect("Thanh tra Sở báo cáo trong thời hạn 15 ngày, kể từ ngày nhận được kết luận.",
           "trong thời hạn 15 ngày, kể từ ngày nhận được kết luận");
    expect("Văn phòng trả lời trong vòng 03 ngày làm việc.",
           "trong vòng 03 ngày làm việc");
    expect("Phòng A báo cáo chậm nhất là 15 (mười lăm) ngày làm việc sau khi kết thúc "
           "chuyến "
           "đi; Phòng B theo dõi.",
           "chậm nhất là 15 (mười lăm) ngày làm việc sau khi kết thúc chuyến đi");
    expect("Hoàn thành sau 10 ngày kể từ ngày ký.", "sau 10 ngày kể từ ngày ký");
    expect("Nộp không quá 24 giờ kể từ khi có\nquyết định",
           "không quá 24 giờ kể từ khi có "
           "quyết định");
}

static void a_length_alone_is_no_limit(void **state)
{
    (void)state;
    expect("Thời gian thử việc tối đa 3 tháng.", NULL);
    expect("Hỗ trợ trong 5 năm cho hợp tác xã.", NULL);
    expect("Sau 10 năm thực hiện, tổng kết chương trình.", NULL);
    expect("Rà soát hồ sơ trong thời hạn 03 tháng trước khi xét duyệt.", NULL);
    expect("Tham mưu trong thời gian tới.", NULL);
    expect("trong thời hạn", NULL);
    expect("chậm nhất 5", NULL);
    expect("", NULL);
}

static void what_is_counted_from_ends_on_a_line(void **state)
{
    (void)state;
    char text[2000] = "Trong thời hạn 30 ngày kể từ ngày";
    for (int i = 0; i < 150; i++)
        strcat(text, " nhận");
    struct arena *arena = arena_new();
    struct view view;
    uint32_t from, to;
    view_read(&view, str_of(text), arena);
    assert_true(relative_limit_find(&view, &from, &to));
    assert_in_range(to - from, 70, 80);
    assert_int_equal(view.plain[to], ' ');
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_that_counts_from_an_event_is_found_in_its_words),
        cmocka_unit_test(a_length_alone_is_no_limit),
        cmocka_unit_test(what_is_counted_from_ends_on_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
