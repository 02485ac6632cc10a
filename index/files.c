// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/files.h"

#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const char magic[16] = "tracuu files 1\n";

// All numbers as this machine has them: `order` tells a table that came from another kind
// of machine.
struct head {
    char magic[16];
    uint64_t order;
    uint64_t count;
    uint64_t failed;
    uint64_t listed;  // files that are notices: the length of the list by id
    uint64_t notices; // different ids among them
    uint64_t strings; // bytes of all paths and reasons
};

static const uint64_t byte_order = 0x0102030405060708;

struct record {
    uint64_t path_at; // in the strings; the reason follows
    uint32_t path_len;
    uint32_t reason_len;
    uint64_t size;
    int64_t modified;
    int64_t changed;
    uint64_t inode;
    struct identity identity;
    uint32_t segment;
    uint8_t kind;
    uint8_t flags;
    uint16_t spare;
};

_Static_assert(sizeof(struct head) == 64, "the head has no holes");
_Static_assert(sizeof(struct record) == 72, "records have no holes");

struct files {
    void *map;
    size_t size;
    struct head head;
    const struct record *records;
    const uint32_t *by_id;
    const char *strings;
};

static size_t padded(size_t size)
{
    return (size + 7) / 8 * 8;
}

static bool damaged(struct error *err, const char *path)
{
    error_set(err, ERROR_DAMAGED, "%s is damaged", path);
    return error_hint(err, "`tracuu index --rebuild` makes the index anew");
}

static bool lay_out(struct files *files)
{
    struct head *head = &files->head;
    if (files->size < sizeof *head)
        return false;
    memcpy(head, files->map, sizeof *head);
    if (memcmp(head->magic, magic, sizeof magic) != 0 || head->order != byte_order ||
        head->count > UINT32_MAX || head->listed > head->count ||
        head->strings > files->size)
        return false;
    size_t records = sizeof *head;
    size_t by_id = records + head->count * sizeof(struct record);
    size_t strings = by_id + padded(head->listed * sizeof(uint32_t));
    files->records = (const void *)((const char *)files->map + records);
    files->by_id = (const void *)((const char *)files->map + by_id);
    files->strings = (const char *)files->map + strings;
    return strings + head->strings == files->size;
}

static bool map_file(struct files *files, const char *path, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return error_set(err, errno == ENOENT ? ERROR_GONE : ERROR_IO,
                         "cannot open %s: %s", path, strerror(errno));
    struct stat status;
    bool done = fstat(file, &status) == 0;
    if (done && status.st_size > 0) {
        files->size = (size_t)status.st_size;
        files->map = mmap(NULL, files->size, PROT_READ, MAP_SHARED, file, 0);
        done = files->map != MAP_FAILED;
    }
    int code = errno;
    close(file);
    if (!done) {
        files->map = NULL;
        return error_set(err, ERROR_IO, "cannot read %s: %s", path, strerror(code));
    }
    return lay_out(files) ? true : damaged(err, path);
}

bool files_open(struct files **out, const char *folder, struct str name,
                struct error *err)
{
    *out = NULL;
    struct files *files = memory_new(sizeof *files);
    if (name.len) {
        struct buf path = {0};
        buf_printf(&path, "%s/%.*s", folder, STR_ARG(name));
        bool done = map_file(files, path.at, err);
        buf_free(&path);
        if (!done) {
            files_close(files);
            return false;
        }
    }
    *out = files;
    return true;
}

void files_close(struct files *files)
{
    if (!files)
        return;
    if (files->map)
        munmap(files->map, files->size);
    free(files);
}

size_t files_count(const struct files *files)
{
    return (size_t)files->head.count;
}

size_t files_failed(const struct files *files)
{
    return (size_t)files->head.failed;
}

size_t files_notices(const struct files *files)
{
    return (size_t)files->head.notices;
}

