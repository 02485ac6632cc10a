// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/recognised.h"

#include "tests/unit/workplace.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 200 };

static const char key[] =
    "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae-1-2";

static void *keep_again(void *folder)
{
    for (int i = 0; i < ROUNDS; i++) {
        struct error err = {0};
        if (!recognised_keep(str_of(folder), STR(key), STR("một trang"), &err))
            return (void *)1;
    }
    return NULL;
}

// The same scan may lie in two folders that are read at once.
static void two_threads_may_keep_the_same_page(void **state)
{
    (void)state;
    char folder[] = "kept";
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, keep_again, folder), 0);
    void *failed[2];
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], &failed[i]);
    assert_null(failed[0]);
    assert_null(failed[1]);
    struct buf page = {0};
    assert_true(recognised_find(&page, str_of(folder), STR(key)));
    assert_true(str_equal(buf_str(&page), STR("một trang")));
    buf_free(&page);
}

static void a_key_that_is_none_is_refused(void **state)
{
    (void)state;
    struct error err = {0};
    struct buf page = {0};
    struct str keys[] = {
        STR(""),
        STR("../../../../../../../../../../../../../../../../../../../../../x-1"),
        STR("2c26"),
        STR("2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE-1")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        assert_true(recognised_keep(STR("refused"), keys[i], STR("x"), &err));
        assert_false(recognised_find(&page, STR("refused"), keys[i]));
    }
    assert_int_not_equal(access("refused", F_OK), 0);
    buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_threads_may_keep_the_same_page),
        cmocka_unit_test(a_key_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
