// Reads files as the indexer does and throws the texts away: what reading alone costs.
//     build/bench/reading WORKERS PATH...       files and folders
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Each worker is a process of its own that takes every WORKERS-th file, so that whoever
// waits for this one gets the processor time of all. Pages that are pictures are left
// alone; with OCR=missing in the environment they are recognised.
// Prints: files read, files with a reason instead, megabytes of files and of text, and
// seconds of the clock.

#include "corpus/reader.h"
#include "corpus/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct counts {
    uint64_t files;
    uint64_t failed;
    uint64_t bytes;
    uint64_t text;
};

static bool take(void *context, const struct reading *reading)
{
    ((struct counts *)context)->text += reading->text.len;
    return true;
}

static void fail(void *context, struct str member, struct str reason)
{
    (void)member;
    (void)reason;
    ((struct counts *)context)->failed++;
}

static void read_share(struct counts *counts, unsigned worker, unsigned workers,
                       char **paths)
{
    const char *ocr = getenv("OCR");
    bool missing = ocr && strcmp(ocr, "missing") == 0;
    struct reader_options options = {.ocr =
                                         missing ? READER_OCR_MISSING : READER_OCR_NEVER};
    struct reader *reader = reader_open(&options);
    struct reader_calls calls = {counts, take, fail, NULL};
    unsigned number = 0;
    for (; *paths; paths++) {
        struct error err = {0};
        struct walk *walk = walk_open(str_of(*paths), &err);
        struct walk_entry entry;
        while (walk && walk_next(walk, &entry)) {
            struct reader_result result;
            if (entry.kind != WALK_FILE || number++ % workers != worker) {
                continue;
            }
            if (!reader_read(reader, entry.path, &calls, &result, &err)) {
                fprintf(stderr, "%s\n", err.message);
                exit(1);
            }
            counts->files++;
            counts->bytes += entry.size;
        }
        walk_close(walk);
    }
    reader_close(reader);
}

int main(int count, char **arguments)
{
    enum { WORKERS_MOST = 64 };
    int workers = count > 2 ? atoi(arguments[1]) : 0;
    if (workers < 1 || workers > WORKERS_MOST) {
        fprintf(stderr, "usage: reading WORKERS PATH...\n");
        return 2;
    }
    struct counts *counts =
        mmap(NULL, WORKERS_MOST * sizeof *counts, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct timespec start;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < workers; i++) {
        if (fork() == 0) {
            read_share(&counts[i], (unsigned)i, (unsigned)workers, arguments + 2);
            exit(0);
        }
    }
    int status;
    int bad = 0;
    while (wait(&status) > 0) {
        bad |= status;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    struct counts all = {0};
    for (int i = 0; i < workers; i++) {
        all.files += counts[i].files;
        all.failed += counts[i].failed;
        all.bytes += counts[i].bytes;
        all.text += counts[i].text;
    }
    printf("%llu %llu %.3f %.3f %.2f\n", (unsigned long long)all.files,
           (unsigned long long)all.failed, (double)all.bytes / 1e6,
           (double)all.text / 1e6,
           (double)(end.tv_sec - start.tv_sec) +
               (double)(end.tv_nsec - start.tv_nsec) / 1e9);
    return bad != 0;
}
