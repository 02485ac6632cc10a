// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/packing.h"

#include "tests/unit/workplace.h"

#include "index/dictionary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MAGIC "testtest"

static struct error error;

// What many notices say, and what one of them alone does.
static struct str text_of(uint32_t number)
{
    return arena_printf(arena,
                        "Chủ tịch Hội đồng nghiệm thu công trình số %u yêu cầu nhà thầu "
                        "tháo dỡ giàn giáo phía sông trước ngày %u tháng %u.\n",
                        number * 7919, number % 28 + 1, number % 12 + 1);
}

static struct stored notice_of(uint32_t number)
{
    return (struct stored){number * 1000003ull,
                           arena_printf(arena, "nghiem-thu/%u", number), text_of(number)};
}

static struct str pack(struct packer *packer, struct stored notice)
{
    struct buf out = {0};
    packer_add(packer, &out, &notice);
    const struct str record = arena_copy(arena, buf_str(&out));
    buf_free(&out);
    return record;
}

static void assert_stored(struct unpacker *unpacker, struct str record,
                          struct stored notice)
{
    struct stored out;
    struct packed packed;
    assert_true(unpacker_read(unpacker, record, true, &out, arena, &error));
    assert_true(out.id == notice.id);
    assert_true(str_equal(out.facts, notice.facts));
    assert_true(str_equal(out.text, notice.text));
    assert_true(unpacker_read(unpacker, record, false, &out, arena, &error));
    assert_true(str_equal(out.facts, notice.facts));
    assert_null(out.text.at);
    assert_true(packed_open(&packed, record));
    assert_true(packed.id == notice.id);
}

static struct dictionary_pair train(void)
{
    struct dictionary_samples samples = {0};
    struct buf out = {0};
    for (uint32_t i = 1; i <= 2000; i++)
        dictionary_sample(&samples, text_of(i));
    assert_true(dictionary_train(&out, &samples, DICTIONARY_LEAST));
    dictionary_samples_free(&samples);
    const struct str made = arena_copy(arena, buf_str(&out));
    buf_free(&out);
    return (struct dictionary_pair){made, made};
}

// Writes pairs of dictionaries and opens them.
static void write_dictionaries(struct pile *out, const struct dictionary_pair *pair,
                               size_t pairs)
{
    struct pile_writer *writer;
    remove("dictionaries");
    assert_true(pile_writer_open(&writer, "dictionaries", MAGIC, &error));
    for (size_t i = 0; i < pairs; i++) {
        pile_writer_add(writer, pair->facts);
        pile_writer_add(writer, pair->text);
    }
    assert_true(pile_writer_close(writer, &error));
    assert_true(pile_open(out, "dictionaries", MAGIC, &error));
}

static void notices_of_any_bytes_come_back(void **state)
{
    (void)state;
    enum { LARGE = 1 << 20 };
    char *noise = arena_alloc(arena, LARGE), *blank = arena_alloc(arena, LARGE);
    uint32_t random = 1;
    for (size_t i = 0; i < LARGE; i++) {
        random = random * 1664525 + 1013904223;
        noise[i] = (char)(random >> 24);
    }
    memset(blank, ' ', LARGE);
    const struct stored notices[] = {
        {1, STR(""), STR("")},
        {2, STR("facts"), STR("")},
        {3, STR(""), STR("text")},
        {0xffffffffffff, {noise, LARGE}, {noise, LARGE}},
        {5, {blank, LARGE}, {blank, LARGE}},
    };
    struct unpacker *unpacker = unpacker_new(NULL);
    for (size_t how = PACKED_PLAIN; how <= PACKED_BOILERPLATE; how++) {
        struct packer *packer = packer_new(how, NULL);
        for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
            assert_stored(unpacker, pack(packer, notices[i]), notices[i]);
        packer_free(packer);
    }
    unpacker_free(unpacker);
}

static void what_notices_have_in_common_makes_each_smaller(void **state)
{
    (void)state;
    const struct dictionary_pair pair = train();
    struct packer *plain = packer_new(PACKED_PLAIN, NULL);
    struct packer *common = packer_new(PACKED_BOILERPLATE, NULL);
    struct packer *own = packer_new(PACKED_DICTIONARY, &pair);
    const struct stored notice = notice_of(5000);
    const size_t len = pack(plain, notice).len;
    assert_true(pack(common, notice).len < len);
    assert_true(pack(own, notice).len < len / 2);
    assert_true(pack(own, notice).len < pack(common, notice).len);
    packer_free(plain);
    packer_free(common);
    packer_free(own);
    // A small one starts where there are enough bytes, a large one ends it.
    assert_int_equal(dictionary_size(100000), 0);
    assert_int_equal(dictionary_size(1 << 20), 16 << 10);
    assert_int_equal(dictionary_size((uint64_t)1 << 40), DICTIONARY_MOST);
}

static void samples_that_are_too_few_make_no_dictionary(void **state)
{
    (void)state;
    struct dictionary_samples samples = {0};
    struct buf out = {0};
    assert_false(dictionary_train(&out, &samples, DICTIONARY_LEAST));
    dictionary_sample(&samples, STR(""));
    assert_false(dictionary_train(&out, &samples, DICTIONARY_LEAST));
    dictionary_sample(&samples, STR("một"));
    assert_false(dictionary_train(&out, &samples, DICTIONARY_LEAST));
    assert_int_equal(out.len, 0);
    dictionary_samples_free(&samples);
    buf_free(&out);
}

