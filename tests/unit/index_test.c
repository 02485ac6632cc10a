// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "tests/unit/made_index.h"

#include <signal.h>
#include <sys/wait.h>

static void words_facts_and_days_find_their_notices(void **state)
{
    write_segments(state);
    publish((const uint32_t[]){1, 2}, 2, 0);
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 5);
    assert_int_equal(index_segment_count(index), 2);
    const enum match_order oldest = ORDER_OLDEST;
    assert_string_equal(ids(index, 0, word("giao"), oldest), "ad");
    assert_string_equal(ids(index, 0, word("quyết"), oldest), "badc");
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_NEWEST), "dabc");
    assert_string_equal(
        ids(index, 0, clause_term(FIELD_TITLE, STR("giao"), arena), oldest), "ad");
    assert_string_equal(
        ids(index, 0, clause_term(FIELD_TITLE, STR("nghị"), arena), oldest), "");
    // What an abbreviation consists of is there too.
    assert_string_equal(ids(index, 0, word("khcn"), oldest), "a");
    assert_string_equal(ids(index, 0, word("cn"), oldest), "a");
    assert_string_equal(
        ids(index, 0, clause_term(FIELD_UNIT, STR("quang-tri/so-khcn"), arena), oldest),
        "ad");
    assert_string_equal(
        ids(index, 0,
            clause_term(FIELD_PERSON, field_fold(STR("TRAN  Ngoc Lâm"), arena), arena),
            oldest),
        "ad");
    assert_string_equal(
        ids(index, 0, clause_term(FIELD_PERSON, STR("le thi my"), arena), oldest), "b");
    assert_string_equal(
        ids(index, 0, clause_term(FIELD_ISSUER, STR("quang-ngai"), arena), oldest), "c");
    assert_string_equal(ids(index, 0, clause_term(FIELD_TYPE, STR("tb"), arena), oldest),
                        "baedc");
    const struct days september = {20230901, 20230930}, mid = {20230110, 20230905},
                      open = {20240601, 0}, years = {20230101, 20241231};
    assert_string_equal(
        ids(index, 0, clause_days(FIELD_PERIOD, september, arena), oldest), "a");
    assert_string_equal(ids(index, 0, clause_days(FIELD_PERIOD, mid, arena), oldest),
                        "ba");
    assert_string_equal(ids(index, 0, clause_days(FIELD_PERIOD, open, arena), oldest),
                        "ed");
    assert_string_equal(ids(index, 0, clause_days(FIELD_PERIOD, years, arena), oldest),
                        "bae");
    assert_string_equal(ids(index, 0, clause_no_days(FIELD_PERIOD, arena), oldest), "c");
    assert_string_equal(ids(index, 1, word("đốc"), oldest), "ad");
    assert_string_equal(
        ids(index, 1,
            clause_term(FIELD_ROLE, STR("lead:quang-tri/so-khcn/van-phong"), arena),
            oldest),
        "ad");
    assert_string_equal(ids(index, 1, clause_days(FIELD_DUE, september, arena), oldest),
                        "ad");
    assert_string_equal(ids(index, 1, word("quyết"), oldest), "d");
    index_close(index);
}

static void dead_notices_are_gone_with_their_directives(void **state)
{
    (void)state;
    publish((const uint32_t[]){1, 2}, 2, 0xa);
    struct index *index = open_index();
    assert_int_equal(index_notice_count(index), 4);
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "bdc");
    assert_string_equal(ids(index, 1, word("đốc"), ORDER_OLDEST), "d");
    index_close(index);
}

static bool join(void *context, struct str term, size_t count)
{
    buf_printf(context, "%.*s %zu\n", STR_ARG(term), count);
    return true;
}

