// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/reader.h"

#include "base/arena.h"
#include "base/buf.h"
#include "corpus/gzip.h"
#include "corpus/kind.h"
#include "corpus/recognised.h"
#include "corpus/text.h"
#include "corpus/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// A file with many members may take so many times the seconds of one.
enum { DEFAULT_SECONDS = 60, FILE_LONGEST = 10, PASSING = 1 << 18 };
#define DEFAULT_TEXT_SIZE (UINT64_C(32) << 20)
#define DEFAULT_FILE_SIZE (UINT64_C(1) << 30)

struct reader {
    struct reader_options options;
    struct buf ocr_folder;
    struct buf file;     // the bytes of the file being read
    struct buf unpacked; // … of what was packed in it
    struct buf converted;
    struct buf reason;
    struct buf message; // to the worker
    struct buf pages;   // of the text being taken
    struct worker worker;
    bool told; // what the sandbox lacks was said
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
    buf_free(&reader->message);
    buf_free(&reader->pages);
    worker_free(&reader->worker);
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

// Texts from the worker are checked: what a document made of it may say anything.
static bool take_message(struct job *job, struct str bytes, bool *go_on)
{
    struct reading reading = {0};
    struct str hash;
    uint64_t wants_ocr;
    uint64_t count;
    if (!message_take(&bytes, &hash) || hash.len != READER_HASH_SIZE - 1 ||
        !message_take(&bytes, &reading.member) ||
        !message_take(&bytes, &reading.format) ||
        !message_take(&bytes, &reading.source) || !str_take_number(&bytes, &wants_ocr) ||
        !str_take_number(&bytes, &count) || count > bytes.len) {
        return false;
    }
    memcpy(reading.sha256, hash.at, hash.len);
    buf_clear(&job->reader->pages);
    uint64_t before = 0;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t more;
        if (!str_take_number(&bytes, &more) || more > UINT32_MAX - before) {
            return false;
        }
        before += more;
        uint32_t start = (uint32_t)before;
        buf_add(&job->reader->pages, &start, sizeof start);
    }
    if (!message_take(&bytes, &reading.text) || bytes.len ||
        text_valid(reading.text) != reading.text.len ||
        (count && before > reading.text.len) ||
        reading.text.len > job->reader->options.text_size) {
        return false;
    }
    reading.pages = count ? (const uint32_t *)(const void *)job->reader->pages.at : NULL;
    reading.page_count = (uint32_t)count;
    reading.wants_ocr = wants_ocr != 0;
    if (reading.member.len == 0) {
        reading.member = (struct str){0};
    }
    job->result->texts++;
    job->result->wants_ocr = job->result->wants_ocr || reading.wants_ocr;
    *go_on = job->calls->take(job->calls->context, &reading);
    return true;
}

static bool fail_message(struct job *job, struct str bytes)
{
    struct str member;
    struct str reason;
    uint64_t wants_ocr;
    if (!message_take(&bytes, &member) || !message_take(&bytes, &reason) ||
        !str_take_number(&bytes, &wants_ocr)) {
        return false;
    }
    job->result->failed++;
    job->result->wants_ocr = job->result->wants_ocr || wants_ocr;
    job->calls->fail(job->calls->context, member.len ? member : (struct str){0}, reason);
    return true;
}

enum step { STEP_ON, STEP_DONE, STEP_STOP, STEP_NONSENSE, STEP_BROKEN };

static enum step answer(struct job *job, struct message *message, struct error *err)
{
    struct reader *reader = job->reader;
    struct str bytes = buf_str(&message->bytes);
    struct str key;
    uint64_t size;
    bool go_on = true;
    switch (message->kind) {
    case MESSAGE_ASK:
        buf_clear(&reader->message);
        recognised_find(&reader->message, reader->options.ocr_folder, bytes);
        return message_send(reader->worker.socket, MESSAGE_ANSWER,
                            buf_str(&reader->message), -1)
                   ? STEP_ON
                   : STEP_NONSENSE;
    case MESSAGE_KEEP:
        if (!message_take(&bytes, &key)) {
            return STEP_NONSENSE;
        }
        return recognised_keep(reader->options.ocr_folder, key, bytes, err) ? STEP_ON
                                                                            : STEP_BROKEN;
    case MESSAGE_TEXT:
        return !take_message(job, bytes, &go_on) ? STEP_NONSENSE
               : go_on                           ? STEP_ON
                                                 : STEP_STOP;
    case MESSAGE_FAIL:
        return fail_message(job, bytes) ? STEP_ON : STEP_NONSENSE;
    case MESSAGE_ALIVE:
        worker_allow(&reader->worker, reader->options.seconds);
        return STEP_ON;
    case MESSAGE_DONE:
        worker_done(&reader->worker, str_take_number(&bytes, &size) ? size : 0);
        return STEP_DONE;
    default:
        return STEP_NONSENSE;
    }
}