static void more_dictionaries_than_are_kept_are_read_in_any_order(void **state)
{
    (void)state;
    enum { PAIRS = 50 };
    const struct dictionary_pair pair = train();
    struct pile pile;
    struct stored out;
    write_dictionaries(&pile, &pair, PAIRS);
    struct unpacker *unpacker = unpacker_new(&pile);
    for (uint32_t i = 0; i < 3 * PAIRS; i++) {
        const size_t number = i * 17 % PAIRS;
        struct packer *packer = packer_new(PACKED_DICTIONARY + number, &pair);
        assert_stored(unpacker, pack(packer, notice_of(i)), notice_of(i));
        packer_free(packer);
    }
    struct packer *packer = packer_new(PACKED_DICTIONARY + PAIRS, &pair);
    const struct str record = pack(packer, notice_of(1));
    error = (struct error){0};
    assert_false(unpacker_read(unpacker, record, true, &out, arena, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    packer_free(packer);
    unpacker_free(unpacker);
    pile_close(&pile);
}

// Whatever a byte becomes, reading ends, and what cannot be right is told.
static void damaged_records_are_told_or_do_no_harm(void **state)
{
    (void)state;
    const struct dictionary_pair pair = train();
    struct pile pile;
    struct stored out;
    write_dictionaries(&pile, &pair, 1);
    struct unpacker *unpacker = unpacker_new(&pile);
    struct arena *mine = arena_new();
    for (size_t how = PACKED_PLAIN; how <= PACKED_DICTIONARY; how++) {
        struct packer *packer = packer_new(how, &pair);
        const struct str record = pack(packer, notice_of(3));
        for (size_t len = 0; len < record.len; len++) {
            arena_reset(mine);
            error = (struct error){0};
            assert_false(unpacker_read(unpacker, str_slice(record, 0, len), true, &out,
                                       mine, &error));
            assert_int_equal(error.code, ERROR_DAMAGED);
        }
        char *copy = arena_alloc(arena, record.len);
        uint32_t random = 7;
        for (int round = 0; round < 5000; round++) {
            memcpy(copy, record.at, record.len);
            for (int i = 0; i <= round % 3; i++) {
                random = random * 1664525 + 1013904223;
                copy[(random >> 8) % record.len] = (char)(random >> 4);
            }
            arena_reset(mine);
            unpacker_read(unpacker, (struct str){copy, record.len}, true, &out, mine,
                          &error);
        }
        packer_free(packer);
    }
    arena_free(mine);
    unpacker_free(unpacker);
    pile_close(&pile);
}

static void damaged_dictionaries_are_told_or_do_no_harm(void **state)
{
    (void)state;
    const struct dictionary_pair pair = train();
    struct packer *packer = packer_new(PACKED_DICTIONARY, &pair);
    const struct str record = pack(packer, notice_of(3));
    packer_free(packer);
    struct arena *mine = arena_new();
    char *copy = arena_alloc(arena, pair.facts.len);
    size_t refused = 0;
    // The first bytes say how common letters are; behind them stand pieces of texts.
    for (size_t at = 0; at < pair.facts.len; at += 1 + at / 64) {
        memcpy(copy, pair.facts.at, pair.facts.len);
        copy[at] = (char)(copy[at] ^ 0x55);
        const struct str damaged = {copy, pair.facts.len};
        const struct dictionary_pair both = {damaged, damaged};
        struct pile pile;
        struct stored out;
        write_dictionaries(&pile, &both, 1);
        struct unpacker *unpacker = unpacker_new(&pile);
        arena_reset(mine);
        refused += !unpacker_read(unpacker, record, true, &out, mine, &error);
        unpacker_free(unpacker);
        pile_close(&pile);
    }
    assert_true(refused > 0);
    arena_free(mine);
}

// Reads a notice of which a byte was changed, of the packed text or of what it was packed
// with: its text is the stored one, or damage is told.
static void assert_not_another_text(const struct pile *dictionaries, struct str record)
{
    struct stored out;
    struct unpacker *unpacker = unpacker_new(dictionaries);
    if (unpacker_read(unpacker, record, true, &out, arena, NULL))
        assert_true(str_equal(out.text, notice_of(3).text));
    unpacker_free(unpacker);
}

static void a_changed_text_is_never_taken_for_the_stored_one(void **state)
{
    (void)state;
    const struct dictionary_pair pair = train();
    struct packer *packer = packer_new(PACKED_DICTIONARY, &pair);
    const struct str record = pack(packer, notice_of(3));
    struct packed packed;
    struct pile pile;
    packer_free(packer);
    assert_true(packed_open(&packed, record));
    write_dictionaries(&pile, &pair, 1);
    for (size_t at = record.len - packed.text.len; at < record.len; at++)
        for (int bit = 0; bit < 8; bit++) {
            const struct str changed = arena_copy(arena, record);
            ((char *)changed.at)[at] ^= (char)(1 << bit);
            assert_not_another_text(&pile, changed);
        }
    pile_close(&pile);
    for (size_t at = 0; at < pair.text.len; at += 1 + at / 64) {
        const struct str changed = arena_copy(arena, pair.text);
        ((char *)changed.at)[at] ^= 0x55;
        const struct dictionary_pair other = {pair.facts, changed};
        write_dictionaries(&pile, &other, 1);
        assert_not_another_text(&pile, record);
        pile_close(&pile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notices_of_any_bytes_come_back),
        cmocka_unit_test(what_notices_have_in_common_makes_each_smaller),
        cmocka_unit_test(samples_that_are_too_few_make_no_dictionary),
        cmocka_unit_test(more_dictionaries_than_are_kept_are_read_in_any_order),
        cmocka_unit_test(damaged_records_are_told_or_do_no_harm),
        cmocka_unit_test(damaged_dictionaries_are_told_or_do_no_harm),
        cmocka_unit_test(a_changed_text_is_never_taken_for_the_stored_one),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