static void terms_are_listed_with_their_living_notices(void **state)
{
    (void)state;
    struct buf out = {0};
    publish((const uint32_t[]){1, 2}, 2, 0);
    struct index *index = open_index();
    assert_true(index_terms(index, 0, STR("R"), join, &out, &error));
    assert_string_equal(out.at, "R163/2021/nq-hdnd@quang-tri 2\nR57/-/nq-tw 1\n");
    index_close(index);
    publish((const uint32_t[]){1, 2}, 2, 0xa);
    index = open_index();
    buf_clear(&out);
    assert_true(index_terms(index, 0, STR("R"), join, &out, &error));
    assert_string_equal(out.at, "R163/2021/nq-hdnd@quang-tri 1\nR57/-/nq-tw 1\n");
    buf_clear(&out);
    assert_true(index_terms(index, 1, STR("L"), join, &out, &error));
    assert_string_equal(out.at, "Llead:quang-tri 1\nLlead:quang-tri/so-khcn 1\n"
                                "Llead:quang-tri/so-khcn/van-phong 1\n");
    buf_free(&out);
    index_close(index);
}

static void facets_count_each_value_of_every_match(void **state)
{
    (void)state;
    publish((const uint32_t[]){1, 2}, 2, 0);
    struct index *index = open_index();
    const enum field_id wanted[] = {FIELD_PERSON, FIELD_PERIOD};
    const struct match_options options = {.facets = wanted, .facet_count = 2};
    struct matches matches;
    assert_true(index_match(index, 0, clause_new(CLAUSE_ALL, NULL, 0, arena), &options,
                            &matches, arena, &error));
    assert_int_equal(matches.count, 0);
    assert_int_equal(matches.facets[0].count, 2);
    assert_true(str_equal(matches.facets[0].values[0].value, STR("Trần Ngọc Lâm")));
    assert_int_equal(matches.facets[0].values[0].count, 2);
    assert_int_equal(matches.facets[1].count, 3);
    assert_true(str_equal(matches.facets[1].values[0].value, STR("2023")));
    assert_true(str_equal(matches.facets[1].values[2].value, STR("2024")));
    index_close(index);
}

static void a_folded_word_gives_its_forms_the_commonest_first(void **state)
{
    (void)state;
    struct index *index = open_index();
    const struct str *forms;
    assert_int_equal(index_forms(index, STR("quyet"), &forms), 3);
    assert_true(str_equal(forms[0], STR("quyết")));
    assert_int_equal(index_forms(index, STR("khong"), &forms), 1);
    assert_int_equal(index_forms(index, STR("xyz"), &forms), 0);
    assert_int_equal(index_frequency(index, STR("quyết")), 4);
    index_close(index);
}

// Where these words stand in a notice, as the second stage of ranking asks for it.
static void the_forward_file_gives_the_title_first_and_then_the_rest(void **state)
{
    (void)state;
    struct index *index = open_index();
    const struct match_options options = {.limit = 1};
    struct matches matches;
    assert_true(index_match(index, 0, clause_term(FIELD_ID, STR("00000000000a"), arena),
                            &options, &matches, arena, &error));
    assert_int_equal(matches.count, 1);
    static const char *const expected[] = {
        "kết",  "luận", "cuộc",  "họp", "giao",  "ban", "sở",  "khcn", "triển",
        "khai", "nghị", "quyết", "văn", "phòng", "đôn", "đốc", "tiến", "độ"};
    enum { EXPECTED = sizeof expected / sizeof *expected, TITLE = 6, SECOND = 12 };
    struct forward_place places[EXPECTED];
    size_t length = 0;
    assert_int_equal(
        places_of(index, &matches.hits[0], expected, EXPECTED, places, EXPECTED, &length),
        EXPECTED);
    assert_int_equal(length, EXPECTED);
    for (size_t i = 0; i < EXPECTED; i++) {
        const uint32_t number = index_number(index, 0, str_of(expected[i]));
        assert_int_equal(places[i].number, number);
        assert_int_equal(places[i].place, i);
        assert_int_equal(places[i].title, i < TITLE);
        assert_int_equal(places[i].sentence, (i >= TITLE) + (i >= SECOND));
    }
    assert_int_equal(
        places_of(index, &matches.hits[0], expected, EXPECTED, places, 2, &length),
        EXPECTED);
    assert_int_equal(index_number(index, 0, STR("xyz")), 0);
    assert_true(index_mean_length(index) > 1);
    index_close(index);
}

