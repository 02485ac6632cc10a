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

static void add(struct xapian_builder *builder, const char *words, const char *day)
{
    struct xapian_term terms[8];
    struct str rest = str_of(words), word;
    size_t count = 0;
    while (str_split(&word, &rest, ' '))
        terms[count++] = (struct xapian_term){word, 1};
    const struct xapian_value value = {0, str_of(day)};
    const struct xapian_document document = {terms, count, &value, 1, str_of(words)};
    struct error error = {0};
    assert_true(xapian_builder_add(builder, &document, &error));
}

// A database of three documents.
static void build(const char *name, enum xapian_use use)
{
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, name, use, &error));
    add(builder, "nghị quyết số", "20230905");
    add(builder, "quyết định số", "20250217");
    add(builder, "thông báo", "20210329");
    assert_true(xapian_builder_finish(builder, &error));
}

static struct xapian_reader *open_two(void)
{
    const struct xapian_source sources[] = {{.folder = "one"}, {.folder = "two"}};
    struct xapian_reader *reader;
    struct error error = {0};
    assert_true(xapian_reader_open(&reader, sources, 2, NULL, &error));
    return reader;
}

static struct xapian_query term(const char *name)
{
    return (struct xapian_query){.op = XAPIAN_TERM, .term = str_of(name)};
}

static struct xapian_query node(enum xapian_op op, const struct xapian_query *a,
                                const struct xapian_query *b)
{
    const struct xapian_query **children =
        ARENA_ARRAY(arena, const struct xapian_query *, 2);
    children[0] = a;
    children[1] = b;
    return (struct xapian_query){
        .op = op, .children = children, .count = b ? 2 : 1, .scale = 0.5};
}

// How many documents of both databases match.
static size_t matches(const struct xapian_query *query)
{
    struct xapian_reader *reader = open_two();
    const struct xapian_match_options options = {.limit = 10, .exact_count = true};
    struct xapian_matches found;
    struct error error = {0};
    assert_true(xapian_reader_match(reader, query, &options, &found, arena, &error));
    assert_int_equal(found.at_least, found.at_most);
    assert_int_equal(found.count, found.at_least);
    xapian_reader_close(reader);
    return found.count;
}

static void two_databases_are_built_and_asked_as_one(void **state)
{
    (void)state;
    build("one", XAPIAN_LOCAL);
    build("two", XAPIAN_SERVABLE);
    struct xapian_reader *reader = open_two();
    struct error error = {0};
    size_t count = 0;
    assert_true(xapian_reader_count(reader, &count, &error));
    assert_int_equal(count, 6);
    assert_true(xapian_reader_shard_count(reader, 1, &count, &error));
    assert_int_equal(count, 3);
    assert_true(xapian_reader_frequency(reader, STR("quyết"), &count, &error));
    assert_int_equal(count, 4);
    uint32_t document;
    assert_true(xapian_reader_find(reader, 1, STR("thông"), &document, &error));
    assert_int_equal(document, 3);
    assert_true(xapian_reader_find(reader, 0, STR("nothing"), &document, &error));
    assert_int_equal(document, 0);
    struct buf data = {0};
    assert_true(xapian_reader_data(reader, 1, 2, &data, &error));
    assert_string_equal(data.at, "quyết định số");
    buf_free(&data);
    xapian_reader_close(reader);
}

