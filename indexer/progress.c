// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/progress.h"

#include "base/arena.h"
#include "base/screen.h"
#include "base/translate.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_SIZE = 160 };

static const double seconds_between_lines = 0.2;

struct progress {
    pthread_mutex_t mutex;
    bool terminal;
    int width;      // of the line that stands there, in columns
    double drawn;   // when
    double started; // when the first file was counted
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct progress *progress_open(void)
{
    struct progress *progress = memory_new(sizeof *progress);
    pthread_mutex_init(&progress->mutex, NULL);
    const char *no_colour = getenv("NO_COLOR");
    progress->terminal = isatty(STDERR_FILENO) == 1 && !(no_colour && *no_colour);
    return progress;
}

// Blanks, so that terminals that know no escapes are served as well.
static void wipe_line(struct progress *progress)
{
    if (progress->width)
        fprintf(stderr, "\r%*s\r", progress->width, "");
    progress->width = 0;
}

void progress_close(struct progress *progress)
{
    if (!progress)
        return;
    wipe_line(progress);
    fflush(stderr);
    pthread_mutex_destroy(&progress->mutex);
    free(progress);
}

const char *progress_number(uint64_t number, char *out)
{
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    char *end = out;
    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            *end++ = ',';
        *end++ = digits[i];
    }
    *end = '\0';
    return out;
}

static int columns_of(const char *line)
{
    int columns = 0;
    for (; *line; line++)
        columns += (*line & 0xc0) != 0x80;
    return columns;
}

static void draw(struct progress *progress, const char *line)
{
    int columns = columns_of(line);
    int rest = progress->width > columns ? progress->width - columns : 0;
    fprintf(stderr, "\r%s%*s", line, rest, "");
    fflush(stderr);
    progress->width = columns;
    progress->drawn = now();
}

static bool is_due(const struct progress *progress)
{
    return progress->terminal && now() - progress->drawn >= seconds_between_lines;
}

static void print_time_left(char *out, size_t size, double seconds)
{
    if (seconds < 90)
        snprintf(out, size, _("%.0f s left"), seconds);
    else if (seconds < 90 * 60)
        snprintf(out, size, _("%.0f min left"), seconds / 60);
    else
        snprintf(out, size, _("%.1f h left"), seconds / 3600);
}

void progress_files(struct progress *progress, size_t files, size_t of_files,
                    uint64_t bytes, uint64_t of_bytes)
{
    pthread_mutex_lock(&progress->mutex);
    if (!progress->started)
        progress->started = now();
    if (is_due(progress)) {
        char line[LINE_SIZE], count[32], of[32], left[40] = "";
        double seconds = now() - progress->started;
        double rate = seconds > 0 ? (double)bytes / seconds : 0;
        if (rate > 0 && seconds > 1 && of_bytes > bytes)
            print_time_left(left, sizeof left, (double)(of_bytes - bytes) / rate);
        snprintf(line, sizeof line, _("%s of %s files · %.1f MB/s%s%s"),
                 progress_number(files, count), progress_number(of_files, of), rate / 1e6,
                 *left ? " · " : "", left);
        draw(progress, line);
    }
    pthread_mutex_unlock(&progress->mutex);
}

void progress_count(struct progress *progress, const char *what, size_t count)
{
    pthread_mutex_lock(&progress->mutex);
    if (is_due(progress)) {
        char line[LINE_SIZE], number[32];
        snprintf(line, sizeof line, "%s: %s", what, progress_number(count, number));
        draw(progress, line);
    }
    pthread_mutex_unlock(&progress->mutex);
}

void progress_say(struct progress *progress, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pthread_mutex_lock(&progress->mutex);
    wipe_line(progress);
    vsay(format, arguments);
    fputc('\n', stderr);
    pthread_mutex_unlock(&progress->mutex);
    va_end(arguments);
}
