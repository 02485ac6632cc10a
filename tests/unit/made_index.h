// A small index of notices that are made by hand, so that nothing here depends on how facts
// are found: two segments under i/ of the working directory.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/forward.h"
#include "index/index.h"
#include "index/manifest.h"
#include "index/segment.h"
#include "tests/unit/workplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct error error;

struct made {
    const char *id;
    const char *text; // its title stands between two bars
    const char *unit; // ids, each with a directive to it that is the last sentence
    const char *person;
    const char *ref;
    struct days date;
    const char *province;
};

static inline struct notice notice_of(const struct made *made)
{
    struct notice notice = {.text = str_of(made->text)};
    const struct str bars[2] = {STR("|"), STR("|")};
    const ptrdiff_t open = str_find(notice.text, bars[0], 0);
    if (open >= 0) {
        const ptrdiff_t close = str_find(notice.text, bars[1], (size_t)open + 1);
        notice.anatomy.title_span = (struct span){(size_t)open + 1, (size_t)close};
        notice.anatomy.title = str_slice(notice.text, (size_t)open + 1, (size_t)close);
    }
    notice.anatomy.type = STR("thông báo");
    notice.anatomy.type_code = STR("TB");
    notice.anatomy.date = made->date;
    notice.anatomy.office.province = str_of(made->province);
    notice.anatomy.office.id = arena_printf(arena, "%s/so-khcn", made->province);
    if (made->unit) {
        notice.units.items = ARENA_ARRAY(arena, struct unit, 1);
        notice.units.count = 1;
        notice.units.items[0].name = STR("Văn phòng");
        notice.units.items[0].id = str_of(made->unit);
        ptrdiff_t last = (ptrdiff_t)notice.text.len - 1;
        while (last > 0 && notice.text.at[last - 1] != '\n')
            last--;
        struct directive *directive = ARENA_ARRAY(arena, struct directive, 1);
        directive->span = (struct span){(size_t)last, notice.text.len};
        directive->line = 3;
        directive->assignees = ARENA_ARRAY(arena, struct assignee, 1);
        directive->assignee_count = 1;
        directive->assignees[0].id = str_of(made->unit);
        directive->assignees[0].name = STR("Văn phòng");
        directive->assignees[0].role = ROLE_LEAD;
        directive->deadline.kind = DEADLINE_BEFORE;
        directive->deadline.text = STR("trước ngày 30/9/2023");
        directive->deadline.days.to = 20230930;
        directive->deadline.hour = directive->deadline.minute = -1;
        notice.directives = (struct directives){directive, 1};
    }
    if (made->person) {
        notice.persons.items = ARENA_ARRAY(arena, struct person, 1);
        notice.persons.count = 1;
        notice.persons.items[0].name = str_of(made->person);
    }
    if (made->ref) {
        notice.references.items = ARENA_ARRAY(arena, struct reference, 1);
        notice.references.count = 1;
        notice.references.items[0].key = str_of(made->ref);
        notice.references.items[0].display = STR("163/2021/NQ-HĐND");
    }
    return notice;
}

static const struct made first[] = {
    {"00000000000a",
     "|Kết luận cuộc họp giao ban|\nSở KH&CN triển khai nghị quyết.\n"
     "Văn phòng đôn đốc tiến độ.",
     "quang-tri/so-khcn/van-phong",
     "Trần Ngọc Lâm",
     "163/2021/nq-hdnd@quang-tri",
     {20230905, 20230905},
     "quang-tri"},
    {"00000000000b",
     "|Báo cáo công tác tháng|\nKết quả nghi quyet quyết toán.",
     NULL,
     "Lê Thị Mỹ",
     "163/2021/nq-hdnd@quang-tri",
     {20230101, 20230131},
     "quang-tri"},
    {"00000000000c",
     "Không có tiêu đề. quyệt quyết",
     NULL,
     NULL,
     NULL,
     {0, 0},
     "quang-ngai"},
};
static const struct made second[] = {
    {"00000000000d",
     "|Thông báo giao ban|\nTiến độ giải ngân.\nPhòng kế hoạch đôn đốc nghị quyết.",
     "quang-tri/so-khcn/van-phong",
     "Trần Ngọc Lâm",
     "57/-/nq-tw",
     {20250201, 20250228},
     "quang-tri"},
    {"00000000000e", "Rỗng", NULL, NULL, NULL, {20240101, 20251231}, "quang-tri"},
};

