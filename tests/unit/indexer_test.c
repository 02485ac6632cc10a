// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/merge.h"

#include "indexer/crew.h"
#include "indexer/registry.h"
#include "indexer/roots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MOST = 64 };

struct archive {
    struct manifest_segment segments[MOST];
    size_t count;
    uint32_t next;
    uint64_t written; // notices that were copied by merging
};

static void add(struct archive *archive, uint64_t notices)
{
    assert_true(archive->count < MOST);
    archive->segments[archive->count++] =
        (struct manifest_segment){.number = ++archive->next, .notices = notices};
}

static void merge(struct archive *archive)
{
    uint32_t picked[MOST];
    size_t picks;
    while ((picks = merge_pick(archive->segments, archive->count, picked)) > 0) {
        assert_true(picks >= 2);
        uint64_t notices = 0;
        size_t kept = 0, next = 0;
        for (size_t i = 0; i < archive->count; i++) {
            if (next < picks && archive->segments[i].number == picked[next]) {
                notices += archive->segments[i].notices;
                next++;
            } else {
                archive->segments[kept++] = archive->segments[i];
            }
        }
        assert_int_equal(next, picks);
        archive->count = kept;
        archive->written += notices;
        add(archive, notices);
    }
}

static void levels_are_eight_times_each_other(void **state)
{
    (void)state;
    assert_int_equal(merge_level(0), 0);
    assert_int_equal(merge_level(250), 0);
    assert_int_equal(merge_level(251), 1);
    assert_int_equal(merge_level(2000), 1);
    assert_int_equal(merge_level(2001), 2);
    assert_true(merge_level(UINT64_MAX) < 30);
}

static void ten_segments_are_left_alone(void **state)
{
    (void)state;
    struct archive archive = {0};
    uint32_t picked[MOST];
    for (int i = 0; i < 10; i++)
        add(&archive, 1);
    assert_int_equal(merge_pick(archive.segments, archive.count, picked), 0);
    add(&archive, 1);
    assert_int_equal(merge_pick(archive.segments, archive.count, picked), 11);
}

static void many_small_runs_cost_little(void **state)
{
    (void)state;
    struct archive archive = {0};
    add(&archive, 1000000);
    for (int i = 0; i < 100000; i++) {
        add(&archive, 20);
        merge(&archive);
        assert_true(archive.count <= MERGE_MOST_SEGMENTS);
    }
    // Two million came in twenty by twenty beside a million that is there.
    assert_true(archive.written < 3000000 * 8);
}

static void a_large_build_copies_each_notice_a_few_times(void **state)
{
    (void)state;
    struct archive archive = {0};
    for (int i = 0; i < 400; i++) {
        add(&archive, 25000);
        merge(&archive);
        assert_true(archive.count <= MERGE_MOST_SEGMENTS);
    }
    assert_true(archive.written < 10000000ULL * 4);
}

static void segments_made_differently_are_not_merged(void **state)
{
    (void)state;
    struct archive archive = {0};
    uint32_t picked[MOST];
    for (int i = 0; i < 11; i++)
        add(&archive, 1);
    archive.segments[4].analyzers = 9;
    assert_int_equal(merge_pick(archive.segments, archive.count, picked), 10);
    for (size_t i = 0; i < 10; i++)
        assert_int_not_equal(picked[i], 5);
}

static void a_segment_with_many_dead_wants_a_purge(void **state)
{
    (void)state;
    struct manifest_segment segment = {.notices = 100, .dead_count = 25};
    assert_false(merge_wants_purge(&segment));
    segment.dead_count = 26;
    assert_true(merge_wants_purge(&segment));
}

static void roots_swallow_what_they_cover(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct roots roots = {0};
    roots_add(&roots, STR("/a/b"), arena);
    roots_add(&roots, STR("/a/b/c"), arena);
    assert_int_equal(roots.count, 1);
    roots_add(&roots, STR("/a/b/.hidden"), arena);
    assert_int_equal(roots.count, 2);
    roots_add(&roots, STR("/a/bc"), arena);
    assert_int_equal(roots.count, 3);
    roots_add(&roots, STR("/a"), arena);
    assert_int_equal(roots.count, 2);
    assert_true(str_equal(roots.items[0], STR("/a")));
    assert_true(str_equal(roots.items[1], STR("/a/b/.hidden")));
    assert_int_equal(roots_owner(&roots, STR("/a/b/.hidden/x")), 1);
    assert_int_equal(roots_owner(&roots, STR("/a/b/x")), 0);
    assert_int_equal(roots_owner(&roots, STR("/ab")), -1);
    assert_false(roots_remove(&roots, STR("/a/b")));
    assert_true(roots_remove(&roots, STR("/a")));
    assert_int_equal(roots.count, 1);
    assert_true(path_within(STR("/a"), STR("/")));
    arena_free(arena);
}

