// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

// What a question becomes: its tree and notes, or "! " and the message.
static void describe(struct buf *out, struct str question)
{
    struct query query;
    struct error err = {0};
    if (!query_parse(&query, question, arena, &err)) {
        buf_printf(out, "! %s\n", err.message);
        return;
    }
    query_print(out, &query);
    for (size_t i = 0; i < query.note_count; i++)
        buf_printf(out, "note %.*s\n", STR_ARG(query.notes[i]));
}

// Each expected line must be the beginning of the line in its place.
static void compare(struct str question, struct str expected, struct str found)
{
    struct str want, have, wants = expected, haves = found;
    bool equal = true;
    while (equal && str_split(&want, &wants, '\n') && str_split(&have, &haves, '\n')) {
        bool open = str_starts(want, STR("!")) || str_starts(want, STR("note"));
        equal = open ? str_starts(have, want) : str_equal(have, want);
    }
    if (!equal || (wants.at && wants.len) || (haves.at && haves.len))
        fail_msg("%.*s\nexpected:\n%.*s\nfound:\n%.*s", STR_ARG(question),
                 STR_ARG(expected), STR_ARG(found));
}

static void every_case_is_read_as_written_down(void **state)
{
    (void)state;
    const char *source = getenv("TRACUU_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/tests/cases/query.txt", source ? source : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t room = 0, cases = 0;
    struct buf question = {0}, expected = {0}, found = {0};
    for (bool more = true; more;) {
        more = getline(&line, &room, file) >= 0;
        if (more && line[0] == '#')
            continue;
        if (more && line[0] == '>') {
            buf_clear(&question);
            buf_clear(&expected);
            buf_add_str(&question, str_trim(str_of(line + 1)));
        } else if (more && line[0] != '\n') {
            buf_add_str(&expected, str_of(line));
        } else if (question.len) {
            buf_clear(&found);
            describe(&found, buf_str(&question));
            compare(buf_str(&question), buf_str(&expected), buf_str(&found));
            buf_clear(&question);
            cases++;
        }
    }
    assert_true(cases > 30);
    buf_free(&question);
    buf_free(&expected);
    buf_free(&found);
    free(line);
    fclose(file);
}

static void columns_count_characters(void **state)
{
    (void)state;
    struct str text = STR("đường (x");
    assert_int_equal(query_column(text, 0), 1);
    assert_int_equal(query_column(text, str_find(text, STR("("), 0)), 7);
}

static void arguments_become_one_question(void **state)
{
    (void)state;
    char *arguments[] = {(char *)"do luong", (char *)"-vàng"};
    struct str text = query_join(arguments, 2, arena);
    assert_true(str_equal(text, STR("do luong -vàng")));
}

static void nothing_asks_for_everything(void **state)
{
    (void)state;
    struct query query;
    assert_true(query_parse(&query, STR("  - … "), arena, NULL));
    assert_null(query.root);
}

static void fails_with(struct str question, const char *message)
{
    struct query query;
    struct error err = {0};
    assert_false(query_parse(&query, question, arena, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    if (!strstr(err.message, message))
        fail_msg("“%s” does not say “%s”", err.message, message);
}

static void ten_thousand_words_are_too_many(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 10000; i++)
        buf_add_str(&text, STR("đo lường "));
    fails_with(buf_str(&text), "longer than 16 KiB");
    buf_clear(&text);
    for (int i = 0; i < 2000; i++)
        buf_add_str(&text, STR("a "));
    fails_with(buf_str(&text), "column 2001: the question has more than 1000 words");
    buf_free(&text);
}

static void deep_brackets_are_refused(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 5000; i++)
        buf_add_char(&text, '(');
    fails_with(buf_str(&text), "more than");
    buf_clear(&text);
    for (int i = 0; i < 60; i++)
        buf_add_char(&text, '(');
    buf_add_char(&text, 'x');
    for (int i = 0; i < 60; i++)
        buf_add_char(&text, ')');
    struct query query;
    assert_true(query_parse(&query, buf_str(&text), arena, NULL));
    buf_free(&text);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    fails_with(STR("do \xff luong"), "column 4: byte 0xff is not UTF-8");
    fails_with(STR("\xc3"), "column 1:");
    fails_with(STR("\xed\xa0\x80"), "column 1:");
}

// No question, however odd, may do more than fail with a sentence.
static void odd_questions_do_no_harm(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "(",  ")",     "\"", "-",         "OR",   "NOT", "unit:", "unit:\"",
        "*",  "a",     "đo", "“",         "”",    " ",   " ",     "KHÔNG",
        "**", "1/1/1", "…",  "https://x", "ref:", "AND", "–",     ":"};
    uint32_t seed = 1;
    struct buf text = {0};
    for (int round = 0; round < 20000; round++) {
        buf_clear(&text);
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            buf_add_str(&text,
                        str_of(pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]));
        }
        struct query query;
        struct error err = {0};
        if (!query_parse(&query, buf_str(&text), arena, &err))
            assert_string_not_equal(err.message, "");
        arena_reset(arena);
    }
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_is_read_as_written_down),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(arguments_become_one_question),
        cmocka_unit_test(nothing_asks_for_everything),
        cmocka_unit_test(ten_thousand_words_are_too_many),
        cmocka_unit_test(deep_brackets_are_refused),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(odd_questions_do_no_harm),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
