// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// Two items of a notice that has 70,000 directives before it.
static struct str record(struct buf *out)
{
    const uint32_t further[] = {3, 300};
    items_start(out, 70000);
    items_add(out, 40, 66, further, 2);
    items_add(out, 50, 50, NULL, 0);
    return buf_str(out);
}

static void a_record_gives_back_what_went_in(void **state)
{
    (void)state;
    struct buf bytes = {0};
    struct items items;
    struct item item;
    uint32_t number;
    assert_true(items_open(&items, record(&bytes)));
    assert_int_equal(items.before, 70000);
    assert_true(items_next(&items, &item));
    assert_int_equal(item.from, 40);
    assert_int_equal(item.to, 66);
    assert_true(items_further(&item, &number));
    assert_int_equal(number, 3);
    assert_true(items_further(&item, &number));
    assert_int_equal(number, 300);
    assert_false(items_further(&item, &number));
    assert_true(items_next(&items, &item));
    assert_int_equal(item.from, 50);
    assert_int_equal(item.to, 50);
    assert_int_equal(item.further_count, 0);
    assert_false(items_next(&items, &item));
    buf_free(&bytes);
}

static void further_words_get_the_numbers_of_another_vocabulary(void **state)
{
    (void)state;
    struct buf bytes = {0}, renumbered = {0};
    const uint32_t map[] = {0, 11, 12, 13};
    struct items items;
    struct item item;
    uint32_t number;
    uint32_t before = 5;
    assert_true(items_renumber(&renumbered, record(&bytes), &before, map, 3));
    assert_int_equal(before, 7);
    assert_true(items_open(&items, buf_str(&renumbered)));
    assert_int_equal(items.before, 5);
    assert_true(items_next(&items, &item));
    assert_int_equal(item.from, 40);
    assert_true(items_further(&item, &number));
    assert_int_equal(number, 13);
    // One that the map does not have.
    assert_true(items_further(&item, &number));
    assert_int_equal(number, 0);
    assert_true(items_next(&items, &item));
    assert_false(items_next(&items, &item));
    buf_free(&bytes);
    buf_free(&renumbered);
}

static void a_record_that_was_cut_has_fewer_items(void **state)
{
    (void)state;
    struct buf bytes = {0};
    const struct str whole = record(&bytes);
    size_t between = 0;
    for (size_t len = 0; len < whole.len; len++) {
        struct items items;
        struct item item;
        size_t count = 0;
        if (!items_open(&items, str_slice(whole, 0, len))) {
            assert_true(len < 4);
            continue;
        }
        while (items_next(&items, &item))
            count++;
        assert_true(count < 2);
        // Between two items nothing is missing that the record would tell of.
        const uint32_t none[] = {0};
        struct buf renumbered = {0};
        uint32_t before = 0;
        assert_int_equal(
            items_renumber(&renumbered, str_slice(whole, 0, len), &before, none, 0),
            !items.damaged);
        assert_int_equal(before, count);
        between += !items.damaged;
        buf_free(&renumbered);
    }
    assert_int_equal(between, 2);
    buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_gives_back_what_went_in),
        cmocka_unit_test(further_words_get_the_numbers_of_another_vocabulary),
        cmocka_unit_test(a_record_that_was_cut_has_fewer_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
