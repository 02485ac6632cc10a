// SPDX-License-Identifier: GPL-2.0-or-later
// Reads thousands of damaged files, made of good ones in a way that is the same in every
// run: torture FOLDER COUNT [SECONDS]
#include "corpus/reader.h"

#include "base/buf.h"
#include "corpus/walk.h"

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
                      str_find(reason, STR("too much memory"), 0) >= 0;
    tally->late += str_find(reason, STR("seconds to read"), 0) >= 0 ||
                   str_find(reason, STR("too long to read"), 0) >= 0;
    tally->forbidden += str_find(reason, STR("forbidden"), 0) >= 0 ||
                        str_find(reason, STR("no sense"), 0) >= 0;
}

static uint64_t state;

static uint64_t chance(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? state % below : 0;
}

static void mutate_once(struct buf *file)
{
    static const uint32_t edges[] = {0,          1,          0x7F,       0x80,
                                     0xFF,       0x7FFF,     0x8000,     0xFFFF,
                                     0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    if (file->len < 4) {
        buf_add(file, "\0\xff\0\xff", 4);
        return;
    }
    size_t at = chance(file->len);
    size_t len = 1 + chance(file->len - at < 64 ? file->len - at : 64);
    len = len > file->len - at ? file->len - at : len;
    switch (chance(8)) {
    case 0:
        file->at[at] = (char)(file->at[at] ^ (1 << chance(8)));
        break;
    case 1:
        for (size_t i = 0; i < len; i++) {
            file->at[at + i] = (char)chance(256);
        }
        break;
    case 2:
        memmove(file->at + at, file->at + at + len, file->len - at - len);
        file->len -= len;
        break;
    case 3: {
        // A stretch of the file once more, somewhere else.
        char piece[64];
        size_t from = chance(file->len - len + 1);
        memcpy(piece, file->at + from, len);
        buf_room(file, len);
        memmove(file->at + at + len, file->at + at, file->len - at);
        memcpy(file->at + at, piece, len);
        file->len += len;
        break;
    }
    case 4:
        file->len = at + 1;
        break;
    case 5:
    case 6: {
        uint32_t edge = edges[chance(sizeof edges / sizeof *edges)];
        size_t bytes = (size_t)1 << chance(3);
        memcpy(file->at + at, &edge, bytes > file->len - at ? file->len - at : bytes);
        break;
    }
    default: {
        size_t from = chance(file->len - len + 1);
        memmove(file->at + at, file->at + from, len);
        break;
    }
    }
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

static void read_one(struct reader *reader, struct tally *tally, const char *name,
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
    struct reader *reader = reader_open(&options);
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
            read_one(reader, &tally, path.at, buf_str(&good));
            buf_add_str(&good_text, buf_str(&tally.heard));
        }
        clock_gettime(CLOCK_MONOTONIC, &begin);
        for (long i = 0; i < times; i++) {
            state = 0x9E3779B97F4A7C15u + (uint64_t)i * 0xBF58476D1CE4E5B9u +
                    files * 0x94D049BB133111EBu;
            buf_clear(&mutant);
            buf_add_str(&mutant, buf_str(&original));
            for (uint64_t changes = 1 + chance(6); changes; changes--) {
                mutate_once(&mutant);
            }
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
    reader_close(reader);
    buf_free(&good);
    buf_free(&good_text);
    buf_free(&original);
    buf_free(&mutant);
    buf_free(&path);
    return wrong != 0;
}
