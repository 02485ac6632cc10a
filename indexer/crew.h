// Threads that do numbered jobs side by side, so that what comes out is the same whatever
// the timing.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"

#include <stddef.h>

//   jobs  0 1 2 3 4 5 …     handed out in order
//   work  in threads, side by side; where a job must know what those before
//         it found, it waits for its turn
//   done  in the calling thread, in order, each job once
struct crew;

struct crew_work {
    void *context;
    size_t count;
    // Does one job in a thread; `worker` < workers. True: finished. False with an error:
    // everything stops. False without one: given up because the crew is stopping.
    bool (*work)(void *context, struct crew *crew, unsigned worker, size_t job,
                 struct error *err);
    // Takes what a finished job left, in the calling thread. False with an error stops
    // everything.
    bool (*done)(void *context, size_t job, struct error *err);
    // Called in the calling thread several times a second.
    void (*tick)(void *context);
    // True when a person wants everything to end (looked at often, from all threads). May
    // be NULL.
    bool (*stop)(void);
};

// Runs all jobs. When stopped, jobs that are finished and have no unfinished one before
// them are still handed to `done`.
// *finished: jobs handed to done. True when nothing went wrong, stopped or not.
bool crew_run(const struct crew_work *work, unsigned workers, size_t *finished,
              struct error *err);

// Waits until every job before `job` has passed or ended; false when the crew is stopping
// instead. A job may ask more than once.
bool crew_turn(struct crew *crew, size_t job);
// Lets the next job have its turn.
void crew_pass(struct crew *crew, size_t job);
bool crew_stopping(struct crew *crew);
