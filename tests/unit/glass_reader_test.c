// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass_reader.h"

#include "tests/unit/workplace.h"
#include "xapian-c/xapian_c.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

// What libxapian says of a database is what is read here without it.

enum { SLOT = 3, LONG_SLOT = 200 };

static uint32_t step(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

// Days with gaps, and now and then a value that fills several items.
static struct str value_of(uint32_t number, uint32_t slot)
{
    if (slot == LONG_SLOT && number % 70 == 1)
        return arena_printf(arena, "%05000u", number);
    if (number % 7 == 3 || slot != SLOT)
        return (struct str){NULL, 0};
    return arena_printf(arena, "20%02u%02u%02u", number % 30, number % 12 + 1,
                        number % 28 + 1);
}

static void add_document(struct xapian_builder *builder, uint32_t number)
{
    struct xapian_term terms[8];
    struct xapian_value values[2];
    size_t count = 0;
    uint32_t seed = number;
    struct error error = {0};
    terms[count++] = (struct xapian_term){STR("A"), 0};
    terms[count++] = (struct xapian_term){{"A\0", 2}, 300};
    terms[count++] = (struct xapian_term){{"\0A\0\0", 4}, 0};
    terms[count++] = (struct xapian_term){arena_printf(arena, "Q%06u", number), 0};
    terms[count++] = (struct xapian_term){arena_printf(arena, "T%u", step(&seed) % 9), 1};
    terms[count++] =
        (struct xapian_term){arena_printf(arena, "U%u", step(&seed) % 2000), 1};
    if (number % 1000 == 5)
        terms[count++] = (struct xapian_term){STR("rare"), 0};
    values[0] = (struct xapian_value){SLOT, value_of(number, SLOT)};
    values[1] = (struct xapian_value){LONG_SLOT, value_of(number, LONG_SLOT)};
    const struct xapian_document document = {terms, count, values, 2, {NULL, 0}};
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

struct comparison {
    struct glass *glass;
    struct glass_terms terms;
    const struct xapian_reader *reader;
};

static bool compare_term(void *context, struct str term, size_t count)
{
    struct comparison *compare = context;
    assert_true(glass_terms_next(&compare->terms));
    assert_true(str_equal(buf_str(&compare->terms.term), term));
    assert_int_equal(compare->terms.count, count);
    assert_int_equal(glass_frequency(compare->glass, term), count);
    // One after the other, and by leaps.
    struct glass_list list;
    uint32_t *all = memory_array(count + 1, sizeof *all);
    size_t found = 0;
    glass_list_open(&list, compare->glass, term);
    for (uint32_t at = 0; (at = glass_list_next(&list, at + 1)); found++) {
        assert_true(found < count);
        all[found] = at;
    }
    glass_list_close(&list);
    assert_int_equal(found, count);
    uint32_t first, seed = (uint32_t)count;
    struct error error = {0};
    assert_true(xapian_reader_find(compare->reader, 0, term, &first, &error));
    assert_int_equal(all[0], first);
    glass_list_open(&list, compare->glass, term);
    for (size_t i = 0; i < count; i += 1 + step(&seed) % (count / 3 + 1)) {
        const uint32_t before = i ? all[i - 1] : 0;
        assert_int_equal(glass_list_next(&list, before + 1), all[i]);
        assert_int_equal(glass_list_next(&list, all[i]), all[i]);
    }
    assert_int_equal(glass_list_next(&list, all[count - 1] + 1), 0);
    glass_list_close(&list);
    free(all);
    return true;
}

static void compare_database(const char *name, uint32_t first, uint32_t count)
{
    struct comparison compare = {0};
    struct xapian_reader *reader;
    struct error error = {0};
    const struct xapian_source source = {.folder = name};
    assert_true(glass_open(&compare.glass, name));
    assert_true(xapian_reader_open(&reader, &source, 1, NULL, &error));
    assert_int_equal(glass_documents(compare.glass), count);
    compare.reader = reader;
    glass_terms_open(&compare.terms, compare.glass, STR(""));
    assert_true(xapian_reader_terms(reader, STR(""), compare_term, &compare, &error));
    assert_false(glass_terms_next(&compare.terms));
    glass_terms_close(&compare.terms);
    glass_terms_open(&compare.terms, compare.glass, STR("T3"));
    assert_int_equal(glass_terms_next(&compare.terms), count > 0);
    glass_terms_close(&compare.terms);
    assert_int_equal(glass_frequency(compare.glass, STR("nobody has it")), 0);
    xapian_reader_close(reader);
    static const uint32_t slots[] = {SLOT, LONG_SLOT, 77}, strides[] = {1, 3, 190, 2500};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        for (size_t s = 0; s < sizeof strides / sizeof *strides; s++) {
            struct glass_values values;
            glass_values_open(&values, compare.glass, slots[i]);
            for (uint32_t at = 1; at <= count + 1; at += strides[s]) {
                const struct str value = glass_value(&values, at);
                const struct str expected = at > count
                                                ? (struct str){NULL, 0}
                                                : value_of(first + at - 1, slots[i]);
                assert_true(str_equal(value, expected));
            }
            glass_values_close(&values);
        }
    assert_false(glass_damaged(compare.glass));
    glass_close(compare.glass);
}

static void all_is_read_as_libxapian_reads_it(void **state)
{
    (void)state;
    build("large", XAPIAN_LOCAL, 1, 40000);
    compare_database("large", 1, 40000);
    build("empty", XAPIAN_LOCAL, 1, 0);
    compare_database("empty", 1, 0);
    build("served", XAPIAN_SERVABLE, 1, 3000);
    compare_database("served", 1, 3000);
}

static void what_libxapian_compacted_is_read(void **state)
{
    (void)state;
    struct error error = {0};
    build("one", XAPIAN_LOCAL, 1, 900);
    build("two", XAPIAN_LOCAL, 901, 3000);
    build("three", XAPIAN_LOCAL, 3901, 40);
    const char *const parts[] = {"one", "two", "three"};
    assert_true(xapian_compact("compacted", parts, 3, &error));
    compare_database("compacted", 1, 3940);
}

static void what_is_no_database_is_not_opened(void **state)
{
    (void)state;
    struct glass *glass;
    assert_false(glass_open(&glass, "nowhere"));
    build("other", XAPIAN_LOCAL, 1, 10);
    const int file = open("other/iamglass", O_WRONLY);
    assert_int_equal(pwrite(file, "\xff", 1, 15), 1);
    close(file);
    assert_false(glass_open(&glass, "other"));
}

// One bit says that there are no postings at all: documents always have some.
static void documents_without_postings_are_damage(void **state)
{
    (void)state;
    struct glass *glass;
    unsigned char level;
    build("bit", XAPIAN_LOCAL, 1, 10);
    const int file = open("bit/iamglass", O_RDWR);
    // Behind the magic, the version, the uuid, the revision and the root.
    const off_t at = 14 + 2 + 16 + 1 + 1;
    assert_int_equal(pread(file, &level, 1, at), 1);
    assert_int_equal(level & 1, 0);
    level |= 1;
    assert_int_equal(pwrite(file, &level, 1, at), 1);
    close(file);
    assert_true(glass_open(&glass, "bit"));
    assert_true(glass_damaged(glass));
    glass_close(glass);
}

static bool read_all(struct glass *glass)
{
    struct glass_terms terms;
    size_t count = 0;
    glass_terms_open(&terms, glass, STR(""));
    while (count < 100000 && glass_terms_next(&terms)) {
        struct glass_list list;
        count++;
        glass_list_open(&list, glass, buf_str(&terms.term));
        for (uint32_t at = 0, n = 0; n < 5000 && (at = glass_list_next(&list, at + 1));
             n++)
            ;
        glass_list_close(&list);
    }
    glass_terms_close(&terms);
    struct glass_values values;
    glass_values_open(&values, glass, SLOT);
    for (uint32_t at = 1; at < 700; at++)
        glass_value(&values, at);
    glass_values_close(&values);
    return count < 100000;
}

// Any byte of the table may be any other: reading ends, and stays within the file.
static void damage_is_survived(void **state)
{
    (void)state;
    uint32_t seed = 5;
    build("damaged", XAPIAN_LOCAL, 1, 600);
    const int file = open("damaged/postlist.glass", O_RDWR);
    const off_t size = lseek(file, 0, SEEK_END);
    assert_true(size > 0);
    for (int round = 0; round < 400; round++) {
        unsigned char was[4], now[4];
        off_t at[4];
        for (int i = 0; i < 4; i++) {
            at[i] = (off_t)(step(&seed) % (uint32_t)size);
            if (round % 2) // where blocks say what is in them
                at[i] = at[i] / 8192 * 8192 + at[i] % 64;
            assert_int_equal(pread(file, &was[i], 1, at[i]), 1);
            now[i] = (unsigned char)step(&seed);
            assert_int_equal(pwrite(file, &now[i], 1, at[i]), 1);
        }
        struct glass *glass;
        if (glass_open(&glass, "damaged")) {
            assert_true(read_all(glass) || glass_damaged(glass));
            glass_close(glass);
        }
        for (int i = 3; i >= 0; i--)
            assert_int_equal(pwrite(file, &was[i], 1, at[i]), 1);
    }
    close(file);
}

// A stretch that is said to go around the end of all numbers, behind a gap: looking for what
// stands in the gap leads to the stretch before it again and again.
static void a_stretch_that_ends_before_it_starts_ends_the_search(void **state)
{
    (void)state;
    // A stretch has 1,001 documents.
    enum { GAP = 3004, GAP_END = 3104, ALL = 6000 };
    struct xapian_builder *builder;
    struct error error = {0};
    struct xapian_term term = {STR("A"), 0};
    assert_true(xapian_builder_open(&builder, "gap", XAPIAN_LOCAL, &error));
    for (uint32_t number = 1; number <= ALL; number++) {
        const bool there = number < GAP || number >= GAP_END;
        const struct xapian_document document = {&term, there, NULL, 0, {NULL, 0}};
        assert_true(xapian_builder_add(builder, &document, &error));
    }
    assert_true(xapian_builder_finish(builder, &error));
    // The key of the stretch behind the gap, and that it is not the last one.
    const char wanted[] = {4, 'A', 0, GAP_END >> 8, GAP_END & 0xff, '0'};
    static char bytes[1 << 16];
    FILE *file = fopen("gap/postlist.glass", "r+");
    const size_t len = fread(bytes, 1, sizeof bytes, file);
    const ptrdiff_t at =
        str_find((struct str){bytes, len}, (struct str){wanted, sizeof wanted}, 0);
    assert_true(at > 0);
    fseek(file, (long)at + (long)sizeof wanted, SEEK_SET);
    fwrite("\xf0\xff\xff\xff\x0f", 1, 5, file); // goes 2^32 - 16 further
    fclose(file);
    struct glass *glass;
    struct glass_list list;
    assert_true(glass_open(&glass, "gap"));
    glass_list_open(&list, glass, STR("A"));
    assert_int_equal(glass_list_next(&list, 2500), 2500);
    alarm(20); // instead of no end
    assert_int_equal(glass_list_next(&list, GAP_END - 6), 0);
    alarm(0);
    assert_true(glass_damaged(glass));
    glass_list_close(&list);
    glass_close(glass);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_read_as_libxapian_reads_it),
        cmocka_unit_test(what_libxapian_compacted_is_read),
        cmocka_unit_test(what_is_no_database_is_not_opened),
        cmocka_unit_test(documents_without_postings_are_damage),
        cmocka_unit_test(damage_is_survived),
        cmocka_unit_test(a_stretch_that_ends_before_it_starts_ends_the_search),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
