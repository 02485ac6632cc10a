// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segment_files.h"

#include "base/arena.h"
#include "base/buf.h"
#include "index/mapped.h"
#include "index/segment.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

const char *segment_path(char *out, const char *folder, const char *name)
{
    snprintf(out, SEGMENT_PATH, "%s/%s", folder, name);
    return out;
}

// ---- The files of a folder ----

struct names {
    struct arena *arena;
    struct str *items; // paths from the folder
    size_t count, room;
};

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static bool add_names(struct names *names, const char *folder, const char *below,
                      struct error *err)
{
    char path[SEGMENT_PATH];
    DIR *dir = opendir(*below ? segment_path(path, folder, below) : folder);
    if (!dir)
        return error_set(err, errno == ENOENT ? ERROR_GONE : ERROR_IO,
                         "cannot read %s: %s", folder, strerror(errno));
    bool done = true;
    for (struct dirent *entry; done && (errno = 0, entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const struct str name =
            arena_printf(names->arena, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        struct stat status;
        if (lstat(segment_path(path, folder, name.at), &status) != 0) {
            done = error_set(err, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
            break;
        }
        if (S_ISDIR(status.st_mode) && !*below) {
            done = add_names(names, folder, name.at, err);
            continue;
        }
        names->items = arena_grow(names->arena, names->items, names->count, &names->room,
                                  sizeof *names->items);
        names->items[names->count++] = name;
    }
    if (done && errno)
        done = error_set(err, ERROR_IO, "cannot read %s: %s", folder, strerror(errno));
    closedir(dir);
    return done;
}

static bool list_files(struct names *names, const char *folder, struct error *err)
{
    if (!add_names(names, folder, "", err))
        return false;
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_name);
    return true;
}

// Lock files of Xapian are empty and nobody's content.
static bool counts(struct str name)
{
    return !str_ends(name, STR("/flintlock")) && !str_equal(name, STR(SEGMENT_CHECKSUMS));
}

static bool checksum_file(const char *folder, const char *name, uint64_t *size,
                          uint32_t *checksum, struct error *err)
{
    char path[SEGMENT_PATH];
    const int file = open(segment_path(path, folder, name), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return error_set(err, errno == ENOENT ? ERROR_GONE : ERROR_IO,
                         "cannot open %s: %s", path, strerror(errno));
    enum { PIECE = 1 << 18 };
    unsigned char *piece = memory_resize(NULL, PIECE);
    uLong sum = crc32(0, NULL, 0);
    ssize_t got;
    *size = 0;
    while ((got = read(file, piece, PIECE)) > 0 || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        sum = crc32(sum, piece, (uInt)got);
        *size += (uint64_t)got;
    }
    if (got < 0)
        error_set(err, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
    *checksum = (uint32_t)sum;
    free(piece);
    close(file);
    return got == 0;
}

static bool sync_path(const char *path, struct error *err)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    const bool done = file >= 0 && fsync(file) == 0;
    if (!done)
        error_set(err, ERROR_IO, "cannot write %s to disk: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    return done;
}

bool segment_seal(const char *folder, uint64_t *bytes, uint32_t *checksum,
                  struct error *err)
{
    struct names names = {.arena = arena_new()};
    struct buf lines = {0};
    char path[SEGMENT_PATH];
    *bytes = 0;
    bool done = list_files(&names, folder, err);
    for (size_t i = 0; i < names.count && done; i++) {
        uint64_t size = 0;
        uint32_t sum = 0;
        if (!counts(names.items[i]))
            continue;
        done = checksum_file(folder, names.items[i].at, &size, &sum, err) &&
               sync_path(segment_path(path, folder, names.items[i].at), err);
        buf_printf(&lines, "%08x %llu %s\n", sum, (unsigned long long)size,
                   names.items[i].at);
        *bytes += size;
    }
    struct output *output = NULL;
    done =
        done && output_open(&output, segment_path(path, folder, SEGMENT_CHECKSUMS), err);
    if (done) {
        output_add(output, lines.at, lines.len);
        done = output_close(output, err) && sync_path(path, err) &&
               sync_path(segment_path(path, folder, SEGMENT_NOTICES), err) &&
               sync_path(segment_path(path, folder, SEGMENT_DIRECTIVES), err) &&
               sync_path(folder, err);
    }
    *checksum = (uint32_t)crc32_z(0, (const unsigned char *)lines.at, lines.len);
    *bytes += lines.len;
    buf_free(&lines);
    arena_free(names.arena);
    return done;
}

// ---- Checking ----

struct check {
    void (*found)(void *context, const char *sentence);
    void *context;
    struct arena *arena;
    size_t problems;
};

static void problem(struct check *check, const char *folder, const char *name,
                    const char *what)
{
    check->problems++;
    if (check->found)
        check->found(check->context,
                     arena_printf(check->arena, "%s/%s %s", folder, name, what).at);
}

// One line of the checksums file: checksum, size, name.
static bool read_line(struct str line, uint32_t *checksum, uint64_t *size,
                      struct str *name)
{
    struct str sum, digits;
    *name = line;
    if (!str_split(&sum, name, ' ') || !str_split(&digits, name, ' ') || sum.len != 8 ||
        !digits.len || !name->len)
        return false;
    *checksum = 0;
    for (size_t i = 0; i < sum.len; i++) {
        const char *hex = "0123456789abcdef", *digit = strchr(hex, sum.at[i]);
        if (!digit || !*digit)
            return false;
        *checksum = *checksum << 4 | (uint32_t)(digit - hex);
    }
    *size = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9' || *size > UINT64_MAX / 16)
            return false;
        *size = *size * 10 + (uint64_t)(digits.at[i] - '0');
    }
    return true;
}

static bool check_file(struct check *check, const char *folder, const char *name,
                       uint64_t size, uint32_t checksum, struct error *err)
{
    uint64_t real_size = 0;
    uint32_t real_checksum = 0;
    struct error failed = {0};
    if (!checksum_file(folder, name, &real_size, &real_checksum, &failed)) {
        if (failed.code != ERROR_GONE)
            return error_set(err, failed.code, "%s", failed.message);
        problem(check, folder, name, "is missing");
    } else if (real_size != size) {
        problem(check, folder, name, "has not the size it was written with");
    } else if (real_checksum != checksum) {
        problem(check, folder, name, "was changed: its checksum is wrong");
    }
    return true;
}

static bool check_listed(struct check *check, const char *folder, struct str lines,
                         struct names *names, struct error *err)
{
    struct str line;
    size_t next = 0; // of the files that are there, in the same order as the lines
    while (str_split(&line, &lines, '\n')) {
        uint32_t checksum;
        uint64_t size;
        struct str name;
        if (!line.len)
            continue;
        if (!read_line(line, &checksum, &size, &name)) {
            problem(check, folder, SEGMENT_CHECKSUMS, "has a line that makes no sense");
            continue;
        }
        while (next < names->count && str_compare(names->items[next], name) < 0) {
            if (counts(names->items[next]))
                problem(check, folder, names->items[next].at, "does not belong there");
            next++;
        }
        if (next < names->count && str_equal(names->items[next], name))
            next++;
        if (!check_file(check, folder, arena_copy(check->arena, name).at, size, checksum,
                        err))
            return false;
    }
    for (; next < names->count; next++)
        if (counts(names->items[next]))
            problem(check, folder, names->items[next].at, "does not belong there");
    return true;
}

bool segment_check(const char *folder, uint32_t checksum,
                   void (*found)(void *context, const char *sentence), void *context,
                   struct error *err)
{
    struct check check = {found, context, arena_new(), 0};
    struct names names = {.arena = check.arena};
    struct mapped lines = {0};
    struct error failed = {0};
    char path[SEGMENT_PATH];
    bool done = true;
    if (!list_files(&names, folder, &failed) ||
        !mapped_open(&lines, segment_path(path, folder, SEGMENT_CHECKSUMS), &failed)) {
        done = failed.code == ERROR_GONE;
        if (done)
            problem(&check, folder, SEGMENT_CHECKSUMS, "is missing");
        else
            error_set(err, failed.code, "%s", failed.message);
    } else if (crc32_z(0, (const unsigned char *)lines.at, lines.len) != checksum) {
        problem(&check, folder, SEGMENT_CHECKSUMS, "is not the one the manifest names");
    } else {
        const struct str text = {lines.at, lines.len};
        done = check_listed(&check, folder, text, &names, err);
    }
    mapped_close(&lines);
    arena_free(check.arena);
    if (done && check.problems)
        return error_set(err, ERROR_DAMAGED, "the segment %s is damaged", folder);
    return done;
}

bool segment_check_file(const char *folder, const char *name, struct error *err)
{
    char path[SEGMENT_PATH];
    struct mapped lines;
    if (!mapped_open(&lines, segment_path(path, folder, SEGMENT_CHECKSUMS), NULL))
        return true;
    bool whole = true;
    struct str rest = {lines.at, lines.len}, line, listed;
    while (whole && str_split(&line, &rest, '\n')) {
        uint32_t checksum, real_checksum;
        uint64_t size, real_size;
        if (read_line(line, &checksum, &size, &listed) && str_equal(listed, str_of(name)))
            whole = checksum_file(folder, name, &real_size, &real_checksum, NULL) &&
                    real_size == size && real_checksum == checksum;
    }
    mapped_close(&lines);
    return whole || error_set(err, ERROR_DAMAGED, "%s/%s is damaged", folder, name);
}

// ---- Removing ----

bool segment_remove(const char *folder, struct error *err)
{
    DIR *dir = opendir(folder);
    if (!dir && errno == ENOENT)
        return true;
    if (!dir && errno != ENOTDIR)
        return error_set(err, ERROR_IO, "cannot read %s: %s", folder, strerror(errno));
    bool done = true;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[SEGMENT_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        segment_path(path, folder, entry->d_name);
        struct stat status;
        if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
            done = segment_remove(path, done ? err : NULL) && done;
        else if (unlink(path) != 0 && errno != ENOENT && done)
            done =
                error_set(err, ERROR_IO, "cannot remove %s: %s", path, strerror(errno));
    }
    if (dir)
        closedir(dir);
    if (done && (dir ? rmdir(folder) : unlink(folder)) != 0 && errno != ENOENT)
        return error_set(err, ERROR_IO, "cannot remove %s: %s", folder, strerror(errno));
    return done;
}