// Asks the worker to read the file; false when it is gone.
static bool ask_worker(struct job *job, int fd)
{
    struct reader *reader = job->reader;
    buf_clear(&reader->message);
    buf_add_number(&reader->message, reader->options.ocr);
    buf_add_number(&reader->message, reader->options.ocr_folder.at != NULL);
    buf_add_number(&reader->message, reader->options.text_size);
    message_add(&reader->message, job->name);
    message_add(&reader->message, str_of(job->result->sha256));
    worker_allow(&reader->worker, reader->options.seconds);
    return message_send(reader->worker.socket, MESSAGE_READ, buf_str(&reader->message),
                        fd);
}

// Takes what the worker says until it has read the file; *closed when it died over it.
static bool take_answers(struct job *job, bool *closed, struct error *err)
{
    struct worker *worker = &job->reader->worker;
    uint32_t seconds = job->reader->options.seconds;
    int64_t turn = (int64_t)seconds * 1000, deadline = message_clock() + turn;
    // Members and pages start the clock again, but not for ever; pages that are recognised may.
    int64_t last = message_clock() + turn * FILE_LONGEST;
    for (;;) {
        enum message_end end =
            message_receive(worker->socket, &worker->message, deadline);
        if (end == MESSAGE_LATE) {
            worker_stop(worker, NULL);
            fail(job, "it takes more than %u seconds to read", seconds);
            return true;
        }
        if (end == MESSAGE_CLOSED) {
            *closed = true;
            return true;
        }
        if (worker->message.passed >= 0) {
            close(worker->message.passed);
        }
        switch (answer(job, &worker->message, err)) {
        case STEP_ON:
            // A member or a page is done: the clock starts again.
            if (worker->message.kind == MESSAGE_KEEP ||
                worker->message.kind == MESSAGE_ALIVE) {
                last += turn;
            }
            deadline = message_clock() + turn;
            deadline = deadline < last ? deadline : last;
            continue;
        case STEP_DONE:
            return true;
        case STEP_STOP:
            worker_stop(worker, NULL);
            return true;
        case STEP_NONSENSE:
            worker_stop(worker, NULL);
            fail(job, "it made the reader say what makes no sense");
            return true;
        case STEP_BROKEN:
            worker_stop(worker, NULL);
            return false;
        }
    }
}

// Hands an open file to the worker and takes what comes. False when the machine, and not
// the file, is at fault.
static bool read_in_worker(struct job *job, int fd, struct error *err)
{
    struct reader *reader = job->reader;
    struct error error = {0};
    if (!worker_start(&reader->worker, &error)) {
        fail(job, "%s", error.message);
        return true;
    }
    struct str missing = buf_str(&reader->worker.missing);
    if (missing.len && reader->options.require_sandbox) {
        return error_set(err, ERROR_IO, "readers cannot be closed in: %.*s",
                         STR_ARG(missing));
    }
    if (missing.len && !reader->told && job->calls->note) {
        job->calls->note(job->calls->context, missing);
    }
    reader->told = true;
    uint32_t texts = job->result->texts;
    bool closed = !ask_worker(job, fd);
    if (!closed && !take_answers(job, &closed, err)) {
        return false;
    }
    if (!closed) {
        return true;
    }
    struct buf why = {0};
    worker_stop(&reader->worker, &why);
    fail(job, "%s%s", why.at,
         job->result->texts > texts ? ", after some of its members were read" : "");
    buf_free(&why);
    return true;
}

// The same for bytes in memory, which the worker gets as a file without a name.
static bool read_bytes_in_worker(struct job *job, struct str bytes, struct error *err)
{
    int fd = memfd_create("tracuu", MFD_CLOEXEC);
    if (fd < 0) {
        return error_set(err, ERROR_IO, "no memory for a file: %s", strerror(errno));
    }
    while (bytes.len) {
        ssize_t written = write(fd, bytes.at, bytes.len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            error_set(err, ERROR_IO, "no memory for a file: %s", strerror(errno));
            close(fd);
            return false;
        }
        bytes = str_slice(bytes, (size_t)written, bytes.len);
    }
    bool good = read_in_worker(job, fd, err);
    close(fd);
    return good;
}

