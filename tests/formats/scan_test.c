// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// A page of 1000 × 1400 points whose letters are 20 wide and 30 high.
static struct scan page(struct arena *arena)
{
    return (struct scan){.arena = arena, .width = 1000, .height = 1400};
}

// Words from (x, base) on, a letter apart.
static void say(struct scan *scan, float x, float base, float confidence,
                const char *words)
{
    struct str rest = str_of(words);
    struct str text;
    while (str_split(&text, &rest, ' ')) {
        size_t letters = 0;
        for (size_t i = 0; i < text.len; i++) {
            letters += ((unsigned char)text.at[i] & 0xC0) != 0x80;
        }
        float end = x + 20 * (float)letters;
        scan_add(scan, &(struct scan_word){.x1 = x,
                                           .y1 = base - 30,
                                           .x2 = end,
                                           .y2 = base,
                                           .base = base,
                                           .height = 30,
                                           .confidence = confidence,
                                           .text = text});
        x = end + 20;
    }
}

static void reads_as(struct scan *scan, const char *expected)
{
    struct buf out = {0};
    scan_doubt_head(scan);
    scan_write(scan, &out);
    buf_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void the_better_reading_of_each_word_is_taken(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan first = page(arena);
    struct scan second = page(arena);
    say(&first, 100, 300, 90, "Ủy ban nhân");
    say(&first, 360, 300, 60, "đân xxqz");
    say(&second, 100, 300, 80, "Ủy bam nhân");
    say(&second, 360, 300, 85, "dân");
    say(&second, 100, 400, 95, "chỉ một lần"); // only here, and sure
    say(&second, 100, 500, 40, "mờ quá");      // only here, and not
    scan_join(&first, &second);
    reads_as(&first, "Ủy ban nhân dân xxqz\nchỉ một lần\n");
    arena_free(arena);
}

static void a_word_that_was_torn_is_one_word(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan first = page(arena);
    struct scan second = page(arena);
    say(&first, 100, 300, 60, "252 TTr-BNV");
    say(&second, 100, 300, 90, "252/TTr-BNV");
    scan_join(&first, &second);
    reads_as(&first, "252/TTr-BNV\n");
    arena_free(arena);
}

static void head(struct scan *scan, const char *number, const char *day)
{
    say(scan, 40, 100, 96, "CHÍNH PHỦ");
    say(scan, 480, 100, 96, "Độc lập - Tự do");
    say(scan, 40, 200, 90, number);
    say(scan, 480, 200, 90, day);
}

static void what_a_pen_filled_in_is_left_open(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    head(&scan, "Số: 445 /NQ-CP", "ngày #3 tháng ` năm 2026");
    reads_as(&scan, "CHÍNH PHỦ\tĐộc lập - Tự do\nSố:\t/NQ-CP\tngày\ttháng\tnăm 2026\n");
    scan = page(arena);
    head(&scan, "Só: ƒ2/QĐ-TTg", "ngày82tháng 4 năm 2026");
    for (size_t i = 0; i < scan.count; i++) {
        scan.words[i].agreed = true;
        scan.words[i].confidence = 96;
    }
    reads_as(&scan, "CHÍNH PHỦ\tĐộc lập - Tự do\nSó: /QĐ-TTg\tngày tháng 4 năm 2026\n");
    arena_free(arena);
}

static void what_was_printed_stays(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    struct scan second = page(arena);
    say(&scan, 480, 100, 96, "Độc lập");
    say(&second, 480, 100, 96, "Độc lập");
    say(&scan, 40, 200, 95, "Số: 21 /NQ-CP");
    say(&second, 40, 200, 96, "Số: 21 /NQ-CP");
    say(&scan, 480, 200, 95, "ngày28 tháng 4 năm 2026");
    say(&second, 480, 200, 96, "ngày28 tháng 4 năm 2026");
    scan_join(&scan, &second);
    reads_as(&scan, "Độc lập\nSố: 21 /NQ-CP\tngày 28 tháng 4 năm 2026\n");
    arena_free(arena);
}

static void a_day_in_the_text_is_not_the_heads(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    say(&scan, 480, 100, 96, "Độc lập");
    say(&scan, 40, 900, 50, "ngày 1S tháng 4 năm 2026");
    reads_as(&scan, "Độc lập\nngày 1S tháng 4 năm 2026\n");
    arena_free(arena);
}

// Reads four times what lies under a seal.
static void say_under_seal(struct scan *scan, const char *const said[4])
{
    struct scan readings[4];
    for (size_t i = 0; i < 4; i++) {
        readings[i] = page(scan->arena);
        say(&readings[i], 500, 1200, 80, said[i]);
    }
    scan_add_agreed(scan, readings, 4);
}

static void a_title_under_a_seal_is_added_when_half_of_the_readings_have_it(void **state)
{
    (void)state;
    static const char *const said[4] = {"49H, 'Ộ TRƯỞNG", "~ KT. BỘ TRƯỞNG",
                                        "KT. BỘ TRƯỞNG", "KT. BÓ TRƯ"};
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    say(&scan, 40, 300, 90, "Nơi nhận:");
    say_under_seal(&scan, said);
    reads_as(&scan, "Nơi nhận:\nKT. BỘ TRƯỞNG\n");
    arena_free(arena);
}

static void a_sure_word_is_not_moved_away_by_what_was_read_under_a_seal(void **state)
{
    (void)state;
    static const char *const said[4] = {"KT. BÓ TRƯỜNG", "KT. BÓ TRƯỜNG", "KT.", "KT."};
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    say(&scan, 500, 1200, 90, "KT. BỘ TRƯỞNG");
    say_under_seal(&scan, said);
    reads_as(&scan, "KT. BỘ TRƯỞNG\n");
    arena_free(arena);
}

static void a_name_under_a_seal_is_taken_when_the_page_says_it_elsewhere(void **state)
{
    (void)state;
    static const char *const said[4] = {"_ -Pham Mạnh Cường", "Phạm iạnh Cường",
                                        "Pha~ wạnh Cường", "gPham Mạnh Cường"};
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    say(&scan, 40, 300, 90, "- PCN Phạm Mạnh Cường, các Vụ");
    say_under_seal(&scan, said);
    reads_as(&scan, "- PCN Phạm Mạnh Cường, các Vụ\nPhạm Mạnh Cường\n");
    arena_free(arena);
}

// A rim over half of a letter makes another one of it, whoever reads.
static void a_name_under_a_seal_that_stands_nowhere_else_stays_open(void **state)
{
    (void)state;
    static const char *const said[4] = {"Tô Quốc Dũng", "Tô Quốc Dũng", "Tô Quốc Dũng",
                                        "ô Quốc Dũng"};
    struct arena *arena = arena_new();
    struct scan scan = page(arena);
    say(&scan, 40, 300, 90, "ông Hồ Quốc Dũng");
    say_under_seal(&scan, said);
    reads_as(&scan, "ông Hồ Quốc Dũng\n");
    arena_free(arena);
}

static void a_page_without_words_is_empty(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct scan first = page(arena);
    struct scan second = page(arena);
    scan_join(&first, &second);
    say(&first, 40, 100, 30, "| ._");
    struct buf out = {0};
    scan_doubt_head(&first);
    scan_write(&first, &out);
    assert_int_equal(out.len, 0);
    buf_free(&out);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_better_reading_of_each_word_is_taken),
        cmocka_unit_test(a_word_that_was_torn_is_one_word),
        cmocka_unit_test(what_a_pen_filled_in_is_left_open),
        cmocka_unit_test(what_was_printed_stays),
        cmocka_unit_test(a_day_in_the_text_is_not_the_heads),
        cmocka_unit_test(a_title_under_a_seal_is_added_when_half_of_the_readings_have_it),
        cmocka_unit_test(a_sure_word_is_not_moved_away_by_what_was_read_under_a_seal),
        cmocka_unit_test(a_name_under_a_seal_is_taken_when_the_page_says_it_elsewhere),
        cmocka_unit_test(a_name_under_a_seal_that_stands_nowhere_else_stays_open),
        cmocka_unit_test(a_page_without_words_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
