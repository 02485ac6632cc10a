// Measures how fast texts are read: each stage of the analyzers, and beside them in the
// same run what ICU alone takes to bring out the words of a text in two forms.
//     build/bench/analysis ROUNDS PATH...       files and folders of UTF-8 text
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Every round does everything once, one after the other, so that what else the machine
// does falls on all alike. Printed are medians, in MB of text a second of CPU time.

#include "analyzers/notice.h"
#include "analyzers/token.h"
#include "base/arena.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum stage {
    STAGE_ICU,
    STAGE_VIEW,
    STAGE_TOKENS,
    STAGE_FACTS,
    STAGE_ANATOMY,
    STAGE_DATES,
    STAGE_UNITS,
    STAGE_PERSONS,
    STAGE_REFERENCES,
    STAGE_TITLES,
    STAGE_DIRECTIVES,
    STAGES
};

static const char *const names[STAGES] = {
    "ICU: NFC, words, lower case, no marks",
    "view",
    "view, words canonical and folded",
    "all facts",
    "  anatomy",
    "  dates",
    "  units",
    "  persons",
    "  references",
    "  titles",
    "  directives",
};

enum { MOST_ROUNDS = 1000 };

static struct str *texts;
static size_t text_count, text_room, total, longest;
static uint64_t times[STAGES][MOST_ROUNDS]; // nanoseconds
static volatile uint64_t sink;

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static int add_file(const char *path, const struct stat *status, int kind,
                    struct FTW *place)
{
    (void)place;
    FILE *file = kind == FTW_F ? fopen(path, "rb") : NULL;
    if (!file)
        return 0;
    char *bytes = memory_new((size_t)status->st_size + 1);
    size_t len = fread(bytes, 1, (size_t)status->st_size, file);
    fclose(file);
    if (text_count == text_room) {
        text_room = text_room ? 2 * text_room : 256;
        texts = memory_resize(texts, text_room * sizeof *texts);
    }
    texts[text_count++] = (struct str){bytes, len};
    total += len;
    longest = len > longest ? len : longest;
    return 0;
}

// The usual way: to UTF-16, NFC, word boundaries, each word in lower case, and once more
// without its marks, both back in UTF-8.
struct chain {
    const UNormalizer2 *composed, *decomposed;
    UBreakIterator *words;
    UChar *raw, *text;
    int32_t room;
};

static void chain_open(struct chain *chain)
{
    UErrorCode status = U_ZERO_ERROR;
    chain->composed = unorm2_getNFCInstance(&status);
    chain->decomposed = unorm2_getNFDInstance(&status);
    chain->words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &status);
    chain->room = (int32_t)(longest * 3 + 1024);
    chain->raw = memory_array((size_t)chain->room, sizeof *chain->raw);
    chain->text = memory_array((size_t)chain->room, sizeof *chain->text);
    if (U_FAILURE(status)) {
        fprintf(stderr, "analysis: %s\n", u_errorName(status));
        exit(1);
    }
}

static uint64_t chain_word(const struct chain *chain, const UChar *word, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar lower[256], bare[400];
    char bytes[512];
    int32_t size, kept = 0;
    int32_t lower_len = u_strToLower(lower, 256, word, len, "vi", &status);
    u_strToUTF8(bytes, sizeof bytes, &size, lower, lower_len, &status);
    uint64_t sum = (uint64_t)size;
    int32_t bare_len =
        unorm2_normalize(chain->decomposed, lower, lower_len, bare, 400, &status);
    for (int32_t i = 0; i < bare_len; i++) {
        if (bare[i] < 0x300 || bare[i] >= 0x370)
            bare[kept++] = bare[i] == 0x111 ? 'd' : bare[i];
    }
    u_strToUTF8(bytes, sizeof bytes, &size, bare, kept, &status);
    return sum + (uint64_t)size;
}

static void chain_read(struct chain *chain, struct str text)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len;
    u_strFromUTF8(chain->raw, chain->room, &len, text.at, (int32_t)text.len, &status);
    len = unorm2_normalize(chain->composed, chain->raw, len, chain->text, chain->room,
                           &status);
    ubrk_setText(chain->words, chain->text, len, &status);
    if (U_FAILURE(status))
        return;
    int32_t from = ubrk_first(chain->words), to;
    uint64_t sum = 0;
    for (; (to = ubrk_next(chain->words)) != UBRK_DONE; from = to) {
        if (ubrk_getRuleStatus(chain->words) >= UBRK_WORD_NUMBER && to - from < 100)
            sum += chain_word(chain, chain->text + from, to - from);
    }
    sink += sum;
}

