// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/screen.h"

#include "base/error.h"
#include "base/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_name_cannot_drive_the_terminal(void **state)
{
    (void)state;
    struct buf out = {0};
    name_add(&out, STR("a\033[2Jb\nc\x7f\xc2\x9b"
                       "đ\t"));
    assert_string_equal(buf_str(&out).at, "a?[2Jb?c??đ?");
    buf_free(&out);
}

static void a_sentence_that_is_too_long_ends_behind_a_whole_letter(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        char long_name[3 * ERROR_MESSAGE_SIZE] = "aaaa";
        for (size_t i = shift; i + 3 < sizeof long_name; i += 3)
            memcpy(long_name + i, "ạ", 3);
        struct error err = {0};
        error_set(&err, ERROR_USAGE, "no %s", long_name);
        struct str said = str_of(err.message);
        assert_true(said.len < ERROR_MESSAGE_SIZE && said.len > ERROR_MESSAGE_SIZE - 8);
        assert_true(str_ends(said, STR("ạ…")));
    }
}

static void two_changes_of_a_short_word_are_another_word(void **state)
{
    (void)state;
    static const char *const names[] = {"person", "period", "directives"};
    assert_null(nearest_name(STR("version"), names, 3));
    assert_string_equal(nearest_name(STR("perod"), names, 3), "period");
    assert_string_equal(nearest_name(STR("persno"), names, 3), "person");
    assert_string_equal(nearest_name(STR("derectivs"), names, 3), "directives");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_cannot_drive_the_terminal),
        cmocka_unit_test(a_sentence_that_is_too_long_ends_behind_a_whole_letter),
        cmocka_unit_test(two_changes_of_a_short_word_are_another_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
