// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/number.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const char *shown(double value, bool date, bool from_1904)
{
    static struct draft draft = {.most = 1000};
    buf_clear(&draft.text);
    buf_add(&draft.text, "", 0);
    number_add(&draft, value, date, from_1904);
    return draft.text.at;
}

static void numbers_are_written_as_people_write_them(void **state)
{
    (void)state;
    assert_string_equal(shown(1500000, false, false), "1500000");
    assert_string_equal(shown(-0.5, false, false), "-0.5");
    assert_string_equal(shown(2.25, false, false), "2.25");
    assert_string_equal(shown(1e300, false, false), "1e+300");
    assert_string_equal(shown(NAN, false, false), "");
    assert_string_equal(shown(INFINITY, true, false), "");
}

static void days_are_written_as_days(void **state)
{
    (void)state;
    assert_string_equal(shown(45731, true, false), "15/03/2025");
    assert_string_equal(shown(45731.5625, true, false), "15/03/2025 13:30");
    assert_string_equal(shown(44269, true, true), "15/03/2025");
    assert_string_equal(shown(61, true, false), "01/03/1900");
    assert_string_equal(shown(0.25, true, false), "06:00");
    assert_string_equal(shown(1e9, true, false), "1000000000");
}

static void patterns_of_days_are_told_from_others(void **state)
{
    (void)state;
    assert_true(number_is_date(14, (struct str){0}));
    assert_false(number_is_date(2, (struct str){0}));
    assert_true(number_is_date(0, STR("dd/mm/yyyy")));
    assert_true(number_is_date(0, STR("[$-42A]dd \"tháng\" mm")));
    assert_false(number_is_date(0, STR("#,##0 \"đồng\"")));
    assert_false(number_is_date(0, STR("0.00%")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_people_write_them),
        cmocka_unit_test(days_are_written_as_days),
        cmocka_unit_test(patterns_of_days_are_told_from_others),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
