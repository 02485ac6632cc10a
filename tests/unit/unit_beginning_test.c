// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_beginning.h"

#include "analyzers/unit_lexicon.h"
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// The words of a text at which a unit may begin, a space behind each.
static struct str begins(const char *text, bool bare, struct arena *arena)
{
    struct view view;
    view_read(&view, str_of(text), arena);
    struct word_list words = *words_of(&view, arena);
    words.bare = bare;
    struct str out = STR("");
    unit_lexicon_start();
    for (uint32_t i = 0; i < words.count; i++) {
        bool asked = words.items[i].shape & WORD_UPPER
                         ? word_set_has(&unit_lexicon_firsts, words.items[i].key)
                         : word_set_has(&unit_lexicon_smalls, words.items[i].key);
        if (asked && unit_begins_at(&words, i))
            out = arena_printf(arena, "%.*s%.*s ", STR_ARG(out),
                               STR_ARG(words_folded_of(&words, i, i + 1, arena)));
    }
    return out;
}

static void check(const char *text, bool bare, const char *expected)
{
    struct arena *arena = arena_new();
    struct str found = begins(text, bare, arena);
    assert_string_equal(arena_printf(arena, "%.*s", STR_ARG(found)).at, expected);
    arena_free(arena);
}

static void the_word_that_follows_tells_whether_a_unit_begins(void **state)
{
    (void)state;
    check("Sở Tài chính, Ủy ban nhân dân tỉnh", false, "so uy ");
    check("căn cứ Thông tư, văn bản và công tác", false, "");
    check("trung tâm, công an tỉnh", false, "trung cong ");
}

static void marks_tell_a_department_from_a_number(void **state)
{
    (void)state;
    check("kế hoạch số 5, sở, ban, ngành", false, "so ");
    check("Quy định của Quỹ", false, "quy ");
    check("QUY CHẾ", false, "quy ");
}

static void a_text_without_marks_is_not_asked_for_them(void **state)
{
    (void)state;
    check("Quy", true, "quy ");
    check("so, ban, nganh", true, "so ");
}

static void a_name_may_go_on_with_an_abbreviation(void **state)
{
    (void)state;
    check("công an TP, các đơn vị, tất cả các sở, các chỉ tiêu", false,
          "cong tp cac don tat cac so ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_that_follows_tells_whether_a_unit_begins),
        cmocka_unit_test(marks_tell_a_department_from_a_number),
        cmocka_unit_test(a_text_without_marks_is_not_asked_for_them),
        cmocka_unit_test(a_name_may_go_on_with_an_abbreviation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
