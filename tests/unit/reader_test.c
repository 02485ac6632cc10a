// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/reader.h"

#include "corpus/text.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

// What a reading told, written down: "format source|text" or "! reason".
struct heard {
    struct buf log;
};

static bool take(void *context, const struct reading *reading)
{
    struct heard *heard = context;
    buf_printf(&heard->log, "%.*s %.*s|%.*s", STR_ARG(reading->format),
               STR_ARG(reading->source), STR_ARG(reading->text));
    return true;
}

static void refuse(void *context, struct str member, struct str reason)
{
    struct heard *heard = context;
    buf_printf(&heard->log, "!%.*s %.*s", STR_ARG(member), STR_ARG(reason));
}

static struct reader_result result;

static char *read_as(const char *name, struct str bytes,
                     const struct reader_options *options)
{
    static struct heard heard;
    struct reader_calls calls = {.context = &heard, .take = take, .fail = refuse};
    struct reader *reader = reader_open(options);
    struct error error = {0};
    buf_clear(&heard.log);
    buf_add(&heard.log, "", 0);
    assert_true(reader_read_bytes(reader, str_of(name), bytes, &calls, &result, &error));
    reader_close(reader);
    return heard.log.at;
}

static char *read_of(struct str bytes)
{
    struct reader_options options = {0};
    return read_as("notice.txt", bytes, &options);
}

static void a_text_stays_byte_for_byte(void **state)
{
    (void)state;
    assert_string_equal(read_of(STR("Quyết định\r\nsố 1\x01\n")),
                        "text |Quyết định\r\nsố 1\x01\n");
    assert_string_equal(
        result.sha256,
        "d46fef95453d3989a6d44d3c86d84956ae06aadbd2b1b86059e3ac1bc5be4c6b");
}

static void a_decomposed_text_is_not_normalised(void **state)
{
    (void)state;
    assert_string_equal(read_of(STR("Quye\u0302\u0301t")), "text |Quye\u0302\u0301t");
}

static void the_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    assert_string_equal(read_of(STR("\xef\xbb\xbfSố 1")), "text |Số 1");
}

static void utf_16_is_read_with_and_without_a_mark(void **state)
{
    (void)state;
    assert_string_equal(read_of(STR("\xff\xfeS\0\xd1\x1e \0001\0")), "text UTF-16|Số 1");
    assert_string_equal(read_of(STR("\xfe\xff\0S\x1e\xd1\0 \0001")), "text UTF-16|Số 1");
    assert_string_equal(read_of(STR("K\0i\0n\0h\0 \0g\0u\0i\0")), "text UTF-16|Kinh gui");
    assert_string_equal(read_of(STR("\xff\xfe\x3d\xd8\x00")), "text UTF-16|\uFFFD");
}

static void markdown_is_told_by_its_name(void **state)
{
    (void)state;
    struct reader_options options = {0};
    assert_string_equal(read_as("a/b.md", STR("# Số 1"), &options), "markdown |# Số 1");
}

static void empty_and_blank_files_give_a_sentence(void **state)
{
    (void)state;
    assert_string_equal(read_of(STR("")), "! the file is empty");
    assert_string_equal(read_of(STR(" \n\t\r\n")),
                        "! there is nothing in it but white space");
    assert_int_equal(result.failed, 1);
    assert_int_equal(result.texts, 0);
}

static void binary_data_is_refused(void **state)
{
    (void)state;
    char bytes[1000];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 37 % 251 + 1);
    }
    bytes[0] = 'x';
    memset(bytes + 500, 0, 100);
    assert_string_equal(read_of((struct str){bytes, sizeof bytes}),
                        "! binary data, not a text");
    assert_string_equal(read_of(STR("\x7f"
                                    "ELF\2\1\1\0\0")),
                        "! a program, not a text");
}

// The same bytes each time, none better than another.
static void fill_by_chance(char *bytes, size_t count, uint32_t seed, unsigned lowest)
{
    for (size_t i = 0; i < count; i++) {
        do {
            seed = seed * 1664525u + 1013904223u;
        } while (seed >> 24 < lowest);
        bytes[i] = (char)(seed >> 24);
    }
}

static void bytes_by_chance_are_no_text_in_any_encoding(void **state)
{
    (void)state;
    static const size_t sizes[] = {400, 3000, 20000};
    char *bytes = malloc(20000);
    for (size_t i = 0; i < 3; i++) {
        for (uint32_t seed = 1; seed <= 40; seed++) {
            // Also without the control codes that give them away, and as UTF-16.
            fill_by_chance(bytes, sizes[i], seed, 0);
            assert_int_equal(read_of((struct str){bytes, sizes[i]})[0], '!');
            fill_by_chance(bytes, sizes[i], seed, 0x20);
            assert_int_equal(read_of((struct str){bytes, sizes[i]})[0], '!');
            fill_by_chance(bytes, sizes[i], seed, 0);
            memcpy(bytes, "\xff\xfe", 2);
            assert_int_equal(read_of((struct str){bytes, sizes[i]})[0], '!');
        }
    }
    free(bytes);
}

