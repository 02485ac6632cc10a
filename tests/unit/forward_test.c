// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/forward_row.h"

#include "base/arena.h"
#include "index/numbering.h"
#include "index/pile.h"
#include "index/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/tracuu-forward-XXXXXX";
static struct error error;

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

// All numbers of a record, at most `room` of them; returns how many it has.
static size_t decode(struct str bytes, uint32_t *numbers, size_t room, size_t *title)
{
    struct forward_record record;
    *title = 0;
    if (!forward_open(&record, bytes))
        return 0;
    *title = record.title;
    for (size_t i = 0; i < record.count && i < room; i++)
        numbers[i] = forward_take(&record, record.first[i]);
    return record.count;
}

static void numbers_of_every_size_come_back(void **state)
{
    (void)state;
    const uint32_t numbers[] = {0,     1,     207,   208,   209,        463, 464,
                                12239, 12240, 12241, 70000, 4294967295, 0,   2};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    struct buf out = {0};
    forward_encode(&out, numbers, COUNT, 3);
    uint32_t back[COUNT];
    size_t title = 0;
    assert_int_equal(decode(buf_str(&out), back, COUNT, &title), COUNT);
    assert_int_equal(title, 3);
    assert_memory_equal(back, numbers, sizeof numbers);
    // The common ones take a byte each.
    const uint32_t common[] = {1, 2, 3, 207, 0, 5};
    buf_clear(&out);
    forward_encode(&out, common, 6, 0);
    assert_int_equal(out.len, 8);
    buf_free(&out);
}

static void a_record_is_renumbered(void **state)
{
    (void)state;
    const uint32_t numbers[] = {1, 2, 0, 3, 9}, map[] = {0, 700, 20000, 1};
    struct buf out = {0}, other = {0};
    forward_encode(&out, numbers, 5, 2);
    assert_true(forward_renumber(&other, buf_str(&out), map, 3));
    assert_false(forward_renumber(&other, STR("\1\2"), map, 3));
    uint32_t back[5];
    size_t title = 0;
    assert_int_equal(decode(buf_str(&other), back, 5, &title), 5);
    const uint32_t expected[] = {700, 20000, 0, 1, 0};
    assert_memory_equal(back, expected, sizeof expected);
    assert_int_equal(title, 2);
    buf_free(&out);
    buf_free(&other);
}

static void a_record_that_is_cut_never_reads_behind_its_end(void **state)
{
    (void)state;
    const uint32_t numbers[] = {300, 70000, 1, 500, 0, 12240, 2};
    const struct forward_wanted *wanted = forward_wanted_new(numbers, 7);
    struct buf out = {0};
    forward_encode(&out, numbers, 7, 1);
    for (size_t len = 0; len <= out.len; len++) {
        char *copy = memory_new(len + 1);
        uint32_t back[7];
        struct forward_place places[7];
        size_t title, length;
        memcpy(copy, out.at, len);
        const struct str cut = {memory_resize(copy, len ? len : 1), len};
        const size_t count = decode(cut, back, 7, &title);
        assert_true(count == (len < 9 ? 0 : 7));
        assert_true(forward_find(cut, wanted, places, 7, &length) <= 6);
        free((void *)(uintptr_t)cut.at);
    }
    assert_int_equal(decode((struct str){NULL, 0}, NULL, 0, &(size_t){0}), 0);
    forward_wanted_free((struct forward_wanted *)(uintptr_t)wanted);
    buf_free(&out);
}

// Looking for some numbers gives what reading all of them would.
static void wanted_words_are_found_where_reading_finds_them(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    static uint32_t numbers[COUNT];
    static struct forward_place places[COUNT];
    uint32_t random = 5;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < COUNT; i++) {
            random = random * 1664525 + 1013904223;
            const uint32_t size = random >> 28, value = random >> 4 & 0xffffff;
            numbers[i] = size < 2    ? 0
                         : size < 10 ? value % 200
                         : size < 15 ? value % 13000
                                     : value;
        }
        const uint32_t looked_for[] = {0,           7,           191,         192,
                                       numbers[20], numbers[21], numbers[22], 16319,
                                       16320,       numbers[23]};
        struct forward_wanted *wanted = forward_wanted_new(looked_for, 10);
        struct buf out = {0};
        size_t length, title = 100, at = 0, words = 0, breaks = 0;
        forward_encode(&out, numbers, COUNT, title);
        const size_t found = forward_find(buf_str(&out), wanted, places, COUNT, &length);
        for (size_t i = 0; i < COUNT; i++) {
            bool hit = false;
            for (size_t j = 0; j < 10; j++)
                hit |= numbers[i] && looked_for[j] == numbers[i];
            if (hit) {
                assert_true(at < found);
                const struct forward_place *place = &places[at++];
                assert_int_equal(place->number, numbers[i]);
                assert_int_equal(place->place, words);
                assert_int_equal(place->sentence, breaks);
                assert_int_equal(place->title, i < title);
                assert_int_equal(place->first, i == 0 || numbers[i - 1] == 0);
                assert_int_equal(place->last, i + 1 == COUNT || numbers[i + 1] == 0);
            }
            words += numbers[i] != 0;
            breaks += numbers[i] == 0;
        }
        assert_int_equal(at, found);
        assert_int_equal(length, words);
        assert_int_equal(forward_find(buf_str(&out), wanted, places, 1, &length), found);
        buf_free(&out);
        forward_wanted_free(wanted);
    }
}

