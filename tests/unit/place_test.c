// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/place.h"

#include "index/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct place place_at(const char *base, const char *working)
{
    return (struct place){.base = str_of(base), .working = str_of(working)};
}

#define assert_str_equal(actual, expected)                                               \
    assert_string_equal(arena_copy(arena, (actual)).at, (expected))

static void paths_in_the_archive_are_kept_relative(void **state)
{
    (void)state;
    struct place place = place_at("/srv/archive", "/srv/archive/2023");
    assert_str_equal(place_stored(&place, STR("a.txt"), arena), "2023/a.txt");
    assert_str_equal(place_stored(&place, STR("../2024//./b"), arena), "2024/b");
    assert_str_equal(place_stored(&place, STR(".."), arena), ".");
    assert_str_equal(place_stored(&place, STR("/srv/archive"), arena), ".");
    assert_str_equal(place_stored(&place, STR("/srv/archives/x"), arena),
                     "/srv/archives/x");
    assert_str_equal(place_stored(&place, STR("../../../../.."), arena), "/");
}

static void stored_paths_lead_back(void **state)
{
    (void)state;
    struct place place = place_at("/srv/archive", "/home");
    assert_str_equal(place_real(&place, STR("2023/a.txt"), arena),
                     "/srv/archive/2023/a.txt");
    assert_str_equal(place_real(&place, STR("."), arena), "/srv/archive");
    assert_str_equal(place_real(&place, STR("/other/a"), arena), "/other/a");
    struct place top = place_at("/", "/");
    assert_str_equal(place_real(&top, STR("a"), arena), "/a");
    assert_str_equal(place_stored(&top, STR("a/b"), arena), "a/b");
    assert_str_equal(place_shown(&top, STR("a/b"), arena), "a/b");
}

static void paths_are_shown_from_the_working_folder(void **state)
{
    (void)state;
    struct place inside = place_at("/srv/archive", "/srv/archive/2023/05");
    assert_str_equal(place_shown(&inside, STR("2023/05/a.txt"), arena), "a.txt");
    assert_str_equal(place_shown(&inside, STR("2023/06/a.txt"), arena), "../06/a.txt");
    assert_str_equal(place_shown(&inside, STR("b"), arena), "../../b");
    assert_str_equal(place_shown(&inside, STR("/mnt/b"), arena), "/mnt/b");
    struct place above = place_at("/srv/archive", "/srv");
    assert_str_equal(place_shown(&above, STR("2023/a.txt"), arena), "archive/2023/a.txt");
    struct place apart = place_at("/srv/archive", "/home");
    assert_str_equal(place_shown(&apart, STR("2023/a.txt"), arena),
                     "/srv/archive/2023/a.txt");
}

static void an_id_is_the_beginning_of_the_hash(void **state)
{
    (void)state;
    struct identity identity;
    char digits[IDENTITY_TEXT_SIZE];
    uint64_t number;
    assert_true(identity_parse(&identity, STR("0123456789abcdef0123456789abcdef0123")));
    assert_true(identity_known(&identity));
    assert_string_equal(identity_text(identity_number(&identity), digits),
                        "0123456789ab");
    assert_true(identity_number_parse(&number, str_of(digits)));
    assert_int_equal(number, identity_number(&identity));
    assert_false(identity_number_parse(&number, STR("0123456789aB")));
    assert_false(identity_number_parse(&number, STR("0123456789a")));
    assert_false(identity_parse(&identity, STR("0123456789abcdef0123456789abcdeg")));
    assert_false(identity_known(&identity));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_in_the_archive_are_kept_relative),
        cmocka_unit_test(stored_paths_lead_back),
        cmocka_unit_test(paths_are_shown_from_the_working_folder),
        cmocka_unit_test(an_id_is_the_beginning_of_the_hash),
    };
    return cmocka_run_group_tests_name("place", tests, open_arena, close_arena);
}
