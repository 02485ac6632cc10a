// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/word.h"
#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const pieces[] = {
    "ngày ", "tháng ", "năm ", "quý ",  "quý",  "tuần ", "sáu ",    "học ",
    "thứ ",  "mùng ",  "giờ ", "đến ",  "từ ",  "hết ",  "đầu ",    "cuối ",
    "và ",   "làm ",   "Q",    "T",     "q",    "I",     "IV",      "l",
    "O",     "|",      " ",    "\n",    "/",    "-",     ".",       ",",
    ":",     "_",      "(",    "#",     " - ",  "h",     "1",       "2",
    "0",     "5",      "12",   "31",    "30 ",  "2021",  "2008",    "1987",
    "2O21",  "20 23",  "/NĐ",  "2021 ", "năm2", "12h3",  "20112020"};

static struct str random_text(struct buf *text, struct arena *arena)
{
    buf_clear(text);
    for (int i = 0; i < 60; i++)
        buf_add_str(text,
                    str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
    return arena_copy(arena, buf_str(text));
}

// Most words are turned away before they are read: none of them may begin a date.
static void no_date_is_passed_over_for_how_it_looks_at_first(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf text = {0};
    srand(11);
    for (int round = 0; round < 20000; round++, arena_reset(arena)) {
        struct view view;
        struct dates dates;
        view_read(&view, random_text(&text, arena), arena);
        dates_find(&dates, &view, 2023, arena);
        const struct word_list *words = words_of(&view, arena);
        uint32_t next = 0;
        size_t found = 0;
        for (uint32_t i = 0; i < words->count; i++) {
            struct moment moment;
            if (words->items[i].from < next ||
                !moment_read(&moment, &view, words->items[i].from, MOMENT_TEXT))
                continue;
            assert_true(found < dates.count);
            assert_int_equal(dates.items[found].to, moment.to);
            next = moment.to;
            found++;
        }
        assert_int_equal(found, dates.count);
    }
    buf_free(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_date_is_passed_over_for_how_it_looks_at_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
