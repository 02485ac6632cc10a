// A tracuu-reader process from the outside: started when it is needed, watched, replaced.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "corpus/message.h"

#include <sys/types.h>

struct worker {
    pid_t pid; // 0: none runs
    int socket;
    unsigned files;     // read by this process
    struct buf missing; // what its sandbox lacks, in words; empty when it is closed
    struct message message;
};

// Makes sure that one runs and is ready. ERROR_FILE when the program cannot be started.
bool worker_start(struct worker *worker, struct error *err);
// Ends it, whatever it does. For a process that died by itself `why` (may be NULL) gets
// words for that: "it crashed the reader (signal 11)".
void worker_stop(struct worker *worker, struct buf *why);
// After a file: replaces a process that is too old or too large when the next file comes.
void worker_done(struct worker *worker, uint64_t size_kb);
// Lets it use this much processor time from now on.
void worker_allow(struct worker *worker, uint32_t seconds);
void worker_free(struct worker *worker);
