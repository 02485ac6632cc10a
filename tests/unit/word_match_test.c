// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/word_match.h"

#include "index/segment.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

// Words that stand in nearly all notices made up here, in many, in few.
static const char *const words[] = {"quy",  "định", "sở",   "công", "việc",
                                    "tiến", "độ",   "giải", "ngân", "quyết"};
enum { WORDS = sizeof words / sizeof *words, BATCH = 400, DEPTH = 3 };

static char folder[] = "/tmp/tracuu-words-XXXXXX";
static struct arena *arena;
static struct error error;
static uint32_t seed = 11;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)limit * (seed >> 8) >> 24);
}

static void write_batch(const char *path, uint32_t from, uint32_t count)
{
    // So that Xapian has the words as well.
    const struct segment_options options = {.servable = true};
    struct segment_batch *batch;
    struct arena *mine = arena_new();
    assert_true(segment_batch_open(&batch, path, &options, &error));
    for (uint32_t number = from; number < from + count; number++) {
        struct buf text = {0};
        char id[16];
        for (size_t i = 0; i < WORDS; i++)
            if (random_below(4u << i) < 3)
                for (uint32_t times = random_below(20) ? 1 + random_below(3) : 70; times;
                     times--)
                    buf_printf(&text, "%s ", words[i]);
        arena_reset(mine);
        struct notice notice = {.text = arena_copy(mine, buf_str(&text))};
        struct view view;
        view_read(&view, notice.text, mine);
        snprintf(id, sizeof id, "%012x", number);
        assert_true(
            segment_batch_add(batch, &notice, &view, str_of(id), STR("plain"), &error));
        buf_free(&text);
    }
    assert_true(segment_batch_finish(batch, &error));
    arena_free(mine);
}

static void write_segment(const char *path, uint32_t from, uint32_t count)
{
    const char **parts = ARENA_ARRAY(arena, const char *, count / BATCH + 1);
    struct segment_summary summary;
    size_t parts_count = 0;
    for (uint32_t at = 0; at < count; at += BATCH) {
        parts[parts_count] = arena_printf(arena, "part%zu", parts_count).at;
        write_batch(parts[parts_count], from + at,
                    count - at < BATCH ? count - at : BATCH);
        parts_count++;
    }
    assert_true(segment_compact(path, parts, parts_count, &summary, &error));
    for (size_t i = 0; i < parts_count; i++)
        segment_remove(parts[i], NULL);
}

// Two segments, the first of more than a block, three of its notices dead.
static int make_index(void **state)
{
    (void)state;
    arena = arena_new();
    if (!mkdtemp(folder) || chdir(folder) != 0 || mkdir("i", 0777) ||
        mkdir("i/segments", 0777))
        return -1;
    write_segment("i/segments/000001", 1, 17000);
    write_segment("i/segments/000002", 20001, 500);
    const uint64_t dead[] = {3, 16384, 16385};
    struct manifest_segment segments[] = {
        {.number = 1, .notices = 17000, .dead = dead, .dead_count = 3},
        {.number = 2, .notices = 500}};
    segments[0].checksum = segments[1].checksum = STR("00000000");
    struct manifest manifest = {.generation = 1,
                                .units = STR("-"),
                                .servable = true,
                                .segments = segments,
                                .segment_count = 2,
                                .next_segment = 3};
    return manifest_write(&manifest, "i", &error) ? 0 : -1;
}

