// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/quote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

// The quote around the first `place` in `text`.
static const char *quote(const char *text, const char *place)
{
    struct view view;
    struct paragraphs paragraphs;
    struct span sentence;
    const char *at = strstr(text, place);
    assert_non_null(at);
    view_read(&view, str_of(text), arena);
    paragraphs_find(&paragraphs, &view, NULL, 0, arena);
    struct span span = {(size_t)(at - text), (size_t)(at - text) + strlen(place)};
    return quote_around(&view, &paragraphs, span, &sentence, arena).at;
}

static void a_quote_is_the_sentence_around_the_place(void **state)
{
    (void)state;
    assert_string_equal(
        quote("Một việc. Thực hiện Nghị quyết 57 ngay. Việc khác.", "Nghị quyết 57"),
        "Thực hiện Nghị quyết 57 ngay.");
}

static void a_quote_begins_behind_the_mark_of_its_item(void **state)
{
    (void)state;
    assert_string_equal(
        quote("1. Văn phòng\n- Rà soát Kế hoạch 45;\n- Việc khác.", "Kế hoạch 45"),
        "Rà soát Kế hoạch 45;");
}

static void a_wrapped_line_does_not_end_a_sentence(void **state)
{
    (void)state;
    assert_string_equal(quote("Thực hiện Quyết định số 52/2016/QĐ-\n\nUBND của tỉnh.\n",
                              "52/2016/QĐ-\n\nUBND"),
                        "Thực hiện Quyết định số 52/2016/QĐ- UBND của tỉnh.");
}

static void points_in_numbers_and_abbreviations_do_not_end_a_sentence(void **state)
{
    (void)state;
    assert_string_equal(quote("Hỗ trợ 5.000 hộ ở TP. Hồ theo Đề án 06 nhé.", "Đề án 06"),
                        "Hỗ trợ 5.000 hộ ở TP. Hồ theo Đề án 06 nhé.");
}

static void a_long_sentence_is_cut_at_words_on_both_sides(void **state)
{
    (void)state;
    char text[4000] = "";
    for (int i = 0; i < 100; i++)
        strcat(text, "trước đó ");
    strcat(text, "Quyết định 18");
    for (int i = 0; i < 100; i++)
        strcat(text, " sau này");
    const char *cut = quote(text, "Quyết định 18");
    assert_true(strlen(cut) < 2 * QUOTE_LETTERS);
    assert_memory_equal(cut, "… ", strlen("… "));
    assert_non_null(strstr(cut, "Quyết định 18"));
    assert_string_equal(cut + strlen(cut) - strlen(" …"), " …");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quote_is_the_sentence_around_the_place),
        cmocka_unit_test(a_quote_begins_behind_the_mark_of_its_item),
        cmocka_unit_test(a_wrapped_line_does_not_end_a_sentence),
        cmocka_unit_test(points_in_numbers_and_abbreviations_do_not_end_a_sentence),
        cmocka_unit_test(a_long_sentence_is_cut_at_words_on_both_sides),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
