// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/lexicon.h"
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NAMES = 6000 };

static void every_name_of_thousands_is_found_and_no_other(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct lexicon *lexicon = lexicon_new();
    for (int i = 0; i < NAMES; i++) {
        struct str name = arena_printf(arena, "phong a%d b%d", i % 97, i);
        assert_int_equal(lexicon_add(lexicon, name, (uint32_t)i), i);
    }
    for (int i = 0; i < NAMES; i++) {
        struct str name = arena_printf(arena, "phong a%d b%d", i % 97, i);
        assert_int_equal(lexicon_find(lexicon, name), i);
        name = arena_printf(arena, "phong a%d b%d", (i + 1) % 97, i);
        assert_int_equal(lexicon_find(lexicon, name), LEXICON_NONE);
        name = arena_printf(arena, "phong a%d", i % 97);
        assert_int_equal(lexicon_find(lexicon, name), LEXICON_NONE);
    }
    lexicon_free(lexicon);
    arena_free(arena);
}

static bool begins(const struct lexicon *lexicon, const char *first, const char *second)
{
    return lexicon_begins_with(lexicon_firsts(lexicon), word_key_of(first, strlen(first)),
                               word_key_of(second, strlen(second)));
}

static void the_first_two_words_tell_whether_a_name_may_begin(void **state)
{
    (void)state;
    struct lexicon *lexicon = lexicon_new();
    lexicon_add(lexicon, STR("so y te"), 1);
    lexicon_add(lexicon, STR("quy"), 2);
    assert_true(begins(lexicon, "so", "y"));
    assert_false(begins(lexicon, "so", "huu"));
    assert_false(begins(lexicon, "y", "te"));
    assert_true(begins(lexicon, "quy", ""));
    assert_true(begins(lexicon, "quy", "dinh"));
    lexicon_free(lexicon);
}

static void items_stay_when_their_array_is_extended(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    uint32_t *items = NULL;
    size_t count = 0, room = 0;
    for (uint32_t i = 0; i < NAMES; i++) {
        items = arena_extend(arena, items, count, &room, sizeof *items);
        items[count++] = i;
    }
    for (uint32_t i = 0; i < NAMES; i++)
        assert_int_equal(items[i], i);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_of_thousands_is_found_and_no_other),
        cmocka_unit_test(the_first_two_words_tell_whether_a_name_may_begin),
        cmocka_unit_test(items_stay_when_their_array_is_extended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
