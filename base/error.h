// What went wrong, in a sentence for a person and a code for the caller.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdbool.h>

// One code for each thing that a caller does differently; main turns it into the exit
// code of the manual.
enum error_code {
    ERROR_NONE,
    ERROR_HELP, // nothing: --help was asked for and has been given (exit 0)
    // the command line or the question cannot be understood, or is ambiguous (exit 2)
    ERROR_USAGE,
    ERROR_NO_INDEX, // there is no index where one was looked for (exit 3)
    // the index is damaged, or of a format that this program does not know (exit 3)
    ERROR_DAMAGED,
    ERROR_GONE, // a segment disappeared under the reader: read the manifest again, once
    ERROR_FILE, // one file of the archive cannot be read; the others can (exit 4)
    ERROR_IO, // reading or writing the index or the output failed: disk full … (exit 5)
    ERROR_REMOTE,   // a shard did not answer; the others did (exit 6)
    ERROR_LOCKED,   // another process is writing the index (exit 75)
    ERROR_INTERNAL, // a library did what it should not (exit 5)
};

enum { ERROR_MESSAGE_SIZE = 1024 };

// Filled by whoever fails; start with {0}. `hint` may be empty: what the person can do
// about it.
struct error {
    enum error_code code;
    char message[ERROR_MESSAGE_SIZE];
    char hint[ERROR_MESSAGE_SIZE];
};

// Fills *err (which may be NULL) and returns false, so that `return error_set(…);` is the
// whole idiom.
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Adds what the person can do; returns false.
bool error_hint(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