// What this process does not read itself.
static bool for_worker(enum kind kind)
{
    return kind != KIND_TEXT && kind != KIND_GZIP && kind != KIND_EMPTY &&
           kind != KIND_FOREIGN;
}

static bool read_bytes(struct job *job, struct str bytes, bool packed, struct error *err)
{
    struct reader *reader = job->reader;
    enum kind kind = kind_of(str_slice(bytes, 0, KIND_LOOK));
    if (for_worker(kind)) {
        return read_bytes_in_worker(job, bytes, err);
    }
    struct error error = {0};
    switch (kind) {
    case KIND_EMPTY:
        fail(job, packed ? "the packed file is empty" : "the file is empty");
        break;
    case KIND_TEXT:
        take_text(job, bytes);
        break;
    case KIND_GZIP:
        if (packed) {
            fail(job, "gzip in gzip");
            break;
        }
        buf_clear(&reader->unpacked);
        if (!gzip_unpack(&reader->unpacked, bytes, reader->options.file_size, &error)) {
            fail(job, "%s", error.message);
            break;
        }
        return read_bytes(job, buf_str(&reader->unpacked), true, err);
    default:
        fail(job, "%s, not a text", kind_name(kind, bytes));
    }
    return true;
}

bool reader_read_bytes(struct reader *reader, struct str name, struct str bytes,
                       const struct reader_calls *calls, struct reader_result *result,
                       struct error *err)
{
    *result = (struct reader_result){.size = bytes.len};
    struct job job = {reader, calls, result, name};
    reader_hash_bytes(bytes, result->sha256);
    return read_bytes(&job, bytes, false, err);
}

static int open_file(struct job *job, struct str path, struct stat *status)
{
    struct buf name = {0};
    buf_add_str(&name, path);
    int fd = open(name.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    buf_free(&name);
    if (fd < 0 || fstat(fd, status) != 0) {
        fail(job, "%s", strerror(errno));
    } else if (!S_ISREG(status->st_mode)) {
        fail(job, "not a regular file");
    } else if ((uint64_t)status->st_size > job->reader->options.file_size) {
        fail(job, "a file of %llu MB; files of up to %llu MB are read",
             (unsigned long long)status->st_size >> 20,
             (unsigned long long)job->reader->options.file_size >> 20);
    } else {
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

// Reads on into reader->file until it holds `most` bytes or the file ends; false after
// telling why not. What is read is hashed.
static bool load(struct job *job, int fd, size_t most, struct sha256_ctx *hash)
{
    struct buf *file = &job->reader->file;
    while (file->len < most) {
        size_t piece = most - file->len < (1 << 20) ? most - file->len : 1 << 20;
        ssize_t got = read(fd, buf_room(file, piece), piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            fail(job, "%s", strerror(errno));
            return false;
        }
        if (got == 0) {
            break;
        }
        sha256_update(hash, (size_t)got, (unsigned char *)file->at + file->len);
        file->len += (size_t)got;
    }
    return true;
}

bool reader_read(struct reader *reader, struct str path, const struct reader_calls *calls,
                 struct reader_result *result, struct error *err)
{
    *result = (struct reader_result){0};
    struct job job = {reader, calls, result, path};
    struct stat status;
    int fd = open_file(&job, path, &status);
    if (fd < 0) {
        return true;
    }
    struct sha256_ctx hash;
    sha256_init(&hash);
    buf_clear(&reader->file);
    bool good = true;
    if (load(&job, fd, KIND_LOOK, &hash)) {
        if (for_worker(kind_of(buf_str(&reader->file)))) {
            // The worker reads the file itself; here it only passes by, for its hash.
            bool loaded = true;
            while (loaded && reader->file.len) {
                result->size += reader->file.len;
                buf_clear(&reader->file);
                loaded = load(&job, fd, PASSING, &hash);
            }
            hex_of(&hash, result->sha256);
            good = !loaded || read_in_worker(&job, fd, err);
        } else if (load(&job, fd, (size_t)reader->options.file_size + 1, &hash)) {
            result->size = reader->file.len;
            hex_of(&hash, result->sha256);
            if (reader->file.len > reader->options.file_size) {
                fail(&job, "the file grows while it is read");
            } else {
                good = read_bytes(&job, buf_str(&reader->file), false, err);
            }
        }
    }
    close(fd);
    return good;
}
