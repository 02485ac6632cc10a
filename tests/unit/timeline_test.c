// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 60 };

// A story of sixty events, several on one day, with hostile words in it.
static void make_story(struct timeline *out, struct arena *arena)
{
    static struct decree decree = {.key = {"18/2019/qd-ubnd@phu-yen", 23},
                                   .name = {"18/2019/QĐ-UBND", 16},
                                   .type = {"quyết định", 14},
                                   .issuer = {"UBND <tỉnh> & \"Phú Yên\"", 27},
                                   .date = 20190614};
    static struct decree *decrees[] = {&decree};
    static struct trace_status status = {.state = STATE_AMENDED,
                                         .date = {20201009, 20201009},
                                         .by = {"31/2020/QĐ-UBND", 16}};
    *out = (struct timeline){
        .decrees = decrees, .statuses = &status, .decree_count = 1, .event_count = MANY};
    out->events = ARENA_ARRAY(arena, struct trace_event, MANY);
    for (int i = 0; i < MANY; i++) {
        int32_t day = 20190101 + i / 10 * 10000 + i % 3 * 100;
        out->events[i] = (struct trace_event){
            .decree = &decree,
            .id = arena_printf(arena, "%012d", i),
            .path = STR("thư mục/a b.txt"),
            .date = {day, day},
            .title = STR("Báo cáo"),
            .relation = (enum relation)(i % RELATION_COUNT),
            .status = i % 2 ? STATUS_DONE : STATUS_PLANNED,
            .quote =
                STR("“</title><script>alert(1)</script>” thực hiện \x01 đường ọ & hơn"),
            .line = 7,
        };
    }
}

// Nothing that a notice says becomes mark-up, and no character that XML forbids is left.
static void assert_safe(const struct buf *text)
{
    assert_null(strstr(text->at, "<script"));
    assert_null(strstr(text->at, "<tỉnh>"));
    for (size_t i = 0; i < text->len; i++)
        assert_true((unsigned char)text->at[i] >= ' ' || text->at[i] == '\n');
}

static void nothing_that_a_notice_says_becomes_markup_in_a_picture(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline story;
    struct buf svg = {0};
    make_story(&story, arena);
    timeline_svg(&svg, &story);
    assert_safe(&svg);
    assert_non_null(strstr(svg.at, "đường ọ &amp; hơn"));
    buf_free(&svg);
    arena_free(arena);
}

static void nothing_that_a_notice_says_becomes_markup_in_a_page(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline story;
    struct buf html = {0};
    make_story(&story, arena);
    timeline_html(&html, &story);
    assert_safe(&html);
    assert_non_null(strstr(html.at, "href=\"th%C6%B0%20m%E1%BB%A5c/a%20b.txt\""));
    buf_free(&html);
    arena_free(arena);
}

static void labels_of_sixty_events_never_meet(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline story;
    struct buf svg = {0};
    make_story(&story, arena);
    timeline_svg(&svg, &story);
    double last = 0;
    size_t rows = 0;
    for (const char *at = svg.at; (at = strstr(at, "<text class=\"date\""));
         at++, rows++) {
        double y;
        assert_int_equal(sscanf(strstr(at, " y=\""), " y=\"%lf\"", &y), 1);
        assert_true(y - last >= 40);
        last = y;
    }
    assert_int_equal(rows, MANY);
    buf_free(&svg);
    arena_free(arena);
}

static void every_relation_has_a_shape_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < RELATION_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(relation_style((enum relation)i)->path,
                                    relation_style((enum relation)j)->path);
            assert_string_not_equal(relation_style((enum relation)i)->sign,
                                    relation_style((enum relation)j)->sign);
            assert_string_not_equal(relation_style((enum relation)i)->plain,
                                    relation_style((enum relation)j)->plain);
        }
    }
}

static void a_graph_quotes_what_would_end_a_string(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline story;
    struct buf dot = {0};
    make_story(&story, arena);
    story.events[0].notice_number = STR("1\"; evil [x=\\");
    timeline_dot(&dot, &story);
    assert_non_null(strstr(dot.at, "1\\\"; evil [x=\\\\"));
    buf_free(&dot);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_a_notice_says_becomes_markup_in_a_picture),
        cmocka_unit_test(nothing_that_a_notice_says_becomes_markup_in_a_page),
        cmocka_unit_test(labels_of_sixty_events_never_meet),
        cmocka_unit_test(every_relation_has_a_shape_of_its_own),
        cmocka_unit_test(a_graph_quotes_what_would_end_a_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
