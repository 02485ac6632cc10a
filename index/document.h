// What is stored of a notice: all its facts and its text in one piece, so that one read answers everything about it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "base/buf.h"
#include "base/error.h"

enum { ID_SIZE = 12 }; // hex digits

// Appends the stored form: facts in numbers and strings, the text deflated with a preset dictionary of the field's boilerplate.
// `source` says how the text was made where that is not plain UTF-8 ("TCVN3 0.97", "ocr vie 0.91", may be missing).
void document_encode(struct buf *out, const struct notice *notice, struct str id, struct str source);

// A stored notice. Everything lives in the arena.
struct document {
    struct str id;
    struct str source;
    struct notice notice; // .text is filled by document_decode only when asked to
};

// Reads the stored form back; without `with_text` the text is not inflated (notice.text is missing).
bool document_decode(struct document *out, struct str bytes, bool with_text, struct arena *arena, struct error *err);

// What is stored of a directive: the notice it stands in and which one it is.
struct directive_place {
    struct str notice; // id
    uint32_t number;   // from 1 in the text
};
