// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/files.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/tracuu-files-XXXXXX";
static char checksum[FILES_CHECKSUM_SIZE];

enum { FILE_COUNT = 6 };

static const struct file sample[FILE_COUNT] = {
    {.path = {"a.zip", 5},
     .size = 100,
     .modified = -5,
     .changed = 7,
     .inode = 9,
     .identity = {{1}}},
    {.path = {"a.zip!x", 7},
     .kind = FILE_MEMBER,
     .size = 3,
     .identity = {{2}},
     .segment = 4},
    {.path = {"b", 1}, .size = 1, .identity = {{0, 3}}, .segment = 5},
    {.path = {"broken", 6}, .flags = FILE_FAILED, .reason = {"cannot be read", 14}},
    {.path = {"c", 1},
     .size = 1,
     .identity = {{0, 3}},
     .segment = 5,
     .flags = FILE_UNSETTLED | FILE_WANTS_OCR},
    {.path = {"d", 1}, .size = UINT64_MAX, .identity = {{0, 1}}, .segment = 5},
};

static void sample_at(const void *context, size_t number, struct file *out)
{
    (void)context;
    *out = sample[number];
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static void table_path(char *out)
{
    sprintf(out, "%s/files-000001", folder);
}

static int remove_folder(void **state)
{
    (void)state;
    char path[64];
    table_path(path);
    unlink(path);
    return rmdir(folder);
}

static struct files *write_and_open(size_t count)
{
    struct error err = {0};
    struct files *files;
    assert_true(
        files_write(folder, STR("files-000001"), count, sample_at, NULL, checksum, &err));
    assert_true(files_open(&files, folder, STR("files-000001"), &err));
    return files;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct files *files = write_and_open(FILE_COUNT);
    assert_int_equal(files_count(files), FILE_COUNT);
    assert_int_equal(files_failed(files), 1);
    assert_int_equal(files_notices(files), 3);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        struct file file;
        files_at(files, i, &file);
        assert_true(str_equal(file.path, sample[i].path));
        assert_true(str_equal(file.reason, sample[i].reason));
        assert_int_equal(file.kind, sample[i].kind);
        assert_int_equal(file.flags, sample[i].flags);
        assert_int_equal(file.size, sample[i].size);
        assert_int_equal(file.modified, sample[i].modified);
        assert_int_equal(file.changed, sample[i].changed);
        assert_int_equal(file.inode, sample[i].inode);
        assert_int_equal(file.segment, sample[i].segment);
        assert_true(identity_equal(&file.identity, &sample[i].identity));
        assert_int_equal(files_find(files, sample[i].path), (ptrdiff_t)i);
    }
    struct error err = {0};
    assert_true(files_verify(files, str_of(checksum), &err));
    assert_false(files_verify(files, STR("0000000000000000"), &err));
    files_close(files);
}

static void a_path_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    struct files *files = write_and_open(FILE_COUNT);
    assert_int_equal(files_find(files, STR("")), -1);
    assert_int_equal(files_find(files, STR("a")), -1);
    assert_int_equal(files_find(files, STR("z")), -1);
    assert_int_equal(files_from(files, STR("b!")), 3);
    assert_int_equal(files_from(files, STR("z")), FILE_COUNT);
    files_close(files);
}

static void a_content_under_two_names_shows_both(void **state)
{
    (void)state;
    struct files *files = write_and_open(FILE_COUNT);
    uint64_t id = identity_number(&sample[2].identity);
    assert_int_equal(files_same(files, id, 0), 2);
    assert_int_equal(files_same(files, id, 1), 4);
    assert_int_equal(files_same(files, id, 2), -1);
    assert_int_equal(files_same(files, id + 1, 0), -1);
    // An archive of members is no notice itself.
    assert_int_equal(files_same(files, identity_number(&sample[0].identity), 0), -1);
    files_close(files);
}

static void no_table_is_an_empty_one(void **state)
{
    (void)state;
    struct error err = {0};
    struct files *files;
    assert_true(files_open(&files, folder, (struct str){0}, &err));
    assert_int_equal(files_count(files), 0);
    assert_int_equal(files_find(files, STR("a")), -1);
    assert_int_equal(files_same(files, 1, 0), -1);
    assert_true(files_verify(files, (struct str){0}, &err));
    files_close(files);
    assert_false(files_open(&files, folder, STR("files-000099"), &err));
    assert_int_equal(err.code, ERROR_GONE);
    files = write_and_open(0);
    assert_int_equal(files_count(files), 0);
    files_close(files);
}

// Reads everything that can be read of a table that may be damaged.
static void read_everything(const struct files *files)
{
    for (size_t i = 0; i < files_count(files); i++) {
        struct file file;
        files_at(files, i, &file);
        size_t sum = 0;
        for (size_t j = 0; j < file.path.len; j++)
            sum += (unsigned char)file.path.at[j];
        for (size_t j = 0; j < file.reason.len; j++)
            sum += (unsigned char)file.reason.at[j];
        files_find(files, sum % 2 ? STR("a.zip!x") : STR("d"));
        files_same(files, identity_number(&sample[i % FILE_COUNT].identity), i % 3);
    }
}

static void damage_is_noticed_and_never_crashes(void **state)
{
    (void)state;
    char path[64];
    static char good[65536], bad[65536];
    files_close(write_and_open(FILE_COUNT));
    table_path(path);
    FILE *file = fopen(path, "rb");
    size_t len = fread(good, 1, sizeof good, file);
    fclose(file);
    for (size_t i = 0; i < len * 8 + len; i++) {
        size_t size = i < len * 8 ? len : i - len * 8;
        memcpy(bad, good, len);
        if (i < len * 8)
            bad[i / 8] ^= (char)(1 << i % 8);
        file = fopen(path, "wb");
        fwrite(bad, 1, size, file);
        fclose(file);
        struct files *files;
        struct error err = {0};
        if (!files_open(&files, folder, STR("files-000001"), &err)) {
            assert_int_equal(err.code, ERROR_DAMAGED);
            continue;
        }
        assert_false(files_verify(files, str_of(checksum), &err));
        read_everything(files);
        files_close(files);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_path_that_is_not_there_is_not_found),
        cmocka_unit_test(a_content_under_two_names_shows_both),
        cmocka_unit_test(no_table_is_an_empty_one),
        cmocka_unit_test(damage_is_noticed_and_never_crashes),
    };
    return cmocka_run_group_tests_name("files", tests, make_folder, remove_folder);
}
