// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void becomes(const char *read, const char *expected)
{
    struct buf out = {0};
    phrase_mend(&out, str_of(read));
    buf_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void a_blurred_mark_is_told_by_the_word_beside_it(void **state)
{
    (void)state;
    becomes("chính quyên địa phương", "chính quyền địa phương");
    becomes("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:");
    becomes("(bồ sung)", "(bổ sung)");
    becomes("theo thâm\nquyền.", "theo thẩm\nquyền.");
}

static void what_may_be_another_word_stays(void **state)
{
    (void)state;
    becomes("", "");
    becomes(" \n", " \n");
    becomes("bồ kết, sung", "bồ kết, sung");
    becomes("bố, sung", "bố, sung");
    becomes("thâm\tquyền", "thâm\tquyền");
    becomes("thâm quyên", "thâm quyên");
    becomes("nhà ở, 12 người", "nhà ở, 12 người");
    becomes("aaaaaaaaaaaaaaaaaa quyền\xFF", "aaaaaaaaaaaaaaaaaa quyền\xFF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blurred_mark_is_told_by_the_word_beside_it),
        cmocka_unit_test(what_may_be_another_word_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
