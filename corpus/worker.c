// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/worker.h"

#include "base/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A process is replaced after so many files or when it grew to so many KB: what a parser
// leaks goes with it.
enum { FILES_MOST = 400, SIZE_MOST = 700 << 10, START_SECONDS = 20, SOCKET_IN_CHILD = 3 };

static bool find_program(struct buf *path)
{
    const char *told = getenv("TRACUU_READER");
    if (told && *told) {
        buf_add_str(path, str_of(told));
        return access(path->at, X_OK) == 0;
    }
    return beside_find(path, "tracuu-reader") && access(path->at, X_OK) == 0;
}

static int spawn(pid_t *pid, const char *program, int socket)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, socket, SOCKET_IN_CHILD);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!getenv("TRACUU_READER_LOUD")) {
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    }
    // Ctrl-C is for us: the reader ends when we let it.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    char *arguments[] = {(char *)"tracuu-reader", NULL};
    // It needs nothing of our surroundings; the recogniser must not start threads.
    char *surroundings[8] = {(char *)"LC_ALL=C.UTF-8", (char *)"OMP_THREAD_LIMIT=1",
                             (char *)"MALLOC_ARENA_MAX=1"};
    size_t count = 3;
    static const char *const passed_on[] = {
        "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TESSDATA_PREFIX="};
    for (char **variable = environ; *variable; variable++) {
        for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++) {
            if (strncmp(*variable, passed_on[i], strlen(passed_on[i])) == 0 &&
                count < 7) {
                surroundings[count++] = *variable;
            }
        }
    }
    int failed =
        posix_spawn(pid, program, &actions, &attributes, arguments, surroundings);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

bool worker_start(struct worker *worker, struct error *err)
{
    if (worker->pid) {
        return true;
    }
    struct buf program = {0};
    int pair[2];
    if (!find_program(&program)) {
        buf_free(&program);
        return error_set(err, ERROR_FILE,
                         "the program tracuu-reader, which reads such files, is missing");
    }
    // The child's end must not be number 3 already: copying a file onto itself would
    // leave it to be closed.
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        buf_free(&program);
        return error_set(err, ERROR_IO, "cannot make a socket: %s", strerror(errno));
    }
    if (pair[1] == SOCKET_IN_CHILD) {
        int other = fcntl(pair[1], F_DUPFD_CLOEXEC, SOCKET_IN_CHILD + 1);
        close(pair[1]);
        pair[1] = other;
    }
    int failed = pair[1] < 0 ? errno : spawn(&worker->pid, program.at, pair[1]);
    close(pair[1]);
    if (failed) {
        error_set(err, ERROR_IO, "cannot start %s: %s", program.at, strerror(failed));
        close(pair[0]);
        buf_free(&program);
        worker->pid = 0;
        return false;
    }
    buf_free(&program);
    worker->socket = pair[0];
    worker->files = 0;
    enum message_end end = message_receive(worker->socket, &worker->message,
                                           message_clock() + START_SECONDS * 1000);
    if (end != MESSAGE_HERE || worker->message.kind != MESSAGE_HELLO) {
        worker_stop(worker, NULL);
        return error_set(
            err, ERROR_FILE,
            "the program tracuu-reader, which reads such files, does not start");
    }
    buf_clear(&worker->missing);
    buf_add_str(&worker->missing, buf_str(&worker->message.bytes));
    return true;
}

void worker_stop(struct worker *worker, struct buf *why)
{
    if (!worker->pid) {
        return;
    }
    // Asked why it died, we give it the moment to do so.
    int status = 0;
    pid_t ended = 0;
    for (int wait = 0; why && wait < 200 && ended == 0; wait++) {
        ended = waitpid(worker->pid, &status, WNOHANG);
        if (ended == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
    }
    if (ended == 0) {
        kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    close(worker->socket);
    worker->pid = 0;
    if (!why) {
        return;
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
        buf_printf(why, "it made the reader try something forbidden");
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        buf_printf(why, "it takes too long to read");
    } else if (WIFSIGNALED(status)) {
        buf_printf(why, "it crashes the reader (%s)", strsignal(WTERMSIG(status)));
    } else {
        buf_printf(why, "it needs too much memory to read");
    }
}

void worker_done(struct worker *worker, uint64_t size_kb)
{
    worker->files++;
    if (worker->files >= FILES_MOST || size_kb > SIZE_MOST) {
        worker_stop(worker, NULL);
    }
}

void worker_allow(struct worker *worker, uint32_t seconds)
{
    clockid_t clock;
    struct timespec used = {0};
    if (clock_getcpuclockid(worker->pid, &clock) == 0) {
        clock_gettime(clock, &used);
    }
    rlim_t most = (rlim_t)used.tv_sec + seconds + 1;
    struct rlimit limit;
    if (prlimit(worker->pid, RLIMIT_CPU, NULL, &limit) == 0) {
        limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
        prlimit(worker->pid, RLIMIT_CPU, &limit, NULL);
    }
}

void worker_free(struct worker *worker)
{
    worker_stop(worker, NULL);
    buf_free(&worker->missing);
    buf_free(&worker->message.bytes);
}
