// What the index answers must be what reading every text answers.
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.h"

#include "analyzers/syllable.h"
#include "analyzers/token.h"
#include "indexer/indexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

// A text as its words, and the further words that stand beside them (parts and expansions
// of abbreviations).
struct scanned {
    struct view view;
    struct token *tokens;
    struct str *terms;
    size_t count;
    struct str *extra;
    size_t extra_count;
};

static struct arena *arena;
static struct index *indexed;
static struct hit *hits;
static struct scanned *texts;
static size_t text_count;
static char folder[] = "/tmp/tracuu-oracle-XXXXXX";
static char index_folder[64];
static uint32_t seed = 20230830;

static size_t draw(size_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void scan(struct scanned *out, struct str text)
{
    size_t room = 0, extra_room = 0, token_room = 0;
    uint32_t at = 0;
    struct token token;
    view_read(&out->view, text, arena);
    while (token_next(&out->view, &at, &token)) {
        char bytes[TERM_SIZE];
        struct token_extra extra;
        size_t len = token_term(&out->view, &token, bytes);
        out->terms = arena_grow(arena, out->terms, out->count, &room, sizeof *out->terms);
        out->tokens =
            arena_grow(arena, out->tokens, out->count, &token_room, sizeof *out->tokens);
        out->tokens[out->count] = token;
        out->terms[out->count++] = arena_copy(arena, (struct str){bytes, len});
        if (!token_extra(&out->view, &token, &extra))
            continue;
        for (size_t i = 0; i < extra.count; i++) {
            out->extra = arena_grow(arena, out->extra, out->extra_count, &extra_room,
                                    sizeof *out->extra);
            out->extra[out->extra_count++] = arena_copy(arena, extra.terms[i]);
        }
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    assert_non_null(mkdtemp(folder));
    snprintf(index_folder, sizeof index_folder, "%s/index", folder);
    const char *source = getenv("TRACUU_SOURCE");
    char samples[4096];
    snprintf(samples, sizeof samples, "%s/corpus/samples", source ? source : ".");
    const char *path = realpath(samples, NULL);
    assert_non_null(path);
    char command[128];
    snprintf(command, sizeof command, "mkdir -p %s", index_folder);
    assert_int_equal(system(command), 0);
    struct error err = {0};
    struct indexer_options options = {
        .folder = index_folder, .paths = &path, .path_count = 1, .jobs = 1};
    struct indexer_summary summary;
    assert_true(indexer_run(&options, &summary, &err));
    assert_true(index_open(&indexed, index_folder, &err));
    struct matches matches;
    struct match_options all = {.limit = SIZE_MAX, .order = ORDER_OLDEST};
    const struct clause *everything = clause_new(CLAUSE_ALL, NULL, 0, arena);
    assert_true(index_match(indexed, COLLECTION_NOTICES, everything, &all, &matches,
                            arena, &err));
    assert_int_equal(matches.count, index_notice_count(indexed));
    hits = matches.hits;
    text_count = matches.count;
    texts = ARENA_ARRAY(arena, struct scanned, text_count + 1);
    for (size_t i = 0; i < text_count; i++) {
        struct document document;
        assert_true(index_notice(indexed, &hits[i], true, &document, arena, &err));
        scan(&texts[i], document.notice.text);
    }
    free((void *)path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    index_close(indexed);
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

// A typed word and a word of a text, `exact` where nothing but the word itself will do.
static bool alike(struct str typed, struct str term, bool exact)
{
    return str_equal(typed, term) || (!exact && syllable_compatible(typed, term));
}

static bool has_word(const struct scanned *text, struct str word)
{
    for (size_t i = 0; i < text->count; i++)
        if (alike(word, text->terms[i], false))
            return true;
    for (size_t i = 0; i < text->extra_count; i++)
        if (alike(word, text->extra[i], false))
            return true;
    return false;
}

static bool has_phrase(const struct scanned *text, const struct str *words, size_t count,
                       bool exact)
{
    for (size_t i = 0; i + count <= text->count; i++) {
        size_t same = 0;
        while (same < count && alike(words[same], text->terms[i + same], exact))
            same++;
        if (same == count)
            return true;
    }
    return false;
}

// Asks the index; *found says of each text whether it is among the answers. False when
// the question names a thing, so that more than its words count.
static bool ask(struct str question, bool *found, struct arena *scratch)
{
    struct error err = {0};
    struct query query;
    struct plan plan;
    struct search_result result;
    struct filters filters = {0};
    struct search_options options = {.limit = SIZE_MAX, .all_words = true, .count = true};
    if (!query_parse(&query, question, scratch, &err) ||
        !plan_make(&plan, indexed, COLLECTION_NOTICES, &query, &filters, scratch, &err) ||
        !search_run(indexed, COLLECTION_NOTICES, &plan, &options, &result, scratch, &err))
        fail_msg("%.*s: %s", STR_ARG(question), err.message);
    if (plan.recognised_count)
        return false;
    assert_true(result.exact);
    assert_int_equal(result.with_all, result.count);
    memset(found, 0, text_count * sizeof *found);
    for (size_t i = 0; i < result.count; i++)
        for (size_t t = 0; t < text_count; t++)
            if (hits[t].segment == result.hits[i].hit.segment &&
                hits[t].document == result.hits[i].hit.document)
                found[t] = true;
    return true;
}

static void folded_copy(struct buf *out, struct str word)
{
    char folded[TERM_SIZE];
    size_t len = syllable_fold(word, folded, sizeof folded);
    buf_add(out, folded, len);
}

// Words drawn from the texts, typed with accents or without.
static void notices_with_all_words_are_those_that_a_scan_finds(void **state)
{
    (void)state;
    struct arena *scratch = arena_new();
    bool *found = ARENA_ARRAY(arena, bool, text_count + 1);
    size_t asked = 0, answers = 0;
    for (int round = 0; round < 600; round++) {
        struct str words[4];
        struct buf question = {0};
        size_t count = 1 + draw(4);
        bool bare = draw(2);
        const struct scanned *text = &texts[draw(text_count)];
        for (size_t i = 0; i < count; i++) {
            struct str term = text->terms[draw(text->count)];
            struct buf word = {0};
            if (bare)
                folded_copy(&word, term);
            else
                buf_add_str(&word, term);
            words[i] = arena_copy(scratch, buf_str(&word));
            buf_printf(&question, "%.*s ", STR_ARG(words[i]));
            buf_free(&word);
        }
        if (ask(buf_str(&question), found, scratch)) {
            asked++;
            for (size_t t = 0; t < text_count; t++) {
                bool all = true;
                for (size_t i = 0; i < count && all; i++)
                    all = has_word(&texts[t], words[i]);
                if (all != found[t])
                    fail_msg("“%.*s”: text %zu: a scan says %d, the index %d",
                             STR_ARG(buf_str(&question)), t, all, found[t]);
                answers += all;
            }
        }
        buf_free(&question);
        arena_reset(scratch);
    }
    assert_true(asked > 300 && answers > asked);
    arena_free(scratch);
}

static bool has_tone(struct str text)
{
    return asked_has_tone(text, arena);
}

// Phrases drawn from the texts. As far as nobody sees a difference a phrase runs over
// line and sentence ends.
static void notices_with_a_phrase_are_those_that_a_scan_finds(void **state)
{
    (void)state;
    struct arena *scratch = arena_new();
    bool *found = ARENA_ARRAY(arena, bool, text_count + 1);
    size_t several = 0;
    for (int round = 0; round < 600; round++) {
        struct str words[6];
        struct buf question = {0}, typed = {0};
        size_t count = 2 + draw(4);
        bool bare = draw(2);
        const struct scanned *text = &texts[draw(text_count)];
        size_t from = draw(text->count - count);
        for (size_t i = 0; i < count; i++) {
            struct str term = text->terms[from + i];
            struct buf word = {0};
            if (bare)
                folded_copy(&word, term);
            else
                buf_add_str(&word, term);
            words[i] = arena_copy(scratch, buf_str(&word));
            buf_printf(&typed, "%s%.*s", i ? " " : "", STR_ARG(words[i]));
            buf_free(&word);
        }
        buf_printf(&question, "\"%.*s\"", STR_ARG(buf_str(&typed)));
        bool exact = has_tone(buf_str(&typed));
        if (ask(buf_str(&question), found, scratch)) {
            size_t answers = 0;
            for (size_t t = 0; t < text_count; t++) {
                bool has = has_phrase(&texts[t], words, count, exact);
                answers += has;
                if (has != found[t])
                    fail_msg("%.*s: text %zu: a scan says %d, the index %d",
                             STR_ARG(buf_str(&question)), t, has, found[t]);
            }
            several += answers > 1;
        }
        buf_free(&question);
        buf_free(&typed);
        arena_reset(scratch);
    }
    assert_true(several > 50);
    arena_free(scratch);
}

// Exclusions, alternatives and phrases inside them, against the same of their parts.
static void compound_questions_agree_with_their_parts(void **state)
{
    (void)state;
    struct arena *scratch = arena_new();
    bool *first = ARENA_ARRAY(arena, bool, text_count + 1);
    bool *second = ARENA_ARRAY(arena, bool, text_count + 1);
    bool *both = ARENA_ARRAY(arena, bool, text_count + 1);
    for (int round = 0; round < 200; round++) {
        const struct scanned *text = &texts[draw(text_count)];
        size_t at = draw(text->count - 2), other = draw(text->count);
        struct str phrase =
            arena_printf(scratch, "\"%.*s %.*s\"", STR_ARG(text->terms[at]),
                         STR_ARG(text->terms[at + 1]));
        struct str word = arena_printf(scratch, "\"%.*s\"", STR_ARG(text->terms[other]));
        struct str either =
            arena_printf(scratch, "%.*s OR %.*s", STR_ARG(phrase), STR_ARG(word));
        struct str without =
            arena_printf(scratch, "%.*s -%.*s", STR_ARG(word), STR_ARG(phrase));
        if (!ask(phrase, first, scratch) || !ask(word, second, scratch))
            continue;
        assert_true(ask(either, both, scratch));
        for (size_t t = 0; t < text_count; t++)
            if (both[t] != (first[t] || second[t]))
                fail_msg("%.*s: text %zu", STR_ARG(either), t);
        assert_true(ask(without, both, scratch));
        for (size_t t = 0; t < text_count; t++)
            if (both[t] != (second[t] && !first[t]))
                fail_msg("%.*s: text %zu", STR_ARG(without), t);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notices_with_all_words_are_those_that_a_scan_finds),
        cmocka_unit_test(notices_with_a_phrase_are_those_that_a_scan_finds),
        cmocka_unit_test(compound_questions_agree_with_their_parts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