static void every_kind_of_clause_matches_what_it_says(void **state)
{
    (void)state;
    const struct xapian_query quyet = term("quyết"), so = term("số"), bao = term("báo"),
                              nghi = term("nghị"), none = term("không");
    const struct xapian_query all = {.op = XAPIAN_ALL}, nothing = {.op = XAPIAN_NOTHING};
    struct xapian_query query;
    assert_int_equal(matches(&all), 6);
    assert_int_equal(matches(&nothing), 0);
    assert_int_equal(matches(&quyet), 4);
    assert_int_equal(matches(&none), 0);
    query = node(XAPIAN_AND, &quyet, &nghi);
    assert_int_equal(matches(&query), 2);
    query = node(XAPIAN_OR, &nghi, &bao);
    assert_int_equal(matches(&query), 4);
    query = node(XAPIAN_SYNONYM, &nghi, &bao);
    assert_int_equal(matches(&query), 4);
    query = node(XAPIAN_AND_NOT, &quyet, &nghi);
    assert_int_equal(matches(&query), 2);
    query = node(XAPIAN_MAYBE, &so, &nghi);
    assert_int_equal(matches(&query), 4);
    query = node(XAPIAN_FILTER, &all, &bao);
    assert_int_equal(matches(&query), 2);
    query = node(XAPIAN_SCALE, &quyet, NULL);
    assert_int_equal(matches(&query), 4);
    query = (struct xapian_query){.op = XAPIAN_SLOT_GE, .term = STR("2023")};
    assert_int_equal(matches(&query), 4);
    query = (struct xapian_query){.op = XAPIAN_SLOT_LE, .term = STR("2022")};
    assert_int_equal(matches(&query), 2);
    query = (struct xapian_query){.op = XAPIAN_TERM, .term = {NULL, 0}};
    assert_int_equal(matches(&query), 0);
}

static void hits_are_sorted_by_weight_or_by_slot(void **state)
{
    (void)state;
    struct xapian_reader *reader = open_two();
    const struct xapian_query nghi = term("nghị"), so = term("số");
    const struct xapian_query query = node(XAPIAN_MAYBE, &so, &nghi), all = {XAPIAN_ALL};
    const uint32_t slot = 0;
    struct xapian_match_options options = {.limit = 3};
    struct xapian_matches found;
    struct error error = {0};
    size_t seen = 0, all_counted = 0;
    assert_true(xapian_reader_match(reader, &query, &options, &found, arena, &error));
    assert_int_equal(found.count, 3);
    assert_int_equal(found.hits[0].document, 1);
    assert_int_equal(found.hits[1].document, 1);
    assert_int_equal(found.hits[0].shard + found.hits[1].shard, 1);
    assert_true(found.hits[0].weight > found.hits[2].weight);
    options = (struct xapian_match_options){.limit = 2,
                                            .sort = XAPIAN_BY_SLOT_DOWN,
                                            .count_slots = &slot,
                                            .count_slot_count = 1};
    assert_true(xapian_reader_match(reader, &all, &options, &found, arena, &error));
    assert_int_equal(found.hits[0].document, 2);
    assert_int_equal(found.hits[1].document, 2);
    for (size_t i = 0; i < found.counts[0].count; i++) {
        const struct xapian_value_count *value = &found.counts[0].values[i];
        all_counted += value->count;
        if (str_equal(value->value, STR("20210329")))
            seen += value->count;
    }
    assert_int_equal(seen, 2);
    assert_int_equal(all_counted, 6);
    options.sort = XAPIAN_BY_SLOT_UP;
    options.limit = 0;
    assert_true(xapian_reader_match(reader, &all, &options, &found, arena, &error));
    assert_int_equal(found.count, 0);
    assert_int_equal(found.counts[0].count, 6);
    xapian_reader_close(reader);
}

static bool join(void *context, struct str name, size_t count)
{
    buf_printf(context, "%.*s %zu\n", STR_ARG(name), count);
    return !str_equal(name, STR("quyết"));
}

static void terms_are_listed_until_somebody_says_stop(void **state)
{
    (void)state;
    struct xapian_reader *reader = open_two();
    struct buf out = {0};
    struct error error = {0};
    assert_true(xapian_reader_terms(reader, STR(""), join, &out, &error));
    assert_string_equal(out.at, "báo 2\nnghị 2\nquyết 4\n");
    buf_free(&out);
    xapian_reader_close(reader);
}

static void compaction_keeps_the_order_of_documents(void **state)
{
    (void)state;
    const char *from[] = {"one", "two"};
    struct error error = {0};
    assert_true(xapian_compact("both", from, 2, &error));
    const struct xapian_source source = {.folder = "both"};
    struct xapian_reader *reader;
    assert_true(xapian_reader_open(&reader, &source, 1, NULL, &error));
    struct buf data = {0};
    assert_true(xapian_reader_data(reader, 0, 4, &data, &error));
    assert_string_equal(data.at, "nghị quyết số");
    buf_free(&data);
    xapian_reader_close(reader);
}

