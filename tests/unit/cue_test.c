// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue.h"
#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *arena;

static struct cues cues_of(struct str text)
{
    struct view view;
    struct cues cues;
    arena_reset(arena);
    view_read(&view, arena_copy(arena, text), arena);
    cues_find(&cues, &view, arena);
    return cues;
}

static void a_cue_is_found_wherever_it_stands_in_the_text(void **state)
{
    (void)state;
    for (uint32_t before = 0; before < 200; before++) {
        struct buf text = {0};
        for (uint32_t i = 0; i < before; i++)
            buf_add_str(&text, STR("xin "));
        buf_add_str(&text, STR("phối hợp"));
        struct cues cues = cues_of(buf_str(&text));
        assert_int_equal(cues.count, 1);
        assert_int_equal(cues.items[0].from, before * 4);
        assert_int_equal(cues.items[0].to, before * 4 + 8);
        assert_true(cues.items[0].kinds & CUE_COORDINATE);
        assert_int_equal(cues_at(&cues, before * 4), 0);
        buf_free(&text);
    }
}

static void the_last_word_may_be_a_cue_but_begins_no_longer_one(void **state)
{
    (void)state;
    struct cues cues = cues_of(STR("xin giao"));
    assert_int_equal(cues.count, 1);
    assert_true(cues.items[0].kinds & CUE_ORDER);
    assert_int_equal(cues_of(STR("xin phối")).count, 0);
}

static void marks_decide_in_whatever_case(void **state)
{
    (void)state;
    assert_true(cues_of(STR("SỞ xin")).items[0].kinds & CUE_BODY);
    assert_true(cues_of(STR("Sở xin")).items[0].kinds & CUE_BODY);
    struct cues cues = cues_of(STR("số xin"));
    for (size_t i = 0; i < cues.count; i++)
        assert_false(cues.items[i].kinds & CUE_BODY);
}

static void the_longest_phrase_goes_over_a_comma_but_not_over_a_full_stop(void **state)
{
    (void)state;
    assert_int_equal(cues_of(STR("cơ quan, tổ chức")).count, 0);
    struct cues cues = cues_of(STR("CƠ QUAN. Tổ chức"));
    assert_int_equal(cues.count, 2);
    assert_int_equal(cues.items[0].to, 7);
    assert_int_equal(cues.items[1].from, 9);
}

static void a_word_is_a_cue_where_the_next_makes_no_longer_one_of_it(void **state)
{
    (void)state;
    assert_int_equal(cues_of(STR("giao ban")).count, 0);
    struct cues cues = cues_of(STR("Giao Ban Quản lý"));
    assert_int_equal(cues.items[0].to, 4);
    assert_true(cues.items[0].kinds & CUE_ORDER);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_is_found_wherever_it_stands_in_the_text),
        cmocka_unit_test(the_longest_phrase_goes_over_a_comma_but_not_over_a_full_stop),
        cmocka_unit_test(a_word_is_a_cue_where_the_next_makes_no_longer_one_of_it),
        cmocka_unit_test(the_last_word_may_be_a_cue_but_begins_no_longer_one),
        cmocka_unit_test(marks_decide_in_whatever_case),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
