// What is stored of a notice: all its facts, as numbers and strings one behind the other, and
// its text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "index/packing.h"

enum { ID_SIZE = 12 }; // hex digits

// Appends the facts. `source` says how the text was made where that is not plain UTF-8
// ("TCVN3 0.97", "ocr vie 0.91", may be missing).
void document_facts(struct buf *out, const struct notice *notice, struct str source);

// A stored notice. Everything lives in the arena.
struct document {
    struct str id;
    struct str source;
    struct notice notice; // without a view; .text may be missing
};

// Reads the facts back. What was stored has to live as long as the arena does.
// ERROR_DAMAGED.
bool document_from(struct document *out, const struct stored *stored, struct arena *arena,
                   struct error *err);

// What is stored of a directive: the notice it stands in and which one it is.
struct directive_place {
    struct str notice; // id
    uint32_t number;   // from 1 in the text
};

void directive_place_encode(struct buf *out, const struct directive_place *place);
// The id lives in the arena. ERROR_DAMAGED.
bool directive_place_decode(struct directive_place *out, struct str bytes,
                            struct arena *arena, struct error *err);