static void a_database_without_documents_can_be_compacted(void **state)
{
    (void)state;
    struct error error = {0};
    struct xapian_builder *builder;
    assert_true(xapian_builder_open(&builder, "empty1", XAPIAN_LOCAL, &error));
    assert_true(xapian_builder_finish(builder, &error));
    assert_true(xapian_builder_open(&builder, "empty2", XAPIAN_LOCAL, &error));
    assert_true(xapian_builder_finish(builder, &error));
    const char *from[] = {"empty1", "one", "empty2"};
    const char *empty[] = {"empty1", "empty2"};
    assert_true(xapian_compact("with-empty", from, 3, &error));
    assert_true(xapian_compact("only-empty", empty, 2, &error));
    const struct xapian_source sources[] = {{.folder = "with-empty"},
                                            {.folder = "only-empty"}};
    struct xapian_reader *reader;
    size_t count = 0;
    assert_true(xapian_reader_open(&reader, sources, 2, NULL, &error));
    assert_true(xapian_reader_count(reader, &count, &error));
    assert_int_equal(count, 3);
    xapian_reader_close(reader);
}

static void a_term_fits_up_to_the_limit_with_zero_bytes_counted_twice(void **state)
{
    (void)state;
    char bytes[300] = {0};
    assert_true(xapian_term_fits((struct str){bytes, 122}));
    assert_false(xapian_term_fits((struct str){bytes, 123}));
    memset(bytes, 'x', sizeof bytes);
    assert_true(xapian_term_fits((struct str){bytes, 245}));
    assert_false(xapian_term_fits((struct str){bytes, 246}));
    assert_false(xapian_term_fits((struct str){bytes, 0}));
    bytes[10] = 0;
    assert_false(xapian_term_fits((struct str){bytes, 245}));
    assert_true(xapian_term_fits((struct str){bytes, 244}));
}

static void a_term_that_is_too_long_is_refused_and_nothing_is_lost(void **state)
{
    (void)state;
    char bytes[246];
    memset(bytes, 'x', sizeof bytes);
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, "long", XAPIAN_LOCAL, &error));
    add(builder, "một", "1");
    const struct xapian_term word = {{bytes, sizeof bytes}, 1};
    const struct xapian_document document = {.terms = &word, .term_count = 1};
    assert_false(xapian_builder_add(builder, &document, &error));
    assert_int_equal(error.code, ERROR_INTERNAL);
    add(builder, "hai", "1");
    // The longest terms that fit, with and without zero bytes, do reach the disk.
    memset(bytes, 0, 122);
    struct xapian_term longest[2] = {{{bytes, 122}, 1}, {{bytes + 122, 100}, 0}};
    const struct xapian_document more = {.terms = longest, .term_count = 2};
    assert_true(xapian_builder_add(builder, &more, &error));
    assert_true(xapian_builder_finish(builder, &error));
    const struct xapian_source source = {.folder = "long"};
    struct xapian_reader *reader;
    size_t count = 0;
    assert_true(xapian_reader_open(&reader, &source, 1, NULL, &error));
    assert_true(xapian_reader_count(reader, &count, &error));
    assert_int_equal(count, 3);
    assert_true(
        xapian_reader_frequency(reader, (struct str){bytes, 122}, &count, &error));
    assert_int_equal(count, 1);
    xapian_reader_close(reader);
}

static void thousands_of_documents_are_written_in_several_goes(void **state)
{
    (void)state;
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, "many", XAPIAN_LOCAL, &error));
    for (int i = 0; i < 2500; i++)
        add(builder, i % 5 ? "một hai" : "một", "1");
    assert_true(xapian_builder_finish(builder, &error));
    const struct xapian_source source = {.folder = "many"};
    struct xapian_reader *reader;
    size_t count = 0;
    assert_true(xapian_reader_open(&reader, &source, 1, NULL, &error));
    assert_true(xapian_reader_count(reader, &count, &error));
    assert_int_equal(count, 2500);
    assert_true(xapian_reader_frequency(reader, STR("hai"), &count, &error));
    assert_int_equal(count, 2000);
    xapian_reader_close(reader);
}

