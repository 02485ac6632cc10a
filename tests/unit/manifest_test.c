// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/manifest.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/tracuu-manifest-XXXXXX";
static struct arena *arena;

static int make_folder(void **state)
{
    (void)state;
    arena = arena_new();
    return mkdtemp(folder) ? 0 : -1;
}

static const char *path(void)
{
    return arena_printf(arena, "%s/manifest", folder).at;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path());
    arena_free(arena);
    return rmdir(folder);
}

static void write_sample(void)
{
    static const uint64_t dead[] = {0x00000000000a, 0x0123456789ab, 0xffffffffffff};
    struct str roots[] = {STR("."), STR("/mnt/a b\nc\\d")};
    struct manifest_segment segments[] = {
        {.number = 3,
         .notices = 10,
         .directives = 20,
         .bytes = 30,
         .checksum = STR("0a0b0c0d"),
         .analyzers = 7,
         .units = STR("-"),
         .dead = dead,
         .dead_count = 3},
        {.number = 17,
         .notices = 1,
         .checksum = STR("00000001"),
         .analyzers = 8,
         .units = STR("abcdef")},
    };
    uint32_t replaced[] = {1, 2};
    struct str shards[] = {STR("archive.example:4500")};
    struct manifest manifest = {
        .generation = 42,
        .analyzers = 8,
        .units = STR("abcdef"),
        .roots = roots,
        .root_count = 2,
        .segments = segments,
        .segment_count = 2,
        .next_segment = 18,
        .files = STR("files-000042"),
        .files_checksum = STR("0000111122223333"),
        .replaced = replaced,
        .replaced_count = 2,
        .replaced_files = STR("files-000041"),
        .shards = shards,
        .shard_count = 1,
        .servable = true,
    };
    struct error err = {0};
    assert_true(manifest_write(&manifest, folder, &err));
}

static struct str read_bytes(void)
{
    FILE *file = fopen(path(), "rb");
    assert_non_null(file);
    char *bytes = arena_alloc(arena, 65536);
    size_t len = fread(bytes, 1, 65535, file);
    fclose(file);
    return (struct str){bytes, len};
}

static void write_bytes(struct str bytes)
{
    FILE *file = fopen(path(), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
    fclose(file);
}

static enum error_code code_of_reading(void)
{
    struct manifest manifest;
    struct error err = {0};
    assert_false(manifest_read(&manifest, folder, arena, &err));
    assert_true(*err.message != '\0');
    return err.code;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct manifest read;
    struct error err = {0};
    write_sample();
    assert_true(manifest_read(&read, folder, arena, &err));
    assert_int_equal(read.generation, 42);
    assert_int_equal(read.analyzers, 8);
    assert_true(str_equal(read.units, STR("abcdef")));
    assert_int_equal(read.root_count, 2);
    assert_true(str_equal(read.roots[1], STR("/mnt/a b\nc\\d")));
    assert_int_equal(read.segment_count, 2);
    assert_int_equal(read.segments[0].number, 3);
    assert_int_equal(read.segments[0].directives, 20);
    assert_int_equal(read.segments[0].analyzers, 7);
    assert_true(str_equal(read.segments[0].checksum, STR("0a0b0c0d")));
    assert_int_equal(read.segments[0].dead_count, 3);
    assert_true(manifest_segment_dead(&read.segments[0], 0x0123456789ab));
    assert_false(manifest_segment_dead(&read.segments[0], 0x0123456789ac));
    assert_int_equal(read.segments[1].dead_count, 0);
    assert_int_equal(read.next_segment, 18);
    assert_true(str_equal(read.files, STR("files-000042")));
    assert_true(str_equal(read.files_checksum, STR("0000111122223333")));
    assert_true(read.servable);
    assert_int_equal(read.replaced_count, 2);
    assert_int_equal(read.replaced[1], 2);
    assert_true(str_equal(read.replaced_files, STR("files-000041")));
    assert_true(str_equal(read.shards[0], STR("archive.example:4500")));
}

static void no_manifest_is_no_index(void **state)
{
    (void)state;
    unlink(path());
    assert_int_equal(code_of_reading(), ERROR_NO_INDEX);
}

static void every_changed_byte_is_noticed(void **state)
{
    (void)state;
    write_sample();
    struct str good = arena_copy(arena, read_bytes());
    for (size_t i = 0; i < good.len; i++) {
        struct str bad = arena_copy(arena, good);
        ((char *)bad.at)[i] ^= 1 << (i % 8);
        write_bytes(bad);
        assert_int_equal(code_of_reading(), ERROR_DAMAGED);
    }
}

static void every_cut_is_noticed(void **state)
{
    (void)state;
    write_sample();
    struct str good = arena_copy(arena, read_bytes());
    for (size_t len = 0; len < good.len; len++) {
        write_bytes(str_slice(good, 0, len));
        assert_int_equal(code_of_reading(), ERROR_DAMAGED);
    }
    write_bytes(arena_printf(arena, "%.*sx", STR_ARG(good)));
    assert_int_equal(code_of_reading(), ERROR_DAMAGED);
}

// Damage is told by the last line, and what stands before it is read first.
static void a_list_of_the_dead_that_ends_early_is_damage(void **state)
{
    (void)state;
    enum { IDS = 8194 };
    struct buf text = {0};
    buf_printf(&text, "tracuu index, format %d\nsegment 3 9000 0 0 1 - 00000000\ndead 3",
               MANIFEST_FORMAT);
    for (int i = 1; i <= IDS; i++)
        buf_printf(&text, " %012x", i);
    buf_add_str(&text, STR(" 0\nend 00000000\n"));
    write_bytes(buf_str(&text));
    assert_int_equal(code_of_reading(), ERROR_DAMAGED);
    buf_free(&text);
}

static void a_newer_format_is_told_from_damage(void **state)
{
    (void)state;
    struct manifest manifest;
    struct error err = {0};
    write_bytes(STR("tracuu index, format 99\nsomething else\n"));
    assert_false(manifest_read(&manifest, folder, arena, &err));
    assert_int_equal(err.code, ERROR_DAMAGED);
    assert_int_equal(manifest.format, 99);
    assert_non_null(strstr(err.message, "newer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(no_manifest_is_no_index),
        cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(a_list_of_the_dead_that_ends_early_is_damage),
        cmocka_unit_test(a_newer_format_is_told_from_damage),
    };
    return cmocka_run_group_tests_name("manifest", tests, make_folder, remove_folder);
}
