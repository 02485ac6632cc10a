// What is stored of a notice: all its facts and its text in one piece, so that one read
// answers everything about it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "base/buf.h"
#include "base/error.h"

//   version (1) | id (6 bytes) | bytes of facts | bytes of text | deflate: facts, then text
//
// The sizes are numbers of buf_add_number. Facts stand before the text so that they can
// be read without it, and in the same stream so that names cost little a second time.
// Deflate starts from a dictionary of the field's boilerplate.

enum { ID_SIZE = 12 }; // hex digits

// Keeps the compressor's memory from one notice to the next. Not to be shared by threads.
struct document_writer;

struct document_writer *document_writer_new(void);
void document_writer_free(struct document_writer *writer);

// Appends the stored form. `id` is ID_SIZE lower-case hex digits. `source` says how the
// text was made where that is not plain UTF-8 ("TCVN3 0.97", "ocr vie 0.91", may be
// missing).
void document_encode(struct document_writer *writer, struct buf *out,
                     const struct notice *notice, struct str id, struct str source);

// Appends the facts alone, for bundles (index/bundle.h).
void document_facts(struct buf *out, const struct notice *notice, struct str source);

// A stored notice. Everything lives in the arena.
struct document {
    struct str id;
    struct str source;
    // .text is filled by document_decode only when asked to; from and to of facts are 0
    struct notice notice;
};

// Reads the stored form back; without `with_text` the text is not inflated (notice.text
// is missing). ERROR_DAMAGED.
bool document_decode(struct document *out, struct str bytes, bool with_text,
                     struct arena *arena, struct error *err);
// The same of facts that were stored alone; `text` may be missing. Both are copied.
bool document_from(struct document *out, uint64_t id, struct str facts, struct str text,
                   struct arena *arena, struct error *err);
// The id alone, as a number (index/identity.h); false when the bytes are no stored form.
bool document_id(struct str bytes, uint64_t *id);

// What is stored of a directive: the notice it stands in and which one it is.
struct directive_place {
    struct str notice; // id
    uint32_t number;   // from 1 in the text
};

void directive_place_encode(struct buf *out, const struct directive_place *place);
// The id lives in the arena. ERROR_DAMAGED.
bool directive_place_decode(struct directive_place *out, struct str bytes,
                            struct arena *arena, struct error *err);
