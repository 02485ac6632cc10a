// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "tests/unit/made_index.h"

// The least and the strangest that a segment can hold.

static int make_segments(void **state)
{
    return make_index_folder(state);
}

static bool count_term(void *context, struct str term, size_t count)
{
    (void)term;
    *(size_t *)context += count;
    return true;
}

// How many are found by any kind of question, of words, of facts, in any order.
static size_t ask_everything(const struct index *index, const char *text)
{
    static const enum match_order orders[] = {ORDER_RELEVANCE, ORDER_OLDEST,
                                              ORDER_NEWEST};
    static const enum field_id facets[] = {FIELD_UNIT, FIELD_TYPE};
    size_t found = 0, terms = 0;
    for (int collection = 0; collection < 2; collection++) {
        const struct clause *const type = clause_term(FIELD_TYPE, STR("tb"), arena),
                                   *const both =
                                       clause_two(CLAUSE_AND, word(text), type, arena),
                                   *const not_it =
                                       clause_two(CLAUSE_NOT, type, word(text), arena),
                                   *const all = clause_new(CLAUSE_ALL, NULL, 0, arena),
                                   *const none = clause_no_days(FIELD_PERIOD, arena);
        const struct clause *const clauses[] = {word(text), type, both,
                                                not_it,     all,  none};
        for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
            for (size_t order = 0; order < 3; order++)
                for (size_t limit = 0; limit < 3; limit++) {
                    const struct match_options options = {.limit = limit,
                                                          .order = orders[order],
                                                          .exact_count = true,
                                                          .facets = facets,
                                                          .facet_count = limit % 2 * 2};
                    struct matches matches;
                    if (!index_match(index, collection, clauses[i], &options, &matches,
                                     arena, &error))
                        fail_msg("%s", error.message);
                    assert_true(matches.exact);
                    assert_int_equal(matches.count,
                                     matches.at_least < limit ? matches.at_least : limit);
                    found += matches.at_least;
                }
        assert_true(index_terms(index, collection, STR(""), count_term, &terms, &error));
    }
    index_frequency(index, STR("quyết"));
    index_mean_length(index);
    error = (struct error){0};
    assert_false(index_failed(index, &error));
    return found;
}

static void an_index_without_segments_finds_nothing(void **state)
{
    (void)state;
    struct manifest manifest = {.generation = 1, .next_segment = 1};
    assert_true(manifest_write(&manifest, "i", &error));
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 0);
    assert_int_equal(ask_everything(index, "quyết"), 0);
    index_close(index);
}

static void a_segment_without_notices_finds_nothing(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"none1", "none2"};
    write_batch("none1", NULL, 0);
    write_batch("none2", NULL, 0);
    assert_true(segment_compact("i/segments/000001", parts, 2, &summary, &error));
    assert_int_equal(summary.notices, 0);
    assert_int_equal(summary.directives, 0);
    publish((const uint32_t[]){1}, 1, 0);
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 0);
    assert_int_equal(ask_everything(index, "quyết"), 0);
    index_close(index);
}

// … and joined to one with notices it changes nothing.
static void a_segment_of_one_notice_is_found_with_empty_ones_around(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"none1", "one", "none2"};
    write_batch("one", first, 1);
    assert_true(segment_compact("i/segments/000002", parts, 3, &summary, &error));
    assert_int_equal(summary.notices, 1);
    assert_int_equal(summary.directives, 1);
    publish((const uint32_t[]){1, 2}, 2, 0);
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 1);
    assert_string_equal(ids(index, COLLECTION_NOTICES, word("kết"), ORDER_RELEVANCE),
                        "a");
    assert_string_equal(ids(index, COLLECTION_DIRECTIVES, word("tiến"), ORDER_RELEVANCE),
                        "a");
    assert_true(ask_everything(index, "kết") > 0);
    index_close(index);
}

static void a_segment_of_the_dead_alone_finds_nothing(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"one"};
    assert_true(segment_compact("i/segments/000003", parts, 1, &summary, &error));
    publish((const uint32_t[]){3}, 1, 0xa);
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 0);
    assert_int_equal(ask_everything(index, "kết"), 0);
    index_close(index);
}

// Texts of no word, of no letter and of one word that is as long as a text.
static void strange_notices_are_found_by_their_facts(void **state)
{
    (void)state;
    char *long_word = arena_alloc(arena, 100001), *id = arena_alloc(arena, 3001);
    memset(long_word, 'a', 100000);
    memset(id, 'x', 3000);
    memcpy(id + 1000, "/", 1);
    struct made made[] = {
        {.id = "000000000001", .text = "", .province = "p"},
        {.id = "000000000002", .text = ". , ; \n\n ??", .province = "p"},
        {.id = "000000000003", .text = long_word, .province = "p", .unit = id},
        {.id = "000000000004",
         .text = "a",
         .province = "p",
         .ref = id,
         .person = long_word,
         .date = {19000101, 20991231}},
    };
    struct segment_summary summary;
    const char *parts[] = {"strange", "none1"};
    write_batch("strange", made, 4);
    assert_true(segment_compact("i/segments/000004", parts, 2, &summary, &error));
    assert_int_equal(summary.notices, 4);
    publish((const uint32_t[]){4}, 1, 0);
    struct index *index = open_index();
    assert_string_equal(ids(index, COLLECTION_NOTICES, word("a"), ORDER_RELEVANCE), "4");
    const struct clause *unit = clause_term(FIELD_UNIT, str_of(id), arena),
                        *person = clause_term(FIELD_PERSON, str_of(long_word), arena),
                        *above = clause_term(FIELD_UNIT, (struct str){id, 1000}, arena),
                        *ref = clause_term(FIELD_REF, str_of(id), arena);
    for (int order = 0; order < 3; order++) {
        assert_string_equal(ids(index, COLLECTION_NOTICES, unit, order), "3");
        assert_string_equal(ids(index, COLLECTION_DIRECTIVES, unit, order), "3");
        assert_string_equal(ids(index, COLLECTION_NOTICES, above, order), "3");
        assert_string_equal(ids(index, COLLECTION_NOTICES, person, order), "4");
        assert_string_equal(ids(index, COLLECTION_NOTICES, ref, order), "4");
    }
    assert_true(ask_everything(index, "a") > 0);
    index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_without_segments_finds_nothing),
        cmocka_unit_test(a_segment_without_notices_finds_nothing),
        cmocka_unit_test(a_segment_of_one_notice_is_found_with_empty_ones_around),
        cmocka_unit_test(a_segment_of_the_dead_alone_finds_nothing),
        cmocka_unit_test(strange_notices_are_found_by_their_facts),
    };
    return cmocka_run_group_tests(tests, make_segments, remove_folder);
}
