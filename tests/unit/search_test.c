// Plans, order and snippets, over an archive of a few notices.
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.h"
#include "searcher/snippet.h"

#include "indexer/indexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HEAD(number, title)                                                              \
    "SỞ CÔNG THƯƠNG TỈNH LẠNG SƠN\n\nSố: " number                                        \
    "\n\nLạng Sơn, ngày 15 tháng 5 năm 2022\n\nTHÔNG BÁO\n\n" title "\n\n"

static const struct sample {
    const char *name;
    const char *text;
} samples[] = {
    {"beside.txt",
     HEAD("1/TB-SCT",
          "Kết luận cuộc họp giao ban") "Kiểm tra cửa khẩu quốc tế và hàng hóa.\n"},
    {"apart.txt",
     HEAD("2/TB-SCT",
          "Kết luận cuộc họp giao ban") "Khẩu trang để ở cửa ra vào. Việc kiểm kê hàng "
                                        "nào "
                                        "cũng vậy. Tra cứu tế bào quốc nội.\n"},
    {"title.txt",
     HEAD("3/TB-SCT", "Kết luận về thương mại biên giới") "Nội dung khác hẳn.\n"},
    {"body.txt",
     HEAD("4/TB-SCT", "Kết luận về việc khác hẳn") "Bàn về thương mại biên giới.\n"},
    {"scan.txt",
     HEAD("5/TB-SCT",
          "Kết luận cuộc họp giao ban") "Phần đầu hoàn thành chỉ tiêu xuất khâu.\n"},
    {"good.txt",
     HEAD("6/TB-SCT",
          "Kết luận cuộc họp giao ban") "Phấn đấu hoàn thành chỉ tiêu xuất khẩu.\n"},
    {"cites.txt",
     HEAD("7/TB-SCT",
          "Kết luận cuộc họp giao ban") "Thực hiện Quyết định số 21/2019/QĐ-UBND ngày "
                                        "02/7/2019 của UBND tỉnh.\n\nDòng sau.\n\n"
                                        "Nhắc lại quyết định\nsố 21/2019/QĐ-UBND.\n"},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static struct arena *arena;
static struct index *indexed;
static char folder[] = "/tmp/tracuu-search-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    char path[256], command[256];
    arena = arena_new();
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "mkdir -p %s/index %s/archive", folder, folder);
    assert_int_equal(system(command), 0);
    for (size_t i = 0; i < SAMPLES; i++) {
        snprintf(path, sizeof path, "%s/archive/%s", folder, samples[i].name);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(samples[i].text, file);
        fclose(file);
    }
    struct error err = {0};
    char index_folder[64];
    snprintf(index_folder, sizeof index_folder, "%s/index", folder);
    snprintf(path, sizeof path, "%s/archive", folder);
    const char *archive = path;
    struct indexer_options options = {
        .folder = index_folder, .paths = &archive, .path_count = 1, .jobs = 1};
    struct indexer_summary summary;
    assert_true(indexer_run(&options, &summary, &err));
    assert_true(index_open(&indexed, index_folder, &err));
    assert_int_equal(index_notice_count(indexed), SAMPLES);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    index_close(indexed);
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void make_plan(struct plan *plan, const char *question)
{
    struct query query;
    struct filters filters = {0};
    struct error err = {0};
    assert_true(query_parse(&query, str_of(question), arena, &err));
    if (!plan_make(plan, indexed, COLLECTION_NOTICES, &query, &filters, arena, &err))
        fail_msg("%s: %s", question, err.message);
}

// The name of the file of a hit, without its folder.
static const char *name_of(const struct hit *hit, struct document *document)
{
    struct document own;
    struct document *read = document ? document : &own;
    assert_true(index_notice(indexed, hit, true, read, arena, NULL));
    for (size_t i = 0; i < SAMPLES; i++)
        if (str_equal(read->notice.text, str_of(samples[i].text)))
            return samples[i].name;
    return "?";
}

// The files found, best first, with a bar before those that lack a word: "a.txt b.txt |
// c.txt".
static void expect(const char *question, const char *expected)
{
    struct plan plan;
    struct search_result result;
    struct search_options options = {.limit = 4};
    make_plan(&plan, question);
    assert_true(
        search_run(indexed, COLLECTION_NOTICES, &plan, &options, &result, arena, NULL));
    struct buf found = {0};
    for (size_t i = 0; i < result.count; i++) {
        if (!result.hits[i].all && (!i || result.hits[i - 1].all))
            buf_add_str(&found, i ? STR(" |") : STR("|"));
        buf_printf(&found, "%s%s", found.len ? " " : "",
                   name_of(&result.hits[i].hit, NULL));
    }
    if (!str_starts(buf_str(&found), str_of(expected)))
        fail_msg("%s: expected %s, found %.*s", question, expected,
                 STR_ARG(buf_str(&found)));
    buf_free(&found);
}

static void words_side_by_side_come_before_words_apart(void **state)
{
    (void)state;
    expect("cửa khẩu quốc tế", "beside.txt apart.txt");
    expect("cua khau quoc te", "beside.txt apart.txt");
}

static void words_in_the_title_come_before_words_in_the_body(void **state)
{
    (void)state;
    expect("thương mại biên giới", "title.txt body.txt");
}

static void what_a_scan_spoiled_comes_behind(void **state)
{
    (void)state;
    expect("phấn đấu hoàn thành", "good.txt | scan.txt");
    expect("phan dau hoan thanh", "good.txt scan.txt");
}

