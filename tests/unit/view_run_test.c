// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/view_run.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A view that has read the first byte of the text, a letter, and has room for the others.
static struct view begun(struct str text, struct arena *arena)
{
    size_t room = text.len + VIEW_RUN_SLACK;
    struct view view = {.text = text, .count = 1};
    view.plain = arena_take(arena, room);
    view.letter = arena_take(arena, room * sizeof *view.letter);
    view.start = arena_take(arena, room * sizeof *view.start);
    view.end = arena_take(arena, room * sizeof *view.end);
    view.flags = arena_take(arena, room);
    view.line = arena_take(arena, room * sizeof *view.line);
    view.end[0] = 1;
    return view;
}

static void assert_same(const struct view *a, const struct view *b, uint32_t count)
{
    assert_memory_equal(a->plain + 1, b->plain + 1, count - 1);
    assert_memory_equal(a->flags + 1, b->flags + 1, count - 1);
    assert_memory_equal(a->letter + 1, b->letter + 1, (count - 1) * sizeof *a->letter);
    assert_memory_equal(a->start + 1, b->start + 1, (count - 1) * sizeof *a->start);
    assert_memory_equal(a->end, b->end, count * sizeof *a->end);
}

static const char *const common[] = {"a",  "b", "n", "ệ",  "ạ",  "ư",   "đ",   "Đ", "Ð",
                                     "Ấ",  "ú", "–", "”",  "T",  "9",   ".",   "é", "İ",
                                     "kỹ", "g", ",", " v", " h", "\nt", "\nĐ", "ơ"};
static const char *const rare[] = {"  ",
                                   " \n",
                                   "\n\n",
                                   "\r\n",
                                   "\t",
                                   "*",
                                   "\x80",
                                   "\xE1\xBB",
                                   "\xE1\xBB\xC3",
                                   "\xC3",
                                   "\xE2\x80",
                                   "\xC2\xA0",
                                   "я",
                                   "😀",
                                   "e\xCC\x81",
                                   "№",
                                   "ﬁ",
                                   "²",
                                   "ð",
                                   "\xE2\x80\x8B",
                                   "…",
                                   "\xFF",
                                   "\xC0\x80",
                                   "dž",
                                   "„"};

static void both_ways_take_the_same_letters(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    srand(5);
    for (int round = 0; round < 3000; round++, arena_reset(arena)) {
        struct buf text = {0};
        buf_add_str(&text, STR("x"));
        // Rare ones from never to often.
        for (int i = 0, often = round % 4; i < 200; i++) {
            size_t pick = (size_t)rand();
            const char *piece = rand() % 200 < often
                                    ? rare[pick % (sizeof rare / sizeof *rare)]
                                    : common[pick % (sizeof common / sizeof *common)];
            buf_add_str(&text, str_of(piece));
        }
        struct str read = arena_copy(arena, (struct str){text.at, text.len});
        struct view a = begun(read, arena), b = begun(read, arena);
        uint32_t a_lines = 0, b_lines = 0;
        size_t a_end = view_run(&a, 1, &a_lines),
               b_end = view_run_slowly(&b, 1, &b_lines);
        // The slow way leaves the last letters of a text to others.
        if (b_end + 2 * 66 < read.len) {
            assert_int_equal(a_end, b_end);
            assert_int_equal(a.count, b.count);
            assert_int_equal(a_lines, b_lines);
        }
        assert_true(a_end >= b_end && a_lines >= b_lines);
        assert_same(&a, &b, b.count);
        assert_memory_equal(a.line, b.line, b_lines * sizeof *a.line);
        assert_int_equal(a.end[a.count - 1], a_end);
        buf_free(&text);
    }
    arena_free(arena);
}

static void a_run_reads_no_byte_behind_the_text(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char word[] =
        "xin chào các bạn đồng nghiệp – “Sở Nông nghiệp”, ngày 1 tháng 2 ";
    for (size_t len = 1; len < sizeof word; len++, arena_reset(arena)) {
        // Memory of its own, so that a sanitizer sees who looks too far.
        char *bytes = malloc(len);
        memcpy(bytes, word, len);
        struct view view = begun((struct str){bytes, len}, arena);
        uint32_t lines = 0;
        size_t end = view_run(&view, 1, &lines);
        assert_true(end <= len);
        assert_int_equal(view.end[view.count - 1], end);
        assert_true(view.count == 1 || view.plain[view.count - 1] != ' ');
        free(bytes);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_take_the_same_letters),
        cmocka_unit_test(a_run_reads_no_byte_behind_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