static void the_first_of_equal_contents_is_remembered(void **state)
{
    (void)state;
    struct registry *registry = registry_new();
    bool other;
    for (uint32_t i = 0; i < 5000; i++) {
        struct identity identity = {{(unsigned char)(i >> 8), (unsigned char)i, 1}};
        assert_int_equal(registry_find(registry, &identity, &other), REGISTRY_NONE);
        assert_false(other);
        registry_add(registry, &identity, i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        struct identity identity = {{(unsigned char)(i >> 8), (unsigned char)i, 1}};
        assert_int_equal(registry_find(registry, &identity, &other), i);
        assert_false(other);
        identity.bytes[15] = 1; // the same id, another content
        registry_find(registry, &identity, &other);
        assert_true(other);
    }
    registry_free(registry);
}

// ---- The crew ----

enum { JOBS = 200 };

struct crewed {
    atomic_int working;
    size_t turns[JOBS]; // jobs in the order of their turns
    size_t turn_count;
    size_t done[JOBS];
    size_t done_count;
    size_t failing; // job that fails, or JOBS
};

static bool work(void *context, struct crew *crew, unsigned worker, size_t job,
                 struct error *err)
{
    struct crewed *crewed = context;
    assert_true(worker < 4);
    struct timespec moment = {0, (long)(job * 7919 % 13) * 10000};
    nanosleep(&moment, NULL);
    if (job == crewed->failing)
        return error_set(err, ERROR_IO, "job %zu failed", job);
    if (!crew_turn(crew, job))
        return false;
    crewed->turns[crewed->turn_count++] = job;
    crew_pass(crew, job);
    nanosleep(&moment, NULL);
    return true;
}

static bool done(void *context, size_t job, struct error *err)
{
    (void)err;
    struct crewed *crewed = context;
    crewed->done[crewed->done_count++] = job;
    return true;
}

static void a_crew_takes_turns_in_order_whatever_the_timing(void **state)
{
    (void)state;
    struct crewed crewed = {.failing = JOBS};
    struct crew_work crew = {
        .context = &crewed, .count = JOBS, .work = work, .done = done};
    size_t finished;
    struct error err = {0};
    assert_true(crew_run(&crew, 4, &finished, &err));
    assert_int_equal(finished, JOBS);
    for (size_t i = 0; i < JOBS; i++) {
        assert_int_equal(crewed.turns[i], i);
        assert_int_equal(crewed.done[i], i);
    }
}

static void a_failing_job_stops_a_crew(void **state)
{
    (void)state;
    struct crewed crewed = {.failing = 50};
    struct crew_work crew = {
        .context = &crewed, .count = JOBS, .work = work, .done = done};
    size_t finished;
    struct error err = {0};
    assert_false(crew_run(&crew, 4, &finished, &err));
    assert_int_equal(err.code, ERROR_IO);
    assert_string_equal(err.message, "job 50 failed");
    assert_true(finished <= 50);
}

static bool stop_at_once(void)
{
    return true;
}

static void a_stopped_crew_is_no_failure(void **state)
{
    (void)state;
    struct crewed crewed = {.failing = JOBS};
    struct crew_work crew = {.context = &crewed,
                             .count = JOBS,
                             .work = work,
                             .done = done,
                             .stop = stop_at_once};
    size_t finished;
    struct error err = {0};
    assert_true(crew_run(&crew, 4, &finished, &err));
    assert_int_equal(finished, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_are_eight_times_each_other),
        cmocka_unit_test(ten_segments_are_left_alone),
        cmocka_unit_test(many_small_runs_cost_little),
        cmocka_unit_test(a_large_build_copies_each_notice_a_few_times),
        cmocka_unit_test(segments_made_differently_are_not_merged),
        cmocka_unit_test(a_segment_with_many_dead_wants_a_purge),
        cmocka_unit_test(roots_swallow_what_they_cover),
        cmocka_unit_test(the_first_of_equal_contents_is_remembered),
        cmocka_unit_test(a_crew_takes_turns_in_order_whatever_the_timing),
        cmocka_unit_test(a_failing_job_stops_a_crew),
        cmocka_unit_test(a_stopped_crew_is_no_failure),
    };
    return cmocka_run_group_tests_name("indexer", tests, NULL, NULL);
}