static struct str pack(struct buf *out, struct str bytes)
{
    z_stream stream = {0};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&stream, bytes.len);
    stream.next_in = (unsigned char *)bytes.at;
    stream.avail_in = (unsigned)bytes.len;
    stream.next_out = (unsigned char *)buf_room(out, room);
    stream.avail_out = (unsigned)room;
    deflate(&stream, Z_FINISH);
    out->len += stream.total_out;
    deflateEnd(&stream);
    return buf_str(out);
}

static void a_packed_text_is_unpacked_and_keeps_the_hash_of_the_file(void **state)
{
    (void)state;
    struct buf packed = {0};
    struct str bytes = pack(&packed, STR("Số 1\n"));
    char hash[READER_HASH_SIZE];
    reader_hash_bytes(bytes, hash);
    assert_string_equal(read_of(bytes), "text |Số 1\n");
    assert_string_equal(result.sha256, hash);
    // Two members, one after the other, are one text.
    bytes = pack(&packed, STR("Số 2\n"));
    assert_string_equal(read_of(bytes), "text |Số 1\nSố 2\n");
    bytes.len -= 9;
    assert_string_equal(read_of(bytes), "! the gzip file is cut short");
    buf_free(&packed);
}

static void a_packed_bomb_is_refused(void **state)
{
    (void)state;
    struct buf letters = {0};
    struct buf packed = {0};
    memset(buf_room(&letters, 8 << 20), 'a', 8 << 20);
    letters.len = 8 << 20;
    assert_string_equal(read_of(pack(&packed, buf_str(&letters))),
                        "! it unpacks to more than 200 times its size");
    buf_free(&letters);
    buf_free(&packed);
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    (void)state;
    struct reader_options options = {.text_size = 1 << 20};
    struct buf letters = {0};
    memset(buf_room(&letters, 3 << 20), 'a', 3 << 20);
    letters.len = 3 << 20;
    assert_string_equal(read_as("long", buf_str(&letters), &options),
                        "! a text of 3 MB; texts of up to 1 MB are read");
    buf_free(&letters);
}

static void an_unreadable_path_is_a_failed_file(void **state)
{
    (void)state;
    struct heard heard = {0};
    struct reader_calls calls = {.context = &heard, .take = take, .fail = refuse};
    struct reader_options options = {0};
    struct reader *reader = reader_open(&options);
    struct error error = {0};
    assert_true(reader_read(reader, STR("/nowhere/at/all"), &calls, &result, &error));
    assert_string_equal(heard.log.at, "! No such file or directory");
    assert_string_equal(result.sha256, "");
    buf_clear(&heard.log);
    assert_true(reader_read(reader, STR("/tmp"), &calls, &result, &error));
    assert_string_equal(heard.log.at, "! not a regular file");
    reader_close(reader);
    buf_free(&heard.log);
}

static void text_is_valid_up_to_the_first_byte_that_is_no_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t valid;
    } cases[] = {
        {"", 0},
        {"đường \xf0\x9f\x98\x80", 14},
        {"do \xff luong", 3},
        {"\xc3", 0},
        {"ab\xed\xa0\x80", 2},           // a surrogate
        {"ab\xc0\xaf", 2},               // longer than needed
        {"abcdefgh\xf4\x90\x80\x80", 8}, // beyond U+10FFFF
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_valid(str_of(cases[i].bytes)), cases[i].valid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_valid_up_to_the_first_byte_that_is_no_utf8),
        cmocka_unit_test(a_text_stays_byte_for_byte),
        cmocka_unit_test(a_decomposed_text_is_not_normalised),
        cmocka_unit_test(the_byte_order_mark_is_dropped),
        cmocka_unit_test(utf_16_is_read_with_and_without_a_mark),
        cmocka_unit_test(markdown_is_told_by_its_name),
        cmocka_unit_test(empty_and_blank_files_give_a_sentence),
        cmocka_unit_test(binary_data_is_refused),
        cmocka_unit_test(bytes_by_chance_are_no_text_in_any_encoding),
        cmocka_unit_test(a_packed_text_is_unpacked_and_keeps_the_hash_of_the_file),
        cmocka_unit_test(a_packed_bomb_is_refused),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(an_unreadable_path_is_a_failed_file),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