// Of a record without a title looking for a row says what reading all of it would; of one
// with a title it never misses any.
static void a_row_of_words_is_found_where_reading_finds_it(void **state)
{
    (void)state;
    enum { COUNT = 120 };
    uint32_t random = 9;
    size_t answers[3] = {0};
    for (int round = 0; round < 8000; round++) {
        uint32_t numbers[COUNT], row[4], again[4];
        const size_t count = 1 + round % COUNT, words = 1 + round % 4;
        // All first bytes alike, or of one, two and five bytes.
        const uint32_t step = round % 3 == 0 ? 1 : round % 3 == 1 ? 250 : 1300;
        for (size_t i = 0; i < count; i++) {
            random = random * 1664525 + 1013904223;
            numbers[i] = random >> 28 < 3 ? 0 : 200 + (random >> 24) % 14 * step;
        }
        struct forward_row wanted = {0};
        for (size_t i = 0; i < words; i++) {
            random = random * 1664525 + 1013904223;
            row[i] = again[i] = 200 + (random >> 24) % 14 * step;
            if (round % 5 == 0) // some are written in two ways
                again[i] = 200 + (random >> 16) % 14 * step;
            const uint32_t forms[] = {0, row[i], again[i]};
            forward_row_add(&wanted, forms, again[i] == row[i] ? 2 : 3);
        }
        enum forward_row_answer expected = ROW_MISSING;
        for (size_t from = 0; from < count && expected != ROW_THERE; from++) {
            size_t at = from, word = 0;
            for (; at < count && word < words; at++) {
                if (numbers[at] == 0 && word)
                    continue;
                if (numbers[at] != row[word] && numbers[at] != again[word])
                    break;
                word++;
            }
            if (word == words)
                expected = ROW_THERE;
        }
        struct buf out = {0};
        forward_encode(&out, numbers, count, 0);
        assert_int_equal(forward_row_find(buf_str(&out), &wanted), expected);
        answers[expected]++;
        buf_clear(&out);
        forward_encode(&out, numbers, count, count / 3);
        const enum forward_row_answer answer = forward_row_find(buf_str(&out), &wanted);
        assert_true(answer == expected || answer == ROW_PERHAPS);
        for (size_t len = 0; len < out.len; len += 7) {
            char *copy = memory_new(len + 1);
            memcpy(copy, out.at, len);
            const struct str cut = {memory_resize(copy, len ? len : 1), len};
            forward_row_find(cut, &wanted);
            free((void *)(uintptr_t)cut.at);
        }
        struct forward_row absent = {0};
        forward_row_add(&absent, (const uint32_t[]){5}, 1);
        assert_int_equal(forward_row_find(buf_str(&out), &absent), ROW_MISSING);
        buf_free(&out);
    }
    assert_true(answers[ROW_MISSING] > 500 && answers[ROW_THERE] > 500);
    struct forward_row unknown = {0};
    forward_row_add(&unknown, (const uint32_t[]){0}, 1);
    assert_int_equal(forward_row_find(STR(""), &unknown), ROW_MISSING);
}

