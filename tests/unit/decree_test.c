// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/decree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct key_parts parts(const char *key)
{
    struct key_parts out;
    assert_true(key_parts_read(&out, str_of(key)));
    return out;
}

static void a_key_can_be_taken_apart(void **state)
{
    (void)state;
    struct key_parts found = parts("18/2019/qd-ubnd@phu-yen/tay-hoa");
    assert_true(str_equal(found.number, STR("18")));
    assert_int_equal(found.year, 2019);
    assert_true(str_equal(found.body, STR("qd-ubnd")));
    assert_true(str_equal(found.scope, STR("phu-yen/tay-hoa")));
    found = parts("57/-/nq-tw");
    assert_int_equal(found.year, 0);
    assert_int_equal(found.scope.len, 0);
    assert_false(key_parts_read(&found, STR("luat:dat-dai:2024")));
    assert_false(key_parts_read(&found, STR("18")));
}

// A document of which incomplete citations exist, beside its rivals.
static struct decree with_rivals(const char *key, const char *loose,
                                 const struct key_parts *rivals, size_t count)
{
    static struct str keys[1];
    keys[0] = str_of(loose);
    return (struct decree){.key = str_of(key),
                           .parts = parts(key),
                           .loose = keys,
                           .loose_count = 1,
                           .rivals = rivals,
                           .rival_count = count};
}

static void a_citation_without_year_means_the_only_document_that_fits(void **state)
{
    (void)state;
    struct key_parts rivals[] = {parts("45/2021/kh-ubnd@phu-yen"),
                                 parts("45/2021/kh-ubnd@ha-giang")};
    struct decree decree =
        with_rivals("45/2021/kh-ubnd@phu-yen", "45/-/kh-ubnd@phu-yen", rivals, 2);
    assert_int_equal(decree_match(&decree, STR("45/2021/kh-ubnd@phu-yen"), 2023),
                     DECREE_SAME);
    assert_int_equal(decree_match(&decree, STR("45/-/kh-ubnd@phu-yen"), 2023),
                     DECREE_INFERRED);
    assert_int_equal(decree_match(&decree, STR("45/2021/kh-ubnd@ha-giang"), 2023),
                     DECREE_OTHER);
}

static void a_citation_cannot_mean_a_document_of_a_later_year(void **state)
{
    (void)state;
    struct key_parts rivals[] = {parts("45/2021/kh-ubnd@phu-yen"),
                                 parts("45/2022/kh-ubnd@phu-yen")};
    struct decree older =
        with_rivals("45/2021/kh-ubnd@phu-yen", "45/-/kh-ubnd@phu-yen", rivals, 2);
    struct decree newer =
        with_rivals("45/2022/kh-ubnd@phu-yen", "45/-/kh-ubnd@phu-yen", rivals, 2);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 2021),
                     DECREE_INFERRED);
    assert_int_equal(decree_match(&newer, STR("45/-/kh-ubnd@phu-yen"), 2021),
                     DECREE_OTHER);
}

static void a_citation_that_may_mean_two_documents_means_neither(void **state)
{
    (void)state;
    struct key_parts rivals[] = {parts("45/2021/kh-ubnd@phu-yen"),
                                 parts("45/2022/kh-ubnd@phu-yen")};
    struct decree older =
        with_rivals("45/2021/kh-ubnd@phu-yen", "45/-/kh-ubnd@phu-yen", rivals, 2);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 2023),
                     DECREE_OTHER);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 0), DECREE_OTHER);
}

static void a_citation_without_province_means_the_only_document_that_fits(void **state)
{
    (void)state;
    struct key_parts one[] = {parts("18/2019/qd-ubnd@phu-yen")};
    struct decree alone =
        with_rivals("18/2019/qd-ubnd@phu-yen", "18/2019/qd-ubnd", one, 1);
    assert_int_equal(decree_match(&alone, STR("18/2019/qd-ubnd"), 2021), DECREE_INFERRED);
    struct key_parts two[] = {parts("18/2019/qd-ubnd@phu-yen"),
                              parts("18/2019/qd-ubnd@ha-giang")};
    struct decree doubted =
        with_rivals("18/2019/qd-ubnd@phu-yen", "18/2019/qd-ubnd", two, 2);
    assert_int_equal(decree_match(&doubted, STR("18/2019/qd-ubnd"), 2021), DECREE_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_can_be_taken_apart),
        cmocka_unit_test(a_citation_without_year_means_the_only_document_that_fits),
        cmocka_unit_test(a_citation_cannot_mean_a_document_of_a_later_year),
        cmocka_unit_test(a_citation_that_may_mean_two_documents_means_neither),
        cmocka_unit_test(a_citation_without_province_means_the_only_document_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
