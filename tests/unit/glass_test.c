// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/xapian_c.h"

#include "tests/unit/workplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// A database without term lists is written here, one with them by libxapian: both hold
// the same.

// Numbers that are the same in every run.
static uint32_t step(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct str pieces(uint32_t count, uint32_t seed)
{
    struct buf bytes = {0};
    for (uint32_t i = 0; i < count; i++)
        buf_printf(&bytes, "%06x", step(&seed));
    const struct str out = arena_copy(arena, buf_str(&bytes));
    buf_free(&bytes);
    return out;
}

// Rare and common terms, longest and shortest ones, zero bytes, counts of one to five
// bytes, terms that come twice; values of every length, in slots with and without gaps.
static void add_document(struct xapian_builder *builder, uint32_t number)
{
    struct xapian_term terms[40];
    struct xapian_value values[4];
    size_t count = 0, value_count = 0;
    uint32_t seed = number;
    struct error error = {0};
    terms[count++] = (struct xapian_term){STR("every"), step(&seed) % 3000000};
    terms[count++] = (struct xapian_term){STR("every one"), 0};
    terms[count++] = (struct xapian_term){pieces(40, number % 7), 1};
    terms[count++] = (struct xapian_term){arena_printf(arena, "Q%06u", number), 0};
    terms[count++] = (struct xapian_term){{"a\0b", 3}, 1 + number % 200};
    terms[count++] = (struct xapian_term){{"\0\0", 2}, 1};
    while (count < 38)
        terms[count++] = (struct xapian_term){
            arena_printf(arena, "t%u", step(&seed) % (1 + step(&seed) % 9000)),
            1 + step(&seed) % 4};
    values[value_count++] = (struct xapian_value){0, pieces(2, number % 9)};
    if (number % 3)
        values[value_count++] = (struct xapian_value){3, pieces(number % 5, number)};
    if (number % 50 == 7)
        values[value_count++] = (struct xapian_value){15, pieces(2000, number)};
    if (number % 2)
        values[value_count++] = (struct xapian_value){300, STR("same")};
    const struct xapian_document document = {terms, count, values, value_count,
                                             pieces(number % 3, number)};
    assert_true(xapian_builder_add(builder, &document, &error));
}

static void build(const char *name, enum xapian_use use, uint32_t first, uint32_t count)
{
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, name, use, &error));
    for (uint32_t i = 0; i < count; i++)
        add_document(builder, first + i);
    assert_true(xapian_builder_finish(builder, &error));
}

static struct str bytes_of(const char *path)
{
    struct buf bytes = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (int c; (c = getc(file)) != EOF;)
        buf_add_char(&bytes, (char)c);
    fclose(file);
    const struct str out = arena_copy(arena, buf_str(&bytes));
    buf_free(&bytes);
    return out;
}

static void assert_same_file(const char *one, const char *other)
{
    const struct str left = bytes_of(one), right = bytes_of(other);
    assert_int_equal(left.len, right.len);
    assert_memory_equal(left.at, right.at, left.len);
}

static void compaction_cannot_tell_it_from_what_libxapian_writes(void **state)
{
    (void)state;
    build("ours1", XAPIAN_LOCAL, 1, 390);
    build("ours2", XAPIAN_LOCAL, 1000, 250);
    build("theirs1", XAPIAN_SERVABLE, 1, 390);
    build("theirs2", XAPIAN_SERVABLE, 1000, 250);
    const char *const ours[] = {"ours1", "ours2"}, *const theirs[] = {"theirs1",
                                                                      "theirs2"};
    struct error error = {0};
    assert_true(xapian_compact("ours", ours, 2, &error));
    assert_true(xapian_compact("theirs", theirs, 2, &error));
    assert_same_file("ours/postlist.glass", "theirs/postlist.glass");
    assert_same_file("ours/docdata.glass", "theirs/docdata.glass");
}

struct listing {
    struct buf *out;
};

static bool list_term(void *context, struct str term, size_t count)
{
    struct listing *listing = context;
    buf_add_str(listing->out, term);
    buf_printf(listing->out, " %zu\n", count);
    return true;
}

// Everything that can be asked of it.
static struct str answers(const char *name)
{
    const struct xapian_source source = {.folder = name};
    struct xapian_reader *reader;
    struct buf out = {0};
    struct listing listing = {&out};
    struct error error = {0};
    size_t count = 0;
    assert_true(xapian_reader_open(&reader, &source, 1, NULL, &error));
    assert_true(xapian_reader_count(reader, &count, &error));
    buf_printf(&out, "%zu documents\n", count);
    assert_true(xapian_reader_terms(reader, STR(""), list_term, &listing, &error));
    const struct xapian_query every = {.op = XAPIAN_TERM, .term = STR("every")},
                              zero = {.op = XAPIAN_TERM, .term = {"a\0b", 3}},
                              some = {.op = XAPIAN_TERM, .term = STR("t5")},
                              least = {.op = XAPIAN_SLOT_GE, .slot = 3, .term = STR("8")};
    const struct xapian_query *const asked[] = {&every, &zero, &some, &least};
    const uint32_t slots[] = {300};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        for (int sort = XAPIAN_BY_WEIGHT; sort <= XAPIAN_BY_SLOT_DOWN; sort++) {
            const struct xapian_match_options options = {.limit = 3000,
                                                         .sort = (enum xapian_sort)sort,
                                                         .exact_count = true,
                                                         .count_slots = slots,
                                                         .count_slot_count = 1};
            struct xapian_matches found;
            assert_true(
                xapian_reader_match(reader, asked[i], &options, &found, arena, &error));
            buf_printf(&out, "%zu matches, %zu the same\n", found.at_least,
                       found.counts[0].count ? found.counts[0].values[0].count : 0);
            for (size_t k = 0; k < found.count; k++)
                buf_printf(&out, "%u %.9f\n", found.hits[k].document,
                           found.hits[k].weight);
        }
    for (uint32_t i = 1; i <= count; i += 97) {
        assert_true(xapian_reader_data(reader, 0, i, &out, &error));
        buf_add_char(&out, '\n');
    }
    xapian_reader_close(reader);
    const struct str all = arena_copy(arena, buf_str(&out));
    buf_free(&out);
    return all;
}

static void thirty_three_thousand_documents_answer_as_libxapian_lets_them(void **state)
{
    (void)state;
    build("mine", XAPIAN_LOCAL, 1, 33000);
    build("its", XAPIAN_SERVABLE, 1, 33000);
    const struct str mine = answers("mine"), its = answers("its");
    assert_int_equal(mine.len, its.len);
    assert_memory_equal(mine.at, its.at, mine.len);
}

static void xapian_check_finds_nothing(void **state)
{
    (void)state;
    if (system("command -v xapian-check >/dev/null") != 0)
        skip();
    build("checked", XAPIAN_LOCAL, 1, 3000);
    build("empty", XAPIAN_LOCAL, 1, 0);
    assert_int_equal(system("xapian-check checked >checked.log"), 0);
    assert_int_equal(system("xapian-check empty >empty.log"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compaction_cannot_tell_it_from_what_libxapian_writes),
        cmocka_unit_test(thirty_three_thousand_documents_answer_as_libxapian_lets_them),
        cmocka_unit_test(xapian_check_finds_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
