// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/reader.h"

#include "base/arena.h"
#include "base/buf.h"
#include "corpus/gzip.h"
#include "corpus/kind.h"
#include "corpus/text.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_SECONDS = 60 };
#define DEFAULT_TEXT_SIZE (UINT64_C(32) << 20)
#define DEFAULT_FILE_SIZE (UINT64_C(1) << 30)

struct reader {
    struct reader_options options;
    struct buf ocr_folder;
    struct buf file;     // the bytes of the file being read
    struct buf unpacked; // … of what was packed in it
    struct buf converted;
    struct buf reason;
};

// One call of reader_read.
struct job {
    struct reader *reader;
    const struct reader_calls *calls;
    struct reader_result *result;
    struct str name;
};

struct reader *reader_open(const struct reader_options *options)
{
    struct reader *reader = memory_new(sizeof *reader);
    *reader = (struct reader){.options = *options};
    buf_add_str(&reader->ocr_folder, options->ocr_folder);
    reader->options.ocr_folder =
        options->ocr_folder.at ? buf_str(&reader->ocr_folder) : (struct str){0};
    if (!reader->options.seconds) {
        reader->options.seconds = DEFAULT_SECONDS;
    }
    if (!reader->options.text_size) {
        reader->options.text_size = DEFAULT_TEXT_SIZE;
    }
    if (!reader->options.file_size) {
        reader->options.file_size = DEFAULT_FILE_SIZE;
    }
    return reader;
}

void reader_close(struct reader *reader)
{
    if (!reader) {
        return;
    }
    buf_free(&reader->ocr_folder);
    buf_free(&reader->file);
    buf_free(&reader->unpacked);
    buf_free(&reader->converted);
    buf_free(&reader->reason);
    free(reader);
}

static void hex_of(struct sha256_ctx *hash, char hex[READER_HASH_SIZE])
{
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

void reader_hash_bytes(struct str bytes, char hex[READER_HASH_SIZE])
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, bytes.len, (const unsigned char *)bytes.at);
    hex_of(&hash, hex);
}

bool reader_hash(struct str path, char hex[READER_HASH_SIZE], struct error *err)
{
    struct buf name = {0};
    buf_add_str(&name, path);
    int fd = open(name.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    buf_free(&name);
    if (fd < 0) {
        return error_set(err, ERROR_FILE, "%s", strerror(errno));
    }
    struct sha256_ctx hash;
    sha256_init(&hash);
    unsigned char piece[1 << 16];
    ssize_t got;
    while ((got = read(fd, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            error_set(err, ERROR_FILE, "%s", strerror(errno));
            close(fd);
            return false;
        }
        sha256_update(&hash, (size_t)got, piece);
    }
    close(fd);
    hex_of(&hash, hex);
    return true;
}

uint32_t reader_page(const uint32_t *pages, uint32_t page_count, uint64_t at)
{
    uint32_t low = 0;
    uint32_t high = page_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pages[middle] <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void fail(struct job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void fail(struct job *job, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buf_clear(&job->reader->reason);
    buf_vprintf(&job->reader->reason, format, arguments);
    va_end(arguments);
    job->result->failed++;
    job->calls->fail(job->calls->context, (struct str){0}, buf_str(&job->reader->reason));
}

static bool named_markdown(struct str name)
{
    return str_ends(name, STR(".md")) || str_ends(name, STR(".markdown")) ||
           str_ends(name, STR(".MD")) || str_ends(name, STR(".md.gz"));
}

static void take_text(struct job *job, struct str bytes)
{
    struct reader *reader = job->reader;
    if (bytes.len > reader->options.text_size) {
        fail(job, "a text of %zu MB; texts of up to %zu MB are read", bytes.len >> 20,
             (size_t)reader->options.text_size >> 20);
        return;
    }
    struct error error = {0};
    struct reading reading = {.format = named_markdown(job->name) ? STR("markdown")
                                                                  : STR("text")};
    char source[TEXT_SOURCE_SIZE];
    buf_clear(&reader->converted);
    if (!text_decode(&reading.text, source, &reader->converted, bytes, &error)) {
        fail(job, "%s", error.message);
        return;
    }
    if (str_trim(reading.text).len == 0) {
        fail(job, "there is nothing in it but white space");
        return;
    }
    reading.source = str_of(source);
    memcpy(reading.sha256, job->result->sha256, sizeof reading.sha256);
    job->result->texts++;
    job->calls->take(job->calls->context, &reading);
}

static void read_bytes(struct job *job, struct str bytes, bool packed)
{
    struct reader *reader = job->reader;
    enum kind kind = kind_of(str_slice(bytes, 0, KIND_LOOK));
    switch (kind) {
    case KIND_EMPTY:
        fail(job, packed ? "the packed file is empty" : "the file is empty");
        return;
    case KIND_TEXT:
        take_text(job, bytes);
        return;
    case KIND_GZIP:
        if (packed) {
            fail(job, "gzip in gzip");
            return;
        }
        buf_clear(&reader->unpacked);
        struct error error = {0};
        if (!gzip_unpack(&reader->unpacked, bytes, reader->options.file_size, &error)) {
            fail(job, "%s", error.message);
            return;
        }
        read_bytes(job, buf_str(&reader->unpacked), true);
        return;
    default:
        fail(job, "%s, not a text", kind_name(kind, bytes));
    }
}

bool reader_read_bytes(struct reader *reader, struct str name, struct str bytes,
                       const struct reader_calls *calls, struct reader_result *result,
                       struct error *err)
{
    (void)err;
    *result = (struct reader_result){.size = bytes.len};
    struct job job = {reader, calls, result, name};
    reader_hash_bytes(bytes, result->sha256);
    read_bytes(&job, bytes, false);
    return true;
}

// Reads the whole file into reader->file; false after telling why not.
static bool load(struct job *job, const char *path)
{
    struct reader *reader = job->reader;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        fail(job, "%s", strerror(errno));
        return false;
    }
    struct stat status;
    bool good = false;
    if (fstat(fd, &status) != 0) {
        fail(job, "%s", strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        fail(job, "not a regular file");
    } else if ((uint64_t)status.st_size > reader->options.file_size) {
        fail(job, "a file of %llu MB; files of up to %llu MB are read",
             (unsigned long long)status.st_size >> 20,
             (unsigned long long)reader->options.file_size >> 20);
    } else {
        good = true;
    }
    // A file may grow while it is read: the limit holds for what comes, not for what was
    // promised.
    buf_clear(&reader->file);
    while (good) {
        size_t piece = (size_t)status.st_size > reader->file.len
                           ? (size_t)status.st_size - reader->file.len + 1
                           : 4096;
        ssize_t got = read(fd, buf_room(&reader->file, piece), piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            fail(job, "%s", strerror(errno));
            good = false;
        }
        if (got <= 0) {
            break;
        }
        reader->file.len += (size_t)got;
        if (reader->file.len > reader->options.file_size) {
            fail(job, "the file grows while it is read");
            good = false;
        }
    }
    close(fd);
    return good;
}

bool reader_read(struct reader *reader, struct str path, const struct reader_calls *calls,
                 struct reader_result *result, struct error *err)
{
    *result = (struct reader_result){0};
    struct job job = {reader, calls, result, path};
    struct buf name = {0};
    buf_add_str(&name, path);
    bool loaded = load(&job, name.at);
    buf_free(&name);
    return !loaded ||
           reader_read_bytes(reader, path, buf_str(&reader->file), calls, result, err);
}