static int remove_index(void **state)
{
    (void)state;
    char command[64];
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

static struct index *open_index(void)
{
    struct index *index = NULL;
    assert_true(index_open(&index, "i", &error));
    return index;
}

static const struct clause *random_clause(unsigned depth)
{
    // MAYBE stands at the top only: below NOT libxapian 1.4.22 decides by what it never
    // wrote.
    static const enum clause_kind kinds[] = {
        CLAUSE_MAYBE, CLAUSE_AND, CLAUSE_OR,    CLAUSE_NOT,    CLAUSE_OR,
        CLAUSE_AND,   CLAUSE_OR,  CLAUSE_SCALE, CLAUSE_FILTER, CLAUSE_SYNONYM};
    uint32_t choice = depth == 0 ? 10 : random_below(13);
    if (choice == 0 && depth < DEPTH)
        choice = 1;
    if (choice >= 10)
        return clause_term(FIELD_TEXT, str_of(words[random_below(WORDS)]), arena);
    const size_t count = kinds[choice] == CLAUSE_SCALE ? 1 : 2 + random_below(3);
    const struct clause **children = ARENA_ARRAY(arena, const struct clause *, count);
    const uint32_t first = random_below(WORDS);
    for (size_t i = 0; i < count; i++) // synonyms are different words
        children[i] =
            kinds[choice] == CLAUSE_SYNONYM
                ? clause_term(FIELD_TEXT, str_of(words[(first + i) % WORDS]), arena)
                : random_clause(depth - 1);
    struct clause *clause =
        (struct clause *)clause_new(kinds[choice], children, count, arena);
    clause->scale = 0.5;
    return clause;
}

static bool near(double one, double other)
{
    return fabs(one - other) < 1e-4 * (1 + fabs(other));
}

// Every question is answered twice: from the postings, and by Xapian after they were
// taken away.
static void postings_answer_what_xapian_would(void **state)
{
    (void)state;
    enum { QUESTIONS = 300 };
    static const size_t limits[] = {10, 200, SIZE_MAX};
    const struct clause *clauses[QUESTIONS];
    struct matches answers[QUESTIONS];
    struct index *index = open_index();
    for (size_t i = 0; i < QUESTIONS; i++) {
        const struct match_options options = {.limit = limits[i % 3]};
        clauses[i] = random_clause(DEPTH);
        assert_true(word_match_can(index, COLLECTION_NOTICES, clauses[i], &options));
        assert_true(index_match(index, COLLECTION_NOTICES, clauses[i], &options,
                                &answers[i], arena, &error));
        assert_true(answers[i].exact);
    }
    index_close(index);
    assert_int_equal(unlink("i/segments/000001/postings"), 0);
    assert_int_equal(unlink("i/segments/000002/postings"), 0);
    index = open_index();
    for (size_t i = 0; i < QUESTIONS; i++) {
        const struct match_options options = {.limit = limits[i % 3],
                                              .exact_count = true};
        struct matches expected;
        assert_false(word_match_can(index, COLLECTION_NOTICES, clauses[i], &options));
        assert_true(index_match(index, COLLECTION_NOTICES, clauses[i], &options,
                                &expected, arena, &error));
        assert_int_equal(answers[i].at_least, expected.at_least);
        assert_int_equal(answers[i].count, expected.count);
        for (size_t at = 0; at < expected.count; at++) {
            const struct hit *hit = &answers[i].hits[at], *other = &expected.hits[at];
            assert_true(near(hit->score, other->score));
            // Those that weigh the same stand in Xapian's order, as far as their weights
            // are the same to the last digit.
            if (hit->document != other->document || hit->segment != other->segment)
                assert_true((at && near(hit->score, answers[i].hits[at - 1].score)) ||
                            at + 1 == expected.count ||
                            near(hit->score, answers[i].hits[at + 1].score));
        }
    }
    index_close(index);
}

static int by_number(const void *a, const void *b)
{
    const struct hit *one = a, *other = b;
    if (one->segment != other->segment)
        return one->segment < other->segment ? -1 : 1;
    return one->document < other->document ? -1 : one->document > other->document;
}

// What is not in order yet comes as it lies on the disk, and with what is in order it is
// all there is.
static void the_rest_of_the_matches_comes_as_it_lies_on_the_disk(void **state)
{
    (void)state;
    struct index *index = open_index();
    const struct clause *word = clause_term(FIELD_TEXT, STR("sở"), arena);
    const struct match_options all_of_them = {.limit = SIZE_MAX};
    struct matches all, some;
    assert_true(
        index_match(index, COLLECTION_NOTICES, word, &all_of_them, &all, arena, &error));
    assert_int_equal(all.ordered, all.count);
    assert_int_equal(matches_rest(&all, NULL), 0);
    for (size_t ordered = 1; ordered < all.count; ordered *= 7) {
        const struct match_options options = {.limit = 50, .ordered = ordered};
        assert_true(
            index_match(index, COLLECTION_NOTICES, word, &options, &some, arena, &error));
        matches_order(&some, ordered * 2);
        assert_int_equal(some.count, all.count);
        struct hit *hits = ARENA_ARRAY(arena, struct hit, all.count);
        const size_t rest = matches_rest(&some, hits);
        assert_int_equal(rest, some.count - some.ordered);
        for (size_t i = 1; i < rest; i++)
            assert_true(by_number(&hits[i - 1], &hits[i]) < 0);
        for (size_t i = 0; i < some.ordered; i++) {
            assert_int_equal(by_number(&some.hits[i], &all.hits[i]), 0);
            hits[rest + i] = some.hits[i];
        }
        qsort(hits, all.count, sizeof *hits, by_number);
        for (size_t i = 1; i < all.count; i++)
            assert_true(by_number(&hits[i - 1], &hits[i]) < 0);
        // Every third of them is left.
        bool *left = ARENA_ARRAY(arena, bool, rest + 1);
        for (size_t i = 0; i < rest; i += 3)
            left[i] = true;
        matches_leave(&some, left);
        assert_int_equal(some.count, all.count - rest + (rest + 2) / 3);
        assert_int_equal(some.ordered, some.count);
        for (size_t i = 0, at = 0; i < some.count; i++, at++) {
            while (at < all.count && by_number(&some.hits[i], &all.hits[at]))
                at++;
            assert_true(at < all.count);
        }
    }
    index_close(index);
}

static void what_is_no_word_is_for_xapian(void **state)
{
    (void)state;
    struct index *index = open_index();
    const struct match_options options = {.limit = 10}, dated = {.order = ORDER_NEWEST};
    const struct clause *word = clause_term(FIELD_TEXT, STR("quy"), arena);
    const struct clause *unit = clause_term(FIELD_UNIT, STR("so"), arena);
    const struct clause *both[] = {word, unit};
    assert_true(word_match_can(index, COLLECTION_NOTICES, word, &options));
    assert_false(word_match_can(index, COLLECTION_NOTICES, word, &dated));
    assert_false(word_match_can(index, COLLECTION_DIRECTIVES, word, &options));
    assert_false(word_match_can(index, COLLECTION_NOTICES, unit, &options));
    assert_false(word_match_can(index, COLLECTION_NOTICES,
                                clause_new(CLAUSE_FILTER, both, 2, arena), &options));
    index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_word_is_for_xapian),
        cmocka_unit_test(the_rest_of_the_matches_comes_as_it_lies_on_the_disk),
        cmocka_unit_test(postings_answer_what_xapian_would),
    };
    return cmocka_run_group_tests_name("word_match", tests, make_index, remove_index);
}
