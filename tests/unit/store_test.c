// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/store.h"

#include "tests/unit/workplace.h"

#include "index/dictionary.h"
#include "index/segment_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct error error;

// Some 900 bytes a notice, most of them the same in all.
static struct stored notice_of(uint32_t number)
{
    struct buf text = {0};
    for (uint32_t line = 0; line < 8; line++)
        buf_printf(&text,
                   "%u. Giao phòng số %u kiểm kê kho vật tư y tế, báo cáo trước "
                   "ngày %u tháng %u.\n",
                   line, number * 31 % 977, (number + line) % 28 + 1, line + 1);
    const struct stored notice = {number * 1000003ull,
                                  arena_printf(arena, "kiem-ke/%u", number),
                                  arena_copy(arena, buf_str(&text))};
    buf_free(&text);
    return notice;
}

// A part with notices [from, to), as batches write it.
static void write_part(const char *folder, enum packed_how how, uint32_t from,
                       uint32_t to)
{
    char path[SEGMENT_PATH];
    struct pile_writer *pile;
    struct packer *packer = packer_new(how, NULL);
    struct buf record = {0};
    assert_int_equal(mkdir(folder, 0777), 0);
    assert_true(pile_writer_open(&pile, segment_path(path, folder, SEGMENT_DOCUMENTS),
                                 SEGMENT_DOCUMENTS_MAGIC, &error));
    for (uint32_t i = from; i < to; i++) {
        const struct stored notice = notice_of(i);
        buf_clear(&record);
        packer_add(packer, &record, &notice);
        pile_writer_add(pile, buf_str(&record));
    }
    assert_true(pile_writer_close(pile, &error));
    packer_free(packer);
    buf_free(&record);
}

static void compact(const char *folder, const char *const *parts, size_t count)
{
    assert_int_equal(mkdir(folder, 0777), 0);
    assert_true(store_compact(folder, parts, count, &error));
}

// The folder has notices [from, to), packed with so many pairs of dictionaries.
static void assert_store(const char *folder, uint32_t from, uint32_t to, size_t pairs)
{
    struct store store;
    struct stored out;
    uint64_t id;
    assert_true(store_open(&store, folder, &error));
    assert_int_equal(store.notices.count, to - from);
    assert_int_equal(store.dictionaries.count, 2 * pairs);
    for (uint32_t i = from; i < to; i++) {
        const struct stored notice = notice_of(i);
        assert_true(store_id(&store, i - from + 1, &id));
        assert_true(id == notice.id);
        assert_true(store_read(&store, i - from + 1, true, &out, arena, &error));
        assert_true(str_equal(out.facts, notice.facts));
        assert_true(str_equal(out.text, notice.text));
    }
    assert_false(store_id(&store, to - from + 1, &id));
    assert_false(store_read(&store, to - from + 1, true, &out, arena, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    store_close(&store);
}

static void few_notices_do_without_a_dictionary(void **state)
{
    (void)state;
    const char *parts[] = {"few1", "few2"};
    write_part("few1", PACKED_PLAIN, 0, 20);
    write_part("few2", PACKED_BOILERPLATE, 20, 50);
    assert_store("few1", 0, 20, 0);
    compact("few", parts, 2);
    assert_store("few", 0, 50, 0);
}

static void many_notices_get_one_and_keep_it_when_they_are_merged(void **state)
{
    (void)state;
    enum { MANY = 1200 };
    const char *parts[] = {"many1", "many2", "many3"};
    write_part("many1", PACKED_PLAIN, 0, MANY);
    compact("many2", parts, 1);
    assert_store("many2", 0, MANY, 1);
    write_part("many3", PACKED_PLAIN, MANY, 2 * MANY);
    // Small ones that come together, one with a dictionary of its own between them.
    write_part("some1", PACKED_PLAIN, 3 * MANY, 3 * MANY + 10);
    compact("some", (const char *[]){"some1"}, 1);
    compact("three", (const char *[]){"many2", "many3", "some"}, 3);
    struct store store;
    assert_true(store_open(&store, "three", &error));
    assert_int_equal(store.dictionaries.count, 4);
    store_close(&store);
    compact("two", (const char *[]){"many2", "many3"}, 2);
    assert_store("two", 0, 2 * MANY, 2);
    compact("again", (const char *[]){"two"}, 1);
    assert_store("again", 0, 2 * MANY, 2);
    // Nothing was packed anew.
    assert_int_equal(system("cmp -s two/documents again/documents"), 0);
    struct stat plain, packed;
    assert_int_equal(stat("many1/documents", &plain), 0);
    assert_int_equal(stat("many2/documents", &packed), 0);
    assert_true(packed.st_size < plain.st_size / 5);
}

static void a_part_that_is_damaged_ends_the_compaction(void **state)
{
    (void)state;
    write_part("whole", PACKED_PLAIN, 0, 3);
    struct pile_writer *pile;
    assert_int_equal(mkdir("broken", 0777), 0);
    assert_true(
        pile_writer_open(&pile, "broken/documents", SEGMENT_DOCUMENTS_MAGIC, &error));
    pile_writer_add(pile, STR("\1"));
    assert_true(pile_writer_close(pile, &error));
    assert_int_equal(mkdir("none", 0777), 0);
    error = (struct error){0};
    assert_false(store_compact("none", (const char *[]){"whole", "broken"}, 2, &error));
    assert_int_equal(error.code, ERROR_DAMAGED);
    assert_int_equal(mkdir("gone", 0777), 0);
    error = (struct error){0};
    assert_false(store_compact("gone", (const char *[]){"whole", "nowhere"}, 2, &error));
    assert_int_equal(error.code, ERROR_GONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_notices_do_without_a_dictionary),
        cmocka_unit_test(many_notices_get_one_and_keep_it_when_they_are_merged),
        cmocka_unit_test(a_part_that_is_damaged_ends_the_compaction),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
