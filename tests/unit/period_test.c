// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/period.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void period_case(struct str *cells, size_t count)
{
    struct period period;
    struct error err = {0};
    struct buf got = {0};
    char from[11], to[11];
    bool understood = period_parse(&period, cells[0], day_make(2025, 2, 19), NULL, &err);
    if (understood && period.week)
        buf_printf(&got, "week\t%04d-W%02d", period.week_year, period.week);
    else if (understood)
        buf_printf(&got, "%s\t%s", day_text(period.days.from, from),
                   day_text(period.days.to, to));
    else
        buf_add_char(&got, '\t');
    struct buf wanted = {0};
    buf_printf(&wanted, "%.*s\t%.*s", STR_ARG(cells[1]),
               count > 2 ? (int)cells[2].len : 0, count > 2 ? cells[2].at : "");
    if (strcmp(got.at, wanted.at) != 0)
        fail_msg("%.*s is %s, not %s (%s)", STR_ARG(cells[0]), got.at, wanted.at,
                 err.message);
    assert_int_equal(understood, err.code == ERROR_NONE);
    buf_free(&got);
    buf_free(&wanted);
}

static void periods_are_understood_as_people_type_them(void **state)
{
    (void)state;
    assert_true(each_case("periods.tsv", period_case) >= 32);
}

static void date_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 2);
    struct arena *arena = arena_new();
    struct view view;
    struct dates dates;
    struct buf got = {0};
    char from[11], to[11];
    view_read(&view, cells[0], arena);
    dates_find(&dates, &view, 2023, arena);
    for (size_t i = 0; i < dates.count; i++) {
        const struct date *date = &dates.items[i];
        struct str text = view_clean(&view, date->from, date->to, arena);
        buf_printf(&got, "%s%.*s = %s .. %s", i ? "; " : "", STR_ARG(text),
                   day_text(date->days.from, from), day_text(date->days.to, to));
    }
    if (!got.len)
        buf_add_char(&got, '-');
    if (!str_equal(buf_str(&got), cells[1]))
        fail_msg("%.*s\ngave     %s\ninstead of %.*s", STR_ARG(cells[0]), got.at,
                 STR_ARG(cells[1]));
    buf_free(&got);
    arena_free(arena);
}

static void dates_are_found_in_running_text(void **state)
{
    (void)state;
    assert_true(each_case("dates.tsv", date_case) > 40);
}

static void a_wrong_date_is_explained_where_it_stands(void **state)
{
    (void)state;
    struct period period;
    struct error err = {0};
    size_t column = 0;
    assert_false(period_parse(&period, STR("31/2/2023"), 0, &column, &err));
    assert_string_equal(err.message,
                        "\"31/2/2023\" is not a date (February 2023 has 28 days)");
    assert_int_equal(err.code, ERROR_USAGE);
    assert_false(period_parse(&period, STR("1/1/2023..5/13/2023"), 0, &column, &err));
    assert_string_equal(err.message,
                        "\"5/13/2023\" is not a date (there is no month 13)");
    assert_int_equal(column, 10);
    assert_false(period_parse(&period, STR("13/2023"), 0, &column, &err));
    assert_string_equal(err.message, "\"13/2023\" is not a month (a year has 12)");
    assert_false(period_parse(&period, STR("tháng 8"), 0, &column, &err));
    assert_string_equal(err.message, "\"tháng 8\": of which year?");
    assert_false(period_parse(&period, STR("8/2023 abc"), 0, &column, &err));
    assert_int_equal(column, 7);
    assert_false(period_parse(&period, STR("2023..2021"), 0, &column, &err));
    assert_false(period_parse(&period, STR(""), 0, &column, &err));
    assert_false(period_parse(&period, STR("\xff\xfe"), 0, &column, &err));
    assert_true(*err.hint);
}

static void notices_without_a_date_can_be_asked_for(void **state)
{
    (void)state;
    struct period period;
    assert_true(period_parse(&period, STR("none"), 0, NULL, NULL));
    assert_true(period.none);
}

// Looking ahead from each member would take minutes.
static void the_year_at_the_end_of_a_long_list_is_that_of_all_its_members(void **state)
{
    (void)state;
    enum { MEMBERS = 200000 };
    struct arena *arena = arena_new();
    struct buf text = {0};
    struct view view;
    struct dates dates;
    for (int i = 0; i < MEMBERS; i++)
        buf_add_str(&text, STR("tháng 5 họp "));
    buf_add_str(&text, STR("tháng 6 năm 2021"));
    view_read(&view, buf_str(&text), arena);
    dates_find(&dates, &view, 2023, arena);
    assert_int_equal(dates.count, MEMBERS + 1);
    for (size_t i = 0; i < MEMBERS; i++)
        assert_int_equal(dates.items[i].days.from, day_make(2021, 5, 1));
    buf_free(&text);
    arena_free(arena);
}

static void times_and_weeks_are_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct view view;
    struct dates dates;
    view_read(&view, STR("13h30 ngày 18/02/2025; 7 giờ ngày 19/02/2025; tuần 7 năm 2025"),
              arena);
    dates_find(&dates, &view, 0, arena);
    assert_int_equal(dates.count, 3);
    assert_int_equal(dates.items[0].hour, 13);
    assert_int_equal(dates.items[0].minute, 30);
    assert_int_equal(dates.items[1].hour, 7);
    assert_int_equal(dates.items[2].hour, -1);
    assert_int_equal(dates.items[2].week, 7);
    assert_int_equal(dates.items[2].year, 2025);
    assert_int_equal(dates.items[2].precision, DATE_WEEK);
    arena_free(arena);
}

static void days_are_counted_over_leap_years(void **state)
{
    (void)state;
    int32_t day = 19000101;
    for (int i = 0; i < 80000; i++) {
        int32_t next = day_add(day, 1);
        assert_true(next > day && day_valid(next / 10000, next / 100 % 100, next % 100));
        assert_int_equal(day_distance(day, next), 1);
        day = next;
    }
    assert_int_equal(day, 21190113);
    assert_int_equal(day_add(20240301, -1), 20240229);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_understood_as_people_type_them),
        cmocka_unit_test(dates_are_found_in_running_text),
        cmocka_unit_test(a_wrong_date_is_explained_where_it_stands),
        cmocka_unit_test(notices_without_a_date_can_be_asked_for),
        cmocka_unit_test(the_year_at_the_end_of_a_long_list_is_that_of_all_its_members),
        cmocka_unit_test(times_and_weeks_are_kept),
        cmocka_unit_test(days_are_counted_over_leap_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
