// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "tests/unit/made_index.h"

static int make_segments(void **state)
{
    return make_index_folder(state) || write_segments(state);
}

static void count_problem(void *context, const char *sentence)
{
    (void)sentence;
    ++*(int *)context;
}

static int problems(uint32_t checksum)
{
    int found = 0;
    const bool whole =
        segment_check("i/segments/000009", checksum, count_problem, &found, &error);
    assert_int_equal(whole, found == 0);
    return found;
}

static void every_damage_of_a_segment_is_found(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"batch1", "batch2", "batch3"};
    assert_true(segment_compact("i/segments/000009", parts, 3, &summary, &error));
    assert_int_equal(problems(summary.checksum), 0);
    assert_int_equal(problems(summary.checksum + 1), 1);
    assert_int_equal(system("cd i/segments/000009; touch notices/more"), 0);
    assert_int_equal(problems(summary.checksum), 1);
    assert_int_equal(system("cd i/segments/000009; rm notices/more; echo >> forward"), 0);
    assert_int_equal(problems(summary.checksum), 1);
    assert_int_equal(system("cd i/segments/000009; printf X | dd of=documents bs=1 "
                            "seek=100 conv=notrunc status=none"),
                     0);
    assert_int_equal(problems(summary.checksum), 2);
    assert_int_equal(system("cd i/segments/000009; rm vocabulary"), 0);
    assert_int_equal(problems(summary.checksum), 3);
    assert_int_equal(system("rm -r i/segments/000009"), 0);
    assert_int_equal(problems(summary.checksum), 1);
}

static void a_segment_that_is_gone_is_told_after_a_second_look(void **state)
{
    (void)state;
    publish((const uint32_t[]){1, 77}, 2, 0);
    struct index *index = NULL;
    error = (struct error){0};
    assert_false(index_open(&index, "i", &error));
    assert_null(index);
    assert_int_equal(error.code, ERROR_DAMAGED);
    publish((const uint32_t[]){1}, 1, 0);
    index = open_index();
    index_close(index);
}

static void changed_bytes_never_crash_a_reader(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"batch1", "batch2", "batch3"};
    const char *files[] = {"documents", "forward", "vocabulary", "postings"};
    assert_true(segment_compact("i/segments/000010", parts, 3, &summary, &error));
    publish((const uint32_t[]){10}, 1, 0);
    uint32_t random = 1;
    for (int round = 0; round < 3000; round++) {
        char path[64];
        snprintf(path, sizeof path, "i/segments/000010/%s", files[round % 4]);
        FILE *file = fopen(path, "r+");
        assert_non_null(file);
        fseek(file, 0, SEEK_END);
        const long size = ftell(file);
        random = random * 1664525 + 1013904223;
        const long at = (long)(random >> 8) % size;
        fseek(file, at, SEEK_SET);
        const int old = fgetc(file);
        random = random * 1664525 + 1013904223;
        fseek(file, at, SEEK_SET);
        fputc((int)(random >> 24), file);
        fclose(file);
        struct index *index = NULL;
        struct arena *mine = arena_new();
        if (index_open(&index, "i", NULL)) {
            for (uint32_t number = 1; number <= 5; number++) {
                const struct hit hit = {0, number, 0};
                struct document document;
                static const char *const some[] = {"kết", "sở", "quyết"};
                struct forward_place places[8];
                size_t length;
                const struct str *forms;
                index_notice(index, &hit, true, &document, mine, NULL);
                places_of(index, &hit, some, 3, places, 8, &length);
                index_forms(index, STR("quyet"), &forms);
                index_number(index, 0, STR("quyết"));
                const struct match_options options = {.limit = 3};
                struct matches matches;
                index_match(index, 0, word("quyết"), &options, &matches, mine, NULL);
            }
            index_close(index);
        }
        arena_free(mine);
        file = fopen(path, "r+");
        fseek(file, at, SEEK_SET);
        fputc(old, file);
        fclose(file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_damage_of_a_segment_is_found),
        cmocka_unit_test(a_segment_that_is_gone_is_told_after_a_second_look),
        cmocka_unit_test(changed_bytes_never_crash_a_reader),
    };
    return cmocka_run_group_tests(tests, make_segments, remove_folder);
}
