// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/view.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// Reads `len` bytes that end where memory of our own ends, so that a sanitizer sees who
// looks too far.
static struct view read_bytes(const char *bytes, size_t len, struct arena *arena)
{
    struct view view;
    char *text = arena_take(arena, len + 1);
    memcpy(text, bytes, len);
    view_read(&view, (struct str){text, len}, arena);
    return view;
}

static void bytes_that_only_continue_are_one_sign(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char bytes[300];
    for (size_t len = 1; len <= sizeof bytes; len++) {
        memset(bytes, 0x80, sizeof bytes);
        struct view view = read_bytes(bytes, len, arena);
        assert_int_equal(view.count, 1);
        assert_int_equal(view.plain[0], VIEW_OTHER_SIGN);
        assert_int_equal(view.end[0], len);
    }
    arena_free(arena);
}

static void bytes_that_only_continue_end_a_run_of_letters(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char bytes[400];
    for (size_t before = 1; before < 140; before++) {
        memset(bytes, 'a', sizeof bytes);
        memset(bytes + before, 0xBF, 200);
        struct view view = read_bytes(bytes, sizeof bytes, arena);
        assert_int_equal(view.count, sizeof bytes - 199);
        assert_int_equal(view.plain[before - 1], 'a');
        assert_int_equal(view.plain[before], VIEW_OTHER_SIGN);
        assert_int_equal(view.plain[before + 1], 'a');
        assert_int_equal(view.start[before + 1], before + 200);
    }
    arena_free(arena);
}

static void stray_bytes_leave_room_for_the_letters_after_them(void **state)
{
    (void)state;
    enum { LEN = 6000 };
    struct arena *arena = arena_new();
    char *bytes = malloc(LEN);
    for (size_t strays = 1; strays < 3000; strays += 7) {
        // A stray byte after each letter, then letters alone.
        memset(bytes, 'b', LEN);
        for (size_t i = 0; i < strays; i++)
            bytes[2 * i + 1] = (char)0x91;
        struct view view = read_bytes(bytes, LEN, arena);
        assert_int_equal(view.count, LEN);
        for (uint32_t i = 0; i < LEN; i++) {
            bool stray = i % 2 == 1 && i < 2 * strays;
            assert_int_equal(view.plain[i], stray ? VIEW_OTHER_SIGN : 'b');
            assert_int_equal(view.letter[i], stray ? 0xFFFD : 'b');
            assert_int_equal(view.start[i], i);
            assert_int_equal(view.end[i], i + 1);
        }
        arena_reset(arena);
    }
    free(bytes);
    arena_free(arena);
}

static void signs_of_several_letters_leave_room_for_the_letters_after_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf text = {0};
    for (int i = 0; i < 500; i++)
        buf_add_str(&text, str_of("Ⅷ"));
    for (int i = 0; i < 2000; i++)
        buf_add_str(&text, str_of("c"));
    struct view view = read_bytes(text.at, text.len, arena);
    assert_int_equal(view.count, 4 * 500 + 2000);
    for (uint32_t i = 0; i < view.count; i++)
        assert_int_equal(view.plain[i], i >= 2000 ? 'c' : i % 4 == 0 ? 'v' : 'i');
    buf_free(&text);
    arena_free(arena);
}

static void white_space_is_one_space_wherever_it_stands(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static const char *const gaps[] = {"  ",   " \t",  "\n\t", " \n",
                                       "\n\f", " ** ", "\n\n"};
    for (uint32_t before = 1; before < 200; before++) {
        for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++, arena_reset(arena)) {
            char bytes[300];
            memset(bytes, 'a', sizeof bytes);
            memcpy(bytes + before, gaps[i], strlen(gaps[i]));
            struct view view = read_bytes(bytes, sizeof bytes, arena);
            assert_int_equal(view.count, sizeof bytes + 1 - strlen(gaps[i]));
            assert_int_equal(view.plain[before], ' ');
            assert_int_equal(view.end[before], view.start[before + 1]);
            bool line = strchr(gaps[i], '\n') != NULL;
            assert_int_equal(view.flags[before] & VIEW_LINE, line ? VIEW_LINE : 0);
            assert_int_equal(view.line[1], line ? before + 1 : view.count);
        }
    }
    arena_free(arena);
}

// What a zero-width character stands behind is read byte by byte.
static void white_space_is_the_same_in_a_run_and_byte_by_byte(void **state)
{
    (void)state;
    static const char *const pieces[] = {" ", " ", "\n", "\t", "\r\n", "\r", "\f"};
    struct arena *arena = arena_new();
    srand(13);
    for (int round = 0; round < 4000; round++, arena_reset(arena)) {
        struct buf run = {0}, bytes = {0}, white = {0};
        size_t before = 1 + (size_t)(rand() % 140);
        for (int i = rand() % (round % 9 ? 6 : 150); i >= 0; i--)
            buf_add_str(
                &white,
                str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
        for (size_t i = 0; i < before; i++)
            buf_add_str(&run, STR("x"));
        buf_add_str(&run, buf_str(&white));
        buf_add_str(&bytes, buf_str(&run));
        buf_add_str(&bytes, STR("\xE2\x80\x8B"));
        buf_add_str(&run, STR("yz"));
        buf_add_str(&bytes, STR("yz"));
        struct view a = read_bytes(run.at, run.len, arena),
                    b = read_bytes(bytes.at, bytes.len, arena);
        assert_int_equal(a.count, before + 3);
        assert_int_equal(b.count, before + 3);
        assert_memory_equal(a.plain, b.plain, a.count);
        assert_memory_equal(a.flags, b.flags, a.count);
        assert_memory_equal(a.start, b.start, (before + 1) * sizeof *a.start);
        assert_int_equal(a.start[before + 1], before + white.len);
        assert_int_equal(a.end[before], before + white.len);
        assert_int_equal(a.lines, b.lines);
        assert_memory_equal(a.line, b.line, (a.lines + 1) * sizeof *a.line);
        buf_free(&run);
        buf_free(&bytes);
        buf_free(&white);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_only_continue_are_one_sign),
        cmocka_unit_test(bytes_that_only_continue_end_a_run_of_letters),
        cmocka_unit_test(stray_bytes_leave_room_for_the_letters_after_them),
        cmocka_unit_test(white_space_is_one_space_wherever_it_stands),
        cmocka_unit_test(white_space_is_the_same_in_a_run_and_byte_by_byte),
        cmocka_unit_test(signs_of_several_letters_leave_room_for_the_letters_after_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
