// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fields.h"

#include "index/clause.h"
#include "xapian-c/xapian_c.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void the_table_is_in_the_order_of_its_ids(void **state)
{
    (void)state;
    for (int i = 0; i < FIELD_COUNT; i++) {
        assert_int_equal(fields[i].id, i);
        assert_non_null(fields[i].prefix);
        assert_non_null(fields[i].help);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(fields[i].prefix, fields[j].prefix);
    }
}

static void a_field_is_known_by_its_names_in_both_languages(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum field_id id;
    } names[] = {
        {"unit", FIELD_UNIT},       {"donvi", FIELD_UNIT},    {"đơnvị", FIELD_UNIT},
        {"ĐơnVị", FIELD_UNIT},      {"person", FIELD_PERSON}, {"nguoi", FIELD_PERSON},
        {"người", FIELD_PERSON},    {"ref", FIELD_REF},       {"vb", FIELD_REF},
        {"vănbản", FIELD_REF},      {"period", FIELD_PERIOD}, {"thoigian", FIELD_PERIOD},
        {"thờigian", FIELD_PERIOD}, {"type", FIELD_TYPE},     {"loai", FIELD_TYPE},
        {"loại", FIELD_TYPE},       {"issuer", FIELD_ISSUER}, {"coquan", FIELD_ISSUER},
        {"cơquan", FIELD_ISSUER},   {"in", FIELD_TITLE},      {"UNIT", FIELD_UNIT},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct field *field = field_named(str_of(names[i].name));
        assert_non_null(field);
        assert_int_equal(field->id, names[i].id);
    }
    assert_null(field_named(STR("date")));
    assert_null(field_named(STR("")));
    assert_null(field_named(STR("\xff\xfe")));
}

static void a_name_is_compared_without_marks_and_case(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Trần Ngọc Lâm", "tran ngoc lam"},
        {"  ĐỖ   Thị\tLý ", "do thi ly"},
        {"Lí Mĩ Kỳ", "ly my ky"},
        {"H'Hen Niê", "h hen nie"},
        {"", ""},
        {"QUÝ", "quy"},
        {"Quí", "quy"},
        {"thông báo", "thong bao"},
        {"Thi", "thi"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(arena_copy(arena, field_fold(str_of(pairs[i][0]), arena)).at,
                            pairs[i][1]);
    field_fold(STR("\xff\xf0\x80 ế\xcc"), arena);
}

static void a_long_value_is_hashed_and_never_cut(void **state)
{
    (void)state;
    char value[400];
    memset(value, 'a', sizeof value);
    const struct str one = field_term(FIELD_UNIT, (struct str){value, 399}, arena);
    const struct str other = field_term(FIELD_UNIT, (struct str){value, 400}, arena);
    assert_true(one.len <= FIELD_TERM_MAX && one.len > 100);
    assert_false(str_equal(one, other));
    assert_true(str_starts(one, STR("Uaaaa")));
    const struct str fits = field_term(FIELD_UNIT, (struct str){value, 199}, arena);
    assert_int_equal(fits.len, 200);
    assert_true(xapian_term_fits(one) && xapian_term_fits(fits));
    memset(value, 0, sizeof value);
    assert_true(
        xapian_term_fits(field_term(FIELD_UNIT, (struct str){value, 150}, arena)));
    assert_true(
        xapian_term_fits(field_term(FIELD_UNIT, (struct str){value, 400}, arena)));
}

static void a_term_gives_its_value_back(void **state)
{
    (void)state;
    const struct str term = field_term(FIELD_REF, STR("163/2021/nq-hdnd"), arena);
    assert_true(str_equal(field_value(FIELD_REF, term), STR("163/2021/nq-hdnd")));
    assert_null(field_value(FIELD_UNIT, term).at);
    assert_null(field_value(FIELD_TEXT, term).at);
    assert_true(str_equal(field_value(FIELD_TEXT, STR("quyết")), STR("quyết")));
}

static void days_have_terms_for_their_months_and_years(void **state)
{
    (void)state;
    struct str terms[DAYS_TERMS];
    assert_int_equal(
        field_days_terms(FIELD_PERIOD, (struct days){20231115, 20240203}, terms, arena),
        6);
    static const char *const expected[] = {"D2023", "D202311", "D202312",
                                           "D2024", "D202401", "D202402"};
    for (size_t i = 0; i < 6; i++)
        assert_true(str_equal(terms[i], str_of(expected[i])));
    assert_int_equal(
        field_days_terms(FIELD_DUE, (struct days){0, 20240203}, terms, arena), 1);
    assert_true(str_equal(terms[0], STR("E*")));
    assert_int_equal(field_days_terms(FIELD_DUE, (struct days){0, 0}, terms, arena), 0);
    assert_int_equal(
        field_days_terms(FIELD_PERIOD, (struct days){19000101, 20240203}, terms, arena),
        1);
    assert_int_equal(
        field_days_terms(FIELD_PERIOD, (struct days){20200131, 20230101}, terms, arena),
        1);
    assert_int_equal(
        field_days_terms(FIELD_PERIOD, (struct days){20200131, 20221231}, terms, arena),
        39);
    char value[DAY_VALUE_SIZE];
    field_day_value(0, true, value);
    assert_memory_equal(value, "99999999", 8);
    field_day_value(0, false, value);
    assert_memory_equal(value, "00000000", 8);
    field_day_value(20230905, false, value);
    assert_memory_equal(value, "20230905", 8);
}

// A period that says it exactly asks for months and years alone; the slots are for the
// others.
static void whole_months_are_asked_by_their_terms(void **state)
{
    (void)state;
    const struct clause *clause =
        clause_days(FIELD_PERIOD, (struct days){20221101, 20240229}, arena);
    assert_int_equal(clause->kind, CLAUSE_OR);
    const struct clause *months = clause->children[0];
    assert_int_equal(months->count, 5);
    assert_true(str_equal(months->children[0]->term, STR("D202211")));
    assert_true(str_equal(months->children[2]->term, STR("D2023")));
    assert_true(str_equal(months->children[4]->term, STR("D202402")));
    assert_int_equal(
        clause_days(FIELD_PERIOD, (struct days){20221101, 20240228}, arena)->kind,
        CLAUSE_AND);
    assert_int_equal(clause_days(FIELD_PERIOD, (struct days){0, 20240228}, arena)->kind,
                     CLAUSE_SLOT_LE);
    assert_int_equal(clause_days(FIELD_PERIOD, (struct days){20240228, 0}, arena)->kind,
                     CLAUSE_SLOT_GE);
    assert_int_equal(
        clause_days(FIELD_PERIOD, (struct days){10000101, 20240228}, arena)->kind,
        CLAUSE_AND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_in_the_order_of_its_ids),
        cmocka_unit_test(a_field_is_known_by_its_names_in_both_languages),
        cmocka_unit_test(a_name_is_compared_without_marks_and_case),
        cmocka_unit_test(a_long_value_is_hashed_and_never_cut),
        cmocka_unit_test(a_term_gives_its_value_back),
        cmocka_unit_test(days_have_terms_for_their_months_and_years),
        cmocka_unit_test(whole_months_are_asked_by_their_terms),
    };
    return cmocka_run_group_tests_name("fields", tests, start, stop);
}