static void what_is_discarded_is_not_written(void **state)
{
    (void)state;
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, "discarded", XAPIAN_LOCAL, &error));
    add(builder, "một", "1");
    xapian_builder_discard(builder);
    const struct xapian_source source = {.folder = "discarded"};
    struct xapian_reader *reader;
    size_t count = 0;
    if (xapian_reader_open(&reader, &source, 1, NULL, &error)) {
        assert_true(xapian_reader_count(reader, &count, &error));
        xapian_reader_close(reader);
    }
    assert_int_equal(count, 0);
}

static void failures_have_the_code_of_what_happened(void **state)
{
    (void)state;
    struct xapian_reader *reader;
    struct error error = {0};
    size_t failed = 0;
    const struct xapian_source gone[] = {{.folder = "one"}, {.folder = "not-there"}};
    assert_false(xapian_reader_open(&reader, gone, 2, &failed, &error));
    assert_int_equal(error.code, ERROR_GONE);
    assert_int_equal(failed, 1);
    assert_null(reader);
    assert_int_equal(system("cp -r one cut; printf x > cut/iamglass"), 0);
    const struct xapian_source cut = {.folder = "cut"};
    error = (struct error){0};
    assert_false(xapian_reader_open(&reader, &cut, 1, &failed, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    const struct xapian_source nobody = {.host = "127.0.0.1", .port = 1};
    error = (struct error){0};
    assert_false(xapian_reader_open(&reader, &nobody, 1, &failed, &error));
    assert_int_equal(error.code, ERROR_REMOTE);
    struct xapian_builder *builder;
    error = (struct error){0};
    assert_false(xapian_builder_open(&builder, "no/such/folder", XAPIAN_LOCAL, &error));
    assert_int_not_equal(error.code, ERROR_NONE);
    assert_true(error.message[0] != 0);
}

static void a_question_that_is_too_deep_or_too_long_is_refused(void **state)
{
    (void)state;
    struct xapian_reader *reader = open_two();
    const struct xapian_match_options options = {.limit = 1};
    struct xapian_matches found;
    struct error error = {0};
    struct xapian_query chain[XAPIAN_DEPTH_MAX + 2];
    chain[0] = term("số");
    for (int i = 1; i < XAPIAN_DEPTH_MAX + 2; i++)
        chain[i] = node(XAPIAN_SCALE, &chain[i - 1], NULL);
    assert_true(xapian_reader_match(reader, &chain[XAPIAN_DEPTH_MAX], &options, &found,
                                    arena, &error));
    assert_false(xapian_reader_match(reader, &chain[XAPIAN_DEPTH_MAX + 1], &options,
                                     &found, arena, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    const struct xapian_query one = term("số");
    const struct xapian_query **many =
        ARENA_ARRAY(arena, const struct xapian_query *, XAPIAN_NODES_MAX);
    for (size_t i = 0; i < XAPIAN_NODES_MAX; i++)
        many[i] = &one;
    const struct xapian_query wide = {
        .op = XAPIAN_OR, .children = many, .count = XAPIAN_NODES_MAX};
    error = (struct error){0};
    assert_false(xapian_reader_match(reader, &wide, &options, &found, arena, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    const struct xapian_query headless = {.op = XAPIAN_AND_NOT};
    assert_false(xapian_reader_match(reader, &headless, &options, &found, arena, &error));
    xapian_reader_close(reader);
}

// ---- No exception crosses ----

enum { FUNCTIONS = 12 };

static struct buf called; // what a call gives

// Calls one guarded function that is about to fail.
static bool call(int function, struct xapian_reader *reader,
                 struct xapian_builder *builder, struct error *error)
{
    const struct xapian_source source = {.folder = "one"};
    const struct xapian_query all = {.op = XAPIAN_ALL};
    const struct xapian_match_options options = {.limit = 1};
    const struct xapian_document document = {0};
    const char *from[] = {"one"};
    struct xapian_builder *new_builder;
    struct xapian_reader *new_reader;
    struct xapian_matches found;
    size_t count;
    uint32_t number;
    buf_clear(&called);
    switch (function) {
    case 0:
        return xapian_builder_open(&new_builder, "never", XAPIAN_LOCAL, error) ||
               new_builder;
    case 1:
        return xapian_builder_add(builder, &document, error);
    case 2:
        return xapian_compact("never", from, 1, error);
    case 3:
        return xapian_reader_open(&new_reader, &source, 1, NULL, error) || new_reader;
    case 4:
        return xapian_reader_count(reader, &count, error);
    case 5:
        return xapian_reader_shard_count(reader, 0, &count, error);
    case 6:
        return xapian_reader_frequency(reader, STR("số"), &count, error);
    case 7:
        return xapian_reader_find(reader, 0, STR("số"), &number, error);
    case 8:
        return xapian_reader_data(reader, 0, 1, &called, error);
    case 9:
        return xapian_reader_terms(reader, STR(""), join, &called, error);
    case 10:
        return xapian_reader_exclude(reader, 0, NULL, 0, error);
    default:
        return xapian_reader_match(reader, &all, &options, &found, arena, error);
    }
}

static enum error_code expected(const char *name)
{
    static const struct {
        const char *name;
        enum error_code code;
    } codes[] = {
        {"DatabaseError", ERROR_DAMAGED},        {"DatabaseCorruptError", ERROR_DAMAGED},
        {"DatabaseCreateError", ERROR_IO},       {"DatabaseLockError", ERROR_LOCKED},
        {"DatabaseModifiedError", ERROR_GONE},   {"DatabaseOpeningError", ERROR_DAMAGED},
        {"DatabaseVersionError", ERROR_DAMAGED}, {"DatabaseNotFoundError", ERROR_GONE},
        {"DocNotFoundError", ERROR_DAMAGED},     {"NetworkError", ERROR_REMOTE},
        {"NetworkTimeoutError", ERROR_REMOTE},   {"QueryParserError", ERROR_USAGE},
        {"SerialisationError", ERROR_REMOTE},    {"RangeError", ERROR_DAMAGED},
        {"WildcardError", ERROR_USAGE},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i].name, name) == 0)
            return codes[i].code;
    return ERROR_INTERNAL;
}

static void every_exception_becomes_a_code_and_a_sentence_in_every_function(void **state)
{
    (void)state;
    struct xapian_reader *reader = open_two();
    struct xapian_builder *builder;
    struct error error = {0};
    assert_true(xapian_builder_open(&builder, "injected", XAPIAN_LOCAL, &error));
    int injections = 0;
    for (int number = 1; xapian_injection_name(number); number++) {
        const char *name = xapian_injection_name(number);
        for (int function = 0; function < FUNCTIONS; function++) {
            error = (struct error){0};
            xapian_inject(number);
            assert_false(call(function, reader, builder, &error));
            assert_int_equal(error.code, expected(name));
            assert_true(strlen(error.message) > 5);
            if (strstr(name, "Error"))
                assert_non_null(strstr(error.message, name));
            // The same function works again afterwards.
            if (function >= 4)
                assert_true(call(function, reader, builder, &error));
        }
        struct xapian_builder *failing;
        char path[32];
        snprintf(path, sizeof path, "failing-%d", number);
        assert_true(xapian_builder_open(&failing, path, XAPIAN_LOCAL, &error));
        xapian_inject(number);
        assert_false(xapian_builder_finish(failing, &error));
        xapian_inject(number);
        xapian_builder_discard(NULL);
        xapian_inject(number);
        xapian_reader_close(NULL);
        injections++;
    }
    assert_int_equal(injections, 25);
    buf_free(&called);
    xapian_builder_discard(builder);
    xapian_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_databases_are_built_and_asked_as_one),
        cmocka_unit_test(every_kind_of_clause_matches_what_it_says),
        cmocka_unit_test(hits_are_sorted_by_weight_or_by_slot),
        cmocka_unit_test(terms_are_listed_until_somebody_says_stop),
        cmocka_unit_test(compaction_keeps_the_order_of_documents),
        cmocka_unit_test(a_database_without_documents_can_be_compacted),
        cmocka_unit_test(a_term_fits_up_to_the_limit_with_zero_bytes_counted_twice),
        cmocka_unit_test(a_term_that_is_too_long_is_refused_and_nothing_is_lost),
        cmocka_unit_test(thousands_of_documents_are_written_in_several_goes),
        cmocka_unit_test(what_is_discarded_is_not_written),
        cmocka_unit_test(failures_have_the_code_of_what_happened),
        cmocka_unit_test(a_question_that_is_too_deep_or_too_long_is_refused),
        cmocka_unit_test(every_exception_becomes_a_code_and_a_sentence_in_every_function),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
