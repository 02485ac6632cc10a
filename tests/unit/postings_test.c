// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/postings.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct error error;

static char folder[] = "/tmp/tracuu-postings-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

// How often notice `notice` has word `word` in the texts that are made up here: word 1 is
// everywhere, word 2 nearly nowhere, the others in between.
static uint32_t made_up(uint32_t word, uint32_t notice)
{
    const uint32_t random = (notice * 2654435761u + word * 40503u) >> 7;
    const uint32_t rarity = word == 1 ? 1 : word == 2 ? 900 : 1 + word % 9 * 20;
    return random % rarity ? 0 : 1 + random / 1024 % (word % 3 ? 4 : 400);
}

enum { WORDS = 20 };

static void write_some(const char *path, uint32_t from, uint32_t to)
{
    struct postings_writer *writer = postings_writer_new();
    for (uint32_t notice = from; notice < to; notice++) {
        for (uint32_t word = WORDS; word > 0; word--)
            if (made_up(word, notice))
                postings_writer_add(writer, word, made_up(word, notice));
        postings_writer_end(writer, notice * 3);
    }
    assert_true(postings_write(writer, path, WORDS, &error));
    postings_writer_free(writer);
}

static void check_all(const char *path, uint32_t notices, const uint32_t *map)
{
    struct postings postings;
    struct postings_cursor cursor;
    assert_true(postings_open(&postings, path, &error));
    assert_int_equal(postings.notices, notices);
    uint64_t length = 0;
    for (uint32_t notice = 1; notice <= notices; notice++) {
        assert_int_equal(postings_length(&postings, notice), notice * 3);
        length += notice * 3;
    }
    assert_int_equal(postings.length, length);
    for (uint32_t word = 1; word <= WORDS; word++) {
        const uint32_t there = map ? map[word] : word;
        uint32_t next = 1;
        for (postings_first(&cursor, &postings, there); cursor.count;
             postings_next(&cursor))
            for (size_t i = 0; i < cursor.count; i++) {
                while (next < cursor.notices[i])
                    assert_int_equal(made_up(word, next++), 0);
                const uint32_t count = made_up(word, next++);
                assert_int_equal(cursor.counts[i], count < 255 ? count : 255);
            }
        while (next <= notices)
            assert_int_equal(made_up(word, next++), 0);
    }
    postings_first(&cursor, &postings, 0);
    assert_int_equal(cursor.count, 0);
    postings_first(&cursor, &postings, postings.words + 1);
    assert_int_equal(cursor.count, 0);
    postings_close(&postings);
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    write_some("all", 1, 4000);
    check_all("all", 3999, NULL);
    unlink("all");
    write_some("none", 1, 1);
    check_all("none", 0, NULL);
    unlink("none");
}

static void skipping_comes_to_where_reading_would(void **state)
{
    (void)state;
    struct postings postings;
    struct postings_cursor cursor;
    write_some("all", 1, 6000);
    assert_true(postings_open(&postings, "all", &error));
    for (uint32_t word = 1; word <= WORDS; word++)
        for (uint32_t stride = 1; stride < 7000; stride = stride * 3 + 5) {
            postings_first(&cursor, &postings, word);
            for (uint32_t notice = 1; notice < 6000; notice += stride) {
                postings_skip(&cursor, notice);
                uint32_t expected = notice, found = 0;
                while (expected < 6000 && !made_up(word, expected))
                    expected++;
                for (size_t i = 0; i < cursor.count && !found; i++)
                    if (cursor.notices[i] >= notice)
                        found = cursor.notices[i];
                assert_int_equal(found, expected < 6000 ? expected : 0);
            }
        }
    postings_close(&postings);
    unlink("all");
}

static void merged_lists_follow_on_under_their_new_numbers(void **state)
{
    (void)state;
    uint32_t same[WORDS + 1], turned[WORDS + 1];
    struct postings parts[3];
    for (uint32_t word = 0; word <= WORDS; word++)
        same[word] = turned[word] = word;
    write_some("1", 1, 700);
    write_some("2", 700, 701);
    write_some("3", 701, 3000);
    const char *names[] = {"1", "2", "3"};
    for (int i = 0; i < 3; i++)
        assert_true(postings_open(&parts[i], names[i], &error));
    uint32_t *maps[] = {same, same, same};
    assert_true(postings_merge("merged", parts, 3, maps, WORDS, &error));
    check_all("merged", 2999, NULL);
    unlink("merged");
    for (uint32_t word = 1; word <= WORDS; word++)
        turned[word] = WORDS + 5 - word;
    for (int i = 0; i < 3; i++)
        maps[i] = turned;
    assert_true(postings_merge("merged", parts, 3, maps, WORDS + 7, &error));
    check_all("merged", 2999, turned);
    for (int i = 0; i < 3; i++) {
        postings_close(&parts[i]);
        unlink(names[i]);
    }
    unlink("merged");
}

static void changed_bytes_never_crash_a_reader_of_postings(void **state)
{
    (void)state;
    write_some("all", 1, 700);
    FILE *file = fopen("all", "r+");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    uint32_t random = 3;
    for (int round = 0; round < 3000; round++) {
        random = random * 1664525 + 1013904223;
        // Half of them in the tables.
        const long at = round % 2 ? (long)(random >> 8) % size
                                  : size - 1 - (long)(random >> 8) % (WORDS * 8 + 32);
        fseek(file, at, SEEK_SET);
        const int old = fgetc(file);
        random = random * 1664525 + 1013904223;
        fseek(file, at, SEEK_SET);
        fputc((int)(random >> 24), file);
        fflush(file);
        struct postings postings;
        struct postings_cursor cursor;
        if (postings_open(&postings, "all", NULL)) {
            for (uint32_t word = 0; word <= WORDS + 1; word++) {
                for (postings_first(&cursor, &postings, word); cursor.count;
                     postings_next(&cursor))
                    assert_true(cursor.notices[cursor.count - 1] <= postings.notices);
                postings_first(&cursor, &postings, word);
                postings_skip(&cursor, 300);
                postings_skip(&cursor, 650);
            }
            postings_close(&postings);
        }
        fseek(file, at, SEEK_SET);
        fputc(old, file);
        fflush(file);
    }
    fclose(file);
    unlink("all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(skipping_comes_to_where_reading_would),
        cmocka_unit_test(merged_lists_follow_on_under_their_new_numbers),
        cmocka_unit_test(changed_bytes_never_crash_a_reader_of_postings),
    };
    return cmocka_run_group_tests_name("postings", tests, make_folder, remove_folder);
}
