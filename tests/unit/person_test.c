// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/person.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void person_case(struct str *cells, size_t count)
{
    struct arena *arena = arena_new();
    struct view view;
    struct anatomy anatomy;
    struct persons persons;
    view_read(&view, cells[0], arena);
    anatomy_read(&anatomy, &view, (struct str){0}, NULL, arena);
    persons_find(&persons, &view, &anatomy, arena);
    struct buf got = {0};
    for (size_t i = 0; i < persons.count; i++) {
        const struct person *person = &persons.items[i];
        buf_printf(&got, "%s%.*s", i ? "; " : "", STR_ARG(person->name));
        if (person->role.len)
            buf_printf(&got, " (%.*s)", STR_ARG(person->role));
    }
    struct str wanted = count > 1 ? cells[1] : STR("");
    if (!str_equal(buf_str(&got), wanted))
        fail_msg("%.*s\n  has    %s\n  wanted %.*s", STR_ARG(cells[0]),
                 got.at ? got.at : "", STR_ARG(wanted));
    buf_free(&got);
    arena_free(arena);
}

static void persons_are_found_with_their_roles(void **state)
{
    (void)state;
    assert_true(each_case("persons.tsv", person_case) >= 12);
}

static void a_name_begins_with_a_surname_accents_and_all(void **state)
{
    (void)state;
    assert_true(person_name_valid(STR("Trương Thị Hoa")));
    assert_true(person_name_valid(STR("Lê Hùng")));
    assert_false(person_name_valid(STR("Trưởng Các Phòng")));
    assert_false(person_name_valid(STR("Nguyễn")));
    assert_false(person_name_valid(STR("Nguyễn văn an")));
    assert_false(person_name_valid(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_are_found_with_their_roles),
        cmocka_unit_test(a_name_begins_with_a_surname_accents_and_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
