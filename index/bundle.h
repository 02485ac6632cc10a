// Stored notices, several in one piece, so that what they have in common is stored once:
// notices of an office are much alike.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/pile.h"

// The pile has a record for each notice. The first notice of a bundle has the bundle,
// those behind it have nothing:
//
//   how many | for each: id (6 bytes), bytes of its facts, bytes of its text |
//   bytes of: deflate: all facts | deflate: all texts
//
// Numbers are those of buf_add_number. Facts are read without the texts.
enum {
    // Bytes of texts that a bundle has when it is full. Law texts take 0.26 of their size in
    // bundles of 80 kB, 0.30 in these and 0.32 each by itself; reading ten thousand notices
    // of all years, 1.9 s and 0.9 s.
    BUNDLE_TEXT = 16 << 10,
    BUNDLE_MOST = 48, // notices
};

struct bundle_writer;

struct bundle_writer *bundle_writer_new(void);
void bundle_writer_free(struct bundle_writer *writer);
// Adds a notice; full bundles go to the pile.
void bundle_writer_add(struct bundle_writer *writer, struct pile_writer *pile,
                       uint64_t id, struct str facts, struct str text);
// The last bundle goes to the pile.
void bundle_writer_end(struct bundle_writer *writer, struct pile_writer *pile);

struct bundled {
    uint64_t id;
    struct str facts, text; // text is missing when it was not asked for
};

// Keeps the bundle that was read last. Of one pile, for as long as the pile is open, and
// not to be shared by threads.
struct bundle_reader;

struct bundle_reader *bundle_reader_new(void);
void bundle_reader_free(struct bundle_reader *reader);
// Notice `number` (from 1) of the pile, borrowed until the next call. ERROR_DAMAGED.
bool bundle_read(struct bundle_reader *reader, const struct pile *pile, size_t number,
                 bool with_text, struct bundled *out, struct error *err);
// Its id alone, without inflating anything; false when it is not there.
bool bundle_id(const struct pile *pile, size_t number, uint64_t *id);
