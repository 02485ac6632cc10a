// Which notices have a word, and how often: what candidates are chosen from.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "index/chart.h"
#include "index/mapped.h"

//   magic (8)
//   list of word 1 | list of word 2 | …
//   words of each notice, title words twice (4 each)
//   where each list starts, and where the last ends (8 each)
//   words of all notices (8) | words (4) | notices (4) | magic (8)
//
// Words are numbered as in the vocabulary beside it, notices as in the forward file. A
// list is twice how many notices have the word (a number of 7 bits a byte), one more where
// a chart follows (index/chart.h); else, for each piece of 256 of these notices but the
// last, its last notice and where it ends behind this table (4 each), and the pieces. A
// piece has a first byte for each notice, and then further bytes:
//
//   first byte    how far from the notice before, less 1 (0 … 62; 63: far) * 4
//                 + how often, less 1 (0 … 2; 3: often)
//   far           how far, less 64 (7 bits a byte)
//   often         how often (one byte, at most 255)
#define POSTINGS_MAGIC "tracuuP2"

enum { POSTINGS_PIECE = 256, POSTINGS_ENTRY = 8, POSTINGS_FAR = 63, POSTINGS_OFTEN = 3 };
enum { POSTINGS_MAGIC_SIZE = 8, POSTINGS_TAIL_SIZE = 16 + POSTINGS_MAGIC_SIZE };

// Gathers the words of notices that come one after the other.
struct postings_writer;

struct postings_writer *postings_writer_new(void);
void postings_writer_free(struct postings_writer *writer);
// A word (from 1) of the notice that is being added, and how often it has it; each word
// once.
void postings_writer_add(struct postings_writer *writer, uint32_t word, uint32_t count);
// Ends the notice, of so many words.
void postings_writer_end(struct postings_writer *writer, uint32_t length);
// Writes the lists of `words` words and empties the writer. ERROR_IO.
bool postings_write(struct postings_writer *writer, const char *path, uint32_t words,
                    struct error *err);

struct postings {
    struct mapped file;
    uint32_t words, notices;
    uint64_t length; // of all notices
    const char *lengths, *starts;
};

// ERROR_GONE, ERROR_DAMAGED, ERROR_IO.
bool postings_open(struct postings *out, const char *path, struct error *err);
void postings_close(struct postings *postings);

static inline uint32_t postings_length(const struct postings *postings, uint32_t notice)
{
    return load32(postings->lengths + 4 * (size_t)(notice - 1));
}

// How many notices have a word, as its list says; 0 for words that there are not.
uint64_t postings_count(const struct postings *postings, uint32_t word);

// Where reading a list has come to: a piece at a time is taken apart, or a stretch of a
// chart.
struct postings_cursor {
    uint32_t notices[POSTINGS_PIECE]; // ascending
    unsigned char counts[POSTINGS_PIECE];
    size_t count; // of this piece; 0 behind the end
    bool charted;
    // of a chart
    struct chart chart;
    size_t stretch; // the next one
    // of pieces
    size_t pieces; // behind this one
    size_t left;   // notices behind this piece
    uint32_t most; // notices of the file
    const char *table, *bodies;
    const unsigned char *at, *end;
};

// At the first piece. Damage ends a list early.
void postings_first(struct postings_cursor *cursor, const struct postings *postings,
                    uint32_t word);
void postings_next(struct postings_cursor *cursor);
// At the piece that has `notice`, or the first one behind it, without reading those
// between. Only forwards.
void postings_skip(struct postings_cursor *cursor, uint32_t notice);
// How often a notice has the word, at most 255; skips to it.
unsigned postings_at(struct postings_cursor *cursor, uint32_t notice);

// Sets `have` to how often the notices first, first + 1, … have the word, one of `size`
// bytes each, at most 255. `first` only grows from one call to the next.
void postings_fill(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                   unsigned char *have);
// The same, added to what is there.
void postings_add(struct postings_cursor *cursor, uint32_t first, uint32_t size,
                  unsigned char *have);

// Writes the lists of several files as one: the notices of the first keep their numbers,
// those of the others follow on. maps[part][old] is the new number of a word (from 1),
// `words` how many there are. ERROR_IO, ERROR_DAMAGED.
bool postings_merge(const char *path, const struct postings *parts, size_t count,
                    uint32_t *const *maps, uint32_t words, struct error *err);