static struct str path_of(const struct files *files, const struct record *record)
{
    uint64_t len = (uint64_t)record->path_len + record->reason_len;
    if (record->path_at > files->head.strings ||
        len > files->head.strings - record->path_at)
        return STR("");
    return (struct str){files->strings + record->path_at, record->path_len};
}

void files_at(const struct files *files, size_t number, struct file *out)
{
    const struct record *record = &files->records[number];
    struct str path = path_of(files, record);
    *out = (struct file){
        .path = path,
        .kind = record->kind == FILE_MEMBER ? FILE_MEMBER : FILE_PLAIN,
        .flags = record->flags,
        .size = record->size,
        .modified = record->modified,
        .changed = record->changed,
        .inode = record->inode,
        .identity = record->identity,
        .segment = record->segment,
    };
    if (record->reason_len && path.len)
        out->reason = (struct str){path.at + path.len, record->reason_len};
}

size_t files_from(const struct files *files, struct str path)
{
    size_t from = 0, to = (size_t)files->head.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (str_compare(path_of(files, &files->records[middle]), path) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

ptrdiff_t files_find(const struct files *files, struct str path)
{
    size_t number = files_from(files, path);
    if (number < files->head.count &&
        str_equal(path_of(files, &files->records[number]), path))
        return (ptrdiff_t)number;
    return -1;
}

// The file at a position of the list by id; NULL when the list is damaged.
static const struct record *listed(const struct files *files, size_t position)
{
    uint32_t number = files->by_id[position];
    return number < files->head.count ? &files->records[number] : NULL;
}

ptrdiff_t files_same(const struct files *files, uint64_t id, size_t nth)
{
    size_t from = 0, to = (size_t)files->head.listed;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct record *record = listed(files, middle);
        if (!record)
            return -1;
        if (identity_number(&record->identity) < id)
            from = middle + 1;
        else
            to = middle;
    }
    if (nth >= files->head.listed - from)
        return -1;
    const struct record *record = listed(files, from + nth);
    return record && identity_number(&record->identity) == id ? record - files->records
                                                              : -1;
}

static void print_checksum(char checksum[FILES_CHECKSUM_SIZE], uint64_t size,
                           uint32_t crc)
{
    snprintf(checksum, FILES_CHECKSUM_SIZE, "%08" PRIx32 "%08" PRIx32, (uint32_t)size,
             crc);
}

bool files_large(const struct files *files)
{
    enum {
        SMALL = 256 << 10
    }; // bytes; about 2,000 files, read in a fifth of a millisecond
    return files->size > SMALL;
}

bool files_verify(const struct files *files, struct str checksum, struct error *err)
{
    if (!files->map)
        return checksum.len ? damaged(err, "the table of files") : true;
    char actual[FILES_CHECKSUM_SIZE];
    uint32_t crc = (uint32_t)crc32_z(crc32_z(0, NULL, 0), files->map, files->size);
    print_checksum(actual, files->size, crc);
    return str_equal(str_of(actual), checksum) ? true
                                               : damaged(err, "the table of files");
}

// A file being written, and the checksum of what went into it.
struct writer {
    int file;
    struct buf waiting;
    uint64_t size;
    uLong crc;
    int failed; // errno of the first failure
};

static void flush_writer(struct writer *writer)
{
    writer->crc = crc32_z(writer->crc, (const unsigned char *)writer->waiting.at,
                          writer->waiting.len);
    writer->size += writer->waiting.len;
    struct str rest = buf_str(&writer->waiting);
    while (rest.len && !writer->failed) {
        ssize_t written = write(writer->file, rest.at, rest.len);
        if (written >= 0)
            rest = str_slice(rest, (size_t)written, rest.len);
        else if (errno != EINTR)
            writer->failed = errno;
    }
    buf_clear(&writer->waiting);
}

static void put(struct writer *writer, const void *bytes, size_t len)
{
    buf_add(&writer->waiting, bytes, len);
    if (writer->waiting.len >= 1 << 20)
        flush_writer(writer);
}

struct listing {
    uint64_t id;
    uint32_t number;
};

static int compare_listings(const void *left, const void *right)
{
    const struct listing *a = left, *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

struct source {
    size_t count;
    void (*at)(const void *context, size_t number, struct file *out);
    const void *context;
};

// Fills the head and lists the notices by id.
static struct listing *survey(struct head *head, const struct source *source)
{
    *head = (struct head){.order = byte_order, .count = source->count};
    memcpy(head->magic, magic, sizeof magic);
    struct listing *listings = memory_array(source->count, sizeof *listings);
    for (size_t i = 0; i < source->count; i++) {
        struct file file;
        source->at(source->context, i, &file);
        head->strings += file.path.len + file.reason.len;
        head->failed += (file.flags & FILE_FAILED) != 0;
        if (file.segment)
            listings[head->listed++] =
                (struct listing){identity_number(&file.identity), (uint32_t)i};
    }
    qsort(listings, head->listed, sizeof *listings, compare_listings);
    for (size_t i = 0; i < head->listed; i++)
        head->notices += i == 0 || listings[i - 1].id != listings[i].id;
    return listings;
}

static void put_records(struct writer *writer, const struct source *source)
{
    uint64_t path_at = 0;
    for (size_t i = 0; i < source->count; i++) {
        struct file file;
        source->at(source->context, i, &file);
        struct record record = {
            .path_at = path_at,
            .path_len = (uint32_t)file.path.len,
            .reason_len = (uint32_t)file.reason.len,
            .size = file.size,
            .modified = file.modified,
            .changed = file.changed,
            .inode = file.inode,
            .identity = file.identity,
            .segment = file.segment,
            .kind = (uint8_t)file.kind,
            .flags = (uint8_t)file.flags,
        };
        put(writer, &record, sizeof record);
        path_at += file.path.len + file.reason.len;
    }
}

static void put_table(struct writer *writer, const struct source *source)
{
    struct head head;
    struct listing *listings = survey(&head, source);
    put(writer, &head, sizeof head);
    put_records(writer, source);
    for (size_t i = 0; i < head.listed; i++)
        put(writer, &listings[i].number, sizeof listings[i].number);
    if (head.listed % 2)
        put(writer, &(uint32_t){0}, sizeof(uint32_t));
    for (size_t i = 0; i < source->count; i++) {
        struct file file;
        source->at(source->context, i, &file);
        put(writer, file.path.at, file.path.len);
        put(writer, file.reason.at, file.reason.len);
    }
    flush_writer(writer);
    free(listings);
}

bool files_write(const char *folder, struct str name, size_t count,
                 void (*at)(const void *context, size_t number, struct file *out),
                 const void *context, char checksum[FILES_CHECKSUM_SIZE],
                 struct error *err)
{
    if (count > UINT32_MAX)
        return error_set(err, ERROR_IO, "more files than one index can hold");
    struct buf path = {0};
    buf_printf(&path, "%s/%.*s", folder, STR_ARG(name));
    struct writer writer = {.crc = crc32_z(0, NULL, 0)};
    writer.file = open(path.at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (writer.file < 0) {
        error_set(err, ERROR_IO, "cannot write %s: %s", path.at, strerror(errno));
        buf_free(&path);
        return false;
    }
    put_table(&writer, &(struct source){count, at, context});
    if (!writer.failed && fsync(writer.file) != 0)
        writer.failed = errno;
    if (close(writer.file) != 0 && !writer.failed)
        writer.failed = errno;
    if (writer.failed) {
        error_set(err, ERROR_IO, "cannot write %s: %s", path.at, strerror(writer.failed));
        unlink(path.at);
    } else {
        print_checksum(checksum, writer.size, (uint32_t)writer.crc);
    }
    buf_free(&writer.waiting);
    buf_free(&path);
    return !writer.failed;
}
