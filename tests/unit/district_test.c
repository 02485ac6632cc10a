// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/district.h"

#include "analyzers/notice.h"
#include "analyzers/province.h"
#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

// The office, the keys of all references and the ids of all units of a text.
static void place_case(struct str *cells, size_t count)
{
    struct arena *arena = arena_new();
    struct view view;
    struct notice notice;
    struct buf got = {0}, wanted = {0};
    notice_read(&notice, &view, cells[0], (struct str){0}, NULL, arena);
    const struct office *office = &notice.anatomy.office;
    buf_printf(&got, "%.*s | %.*s | ", STR_ARG(office->province), STR_ARG(office->id));
    for (size_t i = 0; i < notice.references.count; i++)
        buf_printf(&got, "%s%.*s", i ? " " : "", STR_ARG(notice.references.items[i].key));
    // Units of the head are not asked for.
    struct buf units = {0};
    for (size_t i = 0; i < notice.units.count; i++) {
        const struct unit *unit = &notice.units.items[i];
        if (unit->span.start >= notice.anatomy.title_span.end)
            buf_printf(&units, "%s%.*s", units.len ? " " : "", STR_ARG(unit->id));
    }
    for (size_t i = 1; i < 4; i++)
        buf_printf(&wanted, "%s%.*s", i > 1 ? " | " : "",
                   STR_ARG(i < count ? cells[i] : STR("")));
    if (count > 4) {
        buf_printf(&got, " | %.*s", STR_ARG(buf_str(&units)));
        buf_printf(&wanted, " | %.*s", STR_ARG(cells[4]));
    }
    if (strcmp(got.at, wanted.at) != 0)
        fail_msg("%.*s\n  has    %s\n  wanted %s", STR_ARG(cells[0]), got.at, wanted.at);
    buf_free(&got);
    buf_free(&wanted);
    buf_free(&units);
    arena_free(arena);
}

static void a_notice_of_a_district_is_one_of_its_province(void **state)
{
    (void)state;
    assert_true(each_case("places.tsv", place_case) >= 20);
}

static struct str scope_of(const char *name, uint8_t kinds, const char *province,
                           struct arena *arena)
{
    return district_scope(district_find(str_of(name)), kinds,
                          province ? province_find(str_of(province)) : PROVINCE_NONE,
                          str_of("said"), arena);
}

#define assert_scope(name, kinds, province, wanted)                                      \
    assert_string_equal(arena_copy(arena, scope_of(name, kinds, province, arena)).at,    \
                        wanted)

static void a_name_means_the_district_of_the_texts_own_province(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_scope("chau thanh", DISTRICT_RURAL, "long-an", "long-an/chau-thanh");
    assert_scope("tan phu", DISTRICT_RURAL, "ca-mau", "dong-nai/tan-phu");
    assert_scope("ly nhan", DISTRICT_RURAL, "ha-nam", "ha-nam/ly-nhan");
    assert_scope("quan-1", DISTRICT_URBAN, NULL, "ho-chi-minh/quan-1");
    arena_free(arena);
}

static void a_name_that_only_another_province_has_lies_there(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_scope("ly nhan", DISTRICT_RURAL, "dong-nai", "ha-nam/ly-nhan");
    assert_scope("tan phu", DISTRICT_URBAN, NULL, "ho-chi-minh/tan-phu");
    assert_scope("hoa binh", DISTRICT_RURAL, NULL, "bac-lieu/hoa-binh");
    assert_scope("hoa binh", DISTRICT_CITY, NULL, "hoa-binh/hoa-binh");
    // Where several have it, nothing is guessed.
    assert_scope("chau thanh", DISTRICT_RURAL, "ha-nam", "ha-nam/said");
    assert_null(scope_of("chau thanh", DISTRICT_RURAL, NULL, arena).at);
    assert_null(scope_of("nowhere", DISTRICT_RURAL, NULL, arena).at);
    arena_free(arena);
}

static void a_town_and_the_district_around_it_are_two(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_scope("ky anh", DISTRICT_RURAL, NULL, "ha-tinh/ky-anh");
    assert_scope("ky anh", DISTRICT_TOWN, NULL, "ha-tinh/thi-xa-ky-anh");
    assert_scope("cao-lanh", DISTRICT_CITY, "dong-thap", "dong-thap/thanh-pho-cao-lanh");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_notice_of_a_district_is_one_of_its_province),
        cmocka_unit_test(a_name_means_the_district_of_the_texts_own_province),
        cmocka_unit_test(a_name_that_only_another_province_has_lies_there),
        cmocka_unit_test(a_town_and_the_district_around_it_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
