// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fact_match.h"

#include "index/segment.h"
#include "tests/unit/workplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { NOTICES = 700, SECOND = 150, DEPTH = 3, QUESTIONS = 600 };

static struct error error;
static uint32_t seed = 7;
static struct str terms[2][4000];
static size_t term_count[2];

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)limit * (seed >> 8) >> 24);
}

// Notices of few offices that cite few documents, so that questions have answers.
static void write_segment(const char *path, uint32_t from, uint32_t count)
{
    static const char *const offices[] = {"Sở Y tế", "Sở Tài chính", "Chi cục Thủy lợi"};
    const struct segment_options options = {0};
    const char *const parts[] = {"part"};
    struct segment_summary summary;
    struct segment_batch *batch;
    struct arena *mine = arena_new();
    assert_true(segment_batch_open(&batch, "part", &options, &error));
    for (uint32_t number = from; number < from + count; number++) {
        char id[16];
        struct notice notice;
        struct view view;
        arena_reset(mine);
        struct str text = arena_printf(
            mine,
            "%s\nSố: %u/TB-UBND\nNgày %u tháng %u năm %u\nTHÔNG BÁO\nKết luận cuộc họp\n"
            "Căn cứ Nghị định số %u/2020/NĐ-CP ngày %u/3/2020 của Chính phủ.\n"
            "1. Giao %s chủ trì, phối hợp với %s rà soát, báo cáo trước ngày "
            "%u/%u/2021.\n",
            "ỦY BAN NHÂN DÂN TỈNH AN GIANG", number % 50, random_below(28) + 1,
            random_below(12) + 1, 2019 + random_below(4), random_below(9) + 1,
            random_below(28) + 1, offices[random_below(3)], offices[random_below(3)],
            random_below(28) + 1, random_below(12) + 1);
        if (number % 9 == 4)
            text = STR("Không có ngày tháng, theo Nghị định số 3/2020/NĐ-CP.");
        notice_read(&notice, &view, text, STR("a.txt"), NULL, mine);
        snprintf(id, sizeof id, "%012x", number);
        assert_true(
            segment_batch_add(batch, &notice, &view, str_of(id), STR("plain"), &error));
    }
    assert_true(segment_batch_finish(batch, &error));
    assert_true(segment_compact(path, parts, 1, &summary, &error));
    segment_remove("part", NULL);
    arena_free(mine);
}

static int make_index(void **state)
{
    if (make_folder(state) != 0 || mkdir("i", 0777) || mkdir("i/segments", 0777))
        return -1;
    write_segment("i/segments/000001", 1, NOTICES);
    write_segment("i/segments/000002", 10001, SECOND);
    const uint64_t dead[] = {3, 64, 65, 650};
    struct manifest_segment segments[] = {
        {.number = 1, .notices = NOTICES, .dead = dead, .dead_count = 4},
        {.number = 2, .notices = SECOND}};
    segments[0].checksum = segments[1].checksum = STR("00000000");
    struct manifest manifest = {.generation = 1,
                                .units = STR("-"),
                                .segments = segments,
                                .segment_count = 2,
                                .next_segment = 3};
    return manifest_write(&manifest, "i", &error) ? 0 : -1;
}

static struct index *open_index(bool by_libxapian)
{
    struct index *index = NULL;
    assert_true(index_open(&index, "i", &error));
    for (size_t i = 0; i < index->part_count; i++)
        index->parts[i].no_glass[0] = index->parts[i].no_glass[1] = by_libxapian;
    return index;
}

static const struct clause *random_clause(unsigned depth, enum collection collection)
{
    // MAYBE stands at the top only: below NOT libxapian 1.4.22 decides by what it never
    // wrote.
    static const enum clause_kind kinds[] = {
        CLAUSE_MAYBE, CLAUSE_AND, CLAUSE_OR,    CLAUSE_NOT,    CLAUSE_OR,
        CLAUSE_AND,   CLAUSE_OR,  CLAUSE_SCALE, CLAUSE_FILTER, CLAUSE_SYNONYM};
    uint32_t choice = depth == 0 ? 10 + random_below(6) : random_below(16);
    if (choice == 0 && depth < DEPTH)
        choice = 1;
    if (choice >= 10) {
        struct clause *clause = (struct clause *)clause_new(
            choice < 14       ? CLAUSE_TERM
            : choice == 14    ? random_below(2) ? CLAUSE_SLOT_GE : CLAUSE_SLOT_LE
            : random_below(3) ? CLAUSE_ALL
                              : CLAUSE_NOTHING,
            NULL, 0, arena);
        clause->term = terms[collection][random_below((uint32_t)term_count[collection])];
        if (choice == 14) {
            clause->slot = fields[FIELD_PERIOD].slot + (int)random_below(3);
            clause->term = arena_printf(arena, "20%02u%02u%02u", 18 + random_below(6),
                                        random_below(13), random_below(30));
        }
        return clause;
    }
    const size_t count = kinds[choice] == CLAUSE_SCALE ? 1 : 2 + random_below(3);
    const struct clause **children = ARENA_ARRAY(arena, const struct clause *, count);
    const uint32_t first = random_below((uint32_t)term_count[collection]);
    for (size_t i = 0; i < count; i++) {
        if (kinds[choice] != CLAUSE_SYNONYM) {
            children[i] = random_clause(depth - 1, collection);
            continue;
        }
        struct clause *term = (struct clause *)clause_new(CLAUSE_TERM, NULL, 0, arena);
        term->term = terms[collection][(first + i) % term_count[collection]];
        children[i] = term;
    }
    struct clause *clause =
        (struct clause *)clause_new(kinds[choice], children, count, arena);
    clause->scale = 0.5;
    return clause;
}