static void a_word_that_only_resembles_finds_nothing(void **state)
{
    (void)state;
    expect("khấu", "");
    struct plan plan;
    struct search_result result;
    struct search_options options = {.limit = 4};
    make_plan(&plan, "khấu");
    assert_true(
        search_run(indexed, COLLECTION_NOTICES, &plan, &options, &result, arena, NULL));
    assert_int_equal(result.count, 0);
}

static void a_bare_word_stands_for_all_its_forms(void **state)
{
    (void)state;
    struct plan plan;
    make_plan(&plan, "dau");
    assert_int_equal(plan.words.count, 1);
    assert_int_equal(plan.words.items[0].alike_count, 2); // đầu, đấu
    assert_int_equal(plan.words.items[0].other_count, 0);
    make_plan(&plan, "đấu");
    assert_int_equal(plan.words.items[0].alike_count, 1);
    assert_int_equal(plan.words.items[0].other_count, 1);
}

static void a_phrase_is_checked_by_reading_and_a_single_word_is_not(void **state)
{
    (void)state;
    struct plan plan;
    make_plan(&plan, "\"cửa khẩu\"");
    assert_non_null(plan.check);
    assert_int_equal(plan.check->kind, CHECK_PHRASE);
    make_plan(&plan, "\"cửa\"");
    assert_null(plan.check);
    expect("\"cửa khẩu\"", "beside.txt");
    expect("\"khẩu quốc tế và\"", "beside.txt");
}

static void only_plain_words_are_relaxed(void **state)
{
    (void)state;
    struct plan plan;
    make_plan(&plan, "cửa khẩu");
    assert_non_null(plan.some);
    make_plan(&plan, "\"cửa khẩu\"");
    assert_null(plan.some);
    make_plan(&plan, "cửa AND khẩu");
    assert_null(plan.some);
}

static void a_reference_in_plain_words_is_recognised(void **state)
{
    (void)state;
    struct plan plan;
    make_plan(&plan, "quyết định 21/2019");
    assert_int_equal(plan.recognised_count, 1);
    assert_int_equal(plan.recognised[0].field, FIELD_REF);
    expect("quyết định 21/2019", "cites.txt");
}

static void read_snippets(struct snippets *out, struct document *document,
                          const char *question, size_t most)
{
    static struct plan plan;
    struct search_result result;
    struct search_options options = {.limit = 1};
    make_plan(&plan, question);
    assert_true(
        search_run(indexed, COLLECTION_NOTICES, &plan, &options, &result, arena, NULL));
    assert_int_equal(result.count, 1);
    assert_true(index_notice(indexed, &result.hits[0].hit, true, document, arena, NULL));
    struct snippet_options length = {.most = most, .length = 80};
    snippets_find(out, &plan, document, &length, arena);
}

static struct str marked(const struct document *document, const struct snippet *snippet,
                         size_t number)
{
    assert_true(number < snippet->highlight_count);
    const struct span *span = &snippet->highlights[number];
    assert_true(span->start >= snippet->span.start && span->end <= snippet->span.end);
    return str_slice(document->notice.text, span->start, span->end);
}

static void highlights_are_the_words_as_the_text_has_them(void **state)
{
    (void)state;
    struct snippets snippets;
    struct document document;
    read_snippets(&snippets, &document, "cua khau quoc te", 3);
    assert_true(snippets.count >= 1);
    const struct snippet *snippet = &snippets.items[snippets.count - 1];
    assert_true(str_equal(marked(&document, snippet, 0), STR("cửa khẩu quốc tế")));
    assert_int_equal(snippet->highlight_count, 1);
}

static void a_fragment_says_its_line(void **state)
{
    (void)state;
    struct snippets snippets;
    struct document document;
    read_snippets(&snippets, &document, "ref:21/2019/QĐ-UBND", 5);
    assert_int_equal(snippets.count, 2);
    for (size_t i = 0; i < snippets.count; i++) {
        size_t line = 1;
        for (size_t at = 0; at < snippets.items[i].span.start; at++)
            line += document.notice.text.at[at] == '\n';
        assert_int_equal(snippets.items[i].line, line);
        assert_true(snippets.items[i].highlight_count >= 1);
    }
    assert_true(snippets.items[0].span.end <= snippets.items[1].span.start);
}

static void no_more_fragments_than_asked_for(void **state)
{
    (void)state;
    struct snippets snippets;
    struct document document;
    read_snippets(&snippets, &document, "ref:21/2019/QĐ-UBND", 1);
    assert_int_equal(snippets.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_side_by_side_come_before_words_apart),
        cmocka_unit_test(words_in_the_title_come_before_words_in_the_body),
        cmocka_unit_test(what_a_scan_spoiled_comes_behind),
        cmocka_unit_test(a_word_that_only_resembles_finds_nothing),
        cmocka_unit_test(a_bare_word_stands_for_all_its_forms),
        cmocka_unit_test(a_phrase_is_checked_by_reading_and_a_single_word_is_not),
        cmocka_unit_test(only_plain_words_are_relaxed),
        cmocka_unit_test(a_reference_in_plain_words_is_recognised),
        cmocka_unit_test(highlights_are_the_words_as_the_text_has_them),
        cmocka_unit_test(a_fragment_says_its_line),
        cmocka_unit_test(no_more_fragments_than_asked_for),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