static void tokens_read(struct str text, struct arena *arena)
{
    struct view view;
    struct token token;
    struct token_forms forms;
    uint32_t at = 0;
    uint64_t sum = 0;
    view_read(&view, text, arena);
    while (token_next(&view, &at, &token)) {
        token_forms(&view, &token, &forms);
        sum += forms.canonical.len + forms.folded.len;
    }
    sink += sum;
}

// As notice_read does it, with a look at the clock between the stages.
static void stages_read(struct str text, uint64_t spent[STAGES], struct arena *arena)
{
    struct view view;
    struct anatomy anatomy;
    struct notice notice = {.text = text};
    uint64_t time[8];
    view_read(&view, text, arena);
    time[0] = now();
    anatomy_read(&anatomy, &view, (struct str){0}, NULL, arena);
    const struct citing citing = {.province = anatomy.office.province,
                                  .year = anatomy.date.from / 10000,
                                  .date = anatomy.date.from};
    time[1] = now();
    dates_find(&notice.dates, &view, citing.year, arena);
    time[2] = now();
    units_find(&notice.units, &view, &anatomy.office, NULL, arena);
    time[3] = now();
    persons_find(&notice.persons, &view, &anatomy, arena);
    time[4] = now();
    references_find(&notice.references, &view, &citing, arena);
    time[5] = now();
    titles_find(&notice.titles, &view, &anatomy, &notice.references, &notice.units,
                arena);
    time[6] = now();
    const struct findings found = {.view = &view,
                                   .anatomy = &anatomy,
                                   .dates = &notice.dates,
                                   .references = &notice.references,
                                   .units = &notice.units,
                                   .persons = &notice.persons};
    directives_find(&notice.directives, &found, arena);
    time[7] = now();
    for (int i = 0; i < 7; i++)
        spent[STAGE_ANATOMY + i] += time[i + 1] - time[i];
}

static void round_run(int round, struct chain *chain, struct arena *arena)
{
    uint64_t time = now(), next;
    for (size_t i = 0; i < text_count; i++)
        chain_read(chain, texts[i]);
    next = now();
    times[STAGE_ICU][round] = next - time;

    time = now();
    for (size_t i = 0; i < text_count; i++, arena_reset(arena)) {
        struct view view;
        view_read(&view, texts[i], arena);
        sink += view.count;
    }
    next = now();
    times[STAGE_VIEW][round] = next - time;

    time = now();
    for (size_t i = 0; i < text_count; i++, arena_reset(arena))
        tokens_read(texts[i], arena);
    next = now();
    times[STAGE_TOKENS][round] = next - time;

    time = now();
    for (size_t i = 0; i < text_count; i++, arena_reset(arena)) {
        struct view view;
        struct notice notice;
        notice_read(&notice, &view, texts[i], (struct str){0}, NULL, arena);
        sink += notice.directives.count;
    }
    next = now();
    times[STAGE_FACTS][round] = next - time;

    uint64_t spent[STAGES] = {0};
    for (size_t i = 0; i < text_count; i++, arena_reset(arena))
        stages_read(texts[i], spent, arena);
    for (int stage = STAGE_ANATOMY; stage < STAGES; stage++)
        times[stage][round] = spent[stage];
}

static int by_time(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a, second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

int main(int count, char **arguments)
{
    int rounds = count > 2 ? atoi(arguments[1]) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS) {
        fputs("usage: analysis ROUNDS PATH...\n", stderr);
        return 2;
    }
    for (int i = 2; i < count; i++)
        nftw(arguments[i], add_file, 16, FTW_PHYS);
    if (!total) {
        fputs("analysis: no texts there\n", stderr);
        return 1;
    }
    struct chain chain;
    struct arena *arena = arena_new();
    chain_open(&chain);
    for (int round = 0; round < rounds; round++)
        round_run(round, &chain, arena);

    printf("%zu texts, %.1f MB, median of %d rounds\n", text_count, (double)total / 1e6,
           rounds);
    double icu = 0;
    for (int stage = 0; stage < STAGES; stage++) {
        qsort(times[stage], (size_t)rounds, sizeof times[stage][0], by_time);
        double time = (double)times[stage][rounds / 2];
        if (stage == STAGE_ICU)
            icu = time;
        printf("%-40s %8.1f MB/s %7.2f ns/byte %7.2f x ICU\n", names[stage],
               1e3 * (double)total / time, time / (double)total, icu / time);
    }
    arena_free(arena);
    return 0;
}
