// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/bundle.h"

#include "tests/unit/workplace.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define MAGIC "testtest"

// Texts of every length: none, small ones by the dozen, one that is a bundle by itself.
static struct str text_of(uint32_t number)
{
    const uint32_t len = number == 100 ? 3 * BUNDLE_TEXT
                         : number % 40 ? number * 37 % 5000
                                       : number % 80 * 1000;
    char *text = arena_alloc(arena, (size_t)len + 1);
    for (uint32_t i = 0; i < len; i++)
        text[i] = (char)('a' + (i * number + i / 7) % 26);
    return (struct str){text, len};
}

static struct str facts_of(uint32_t number)
{
    return arena_printf(arena, "facts of %u", number);
}

enum { COUNT = 300 };

static void write_pile(const char *path)
{
    struct bundle_writer *writer = bundle_writer_new();
    struct pile_writer *pile;
    assert_true(pile_writer_open(&pile, path, MAGIC, NULL));
    for (uint32_t i = 1; i <= COUNT; i++)
        bundle_writer_add(writer, pile, i * 7919ull * 1000003, facts_of(i), text_of(i));
    bundle_writer_end(writer, pile);
    bundle_writer_end(writer, pile); // nothing is left
    assert_true(pile_writer_close(pile, NULL));
    bundle_writer_free(writer);
}

static void assert_notice(struct bundle_reader *reader, const struct pile *pile,
                          uint32_t number, bool with_text)
{
    struct bundled notice;
    uint64_t id;
    const struct str text = text_of(number);
    assert_true(bundle_id(pile, number, &id));
    assert_true(id == number * 7919ull * 1000003);
    assert_true(bundle_read(reader, pile, number, with_text, &notice, NULL));
    assert_true(notice.id == id);
    assert_true(str_equal(notice.facts, facts_of(number)));
    if (with_text)
        assert_true(str_equal(notice.text, text));
    else
        assert_null(notice.text.at);
}

static void notices_are_read_in_any_order(void **state)
{
    (void)state;
    struct pile pile;
    struct bundle_reader *reader = bundle_reader_new();
    write_pile("pile");
    assert_true(pile_open(&pile, "pile", MAGIC, NULL));
    assert_int_equal(pile.count, COUNT);
    for (uint32_t i = 1; i <= COUNT; i++)
        assert_notice(reader, &pile, i, true);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_notice(reader, &pile, i * 77 % COUNT + 1, i % 3 == 0);
    struct bundled notice;
    struct error error = {0};
    assert_false(bundle_read(reader, &pile, COUNT + 1, true, &notice, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    bundle_reader_free(reader);
    pile_close(&pile);
}

// Whatever a byte becomes, reading ends, and what cannot be right is told.
static void damage_is_told_or_does_no_harm(void **state)
{
    (void)state;
    write_pile("whole");
    FILE *file = fopen("whole", "rb");
    assert_non_null(file);
    struct buf bytes = {0};
    for (int c; (c = getc(file)) != EOF;)
        buf_add_char(&bytes, (char)c);
    fclose(file);
    for (size_t at = 8; at < bytes.len; at += 1 + bytes.len / 150) {
        bytes.at[at] ^= 0x55;
        file = fopen("damaged", "wb");
        assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
        fclose(file);
        bytes.at[at] ^= 0x55;
        struct pile pile;
        if (!pile_open(&pile, "damaged", MAGIC, NULL))
            continue;
        struct bundle_reader *reader = bundle_reader_new();
        for (size_t i = 1; i <= COUNT; i += 7) {
            struct bundled notice;
            bundle_read(reader, &pile, i, true, &notice, NULL);
        }
        bundle_reader_free(reader);
        pile_close(&pile);
    }
    buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notices_are_read_in_any_order),
        cmocka_unit_test(damage_is_told_or_does_no_harm),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
