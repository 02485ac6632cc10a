// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_class.h"

#include "analyzers/letter_masks.h"
#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const pieces[] = {
    "Nguyễn ", "ông ", "Quyết định ", "nơi nhận ", "\n",   "..",
    "12 ",     ", ",   "Trần Văn A ", "kế hoạch ", "1/",   "các Sở ",
    "tỉnh ",   "bãi ", "QL/",         "UBND ",     "ngày "};

static struct view random_view(struct buf *text, struct arena *arena)
{
    struct view view;
    buf_clear(text);
    for (int i = 0; i < 300; i++)
        buf_add_str(text,
                    str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
    view_read(&view, arena_copy(arena, buf_str(text)), arena);
    return view;
}

static bool is(const struct word *word, enum word_class class)
{
    switch (class) {
    case WORD_CLASS_FOOT:
        return word->key == WORD("noi");
    case WORD_CLASS_SIGNS:
        return word->signs > 1;
    case WORD_CLASS_UPPER:
        return word->shape & WORD_UPPER;
    case WORD_CLASS_CAPS:
        return (word->shape & (WORD_LETTER | WORD_LOWER)) == WORD_LETTER;
    case WORD_CLASS_LINE:
        return word->shape & WORD_LINE;
    case WORD_CLASS_SURNAME:
        return word->key == WORD("nguyen") || word->key == WORD("tran");
    case WORD_CLASS_TITLE:
        return word->key == WORD("quyet") || word->key == WORD("ke");
    case WORD_CLASS_UNIT:
        return word->key == WORD("so") || word->key == WORD("ubnd");
    case WORD_CLASS_SMALL:
        return word->key == WORD("cac");
    case WORD_CLASS_HEAD:
        return word->key == WORD("so") || word->key == WORD("ngay");
    case WORD_CLASS_DATE:
        return word->key == WORD("ngay") || word->key == WORD("ql") ||
               word->shape & WORD_DIGIT;
    case WORD_CLASS_CUE:
        return word->key == WORD("bai");
    case WORD_CLASS_ORDER:
        return word->key == WORD("giao");
    case WORD_CLASS_ORDER_FIRST:
    case WORD_CLASS_ORDER_SECOND:
        return false;
    case WORD_CLASS_PLACE:
        return word->key == WORD("tinh");
    }
    return false;
}

static void a_mask_has_a_bit_for_each_word_of_its_class(void **state)
{
    (void)state;
    static const enum word_class classes[] = {
        WORD_CLASS_SURNAME, WORD_CLASS_TITLE, WORD_CLASS_UNIT,  WORD_CLASS_SMALL,
        WORD_CLASS_HEAD,    WORD_CLASS_DATE,  WORD_CLASS_PLACE, WORD_CLASS_CUE,
        WORD_CLASS_FOOT,    WORD_CLASS_SIGNS, WORD_CLASS_UPPER, WORD_CLASS_CAPS,
        WORD_CLASS_LINE};
    struct arena *arena = arena_new();
    struct buf text = {0};
    srand(3);
    for (int round = 0; round < 50; round++, arena_reset(arena)) {
        struct view view = random_view(&text, arena);
        const struct word_list *words = words_of(&view, arena);
        for (uint32_t first = 0; first <= words->count + 1; first++) {
            for (size_t c = 0; c < sizeof classes / sizeof *classes; c++) {
                uint64_t mask = word_class_mask(words, first, classes[c]);
                assert_true(mask == word_class_mask_slowly(words, first, classes[c]));
                bool exact = classes[c] > WORD_CLASS_FOOT && classes[c] != WORD_CLASS_CUE;
                for (uint32_t i = 0; i < 64; i++) {
                    bool bit = mask >> i & 1;
                    bool wanted = first + i < words->count &&
                                  is(&words->items[first + i], classes[c]);
                    // Others may be let through where words of a table are asked for.
                    assert_true(bit == wanted ||
                                (bit && !exact && first + i < words->count));
                }
            }
        }
    }
    buf_free(&text);
    arena_free(arena);
}

static void a_walk_meets_every_word_of_its_class(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf text = {0};
    srand(5);
    for (int round = 0; round < 50; round++, arena_reset(arena)) {
        struct view view = random_view(&text, arena);
        const struct word_list *words = words_of(&view, arena);
        for (uint32_t at = 0; at <= words->count; at++) {
            uint32_t end = at + (uint32_t)rand() % (words->count - at + 1);
            struct word_walk walk = word_walk_of(words, at, end, WORD_CLASS_UPPER);
            for (uint32_t i = at; i < end; i++)
                if (words->items[i].shape & WORD_UPPER)
                    assert_int_equal(word_walk_next(&walk), i);
            assert_int_equal(word_walk_next(&walk), end);
            assert_int_equal(word_walk_next(&walk), end);
        }
    }
    buf_free(&text);
    arena_free(arena);
}

static void letters_are_found_at_their_places(void **state)
{
    (void)state;
    static const char letters[] = "n /q";
    struct arena *arena = arena_new();
    struct buf text = {0};
    srand(4);
    for (int round = 0; round < 50; round++, arena_reset(arena)) {
        struct view view = random_view(&text, arena);
        for (uint32_t first = 0; first < view.count; first++) {
            struct letter_masks masks;
            letter_masks_read(&masks, view.plain + first, letters);
            for (uint32_t i = 0; i < 64; i++) {
                char c = first + i < view.count ? view.plain[first + i] : '\0';
                assert_int_equal(masks.inside >> i & 1, plain_inside(c));
                assert_int_equal(masks.digits >> i & 1, plain_digit(c));
                for (uint32_t k = 0; letters[k]; k++)
                    assert_int_equal(masks.of[k] >> i & 1, c == letters[k]);
            }
        }
    }
    buf_free(&text);
    arena_free(arena);
}

static void the_first_word_behind_a_letter_is_found(void **state)
{
    (void)state;
    static const char *const odd[] = {"x",     "dieu khoan ", ", ",
                                      "     ", "------",      "\n\n"};
    struct arena *arena = arena_new();
    struct buf text = {0};
    srand(5);
    for (int round = 0; round < 100; round++, arena_reset(arena)) {
        buf_clear(&text);
        for (int i = 0; i < 300; i++)
            buf_add_str(&text, str_of(odd[(size_t)rand() % (sizeof odd / sizeof *odd)]));
        struct view view;
        view_read(&view, buf_str(&text), arena);
        const struct word_list *words = words_of(&view, arena);
        for (uint32_t letter = 0, next = 0; letter <= view.count + 1; letter++) {
            while (next < words->count && words->items[next].from < letter)
                next++;
            assert_int_equal(word_list_from(words, letter), next);
        }
    }
    buf_free(&text);
    arena_free(arena);
}

static void a_word_is_spelt_with_its_marks_in_whatever_case(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct view view;
    view_read(&view, STR("sở Sở SỞ số so sởi"), arena);
    struct word_list words = *words_of(&view, arena);
    for (uint32_t i = 0; i < words.count; i++) {
        assert_int_equal(word_is_spelt(&words, i, SPELT("sở")), i < 3);
        assert_int_equal(word_is(&words, i, STR("sở")), i < 3);
    }
    // Where nobody writes marks, the letters alone tell.
    words.bare = true;
    assert_true(word_is_spelt(&words, 4, SPELT("sở")));
    assert_false(word_is_spelt(&words, 5, SPELT("sở")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_spelt_with_its_marks_in_whatever_case),
        cmocka_unit_test(the_first_word_behind_a_letter_is_found),
        cmocka_unit_test(a_mask_has_a_bit_for_each_word_of_its_class),
        cmocka_unit_test(a_walk_meets_every_word_of_its_class),
        cmocka_unit_test(letters_are_found_at_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
