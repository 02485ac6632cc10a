// A pile of records, written one after the other and found by their number: the stored
// notices, the forward file.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/mapped.h"

//   magic (8 bytes) | record 1 | record 2 | …
//   | where each starts, and where the last ends (8 bytes each) | how many (8) | magic

struct pile_writer;

// ERROR_IO. `magic` has 8 bytes and says what the records are.
bool pile_writer_open(struct pile_writer **out, const char *path, const char *magic,
                      struct error *err);
void pile_writer_add(struct pile_writer *writer, struct str record);
// Ends the writer, done or not. NULL is allowed. ERROR_IO, for this and all
// pile_writer_add.
bool pile_writer_close(struct pile_writer *writer, struct error *err);

struct pile {
    struct mapped file;
    size_t count;
    const char *starts;
};

// ERROR_GONE, ERROR_DAMAGED, ERROR_IO.
bool pile_open(struct pile *out, const char *path, const char *magic, struct error *err);
// The same for a pile that is read all over (mapped_huge).
bool pile_open_huge(struct pile *out, const char *path, const char *magic,
                    struct error *err);
void pile_close(struct pile *pile);
// Record `number` (from 1), borrowed; missing when there is none or the file is damaged
// there.
struct str pile_record(const struct pile *pile, size_t number);
// Lets go of the memory of all records before this one, for readers that go through all
// of them in their order.
void pile_forget(const struct pile *pile, size_t number);