static void records_of_a_pile_are_found_by_number(void **state)
{
    (void)state;
    struct pile_writer *writer;
    struct pile pile;
    assert_true(pile_writer_open(&writer, "pile", "testpile", &error));
    pile_writer_add(writer, STR("one"));
    pile_writer_add(writer, STR(""));
    char *large = memory_array(200000, 1);
    pile_writer_add(writer, (struct str){large, 200000});
    pile_writer_add(writer, STR("four"));
    assert_true(pile_writer_close(writer, &error));
    assert_true(pile_open(&pile, "pile", "testpile", &error));
    assert_int_equal(pile.count, 4);
    assert_true(str_equal(pile_record(&pile, 1), STR("one")));
    assert_int_equal(pile_record(&pile, 2).len, 0);
    assert_non_null(pile_record(&pile, 2).at);
    assert_int_equal(pile_record(&pile, 3).len, 200000);
    assert_true(str_equal(pile_record(&pile, 4), STR("four")));
    assert_null(pile_record(&pile, 0).at);
    assert_null(pile_record(&pile, 5).at);
    pile_close(&pile);
    free(large);
    assert_false(pile_open(&pile, "pile", "otherone", &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    assert_false(pile_open(&pile, "not there", "testpile", &error));
    assert_int_equal(error.code, ERROR_GONE);
    assert_false(pile_writer_open(&writer, "pile", "testpile", &error));
    assert_int_equal(error.code, ERROR_IO);
}

static void words_are_found_by_spelling_and_by_folded_form(void **state)
{
    (void)state;
    static const char *const spelled[] = {"quyết", "nghị", "quyệt", "ban",
                                          "quyet", "163",  "đo",    "do"};
    struct words *words = words_new();
    struct vocabulary_word counts[8];
    for (uint32_t i = 0; i < 8; i++) {
        words_add(words, str_of(spelled[i]));
        counts[i] = (struct vocabulary_word){i + 1, 10 * i};
    }
    const struct vocabulary_totals totals = {9, 1234567890123};
    assert_true(
        vocabulary_write("words", words, counts, totals, VOCABULARY_OF_SEGMENT, &error));
    assert_true(
        vocabulary_write("batch", words, counts, totals, VOCABULARY_OF_BATCH, &error));
    struct vocabulary vocabulary;
    assert_true(vocabulary_open(&vocabulary, "words", &error));
    assert_int_equal(vocabulary.count, 8);
    assert_int_equal(vocabulary.totals.notices, 9);
    assert_true(vocabulary.totals.syllables == 1234567890123);
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(vocabulary_find(&vocabulary, str_of(spelled[i])), i + 1);
        assert_true(
            str_equal(vocabulary_word_at(&vocabulary, i + 1), str_of(spelled[i])));
        assert_int_equal(vocabulary_notices(&vocabulary, i + 1), i + 1);
        assert_int_equal(vocabulary_occurrences(&vocabulary, i + 1), 10 * i);
    }
    assert_int_equal(vocabulary_find(&vocabulary, STR("xyz")), 0);
    assert_int_equal(vocabulary_find(&vocabulary, STR("")), 0);
    uint32_t numbers[4];
    assert_int_equal(vocabulary_forms(&vocabulary, STR("quyet"), numbers, 4), 3);
    assert_int_equal(numbers[0], 1);
    assert_int_equal(numbers[1], 3);
    assert_int_equal(numbers[2], 5);
    assert_int_equal(vocabulary_forms(&vocabulary, STR("do"), numbers, 1), 2);
    assert_int_equal(vocabulary_forms(&vocabulary, STR("163"), numbers, 4), 1);
    assert_int_equal(vocabulary_forms(&vocabulary, STR("zzz"), numbers, 4), 0);
    vocabulary_close(&vocabulary);
    // Nobody searches a batch.
    assert_true(vocabulary_open(&vocabulary, "batch", &error));
    assert_int_equal(vocabulary_find(&vocabulary, STR("ban")), 0);
    assert_int_equal(vocabulary_forms(&vocabulary, STR("do"), numbers, 4), 0);
    assert_int_equal(vocabulary_notices(&vocabulary, 8), 8);
    vocabulary_close(&vocabulary);
    words_free(words);
}

// What is looked up by letters gives the same terms as reading each token anew.
static void every_token_gets_the_number_of_its_term(void **state)
{
    (void)state;
    const struct str text =
        STR("Nghị quyết số 163/2021/NQ-HĐND, nghị QUYẾT toàn, tòan; KH&CN 1.250.000 "
            "chi, UBND tỉnh nghiêngnghiêngngả nghiêngnghiêngngả Sở SỞ sở \xff\xfe cuối");
    struct arena *arena = arena_new();
    struct numbering *numbering = numbering_new();
    struct view view;
    struct token token;
    struct numbered numbered;
    for (int round = 0; round < 2; round++) {
        view_read(&view, text, arena);
        for (uint32_t at = 0; token_next(&view, &at, &token);) {
            char term[TERM_SIZE];
            struct token_extra extra;
            const struct str word = {term, token_term(&view, &token, term)};
            numbering_token(numbering, &view, &token, &numbered);
            const struct words *words = numbering_words(numbering);
            assert_true(str_equal(words_at(words, numbered.word), word));
            if (!token_extra(&view, &token, &extra))
                extra.count = 0;
            assert_int_equal(numbered.extra_count, extra.count);
            for (size_t i = 0; i < extra.count; i++)
                assert_true(
                    str_equal(words_at(words, numbered.extra[i]), extra.terms[i]));
        }
    }
    numbering_free(numbering);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_every_size_come_back),
        cmocka_unit_test(a_record_is_renumbered),
        cmocka_unit_test(a_record_that_is_cut_never_reads_behind_its_end),
        cmocka_unit_test(a_row_of_words_is_found_where_reading_finds_it),
        cmocka_unit_test(wanted_words_are_found_where_reading_finds_them),
        cmocka_unit_test(records_of_a_pile_are_found_by_number),
        cmocka_unit_test(words_are_found_by_spelling_and_by_folded_form),
        cmocka_unit_test(every_token_gets_the_number_of_its_term),
    };
    return cmocka_run_group_tests_name("forward", tests, make_folder, remove_folder);
}
