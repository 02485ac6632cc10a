// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "index/manifest.h"
#include "index/segment.h"
#include "tests/unit/workplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct error error;

// A notice of a department, which gives work to one of its sections.
static void add_notice(struct segment_batch *batch, unsigned number, const char *province,
                       const char *section)
{
    char id[16];
    struct notice notice;
    struct view view;
    const struct str text =
        arena_printf(arena,
                     "ỦY BAN NHÂN DÂN TỈNH %s\nSỞ Y TẾ\nSố: %u/TB-SYT\nTHÔNG BÁO\nKết "
                     "luận giao ban\n1. Giao %s báo cáo trước ngày 05/6/2022.\n",
                     province, number, section);
    notice_read(&notice, &view, text, STR("a.txt"), NULL, arena);
    snprintf(id, sizeof id, "%012x", number);
    assert_true(
        segment_batch_add(batch, &notice, &view, str_of(id), STR("plain"), &error));
}

static void write_segment(const char *path, unsigned from, const char *province)
{
    const struct segment_options options = {0};
    const char *const parts[] = {"part"};
    struct segment_summary summary;
    struct segment_batch *batch;
    assert_true(segment_batch_open(&batch, "part", &options, &error));
    add_notice(batch, from, province, "Phòng Nghiệp vụ Y");
    add_notice(batch, from + 1, "PHÚ YÊN", "Văn phòng Sở");
    assert_true(segment_batch_finish(batch, &error));
    assert_true(segment_compact(path, parts, 1, &summary, &error));
    segment_remove("part", NULL);
}

static int make_index(void **state)
{
    if (make_folder(state) != 0 || mkdir("i", 0777) || mkdir("i/segments", 0777))
        return -1;
    write_segment("i/segments/000001", 1, "AN GIANG");
    write_segment("i/segments/000002", 11, "PHÚ YÊN");
    struct manifest_segment segments[] = {{.number = 1, .notices = 2},
                                          {.number = 2, .notices = 2}};
    segments[0].checksum = segments[1].checksum = STR("00000000");
    struct manifest manifest = {.generation = 1,
                                .units = STR("-"),
                                .segments = segments,
                                .segment_count = 2,
                                .next_segment = 3};
    return manifest_write(&manifest, "i", &error) ? 0 : -1;
}

static bool write_id(void *context, struct str id)
{
    buf_printf(context, "%.*s\n", STR_ARG(id));
    return true;
}

static void expect_named(const char *name, const char *expected)
{
    struct index *index;
    struct buf out = {0};
    assert_true(index_open(&index, "i", &error));
    assert_true(index_units_named(index, str_of(name), write_id, &out, &error));
    assert_string_equal(out.at ? out.at : "", expected);
    buf_free(&out);
    index_close(index);
}

static void expect_all(void)
{
    struct index *index;
    struct str *issuers;
    size_t count;
    expect_named("phong-nghiep-vu-y", "an-giang/so-yt/phong-nghiep-vu-y\n"
                                      "phu-yen/so-yt/phong-nghiep-vu-y\n");
    expect_named("van-phong", "phu-yen/so-yt/van-phong\n");
    expect_named("phong", "");
    expect_named("nghiep-vu-y", "");
    assert_true(index_open(&index, "i", &error));
    assert_true(index_issuers(index, &issuers, &count, arena, &error));
    assert_int_equal(count, 4);
    assert_true(str_equal(issuers[0], STR("an-giang")));
    assert_true(str_equal(issuers[1], STR("an-giang/so-yt")));
    assert_true(str_equal(issuers[2], STR("phu-yen")));
    assert_true(str_equal(issuers[3], STR("phu-yen/so-yt")));
    index_close(index);
}

static void units_of_all_offices_are_found_by_their_name(void **state)
{
    (void)state;
    expect_all();
}

static void so_they_are_where_a_segment_has_no_list_of_them(void **state)
{
    (void)state;
    assert_int_equal(unlink("i/segments/000001/units"), 0);
    expect_all();
}

static void a_damaged_list_is_not_believed(void **state)
{
    (void)state;
    assert_int_equal(truncate("i/segments/000002/units", 20), 0);
    expect_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_of_all_offices_are_found_by_their_name),
        cmocka_unit_test(a_damaged_list_is_not_believed),
        cmocka_unit_test(so_they_are_where_a_segment_has_no_list_of_them),
    };
    return cmocka_run_group_tests(tests, make_index, remove_folder);
}
