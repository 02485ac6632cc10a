// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_window.h"

#include "analyzers/word.h"
#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const pieces[] = {
    " ",           " ",
    " ",           "\n",
    "\n\n",        "x",
    "12",          "Ngày",
    "QUYẾT",       "định",
    "số",          "Đ",
    "/",           "-",
    ",",           ".",
    "T8",          "2F",
    "я",           "K'Brừm",
    "ủy",          "A",
    "một2",        "NQ9",
    "(",           "\f",
    " 7\n",        "\n8 ",
    "dài-quá-dài", "khôngcódấucáchnàotrongcáitừrấtdàinàynênnócònkéodàihơncảmộtcửasổ",
};

static void assert_words_equal(const struct word *a, const struct word *b)
{
    assert_int_equal(a->from, b->from);
    assert_int_equal(a->to, b->to);
    assert_int_equal(a->key, b->key);
    assert_int_equal(a->shape, b->shape);
    assert_int_equal(a->first, b->first);
    assert_int_equal(a->last, b->last);
    assert_int_equal(a->signs, b->signs);
}

static void both_ways_see_the_same_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    srand(7);
    for (int round = 0; round < 2000; round++, arena_reset(arena)) {
        struct buf text = {0};
        struct view view;
        for (int i = 0; i < 80; i++)
            buf_add_str(
                &text, str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
        view_read(&view, arena_copy(arena, buf_str(&text)), arena);
        for (uint32_t at = 0; at < view.count;) {
            struct word_window a, b;
            struct word some[WORD_WINDOW / 2 + WORD_ITEMS_SLACK], same[WORD_WINDOW / 2];
            word_window_read(&a, some, &view, at);
            word_window_read_slowly(&b, same, &view, at);
            assert_int_equal(a.count, b.count);
            assert_int_equal(a.size, b.size);
            assert_int_equal(a.several, b.several);
            assert_int_equal(a.pages, b.pages);
            assert_memory_equal(a.from, b.from, a.count);
            assert_memory_equal(a.to, b.to, a.count);
            assert_memory_equal(a.shape, b.shape, a.count);
            assert_memory_equal(a.sign, b.sign, a.count);
            for (uint32_t i = 0; i < a.count; i++)
                assert_words_equal(&some[i], &same[i]);
            at += a.size ? a.size : 1;
            at = view_word_end(&view, at);
        }
        buf_free(&text);
    }
    arena_free(arena);
}

static uint8_t shape_of(const struct view *view, uint32_t from, uint32_t to)
{
    uint8_t shape = view->flags[from] & VIEW_UPPER ? WORD_UPPER : 0;
    for (uint32_t i = from; i < to; i++) {
        bool digit = plain_digit(view->plain[i]), upper = view->flags[i] & VIEW_UPPER;
        shape |= digit ? WORD_DIGIT : upper ? WORD_LETTER : WORD_LETTER | WORD_LOWER;
        shape |= view->flags[i] & VIEW_MARKED ? WORD_MARKED : 0;
    }
    bool caps = (shape & WORD_LETTER) && !(shape & WORD_LOWER) && to - from > 1;
    return caps ? shape | WORD_CAPS : shape;
}

// The list of words as it is defined, letter by letter.
static uint32_t next_word(const struct view *view, uint32_t at, struct word *word)
{
    *word = (struct word){0};
    for (; at < view->count && !plain_inside(view->plain[at]); at++) {
        char c = view->plain[at];
        if (c == ' ' && view->flags[at] & VIEW_LINE)
            word->shape |= view->flags[at] & (VIEW_BLANK | VIEW_PAGE)
                               ? WORD_LINE | WORD_BLANK
                               : WORD_LINE;
        if (c == ' ')
            continue;
        word->first = word->signs ? word->first : c;
        word->last = c;
        word->signs++;
    }
    word->from = at;
    word->to = view_word_end(view, at);
    if (at < view->count) {
        word->shape |= shape_of(view, at, word->to);
        word->key = word_key_of(view->plain + at, word->to - at);
    }
    return word->to;
}

static void words_are_those_of_a_reader_letter_by_letter(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    srand(9);
    for (int round = 0; round < 2000; round++, arena_reset(arena)) {
        struct buf text = {0};
        struct view view;
        struct word_list list;
        for (int i = 0; i < 80; i++)
            buf_add_str(
                &text, str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
        view_read(&view, arena_copy(arena, buf_str(&text)), arena);
        word_list_read(&list, &view, arena);
        uint8_t left = WORD_LINE | WORD_BLANK; // by a page number, or the beginning
        uint32_t count = 0;
        struct word word;
        for (uint32_t at = next_word(&view, 0, &word); word.from < view.count;
             at = next_word(&view, at, &word)) {
            word.shape |= left;
            left = 0;
            // A number alone on its line is that of a page.
            if (!(word.shape & WORD_LETTER) && word.to - word.from <= 3 && !word.signs &&
                (word.shape & WORD_LINE) &&
                (word.to == view.count || view.flags[word.to] & VIEW_LINE)) {
                left = word.shape & (WORD_LINE | WORD_BLANK);
                continue;
            }
            assert_true(count < list.count);
            assert_words_equal(&list.items[count++], &word);
        }
        assert_int_equal(count, list.count);
        buf_free(&text);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_see_the_same_words),
        cmocka_unit_test(words_are_those_of_a_reader_letter_by_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
