// The desk at which a file is taken apart: what kind it is, which reader reads it, what
// may be in it, where its texts go.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "corpus/formats/draft.h"
#include "corpus/message.h"
#include "corpus/reader.h"

#include <stdarg.h>

// Caps for one file of the archive, whatever is nested in it.
enum {
    DESK_DEPTH = 5, // an archive in an archive in …
    DESK_MEMBERS = 10000,
    DESK_RATIO = 200, // unpacked to packed, after the first megabytes
    DESK_PAGES = 20000,
    DESK_PAGES_RECOGNISED = 2000,
    DESK_PIXELS = 120 * 1000 * 1000, // of one picture
};
#define DESK_UNPACKED (UINT64_C(1) << 30)

struct desk {
    int socket;
    enum reader_ocr ocr;
    bool keeps; // results of recognition are kept
    size_t text_size;
    uint64_t file_size; // of the file on the desk
    uint64_t unpacked;  // bytes that came out of it, nested ones too
    unsigned members;
    unsigned recognised;
    struct buf out; // the message being written
    struct message in;
};

// One document: the file itself, or a member.
struct document {
    struct desk *desk;
    struct str bytes;
    struct str member; // missing for the file itself
    char sha256[READER_HASH_SIZE];
    unsigned depth;
};

// Reads a file or member and sends what is in it; never fails as such.
void desk_read(struct desk *desk, struct str bytes, struct str member, struct str name,
               const char *sha256, unsigned depth);
// A member that gives no text.
void desk_fail(struct desk *desk, struct str member, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Counts a member in and says whether it may come: false, with a sentence in *err, when
// there are too many, too deep, or too large ones.
bool desk_admit(struct desk *desk, uint64_t more_bytes, unsigned depth,
                struct error *err);
// The path of a member: the document's own, '!', the name.
void desk_member(struct buf *out, const struct document *document, struct str name);

// What was recognised before on this page, appended to `out`; false when nothing was.
bool desk_ask(struct desk *desk, const char *sha256, unsigned page, struct buf *out);
void desk_keep(struct desk *desk, const char *sha256, unsigned page, struct str bytes);

// The readers. Each adds to the draft what the document says, or fills *err; what was
// added before an error counts.
bool pdf_read(const struct document *document, struct draft *draft, struct error *err);
bool rtf_read(const struct document *document, struct draft *draft, struct error *err);
bool html_read(const struct document *document, struct draft *draft, struct error *err);
bool xml_read(const struct document *document, struct draft *draft, struct error *err);
bool image_read(const struct document *document, struct draft *draft, struct error *err);
// These tell what they found: "docx", "xlsx", "odt" …; NULL from package_read: a plain
// archive.
bool package_read(const struct document *document, struct draft *draft,
                  const char **format, struct error *err);
bool ole_read(const struct document *document, struct draft *draft, const char **format,
              struct error *err);
// These send their members one by one.
bool archive_read_members(const struct document *document, struct error *err);
bool mail_read(const struct document *document, struct draft *draft, struct error *err);
