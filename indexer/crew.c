// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/crew.h"

#include "base/arena.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TICK_MILLISECONDS = 200, STACK_SIZE = 16 << 20 };

struct crew {
    const struct crew_work *work;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next;      // the first job not handed out
    size_t turn;      // the job whose turn it is
    bool *passed;     // by job: let the next one have its turn
    bool *finished;   // by job
    unsigned working; // threads that are not done
    bool failed;
    struct error error; // of the first job that failed
};

struct worker {
    struct crew *crew;
    unsigned number;
    pthread_t thread;
};

static bool stopping(const struct crew *crew)
{
    return crew->failed || (crew->work->stop && crew->work->stop());
}

bool crew_stopping(struct crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    bool stop = stopping(crew);
    pthread_mutex_unlock(&crew->mutex);
    return stop;
}

static void wait_a_little(struct crew *crew)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += TICK_MILLISECONDS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&crew->changed, &crew->mutex, &until);
}

bool crew_turn(struct crew *crew, size_t job)
{
    pthread_mutex_lock(&crew->mutex);
    while (crew->turn < job && !stopping(crew))
        wait_a_little(crew);
    bool mine = crew->turn >= job;
    pthread_mutex_unlock(&crew->mutex);
    return mine;
}

static void pass_locked(struct crew *crew, size_t job)
{
    crew->passed[job] = true;
    while (crew->turn < crew->work->count && crew->passed[crew->turn])
        crew->turn++;
    pthread_cond_broadcast(&crew->changed);
}

void crew_pass(struct crew *crew, size_t job)
{
    pthread_mutex_lock(&crew->mutex);
    pass_locked(crew, job);
    pthread_mutex_unlock(&crew->mutex);
}

static void *work_on(void *argument)
{
    struct worker *worker = argument;
    struct crew *crew = worker->crew;
    pthread_mutex_lock(&crew->mutex);
    while (crew->next < crew->work->count && !stopping(crew)) {
        size_t job = crew->next++;
        pthread_mutex_unlock(&crew->mutex);
        struct error err = {0};
        bool done =
            crew->work->work(crew->work->context, crew, worker->number, job, &err);
        pthread_mutex_lock(&crew->mutex);
        crew->finished[job] = done;
        if (done)
            pass_locked(crew, job);
        else if (!crew->failed && (err.code != ERROR_NONE || !stopping(crew))) {
            if (err.code == ERROR_NONE)
                error_set(&err, ERROR_INTERNAL, "a job ended without saying why");
            crew->failed = true;
            crew->error = err;
        }
        if (!done)
            break;
    }
    crew->working--;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->mutex);
    return NULL;
}

// Hands finished jobs to `done` in their order until nobody works any more. The mutex is
// held but during the calls.
static void take_results(struct crew *crew, size_t *taken)
{
    const struct crew_work *work = crew->work;
    for (;;) {
        if (*taken < work->count && crew->finished[*taken] && !crew->failed) {
            pthread_mutex_unlock(&crew->mutex);
            struct error err = {0};
            bool done = work->done(work->context, *taken, &err);
            pthread_mutex_lock(&crew->mutex);
            ++*taken;
            if (!done && !crew->failed) {
                crew->failed = true;
                crew->error = err;
            }
            continue;
        }
        if (!crew->working)
            break;
        wait_a_little(crew);
        if (work->tick) {
            pthread_mutex_unlock(&crew->mutex);
            work->tick(work->context);
            pthread_mutex_lock(&crew->mutex);
        }
    }
}

static unsigned start_workers(struct crew *crew, struct worker *workers, unsigned count,
                              struct error *err)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    // A signal goes to the thread that can act on it, and interrupts nobody's reading.
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    unsigned started = 0;
    int code = 0;
    while (started < count) {
        workers[started] = (struct worker){.crew = crew, .number = started};
        crew->working++;
        code = pthread_create(&workers[started].thread, &attributes, work_on,
                              &workers[started]);
        if (code) {
            crew->working--;
            break;
        }
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (!started)
        error_set(err, ERROR_IO, "cannot start a thread: %s", strerror(code));
    return started;
}

bool crew_run(const struct crew_work *work, unsigned workers, size_t *finished,
              struct error *err)
{
    struct crew crew = {.work = work};
    pthread_mutex_init(&crew.mutex, NULL);
    pthread_cond_init(&crew.changed, NULL);
    crew.passed = memory_array(work->count, sizeof *crew.passed);
    crew.finished = memory_array(work->count, sizeof *crew.finished);
    struct worker *threads = memory_array(workers, sizeof *threads);
    *finished = 0;
    pthread_mutex_lock(&crew.mutex);
    unsigned started = start_workers(&crew, threads, workers, err);
    if (started)
        take_results(&crew, finished);
    pthread_mutex_unlock(&crew.mutex);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i].thread, NULL);
    if (crew.failed && err)
        *err = crew.error;
    free(threads);
    free(crew.passed);
    free(crew.finished);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.mutex);
    return started && !crew.failed;
}
