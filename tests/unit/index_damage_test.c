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

// Changes the byte that stands so many before the end of a file; returns what it was.
static int change(const char *path, long before_end, int byte)
{
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    fseek(file, -before_end, SEEK_END);
    const int old = fgetc(file);
    fseek(file, -before_end, SEEK_END);
    fputc(byte, file);
    fclose(file);
    return old;
}

static void files_that_do_not_fit_together_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        long before_end; // of a number's lowest byte
    } counts[] = {
        {"i/segments/000001/documents", 16}, {"i/segments/000001/forward", 16},
        {"i/segments/000001/items", 16},     {"i/segments/000001/postings", 12},
        {"i/segments/000001/postings", 16},
    };
    publish((const uint32_t[]){1}, 1, 0);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct index *index = NULL;
        struct segment_summary summary;
        const char *parts[] = {"i/segments/000001", "i/segments/000002"};
        const int old = change(counts[i].path, counts[i].before_end, 2);
        assert_true(old > 2);
        error = (struct error){0};
        assert_false(index_open(&index, "i", &error));
        assert_int_equal(error.code, ERROR_DAMAGED);
        // Nor does it become part of another segment, whose checksums would say nothing.
        error = (struct error){0};
        assert_false(segment_compact("i/segments/000008", parts, 2, &summary, &error));
        assert_int_equal(error.code, ERROR_DAMAGED);
        change(counts[i].path, counts[i].before_end, old);
    }
    struct index *index = open_index();
    index_close(index);
}

static void what_lost_its_postings_does_not_become_part_of_another(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"batch1", "batch2"};
    assert_int_equal(rename("batch2/postings", "postings"), 0);
    error = (struct error){0};
    assert_false(segment_compact("i/segments/000008", parts, 2, &summary, &error));
    assert_int_equal(error.code, ERROR_GONE);
    assert_int_equal(rename("postings", "batch2/postings"), 0);
}

static bool count_term(void *context, struct str term, size_t count)
{
    (void)term;
    *(size_t *)context += count;
    return true;
}

static void terms_that_are_damaged_are_told(void **state)
{
    (void)state;
    publish((const uint32_t[]){1}, 1, 0);
    struct index *index = open_index();
    size_t whole = 0, some = 0;
    const struct str key = field_term(FIELD_PERSON, STR("tran ngoc lam"), arena);
    const size_t frequency = index_frequency(index, key);
    assert_true(frequency > 0);
    assert_true(
        index_terms(index, COLLECTION_NOTICES, STR(""), count_term, &whole, &error));
    index_close(index);
    // Where the term's item starts.
    static char bytes[1 << 16];
    const char *path = "i/segments/000001/notices/postlist.glass";
    FILE *file = fopen(path, "r");
    const size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    const ptrdiff_t at = str_find((struct str){bytes, len}, key, 0);
    assert_true(at > 3);
    const long before_end = (long)len - at + 3;
    const int old = change(path, before_end, 0xff);
    index = open_index();
    error = (struct error){0};
    const bool told =
        !index_terms(index, COLLECTION_NOTICES, STR(""), count_term, &some, &error);
    assert_true(told);
    assert_int_equal(error.code, ERROR_DAMAGED);
    // Nor is libxapian asked any more, which would read on.
    const struct match_options options = {.limit = 3};
    struct matches matches;
    error = (struct error){0};
    assert_false(index_match(index, COLLECTION_NOTICES,
                             clause_term(FIELD_TYPE, STR("tb"), arena), &options,
                             &matches, arena, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    index_close(index);
    index = open_index();
    error = (struct error){0};
    assert_true(index_frequency(index, key) == frequency || index_failed(index, &error));
    index_close(index);
    change(path, before_end, old);
}

// It believes what the head of a database says, whatever that leads to.
static void libxapian_is_given_no_head_that_was_changed(void **state)
{
    (void)state;
    const char *path = "i/segments/000001/notices/iamglass";
    struct stat status;
    publish((const uint32_t[]){1}, 1, 0);
    assert_int_equal(stat(path, &status), 0);
    for (long before_end = status.st_size; before_end >= 0; before_end--) {
        const int old = before_end ? change(path, before_end, 0x55) : 0x55;
        const struct match_options options = {.limit = 3};
        struct matches matches;
        struct index *index = open_index();
        error = (struct error){0};
        assert_int_equal(index_match(index, COLLECTION_NOTICES,
                                     clause_term(FIELD_TYPE, STR("tb"), arena), &options,
                                     &matches, arena, &error),
                         old == 0x55);
        assert_int_equal(error.code, old == 0x55 ? ERROR_NONE : ERROR_DAMAGED);
        index_close(index);
        if (before_end)
            change(path, before_end, old);
    }
}

static void changed_bytes_never_crash_a_reader(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"batch1", "batch2", "batch3"};
    const char *files[] = {"documents",  "forward",
                           "vocabulary", "postings",
                           "items",      "notices/postlist.glass",
                           "dates",      "directives/postlist.glass"};
    assert_true(segment_compact("i/segments/000010", parts, 3, &summary, &error));
    publish((const uint32_t[]){10}, 1, 0);
    uint32_t random = 1;
    for (int round = 0; round < 4000; round++) {
        char path[64];
        snprintf(path, sizeof path, "i/segments/000010/%s", files[round % 8]);
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
                index_match(index, COLLECTION_DIRECTIVES, word("tiến"), &options,
                            &matches, mine, NULL);
                const struct match_options oldest = {.limit = 3, .order = ORDER_OLDEST};
                index_match(index, COLLECTION_NOTICES,
                            clause_term(FIELD_UNIT, STR("quang-tri"), mine), &oldest,
                            &matches, mine, NULL);
                index_directive(index, &hit, false, &document, &(uint32_t){0}, mine,
                                NULL);
                index_terms(index, number % 2, STR(""), count_term, &(size_t){0}, NULL);
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
        cmocka_unit_test(files_that_do_not_fit_together_are_told),
        cmocka_unit_test(what_lost_its_postings_does_not_become_part_of_another),
        cmocka_unit_test(terms_that_are_damaged_are_told),
        cmocka_unit_test(libxapian_is_given_no_head_that_was_changed),
        cmocka_unit_test(changed_bytes_never_crash_a_reader),
    };
    return cmocka_run_group_tests(tests, make_segments, remove_folder);
}
