// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_command.h"

#include "base/command.h"
#include "base/translate.h"
#include "index/place.h"
#include "indexer/indexer.h"
#include "indexer/progress.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum option {
    OPTION_INDEX,
    OPTION_JOBS,
    OPTION_REBUILD,
    OPTION_FORGET,
    OPTION_RETRY_FAILED,
    OPTION_OCR,
    OPTION_SERVABLE,
    OPTION_REQUIRE_SANDBOX,
    OPTION_COUNT,
};

static const struct command_option options[OPTION_COUNT] = {
    [OPTION_INDEX] = COMMAND_OPTION_INDEX,
    [OPTION_JOBS] = {"jobs", "N", "so many threads at once"},
    [OPTION_REBUILD] = {"rebuild", NULL, "builds everything anew"},
    [OPTION_FORGET] = {"forget", "PATH", "takes a folder or file out of the index"},
    [OPTION_RETRY_FAILED] = {"retry-failed", NULL,
                             "reads files again that could not be read"},
    [OPTION_OCR] = {"ocr", "never|missing|all",
                    "which pages are recognised from their image"},
    [OPTION_SERVABLE] = {"servable", NULL, "keeps a form that other hosts can search"},
    [OPTION_REQUIRE_SANDBOX] = {"require-sandbox", NULL,
                                "reads foreign formats only when they can be closed in"},
};

enum { MOST_JOBS = 256 };

static volatile sig_atomic_t signal_seen;

static void note_signal(int number)
{
    signal_seen = number;
}

static bool stop_wanted(void)
{
    return signal_seen != 0;
}

// The first signal ends the work cleanly; a second one of the kind ends the process, as
// people expect.
static void watch_signals(void)
{
    struct sigaction ending = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &ending, NULL);
    sigaction(SIGTERM, &ending, NULL);
    sigaction(SIGHUP, &ending, NULL);
    // A full quota and a reader that left are errors with a sentence, not sudden death.
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

static unsigned processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set) < MOST_JOBS ? (unsigned)CPU_COUNT(&set) : MOST_JOBS;
    return 1;
}

static bool read_jobs(unsigned *jobs, const char *value, struct error *err)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || number < 1 || number > MOST_JOBS)
        return error_set(err, ERROR_USAGE,
                         _("--jobs takes a number from 1 to %d, not %s"), MOST_JOBS,
                         value);
    *jobs = (unsigned)number;
    return true;
}

static bool read_ocr(enum reader_ocr *ocr, const char *value, struct error *err)
{
    static const char *const names[] = {"never", "missing", "all"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            *ocr = (enum reader_ocr)i;
            return true;
        }
    }
    return error_set(err, ERROR_USAGE, _("--ocr takes never, missing or all, not %s"),
                     value);
}

struct request {
    struct indexer_options indexer;
    const char *index; // --index
    const char **paths, **forget;
};

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    struct request *request = context;
    struct indexer_options *indexer = &request->indexer;
    switch ((enum option)option) {
    case OPTION_INDEX:
        request->index = value;
        break;
    case OPTION_JOBS:
        return read_jobs(&indexer->jobs, value, err);
    case OPTION_REBUILD:
        indexer->rebuild = true;
        break;
    case OPTION_FORGET:
        request->forget[indexer->forget_count++] = value;
        break;
    case OPTION_RETRY_FAILED:
        indexer->retry_failed = true;
        break;
    case OPTION_OCR:
        return read_ocr(&indexer->reader.ocr, value, err);
    case OPTION_SERVABLE:
        indexer->servable = true;
        break;
    case OPTION_REQUIRE_SANDBOX:
        indexer->reader.require_sandbox = true;
        break;
    case OPTION_COUNT:
        break;
    }
    return true;
}

static bool take_path(void *context, const char *path, struct error *err)
{
    struct request *request = context;
    if (!*path)
        return error_set(err, ERROR_USAGE, _("a path is empty"));
    request->paths[request->indexer.path_count++] = path;
    return true;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// PATH/.tracuu, or .tracuu beside PATH when that is a file.
static const char *folder_for(const char *path, struct arena *arena)
{
    struct str typed = str_of(path);
    while (typed.len > 1 && typed.at[typed.len - 1] == '/')
        typed.len--;
    if (!is_folder(path)) {
        while (typed.len && typed.at[typed.len - 1] != '/')
            typed.len--;
        return arena_printf(arena, "%.*s.tracuu", STR_ARG(typed)).at;
    }
    const char *slash = typed.len && typed.at[typed.len - 1] == '/' ? "" : "/";
    return arena_printf(arena, "%.*s%s.tracuu", STR_ARG(typed), slash).at;
}

// An index is made in a new folder or in an empty one: never among somebody's files.
static bool may_hold_index(const char *folder, struct error *err)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return error_set(err, ERROR_IO, _("cannot open %s: %s"), folder, strerror(errno));
    bool ours = false, empty = true;
    for (struct dirent *item; (item = readdir(listing));) {
        const char *name = item->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        empty = false;
        // The lock is the first thing that a run makes.
        ours = ours || strcmp(name, "lock") == 0 || strcmp(name, "manifest") == 0;
    }
    closedir(listing);
    if (ours || empty)
        return true;
    error_set(err, ERROR_USAGE, _("%s is not empty and holds no index"), folder);
    return error_hint(err, _("name a new folder for the index: --index DIR"));
}

