// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/postings.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static unsigned at_most_255(unsigned count)
{
    return count < 255 ? count : 255;
}

// Blocks of any size, some of them passed over, give what each notice has; where there is
// something already, both together.
static void blocks_are_filled_as_their_notices_have_the_words(void **state)
{
    (void)state;
    enum { NOTICES = 20000 };
    static const uint32_t sizes[] = {1, 7, 255, 256, 257, 1000, 4096, NOTICES};
    static unsigned char have[NOTICES], sum[NOTICES];
    struct postings postings;
    struct postings_cursor cursor, other, single;
    write_some("all", 1, NOTICES + 1);
    assert_true(postings_open(&postings, "all", &error));
    for (uint32_t word = 1; word <= WORDS; word++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            uint32_t random = word, size;
            postings_first(&cursor, &postings, word);
            postings_first(&other, &postings, word % WORDS + 1);
            postings_first(&single, &postings, word);
            for (uint32_t first = 1; first <= NOTICES; first += size) {
                size = sizes[s] < NOTICES - first + 1 ? sizes[s] : NOTICES - first + 1;
                random = random * 1664525 + 1013904223;
                if (random >> 30 == 0)
                    continue;
                postings_fill(&cursor, first, size, have);
                memcpy(sum, have, size);
                postings_add(&other, first, size, sum);
                for (uint32_t i = 0; i < size; i++) {
                    const unsigned count = at_most_255(made_up(word, first + i));
                    assert_int_equal(have[i], count);
                    assert_int_equal(
                        sum[i], at_most_255(count + at_most_255(made_up(word % WORDS + 1,
                                                                        first + i))));
                    if (i % 100 == random % 100)
                        assert_int_equal(postings_at(&single, first + i), count);
                }
            }
        }
    postings_close(&postings);
    unlink("all");
}

// Lists that end where a piece does, and one notice before and behind that.
static void lists_of_any_length_end_where_their_notices_do(void **state)
{
    (void)state;
    static const uint32_t lengths[] = {1, 2, 255, 256, 257, 511, 512, 513, 768, 769};
    enum { NOTICES = 60000, STRIDE = 70 }; // far from each other
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct postings_writer *writer = postings_writer_new();
        struct postings postings;
        struct postings_cursor cursor;
        static unsigned char have[NOTICES];
        for (uint32_t notice = 1; notice <= NOTICES; notice++) {
            if (notice % STRIDE == 0 && notice / STRIDE <= lengths[i])
                postings_writer_add(writer, 1, notice % 9 + 1);
            postings_writer_end(writer, 1);
        }
        assert_true(postings_write(writer, "one", 1, &error));
        postings_writer_free(writer);
        assert_true(postings_open(&postings, "one", &error));
        assert_int_equal(postings_count(&postings, 1), lengths[i]);
        postings_first(&cursor, &postings, 1);
        postings_fill(&cursor, 1, NOTICES, have);
        for (uint32_t notice = 1; notice <= NOTICES; notice++) {
            const bool there = notice % STRIDE == 0 && notice / STRIDE <= lengths[i];
            assert_int_equal(have[notice - 1], there ? notice % 9 + 1 : 0);
        }
        postings_first(&cursor, &postings, 1);
        postings_skip(&cursor, lengths[i] * STRIDE);
        assert_int_equal(postings_at(&cursor, lengths[i] * STRIDE),
                         lengths[i] * STRIDE % 9 + 1);
        postings_skip(&cursor, lengths[i] * STRIDE + 1);
        assert_int_equal(cursor.count, 0);
        postings_close(&postings);
        unlink("one");
    }
}

// No list says that a notice has a word no times; what is damaged so is left out, and
// does no harm to what stands behind it.
static void notices_without_the_word_are_not_merged(void **state)
{
    (void)state;
    struct postings postings;
    struct postings_cursor cursor;
    struct postings_writer *writer = postings_writer_new();
    for (uint32_t notice = 1; notice <= 20; notice++) {
        postings_writer_add(writer, 1, notice == 5 ? 77 : notice == 9 ? 88 : 1);
        postings_writer_end(writer, 1);
    }
    assert_true(postings_write(writer, "one", 1, &error));
    postings_writer_free(writer);
    FILE *file = fopen("one", "r+");
    fseek(file, 8 + 1 + 20, SEEK_SET); // magic, how many, their first bytes
    assert_int_equal(fgetc(file), 77);
    fseek(file, 8 + 1 + 20, SEEK_SET);
    fputc(0, file);
    fclose(file);
    uint32_t map[] = {0, 1}, *maps[] = {map};
    assert_true(postings_open(&postings, "one", &error));
    assert_true(postings_merge("merged", &postings, 1, maps, 1, &error));
    postings_close(&postings);
    assert_true(postings_open(&postings, "merged", &error));
    postings_first(&cursor, &postings, 1);
    assert_int_equal(cursor.count, 19);
    assert_int_equal(postings_at(&cursor, 5), 0);
    assert_int_equal(postings_at(&cursor, 9), 88);
    postings_close(&postings);
    unlink("one");
    unlink("merged");
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
        cmocka_unit_test(blocks_are_filled_as_their_notices_have_the_words),
        cmocka_unit_test(lists_of_any_length_end_where_their_notices_do),
        cmocka_unit_test(notices_without_the_word_are_not_merged),
        cmocka_unit_test(merged_lists_follow_on_under_their_new_numbers),
        cmocka_unit_test(changed_bytes_never_crash_a_reader_of_postings),
    };
    return cmocka_run_group_tests_name("postings", tests, make_folder, remove_folder);
}
