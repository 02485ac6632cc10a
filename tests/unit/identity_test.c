// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void digits_and_numbers_are_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {"000000000000", "00000000000f", "0123456789ab",
                                        "ffffffffffff"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint64_t number;
        char digits[IDENTITY_TEXT_SIZE], bytes[IDENTITY_BYTES];
        assert_true(identity_number_parse(&number, str_of(texts[i])));
        assert_string_equal(identity_text(number, digits), texts[i]);
        identity_number_put(number, bytes);
        assert_true(identity_number_at(bytes) == number);
    }
}

static void what_has_other_digits_is_no_id(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "0123456789a", "0123456789abc",
                                        "0123456789aB", "0123456789a "};
    struct identity identity;
    uint64_t number;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(identity_number_parse(&number, str_of(texts[i])));
    assert_false(identity_parse(&identity, STR("0123456789abcdef0123456789abcde")));
    assert_false(identity_known(&identity));
    assert_false(identity_parse(&identity, STR("0123456789abcdef0123456789abcdeg")));
    assert_false(identity_known(&identity));
    assert_true(identity_parse(&identity, STR("0123456789abcdef0123456789abcdef…")));
    assert_true(identity_number(&identity) == 0x0123456789ab);
}

static void an_id_is_found_among_others(void **state)
{
    (void)state;
    const uint64_t ids[] = {1, 5, 6, 0xffffffffffff};
    for (uint64_t id = 0; id < 9; id++)
        for (size_t count = 0; count <= 4; count++)
            assert_int_equal(identity_among(id, ids, count), (id == 1 && count > 0) ||
                                                                 (id == 5 && count > 1) ||
                                                                 (id == 6 && count > 2));
    assert_true(identity_among(0xffffffffffff, ids, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_and_numbers_are_the_same),
        cmocka_unit_test(what_has_other_digits_is_no_id),
        cmocka_unit_test(an_id_is_found_among_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
