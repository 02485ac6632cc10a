// Makes plain text of any file of an archive: looks at its bytes, picks the reader for
// them, mends old encodings.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

//   file ──magic bytes──┬─ text, Markdown, gzip: read here
//                       └─ PDF, Word, archives, images …: a `tracuu-reader` process in a
//                       sandbox reads them and sends texts back
//
// A reader owns at most one such process, started when it is first needed and replaced
// when it has grown or died. Use one reader a thread; different readers may work at the
// same time.
struct reader;

// What to do with pages that are pictures. Results are kept in reader_options.ocr_folder,
// and what is there is always used.
enum reader_ocr {
    READER_OCR_NEVER,   // only what was recognised before
    READER_OCR_MISSING, // also recognise pages whose text cannot be read otherwise
    READER_OCR_ALL,     // recognise every page of PDFs and images
};

// Zero means the default everywhere.
struct reader_options {
    enum reader_ocr ocr;
    struct str ocr_folder; // usually .tracuu/ocr; made when it is first needed; missing:
                           // nothing is kept
    bool require_sandbox;  // files that need the worker fail when the kernel cannot close
                           // it in
    uint32_t seconds;      // wall clock for one file, and for one page while recognising
                           // (default 60)
    uint64_t text_size;    // the longest text of one document, in bytes (default 32 MiB)
    uint64_t file_size;    // the largest file that is opened (default 1 GiB)
};

enum { READER_HASH_SIZE = 65 };

// One text, as a file or a member of a file holds it. Everything is borrowed and valid
// during the call of take only.
struct reading {
    struct str text;   // UTF-8 without BOM; where nothing was converted, byte for byte as
                       // the file has it
    struct str member; // path inside the archive or mail, "folder/notice.pdf"; nested
                       // ones joined by '!'; missing for the file itself
    char sha256[READER_HASH_SIZE]; // lower-case hex, of the bytes of the file, or of the
                                   // member
    struct str format; // "text", "markdown", "pdf", "docx", "xlsx", "doc", "rtf", "html",
                       // "image" …
    struct str source; // how the text was made, for people: "TCVN3 0.97", "ocr vie 0.91";
                       // empty when it was simply there
    const uint32_t *pages; // bytes of the text at which pages 1, 2 … start; NULL where
                           // there are no pages
    uint32_t page_count;
    bool wants_ocr; // some pages are pictures that were not recognised yet: reading again
                    // with OCR brings more
};

// What the reader tells its caller. `member` is missing when it is the file itself.
struct reader_calls {
    void *context;
    // False stops the reading of this file.
    bool (*take)(void *context, const struct reading *reading);
    // A file or a member that gives no text, with a sentence that says why (without the
    // path).
    void (*fail)(void *context, struct str member, struct str reason);
    // Something about the reader itself that a person should know, said once a process
    // ("this kernel has no Landlock …"). May be NULL.
    void (*note)(void *context, struct str sentence);
};

struct reader_result {
    char sha256[READER_HASH_SIZE]; // of the file's bytes; empty when it could not be read
    uint64_t size;                 // bytes of the file
    uint32_t texts;                // calls of take
    uint32_t failed;               // calls of fail
    bool wants_ocr; // some reading did, or a failed member holds only pictures of pages
};

// The strings in options are copied. Cheap: starts no process.
struct reader *reader_open(const struct reader_options *options);
void reader_close(struct reader *reader);

// Reads one file. What is wrong with the file goes to calls->fail; true unless something
// is wrong with the machine (no memory for a process, the sandbox is required and
// missing, the kept results cannot be written): then *err says it and nothing more should
// be read.
bool reader_read(struct reader *reader, struct str path, const struct reader_calls *calls,
                 struct reader_result *result, struct error *err);

// The same for bytes that are already in memory; `name` only helps to tell Markdown from
// text.
bool reader_read_bytes(struct reader *reader, struct str name, struct str bytes,
                       const struct reader_calls *calls, struct reader_result *result,
                       struct error *err);

// SHA-256 of a file's bytes in lower-case hex. ERROR_FILE when it cannot be read.
bool reader_hash(struct str path, char hex[READER_HASH_SIZE], struct error *err);
// … of bytes in memory.
void reader_hash_bytes(struct str bytes, char hex[READER_HASH_SIZE]);