// Finds the index folder, or makes it when a path was given.
static bool find_folder(struct request *request, struct arena *arena, struct error *err)
{
    const char *folder;
    if (!place_find(&folder, request->index, arena, err)) {
        if (!err || err->code != ERROR_NO_INDEX || !request->indexer.path_count)
            return false;
        folder = folder_for(request->paths[0], arena);
    }
    request->indexer.folder = folder;
    *err = (struct error){0};
    if (!request->indexer.path_count) {
        if (!is_folder(folder)) {
            error_set(err, ERROR_NO_INDEX, _("there is no index in %s"), folder);
            return error_hint(err, _("make one with `tracuu index FOLDER`"));
        }
        return may_hold_index(folder, err);
    }
    for (size_t i = 0; i < request->indexer.path_count; i++) {
        struct stat status;
        if (stat(request->paths[i], &status) != 0)
            return error_set(err, ERROR_USAGE, _("cannot index %s: %s"),
                             request->paths[i], strerror(errno));
        if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode))
            return error_set(err, ERROR_USAGE,
                             _("cannot index %s: it is neither a file nor a folder"),
                             request->paths[i]);
    }
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        error_set(err, ERROR_IO, _("cannot make %s: %s"), folder, strerror(errno));
        return error_hint(err, _("the index may stand elsewhere: --index DIR"));
    }
    return may_hold_index(folder, err);
}

static void print_summary(const struct indexer_summary *summary, double seconds)
{
    char notices[32], added[32], renewed[32], gone[32];
    fprintf(stderr, _n("%s notice", "%s notices", summary->notices),
            progress_number(summary->notices, notices));
    if (!summary->published)
        fputs(_(", nothing to do"), stderr);
    if (summary->added)
        fprintf(stderr, _(", %s new"), progress_number(summary->added, added));
    if (summary->renewed)
        fprintf(stderr, _(", %s analysed anew"),
                progress_number(summary->renewed, renewed));
    if (summary->gone)
        fprintf(stderr, _n(", %s file gone", ", %s files gone", summary->gone),
                progress_number(summary->gone, gone));
    if (summary->failed)
        fprintf(stderr, _(", %zu failed (tracuu list failed)"), summary->failed);
    fprintf(stderr, _(" in %.1f s"), seconds);
    if (summary->bytes > 1000000)
        fprintf(stderr, _(" (%.1f MB/s)"), (double)summary->bytes / 1e6 / seconds);
    fputc('\n', stderr);
    if (summary->kept_old)
        fputs(_("tracuu: index: interrupted; the old index stays as it was\n"), stderr);
    else if (summary->interrupted)
        fputs(_("tracuu: index: interrupted; what was finished is kept, the next run "
                "goes on "
                "from there\n"),
              stderr);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const struct command_syntax syntax = {
    .options = options,
    .count = OPTION_COUNT,
    .take_option = take_option,
    .take_operand = take_path,
};

static int run(struct request *request, int count, char **arguments, struct arena *arena)
{
    struct error err = {0};
    if (!command_read(&syntax, count, arguments, request, &err) ||
        !find_folder(request, arena, &err))
        return command_fail("index", &err);
    request->indexer.paths = request->paths;
    request->indexer.forget = request->forget;
    request->indexer.stop = stop_wanted;
    watch_signals();
    double started = now();
    struct indexer_summary summary;
    if (!indexer_run(&request->indexer, &summary, &err))
        return command_fail("index", &err);
    print_summary(&summary, now() - started);
    return summary.failed ? command_exit_code(ERROR_FILE) : 0;
}

int index_command(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct request request = {.indexer.jobs = processors()};
    request.paths = ARENA_ARRAY(arena, const char *, (size_t)count + 1);
    request.forget = ARENA_ARRAY(arena, const char *, (size_t)count + 1);
    int code = run(&request, count, arguments, arena);
    arena_free(arena);
    if (signal_seen) {
        // Whoever started us sees what ended us.
        signal(signal_seen, SIG_DFL);
        raise(signal_seen);
    }
    return code;
}
