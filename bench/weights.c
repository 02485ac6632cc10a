// SPDX-License-Identifier: GPL-2.0-or-later

// Where the first right answer stands under many weights of the second stage, so that weights
// chosen on some questions can be tried on others.
//
//     weights INDEX FILE
//
// A line of FILE is a question and the paths of its answers, a tab before each. Prints one line for each
// choice of weights: k1, λ, and the rank for each question (0: not among the
// first twenty).

#include "searcher/search.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHOWN = 20 };

static const double k1s[] = {0.3, 0.6, 0.9, 1.2, 1.6},
                    pairs[] = {0.4, 0.7, 1.0, 1.3, 1.6, 2.0, 2.6};

static bool is_answer(struct str path, struct str answers)
{
    struct str answer;
    while (str_split(&answer, &answers, '\t'))
        if (str_ends(path, answer))
            return true;
    return false;
}

static bool rank_of(const struct index *index, const struct plan *plan,
                    struct str answers, const struct rank_weights *weights, size_t *rank,
                    struct arena *arena, struct error *err)
{
    const struct search_options options = {
        .order = ORDER_RELEVANCE, .limit = SHOWN, .weights = weights};
    struct search_result result;
    *rank = 0;
    if (!search_run(index, COLLECTION_NOTICES, plan, &options, &result, arena, err))
        return false;
    for (size_t i = 0; i < result.count && !*rank; i++) {
        struct document document;
        const struct str *paths;
        if (!index_notice(index, &result.hits[i].hit, false, &document, arena, err))
            return false;
        const size_t count = index_paths(index, document.id, &paths);
        for (size_t p = 0; p < count && !*rank; p++)
            if (is_answer(paths[p], answers))
                *rank = i + 1;
    }
    return true;
}

static bool ask(const struct index *index, struct str line, struct buf *out,
                struct arena *arena, struct error *err)
{
    struct query query;
    struct plan plan;
    struct filters filters = {0};
    struct str answers = line, question;
    if (!str_split(&question, &answers, '\t') ||
        !query_parse(&query, question, arena, err) ||
        !plan_make(&plan, index, COLLECTION_NOTICES, &query, &filters, arena, err))
        return false;
    size_t choice = 0;
    for (size_t i = 0; i < sizeof k1s / sizeof *k1s; i++)
        for (size_t j = 0; j < sizeof pairs / sizeof *pairs; j++) {
            struct rank_weights weights = rank_defaults;
            size_t rank;
            weights.k1 = k1s[i];
            weights.pairs = pairs[j];
            if (!rank_of(index, &plan, answers, &weights, &rank, arena, err))
                return false;
            buf_printf(&out[choice++], " %zu", rank);
        }
    return true;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct index *index = NULL;
    struct arena *arena = arena_new();
    struct buf out[sizeof k1s / sizeof *k1s * (sizeof pairs / sizeof *pairs)] = {0};
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    FILE *file = argc == 3 ? fopen(argv[2], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: weights INDEX FILE\n");
        return 2;
    }
    bool done = index_open(&index, argv[1], &err);
    while (done && (len = getline(&line, &room, file)) >= 0) {
        arena_reset(arena);
        done = ask(index, str_trim((struct str){line, (size_t)len}), out, arena, &err);
    }
    size_t choice = 0;
    for (size_t i = 0; i < sizeof k1s / sizeof *k1s && done; i++)
        for (size_t j = 0; j < sizeof pairs / sizeof *pairs; j++, choice++)
            printf("%g %g%s\n", k1s[i], pairs[j], out[choice].at ? out[choice].at : "");
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        buf_free(&out[i]);
    if (!done)
        fprintf(stderr, "weights: %s\n", err.message);
    free(line);
    fclose(file);
    index_close(index);
    arena_free(arena);
    return done ? 0 : 1;
}
