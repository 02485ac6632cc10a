// The record of a stored notice: its facts and its text, packed with zstd from a dictionary
// of what texts of its kind are made of, so that a notice by itself takes no more than a
// dozen packed together would.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "index/pile.h"

//   how | id (6 bytes) | bytes of facts | bytes of text | bytes of packed facts
//   | facts: zstd | text: zstd, with a checksum
//
// All but the id are numbers of buf_add_number. Facts are read without the text. Other
// hosts hand out records that are packed from the boilerplate.
enum packed_how {
    PACKED_PLAIN,       // facts and text as they are, in what is only passed on
    PACKED_BOILERPLATE, // from what the program itself knows (index/boilerplate.h)
    PACKED_DICTIONARY,  // + n: from pair n of the segment's dictionaries
};

struct stored {
    uint64_t id; // index/identity.h
    struct str facts, text;
};

// Two dictionaries, made by dictionary_train (index/dictionary.h).
struct dictionary_pair {
    struct str facts, text;
};

struct packer;

// `pair` is copied; NULL without dictionaries of one's own. Not to be shared by threads.
struct packer *packer_new(size_t how, const struct dictionary_pair *pair);
void packer_free(struct packer *packer);
// Appends the record.
void packer_add(struct packer *packer, struct buf *out, const struct stored *notice);

// Keeps the dictionaries that were used last. Not to be shared by threads.
struct unpacker;

// `dictionaries` has those of a segment, facts and text in turns, as long as the unpacker
// lives; NULL where there are none.
struct unpacker *unpacker_new(const struct pile *dictionaries);
void unpacker_free(struct unpacker *unpacker);
// What the record holds lives in the arena; without `with_text` the text is missing.
// ERROR_DAMAGED.
bool unpacker_read(struct unpacker *unpacker, struct str record, bool with_text,
                   struct stored *out, struct arena *arena, struct error *err);

// A record taken apart, borrowed.
struct packed {
    uint64_t how;
    uint64_t id;
    uint64_t facts_len, text_len; // unpacked
    struct str facts, text;
    struct str tail; // all but `how`
};

// False when the bytes are no record.
bool packed_open(struct packed *out, struct str record);
