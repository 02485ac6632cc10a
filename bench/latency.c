// SPDX-License-Identifier: GPL-2.0-or-later

// Asks an index every question of a file and says how long each took: CPU of the thread,
// second stage included, best 10 hits with their ids read, nothing printed.
//
//     latency INDEX FILE ROUNDS [--exact] [--all-words] [--newest] [--directives]
//
// A question is a line as for `tracuu search`; the numbers are those of the last round.

#include "searcher/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines {
    struct arena *arena;
    struct str *items;
    size_t count, room;
};

struct asked {
    const struct index *index;
    struct search_options options;
    enum collection collection;
    size_t hits, matches, exact, answered;
};

static bool read_lines(struct lines *lines, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    if (!file)
        return false;
    while ((len = getline(&line, &room, file)) >= 0) {
        lines->items = arena_grow(lines->arena, lines->items, lines->count, &lines->room,
                                  sizeof *lines->items);
        lines->items[lines->count++] =
            arena_copy(lines->arena, str_trim((struct str){line, (size_t)len}));
    }
    free(line);
    fclose(file);
    return true;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static bool ask(struct asked *asked, struct str question, struct arena *arena,
                struct error *err)
{
    struct query query;
    struct plan plan;
    struct filters filters = {0};
    struct search_result result;
    if (!query_parse(&query, question, arena, err) ||
        !plan_make(&plan, asked->index, asked->collection, &query, &filters, arena,
                   err) ||
        !search_run(asked->index, asked->collection, &plan, &asked->options, &result,
                    arena, err))
        return false;
    for (size_t i = 0; i < result.count && asked->collection == COLLECTION_NOTICES; i++) {
        uint64_t id;
        if (!index_id(asked->index, &result.hits[i].hit, &id, err))
            return false;
        asked->hits += id != 0;
    }
    asked->matches += result.with_all;
    asked->exact += result.exact;
    asked->answered += result.count > 0;
    return true;
}

static int compare_times(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static bool run(struct asked *asked, const struct lines *lines, size_t rounds,
                struct error *err)
{
    struct arena *arena = arena_new();
    double *times = memory_array(lines->count + 1, sizeof *times);
    bool done = true;
    for (size_t round = 0; round <= rounds && done; round++) {
        asked->hits = asked->matches = asked->exact = asked->answered = 0;
        for (size_t i = 0; i < lines->count && done; i++) {
            arena_reset(arena);
            const double start = now();
            done = ask(asked, lines->items[i], arena, err);
            times[i] = now() - start;
        }
    }
    if (done) {
        double sum = 0;
        for (size_t i = 0; i < lines->count; i++)
            sum += times[i];
        const size_t count = lines->count;
        qsort(times, count, sizeof *times, compare_times);
        printf("n=%zu mean=%.0f p50=%.0f p90=%.0f p99=%.0f max=%.0f answered=%zu "
               "matches=%zu exact=%zu\n",
               count, sum / (double)count, times[count / 2], times[count * 9 / 10],
               times[count * 99 / 100], times[count - 1], asked->answered, asked->matches,
               asked->exact);
    }
    free(times);
    arena_free(arena);
    return done;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct index *index;
    struct lines lines = {.arena = arena_new()};
    struct asked asked = {.options = {.order = ORDER_RELEVANCE, .limit = 10}};
    if (argc < 4) {
        fprintf(stderr, "usage: latency INDEX FILE ROUNDS [--exact] [--all-words] "
                        "[--newest] [--directives]\n");
        return 2;
    }
    for (int i = 4; i < argc; i++) {
        asked.options.count |= strcmp(argv[i], "--exact") == 0;
        asked.options.all_words |= strcmp(argv[i], "--all-words") == 0;
        if (strcmp(argv[i], "--newest") == 0)
            asked.options.order = ORDER_NEWEST;
        if (strcmp(argv[i], "--directives") == 0)
            asked.collection = COLLECTION_DIRECTIVES;
    }
    bool done =
        read_lines(&lines, argv[2]) && lines.count && index_open(&index, argv[1], &err);
    if (done) {
        asked.index = index;
        done = run(&asked, &lines, strtoul(argv[3], NULL, 10), &err);
        index_close(index);
    }
    if (!done)
        fprintf(stderr, "latency: %s\n", err.message[0] ? err.message : "no questions");
    arena_free(lines.arena);
    return done ? 0 : 1;
}
