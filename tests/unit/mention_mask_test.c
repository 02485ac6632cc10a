// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/mention_mask.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *arena;
static struct view view;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

// The marks of all letters under the text: 'e' ends, 's' slash, 'l' law.
static char *marks_of(struct str text)
{
    view_read(&view, text, arena);
    char *marks = arena_alloc(arena, view.count + LETTER_STEP + 1);
    memset(marks, '.', view.count + 1);
    for (uint32_t block = 0; block <= view.count; block += LETTER_STEP) {
        struct mention_mask mask;
        mention_mask_read(&mask, &view, block);
        for (uint32_t i = 0; i < LETTER_STEP && block + i <= view.count; i++) {
            uint64_t bit = UINT64_C(1) << i;
            marks[block + i] = mask.ends & bit    ? 'e'
                               : mask.slash & bit ? 's'
                               : mask.law & bit   ? 'l'
                                                  : '.';
        }
    }
    return marks;
}

static void items_and_days_are_no_numbers(void **state)
{
    (void)state;
    assert_string_equal(marks_of(STR("1. So 12/NQ; 3) 15/8/2022, 4,5 67")),
                        "........e...........e....e....e..e");
}

static void laws_begin_with_a_capital(void **state)
{
    (void)state;
    assert_string_equal(marks_of(STR("Luật; pháp luật; Bộ luật; Pháp lệnh; Hiến pháp /")),
                        "l...................l..........l..........l....s.");
}

static void the_same_is_seen_wherever_a_block_begins(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "Bộ luật ", "Luật ", "Pháp lệnh ", "pháp ", "12/", "2020/", "5. ",
        "7) ",      "3, ",   "4,5 ",       "15/8/", "so ", ": /",   "Hiến pháp "};
    struct buf text = {0};
    for (int i = 0; i < 400; i++)
        buf_add_str(&text,
                    str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
    const struct str whole = buf_str(&text);
    struct buf moved = {0};
    const char *marks = marks_of(whole);
    for (int shift = 1; shift < 70; shift++) {
        buf_clear(&moved);
        for (int i = 0; i < shift; i++)
            buf_add_char(&moved, 'x');
        buf_add_char(&moved, ' ');
        buf_add_str(&moved, whole);
        // A first letter of a name may be taken for a capital at the start of a block.
        const char *other = marks_of(buf_str(&moved)) + shift + 1;
        for (size_t i = 0; marks[i]; i++) {
            if (marks[i] != 'l' && other[i] != 'l')
                assert_int_equal(marks[i], other[i]);
        }
    }
    buf_free(&text);
    buf_free(&moved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_and_days_are_no_numbers),
        cmocka_unit_test(laws_begin_with_a_capital),
        cmocka_unit_test(the_same_is_seen_wherever_a_block_begins),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
