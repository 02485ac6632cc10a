// How far the work is, on one line of a terminal, and sentences that scroll by above it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress;

// The line is drawn on stderr only when that is a terminal. Any thread may call any of
// these.
struct progress *progress_open(void);
// Ends the line, so that what is printed next starts on one of its own.
void progress_close(struct progress *progress);

// "1,200 of 5,000 files · 24.1 MB/s · 2 min left"; at most a few times a second. of_bytes
// 0: no rate and no time.
void progress_files(struct progress *progress, size_t files, size_t of_files,
                    uint64_t bytes, uint64_t of_bytes);
// A sentence and a number: "Looking at the files: 12,000".
void progress_count(struct progress *progress, const char *what, size_t count);
// A whole line of its own, terminal or not.
void progress_say(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// 1234567 as "1,234,567"; `out` has 32 bytes.
const char *progress_number(uint64_t number, char *out);