static void segments_are_merged_with_and_without_the_dead(void **state)
{
    (void)state;
    struct segment_summary summary;
    const char *parts[] = {"i/segments/000001", "i/segments/000002"};
    assert_true(segment_compact("i/segments/000003", parts, 2, &summary, &error));
    assert_int_equal(summary.notices, 5);
    publish((const uint32_t[]){3}, 1, 0);
    struct index *index = open_index();
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "badc");
    assert_string_equal(ids(index, 1, word("đốc"), ORDER_OLDEST), "ad");
    const struct str *forms;
    assert_int_equal(index_forms(index, STR("quyet"), &forms), 3);
    index_close(index);
    // The same again without one notice, from what is stored.
    const struct segment_options options = {.servable = false};
    struct segment_batch *batch;
    struct segment *segment;
    const uint64_t dead = 0xa;
    uint32_t next = 1;
    assert_true(segment_open(&segment, "i/segments/000003", &error));
    assert_true(segment_batch_open(&batch, "rewritten", &options, &error));
    size_t rounds = 0;
    for (; next; rounds++)
        assert_true(segment_rewrite(batch, segment, &dead, 1, 2, &next, &error));
    assert_int_equal(rounds, 2);
    assert_int_equal(segment_batch_count(batch), 4);
    assert_true(segment_batch_finish(batch, &error));
    segment_close(segment);
    const char *rewritten[] = {"rewritten"};
    assert_true(segment_compact("i/segments/000004", rewritten, 1, &summary, &error));
    publish((const uint32_t[]){4}, 1, 0);
    index = open_index();
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "bdc");
    assert_string_equal(ids(index, 1, word("đốc"), ORDER_OLDEST), "d");
    assert_int_equal(index_number(index, 0, STR("khcn")), 0);
    index_close(index);
}

static void more_parts_than_open_files_allow_are_merged_in_groups(void **state)
{
    (void)state;
    enum { PARTS = 130 };
    const char *parts[PARTS];
    for (int i = 0; i < PARTS; i++) {
        struct made made = second[i % 2];
        made.id = arena_printf(arena, "%012x", i + 100).at;
        parts[i] = arena_printf(arena, "small-%d", i).at;
        write_batch(parts[i], &made, 1);
    }
    struct segment_summary summary;
    assert_true(segment_compact("i/segments/000005", parts, PARTS, &summary, &error));
    assert_int_equal(summary.notices, PARTS);
    assert_int_equal(summary.directives, PARTS / 2);
    assert_true(segment_check("i/segments/000005", summary.checksum, NULL, NULL, &error));
    publish((const uint32_t[]){5}, 1, 0);
    struct index *index = open_index();
    struct matches matches;
    const struct match_options options = {.limit = 200};
    assert_true(index_match(index, 0, word("ngân"), &options, &matches, arena, &error));
    assert_int_equal(matches.count, PARTS / 2);
    for (size_t i = 0; i < matches.count; i++) {
        struct document document;
        assert_int_equal(matches.hits[i].document, 2 * i + 1);
        assert_true(
            index_notice(index, &matches.hits[i], false, &document, arena, &error));
        assert_string_equal(
            document.id.at,
            parts[0][0] ? arena_printf(arena, "%012x", (int)(2 * i + 100)).at : "");
    }
    index_close(index);
}

// ---- Shards ----

static pid_t serve(const char *database, int port)
{
    const pid_t child = fork();
    if (child == 0) {
        // It forks for each connection: all die together.
        setpgid(0, 0);
        char number[16];
        snprintf(number, sizeof number, "%d", port);
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(1);
        execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port",
               number, database, (char *)NULL);
        _exit(1);
    }
    return child;
}

