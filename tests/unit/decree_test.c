// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/decree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void the_year_of_a_key_can_be_taken_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str undated;
    int year;
    assert_true(decree_key_year(STR("18/2019/qd-ubnd@phu-yen"), &year, &undated, arena));
    assert_int_equal(year, 2019);
    assert_string_equal(undated.at, "18/-/qd-ubnd@phu-yen");
    assert_true(decree_key_year(STR("57/-/nq-tw"), &year, &undated, arena));
    assert_int_equal(year, 0);
    assert_false(decree_key_year(STR("luat:dat-dai:2024"), &year, &undated, arena));
    arena_free(arena);
}

static struct decree with_years(int *years, size_t count, int year)
{
    return (struct decree){.key = STR("45/2021/kh-ubnd@phu-yen"),
                           .undated = STR("45/-/kh-ubnd@phu-yen"),
                           .year = year,
                           .years = years,
                           .year_count = count};
}

static void a_citation_without_year_means_the_only_document_that_fits(void **state)
{
    (void)state;
    int years[] = {2021};
    struct decree decree = with_years(years, 1, 2021);
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
    int years[] = {2021, 2022};
    struct decree older = with_years(years, 2, 2021), newer = with_years(years, 2, 2022);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 2021),
                     DECREE_INFERRED);
    assert_int_equal(decree_match(&newer, STR("45/-/kh-ubnd@phu-yen"), 2021),
                     DECREE_OTHER);
}

static void a_citation_that_may_mean_two_documents_means_neither(void **state)
{
    (void)state;
    int years[] = {2021, 2022};
    struct decree older = with_years(years, 2, 2021);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 2023),
                     DECREE_OTHER);
    assert_int_equal(decree_match(&older, STR("45/-/kh-ubnd@phu-yen"), 0), DECREE_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_of_a_key_can_be_taken_out),
        cmocka_unit_test(a_citation_without_year_means_the_only_document_that_fits),
        cmocka_unit_test(a_citation_cannot_mean_a_document_of_a_later_year),
        cmocka_unit_test(a_citation_that_may_mean_two_documents_means_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
