// SPDX-License-Identifier: GPL-2.0-or-later
// Reads thousands of damaged files, made of good ones in a way that is the same in every
// run: torture FOLDER COUNT [SECONDS]
#include "corpus/reader.h"

#include "base/buf.h"
#include "corpus/walk.h"
#include "tests/torture/mutant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GOOD_EVERY = 64, LARGEST = 1 << 20 };

struct tally {
    unsigned long texts;
    unsigned long refused;
    unsigned long crashed; // the reader died of it
    unsigned long late;
    unsigned long forbidden;
    struct buf heard; // the texts of the last file
};

static bool take(void *context, const struct reading *reading)
{
    struct tally *tally = context;
    tally->texts++;
    buf_add_str(&tally->heard, reading->text);
    return true;
}

static void refuse(void *context, struct str member, struct str reason)
{
    struct tally *tally = context;
    (void)member;
    tally->refused++;
    tally->crashed += str_find(reason, STR("crashes the reader"), 0) >= 0 ||
                      str_find(reason, STR("it needs too much memory"), 0) >= 0;
    tally->late += str_find(reason, STR("seconds to read"), 0) >= 0 ||
                   str_find(reason, STR("too long to read"), 0) >= 0;
    tally->forbidden += str_find(reason, STR("forbidden"), 0) >= 0 ||
                        str_find(reason, STR("no sense"), 0) >= 0;
}

static void read_file(struct buf *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    buf_clear(out);
    if (file) {
        out->len = fread(buf_room(out, LARGEST), 1, LARGEST, file);
        fclose(file);
    }
}

// Is there a picture in it that nobody has looked at?
static bool read_one(struct reader *reader, struct tally *tally, const char *name,
                     struct str bytes)
{
    struct reader_calls calls = {.context = tally, .take = take, .fail = refuse};
    struct reader_result result;
    struct error error = {0};
    buf_clear(&tally->heard);
    if (!reader_read_bytes(reader, str_of(name), bytes, &calls, &result, &error)) {
        fprintf(stderr, "torture: %s\n", error.message);
        exit(1);
    }
    return result.wants_ocr;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct walk *walk = count >= 3 ? walk_open(str_of(arguments[1]), &error) : NULL;
    if (!walk) {
        fprintf(stderr, "usage: torture FOLDER COUNT [SECONDS]\n");
        return 2;
    }
    long times = strtol(arguments[2], NULL, 10);
    struct reader_options options = {
        .seconds = count > 3 ? (uint32_t)strtoul(arguments[3], NULL, 10) : 20};
    struct reader *blind = reader_open(&options);
    options.ocr = READER_OCR_MISSING;
    struct reader *seeing = reader_open(&options);
    struct buf good = {0};
    struct buf good_text = {0};
    struct buf original = {0};
    struct buf mutant = {0};
    struct buf path = {0};
    struct tally all = {0};
    unsigned long files = 0;
    unsigned long wrong = 0;
    struct walk_entry entry;
    while (walk_next(walk, &entry)) {
        struct tally tally = {0};
        struct timespec begin;
        struct timespec end;
        buf_clear(&path);
        buf_add_str(&path, entry.path);
        read_file(&original, path.at);
        if (!good.len) {
            buf_add_str(&good, buf_str(&original));
            read_one(blind, &tally, path.at, buf_str(&good));
            buf_add_str(&good_text, buf_str(&tally.heard));
        }
        // Pictures are taken apart only to be recognised.
        struct reader *reader = blind;
        struct tally whole = {0};
        if (read_one(blind, &whole, path.at, buf_str(&original))) {
            reader = seeing;
        }
        buf_free(&whole.heard);
        clock_gettime(CLOCK_MONOTONIC, &begin);
        for (long i = 0; i < times; i++) {
            buf_clear(&mutant);
            mutant_make(&mutant, buf_str(&original), files, (uint64_t)i);
            read_one(reader, &tally, path.at, buf_str(&mutant));
            if (i % GOOD_EVERY == 0) {
                struct tally check = {0};
                read_one(reader, &check, "good", buf_str(&good));
                wrong += !str_equal(buf_str(&check.heard), buf_str(&good_text));
                buf_free(&check.heard);
            }
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        double seconds = (double)(end.tv_sec - begin.tv_sec) +
                         (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
        const char *name = strrchr(path.at, '/') ? strrchr(path.at, '/') + 1 : path.at;
        printf("%-16s %6ld mutants  %6lu texts  %6lu refused  %3lu crashes  %3lu late  "
               "%3lu forbidden  %7.1f s\n",
               name, times, tally.texts, tally.refused, tally.crashed, tally.late,
               tally.forbidden, seconds);
        fflush(stdout);
        all.texts += tally.texts;
        all.refused += tally.refused;
        all.crashed += tally.crashed;
        all.late += tally.late;
        all.forbidden += tally.forbidden;
        files++;
        buf_free(&tally.heard);
    }
    printf("%lu files, %lu mutants, %lu crashes of the reader contained, %lu stopped by "
           "the clock, %lu good files read wrong\n",
           files, files * (unsigned long)times, all.crashed, all.late, wrong);
    walk_close(walk);
    reader_close(blind);
    reader_close(seeing);
    buf_free(&good);
    buf_free(&good_text);
    buf_free(&original);
    buf_free(&mutant);
    buf_free(&path);
    return wrong != 0;
}