static inline void add(struct segment_batch *batch, const struct made *made)
{
    struct notice notice = notice_of(made);
    struct view view;
    view_read(&view, notice.text, arena);
    assert_true(
        segment_batch_add(batch, &notice, &view, str_of(made->id), STR("plain"), &error));
}

static bool servable;

static inline void write_batch(const char *path, const struct made *made, size_t count)
{
    const struct segment_options options = {.servable = servable};
    struct segment_batch *batch;
    assert_true(segment_batch_open(&batch, path, &options, &error));
    for (size_t i = 0; i < count; i++)
        add(batch, &made[i]);
    assert_int_equal(segment_batch_count(batch), count);
    assert_true(segment_batch_finish(batch, &error));
}

// Publishes the segments with these numbers; `dead` is one id that is dead in the first,
// or 0.
static inline void publish(const uint32_t *numbers, size_t count, uint64_t dead)
{
    struct manifest_segment segments[8] = {0};
    struct manifest manifest = {.generation = 1, .units = STR("-")};
    for (size_t i = 0; i < count; i++) {
        segments[i].number = numbers[i];
        segments[i].notices = 10;
        segments[i].checksum = STR("00000000");
    }
    segments[0].dead = &dead;
    segments[0].dead_count = dead != 0;
    manifest.segments = segments;
    manifest.segment_count = count;
    manifest.next_segment = 100;
    assert_true(manifest_write(&manifest, "i", &error));
}

static inline struct index *open_index(void)
{
    struct index *index;
    if (!index_open(&index, "i", &error))
        fail_msg("%s", error.message);
    return index;
}

// The ids that match, in the order in which they come.
static inline const char *ids(const struct index *index, enum collection collection,
                              const struct clause *clause, enum match_order order)
{
    const struct match_options options = {
        .limit = 20, .order = order, .exact_count = true};
    struct matches matches;
    struct buf out = {0};
    if (!index_match(index, collection, clause, &options, &matches, arena, &error))
        fail_msg("%s", error.message);
    assert_true(matches.exact);
    assert_int_equal(matches.count, matches.at_least);
    for (size_t i = 0; i < matches.count; i++) {
        struct document document;
        uint32_t number = 0;
        assert_true(
            collection == COLLECTION_NOTICES
                ? index_notice(index, &matches.hits[i], true, &document, arena, &error)
                : index_directive(index, &matches.hits[i], false, &document, &number,
                                  arena, &error));
        buf_printf(&out, "%.*s", 1, document.id.at + 11);
    }
    const char *result = arena_copy(arena, buf_str(&out)).at;
    buf_free(&out);
    return result ? result : "";
}

static inline const struct clause *word(const char *text)
{
    return clause_term(FIELD_TEXT, str_of(text), arena);
}

static inline int write_segments(void **state)
{
    (void)state;
    struct segment_summary summary;
    write_batch("batch1", first, 2);
    write_batch("batch2", first + 2, 1);
    write_batch("batch3", second, 2);
    const char *parts[] = {"batch1", "batch2"}, *other[] = {"batch3"};
    assert_true(segment_compact("i/segments/000001", parts, 2, &summary, &error));
    assert_int_equal(summary.notices, 3);
    assert_int_equal(summary.directives, 1);
    assert_true(segment_check("i/segments/000001", summary.checksum, NULL, NULL, &error));
    assert_true(segment_compact("i/segments/000002", other, 1, &summary, &error));
    return 0;
}

static inline size_t places_of(const struct index *index, const struct hit *hit,
                               const char *const *words, size_t count,
                               struct forward_place *places, size_t room, size_t *length)
{
    uint32_t numbers[64];
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        numbers[known] = index_number(index, hit->segment, str_of(words[i]));
        known += numbers[known] != 0;
    }
    struct forward_wanted *wanted = forward_wanted_new(numbers, known);
    const size_t found = index_forward_find(index, hit, wanted, places, room, length);
    forward_wanted_free(wanted);
    return found;
}

static inline int make_index_folder(void **state)
{
    return make_folder(state) || mkdir("i", 0777) || mkdir("i/segments", 0777);
}
