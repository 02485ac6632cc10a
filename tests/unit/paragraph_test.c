// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/paragraph.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

// "- first | 1. second": each paragraph with its mark in a normal form.
static void write_paragraphs(struct buf *out, struct str text, const struct span *skip,
                             size_t skip_count)
{
    static const char *const marks[] = {
        [MARK_NONE] = "",          [MARK_PART] = "PART ", [MARK_ROMAN] = "I. ",
        [MARK_ARTICLE] = "Điều. ", [MARK_NUMBER] = "1. ", [MARK_DECIMAL] = "1.1. ",
        [MARK_BRACKET] = "(1) ",   [MARK_LETTER] = "a) ", [MARK_DASH] = "- ",
        [MARK_PLUS] = "+ ",
    };
    struct arena *arena = arena_new();
    struct view view;
    struct paragraphs paragraphs;
    view_read(&view, text, arena);
    paragraphs_find(&paragraphs, &view, skip, skip_count, arena);
    for (size_t i = 0; i < paragraphs.count; i++) {
        const struct paragraph *p = &paragraphs.items[i];
        struct str clean = view_clean(&view, p->text, p->to, arena);
        buf_printf(out, "%s%s%.*s", i ? " | " : "", marks[p->mark], STR_ARG(clean));
    }
    arena_free(arena);
}

static void paragraph_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 2);
    struct buf got = {0};
    write_paragraphs(&got, cells[0], NULL, 0);
    if (!str_equal(buf_str(&got), cells[1]))
        fail_msg("got  %s\nnot  %.*s", got.at ? got.at : "", STR_ARG(cells[1]));
    buf_free(&got);
}

static void lines_become_paragraphs_with_their_marks(void **state)
{
    (void)state;
    assert_true(each_case("paragraphs.tsv", paragraph_case) > 10);
}

static void the_lines_of_tables_are_left_out(void **state)
{
    (void)state;
    struct buf got = {0};
    struct span table = {10, 18};
    write_paragraphs(&got, STR("Một hai.\n\nA   B\nC D\nBa bốn.\n"), &table, 1);
    assert_string_equal(got.at, "Một hai. | Ba bốn.");
    buf_free(&got);
}

static void any_bytes_make_paragraphs_inside_the_text(void **state)
{
    (void)state;
    char noise[4096];
    uint32_t seed = 12345;
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof noise; i++) {
            seed = seed * 1664525u + 1013904223u;
            static const char signs[] = "-1a). \n\n \tĐiều|(II+*_:;";
            noise[i] =
                round % 2 ? (char)(seed >> 24) : signs[(seed >> 16) % (sizeof signs - 1)];
        }
        struct arena *arena = arena_new();
        struct view view;
        struct paragraphs paragraphs;
        view_read(&view, (struct str){noise, sizeof noise}, arena);
        paragraphs_find(&paragraphs, &view, NULL, 0, arena);
        uint32_t last = 0;
        for (size_t i = 0; i < paragraphs.count; i++) {
            const struct paragraph *p = &paragraphs.items[i];
            assert_true(p->from >= last && p->from <= p->text && p->text <= p->to &&
                        p->to <= view.count);
            last = p->to;
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_become_paragraphs_with_their_marks),
        cmocka_unit_test(the_lines_of_tables_are_left_out),
        cmocka_unit_test(any_bytes_make_paragraphs_inside_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
