// What came from where: every file that was looked at, and why it gave no text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "index/identity.h"

#include <stdint.h>

enum file_kind {
    FILE_PLAIN,  // a file of the archive
    FILE_MEMBER, // something inside one: path is "archive.zip!folder/notice.txt"
};

enum {
    FILE_FAILED = 1,    // gives no text: `reason` says why
    FILE_WANTS_OCR = 2, // reading again with OCR brings more text
    FILE_UNSETTLED = 4, // changed so shortly before it was read that its times prove
                        // nothing: read it again
};

struct file {
    struct str path; // as stored (index/place.h)
    enum file_kind kind;
    unsigned flags;
    uint64_t size;    // bytes; of a member: of its text
    int64_t modified; // nanoseconds since 1970; 0 for members
    int64_t changed;  // … of the inode
    uint64_t inode;
    struct identity identity; // of its bytes; unknown when they could not be read
    uint32_t segment;  // where the notice with this identity stands; 0: the file is no
                       // notice (failed, empty, or an archive of members)
    struct str reason; // a sentence without the path, or missing
};

// A files table, mapped: opening costs the same for ten files and for ten million.
//
//   files-000017:  head | files in the order of their paths | numbers of files in the
//   order of their ids | paths and reasons
struct files;

// `name` is manifest.files; a missing one gives an empty table. ERROR_GONE,
// ERROR_DAMAGED, ERROR_IO.
bool files_open(struct files **out, const char *folder, struct str name,
                struct error *err);
void files_close(struct files *files);

size_t files_count(const struct files *files);
// Files and members with FILE_FAILED.
size_t files_failed(const struct files *files);
// Notices: different ids that have a segment.
size_t files_notices(const struct files *files);
// The file of a number < files_count, in byte order of paths. Strings live as long as the
// table. Damage gives empty values, never a crash.
void files_at(const struct files *files, size_t number, struct file *out);
// The number of the first file with a path >= `path`.
size_t files_from(const struct files *files, struct str path);
// The number of the file at exactly this stored path, or -1.
ptrdiff_t files_find(const struct files *files, struct str path);
// Files that are the notice of this id (they have a segment): calls files_same(files, id,
// 0), 1 … give their numbers in path order, then -1.
ptrdiff_t files_same(const struct files *files, uint64_t id, size_t nth);
// True when reading the whole table would cost more than most questions.
bool files_large(const struct files *files);
// Reads the whole table and compares it with the checksum of the manifest. ERROR_DAMAGED.
bool files_verify(const struct files *files, struct str checksum, struct error *err);

enum { FILES_CHECKSUM_SIZE = 17 };

// Writes a table: count files, strictly ascending by path (kind FILE_PLAIN before
// FILE_MEMBER on a tie), fetched by `at` in their order, several times over. Fsynced, the
// folder not. ERROR_IO.
bool files_write(const char *folder, struct str name, size_t count,
                 void (*at)(const void *context, size_t number, struct file *out),
                 const void *context, char checksum[FILES_CHECKSUM_SIZE],
                 struct error *err);