static void stop(pid_t server)
{
    kill(-server, SIGKILL);
    waitpid(server, NULL, 0);
}

static void publish_with_shard(const uint32_t number, struct str *shard)
{
    struct manifest_segment segment = {
        .number = number, .notices = 10, .checksum = STR("00000000")};
    const struct manifest manifest = {.generation = 1,
                                      .units = STR("-"),
                                      .segments = &segment,
                                      .segment_count = 1,
                                      .next_segment = 100,
                                      .shards = shard,
                                      .shard_count = 1};
    assert_true(manifest_write(&manifest, "i", &error));
}

static size_t missing(const struct index *index)
{
    const struct str *sentences;
    const size_t count = index_missing_shards(index, &sentences);
    for (size_t i = 0; i < count; i++)
        assert_non_null(strstr(sentences[i].at, "does not answer"));
    return count;
}

static void segments_of_another_host_are_asked_with_those_here(void **state)
{
    (void)state;
    if (system("command -v xapian-tcpsrv >/dev/null") != 0)
        skip();
    struct segment_summary summary;
    servable = true;
    write_batch("served", second, 2);
    servable = false;
    const char *parts[] = {"served"};
    assert_true(segment_compact("served-segment", parts, 1, &summary, &error));
    const int port = 20000 + (int)(getpid() % 20000) * 2;
    struct str shard = arena_printf(arena, "127.0.0.1:%d", port);
    const pid_t notices = serve("served-segment/notices", port),
                directives = serve("served-segment/directives", port + 1);
    publish_with_shard(1, &shard);
    struct index *index = NULL;
    for (int wait = 0; wait < 100; wait++) {
        index = open_index();
        if (missing(index) == 0)
            break;
        index_close(index);
        usleep(20000);
    }
    usleep(100000);
    assert_int_equal(missing(index), 0);
    assert_int_equal(index_segment_count(index), 2);
    assert_int_equal(index_notice_count(index), 5);
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "badc");
    assert_string_equal(ids(index, 1, word("đốc"), ORDER_OLDEST), "ad");
    // The words of a notice are read from its text, numbered as they come.
    const struct match_options options = {.limit = 1};
    struct matches matches;
    assert_true(index_match(index, 0, word("ngân"), &options, &matches, arena, &error));
    assert_int_equal(matches.count, 1);
    assert_int_equal(matches.hits[0].segment, 1);
    static const char *const giao[] = {"giao"};
    struct forward_place place;
    size_t length;
    const size_t count = places_of(index, &matches.hits[0], giao, 1, &place, 1, &length);
    assert_int_equal(count, 1);
    assert_int_equal(length, 15);
    assert_int_equal(place.place, 2);
    assert_true(place.title);
    // When it dies the others still answer, and the answer says so.
    stop(notices);
    stop(directives);
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "bac");
    assert_string_equal(ids(index, 1, word("đốc"), ORDER_OLDEST), "a");
    assert_int_equal(missing(index), 1);
    index_close(index);
    index = open_index();
    assert_int_equal(missing(index), 1);
    assert_string_equal(ids(index, 0, word("quyết"), ORDER_OLDEST), "bac");
    index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_facts_and_days_find_their_notices),
        cmocka_unit_test(dead_notices_are_gone_with_their_directives),
        cmocka_unit_test(terms_are_listed_with_their_living_notices),
        cmocka_unit_test(facets_count_each_value_of_every_match),
        cmocka_unit_test(a_folded_word_gives_its_forms_the_commonest_first),
        cmocka_unit_test(the_forward_file_gives_the_title_first_and_then_the_rest),
        cmocka_unit_test(segments_are_merged_with_and_without_the_dead),
        cmocka_unit_test(more_parts_than_open_files_allow_are_merged_in_groups),
        cmocka_unit_test(segments_of_another_host_are_asked_with_those_here),
    };
    return cmocka_run_group_tests(tests, make_index_folder, remove_folder);
}