struct listing {
    struct buf out;
    enum collection collection;
};

static bool list_term(void *context, struct str term, size_t count)
{
    struct listing *listing = context;
    // Of a title's words libxapian's list counts the dead ones too.
    if (str_starts(term, str_of(fields[FIELD_TITLE].prefix)))
        return true;
    buf_printf(&listing->out, "%.*s %zu\n", STR_ARG(term), count);
    if (term_count[listing->collection] < 4000)
        terms[listing->collection][term_count[listing->collection]++] =
            arena_copy(arena, term);
    return true;
}

static void terms_are_those_that_libxapian_lists(void **state)
{
    (void)state;
    struct index *mine = open_index(false), *its = open_index(true);
    static const char *const prefixes[] = {"", "U", "R", "D2", "Dnone", "\xff"};
    for (int collection = 0; collection < 2; collection++) {
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
            struct listing ours = {{0}, (enum collection)collection}, other = ours;
            const struct str prefix = str_of(prefixes[i]);
            term_count[collection] = 0;
            assert_true(index_terms(mine, (enum collection)collection, prefix, list_term,
                                    &ours, &error));
            assert_true(index_terms(its, (enum collection)collection, prefix, list_term,
                                    &other, &error));
            assert_true(str_equal(buf_str(&ours.out), buf_str(&other.out)));
            buf_free(&ours.out);
            buf_free(&other.out);
        }
        struct listing all = {{0}, (enum collection)collection};
        term_count[collection] = 0;
        for (char prefix[2] = "A"; *prefix <= 'Z'; ++*prefix)
            assert_true(index_terms(mine, (enum collection)collection, str_of(prefix),
                                    list_term, &all, &error));
        buf_free(&all.out);
        assert_in_range(term_count[collection], 100, 3999);
        for (size_t i = 0; i < term_count[0] && !collection; i++)
            assert_int_equal(index_frequency(mine, terms[0][i]),
                             index_frequency(its, terms[0][i]));
    }
    index_close(mine);
    index_close(its);
}

// Every question is answered twice, and in the same order.
static void compare_answers(void)
{
    static const size_t limits[] = {10, 3, SIZE_MAX};
    struct index *mine = open_index(false), *its = open_index(true);
    size_t hits = 0;
    for (size_t i = 0; i < QUESTIONS; i++) {
        const enum collection collection = (enum collection)(i / 2 % 2);
        const struct clause *clause = random_clause(DEPTH, collection);
        const struct match_options options = {
            .limit = limits[i % 3],
            .order = i % 2 ? ORDER_NEWEST : ORDER_OLDEST,
            .exact_count = true,
        };
        struct matches found, expected;
        assert_true(fact_match(mine, collection, clause, &options, &found, arena));
        assert_false(fact_match(its, collection, clause, &options, &expected, arena));
        assert_true(
            index_match(its, collection, clause, &options, &expected, arena, &error));
        assert_int_equal(found.at_least, expected.at_least);
        assert_int_equal(found.count, expected.count);
        for (size_t at = 0; at < expected.count; at++) {
            assert_int_equal(found.hits[at].segment, expected.hits[at].segment);
            assert_int_equal(found.hits[at].document, expected.hits[at].document);
        }
        hits += found.count;
    }
    assert_true(hits > QUESTIONS);
    index_close(mine);
    index_close(its);
}

static void facts_answer_what_libxapian_would(void **state)
{
    (void)state;
    compare_answers();
}

static void so_they_do_without_the_dates_or_with_damaged_ones(void **state)
{
    (void)state;
    assert_int_equal(unlink("i/segments/000001/dates"), 0);
    assert_int_equal(truncate("i/segments/000002/dates", 100), 0);
    compare_answers();
}

static void what_asks_for_more_is_for_libxapian(void **state)
{
    (void)state;
    struct index *index = open_index(false);
    const struct match_options best = {.limit = 10},
                               newest = {.limit = 10, .order = ORDER_NEWEST};
    const struct clause *word = clause_term(FIELD_TEXT, STR("quy"), arena);
    const struct clause *ref = clause_term(FIELD_REF, STR("3/2020/nd-cp"), arena);
    const struct clause *both[] = {word, ref};
    struct matches found;
    assert_true(fact_match(index, COLLECTION_NOTICES, ref, &newest, &found, arena));
    assert_true(found.count > 0);
    assert_false(fact_match(index, COLLECTION_NOTICES, ref, &best, &found, arena));
    assert_false(fact_match(index, COLLECTION_NOTICES, word, &newest, &found, arena));
    assert_false(fact_match(index, COLLECTION_NOTICES,
                            clause_new(CLAUSE_AND, both, 2, arena), &newest, &found,
                            arena));
    index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_those_that_libxapian_lists),
        cmocka_unit_test(facts_answer_what_libxapian_would),
        cmocka_unit_test(what_asks_for_more_is_for_libxapian),
        cmocka_unit_test(so_they_do_without_the_dates_or_with_damaged_ones),
    };
    return cmocka_run_group_tests(tests, make_index, remove_folder);
}
