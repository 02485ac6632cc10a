// Writes a database that only ever gets new documents, in glass, the format of libxapian
// 1.4: what libxapian reads, compacts and checks like one of its own.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "xapian-c/xapian_c.h"

// libxapian keeps every posting in three sorted maps until it writes it, which is two
// thirds of what indexing costs. Here postings are kept in the order they come, and dealt
// out to their terms once, at the end. There are no term lists, no positions, no spelling
// words: what a database for reading alone needs.
//
//   iamglass        which format, where the tables start, how many documents, how long
//   postlist.glass  by term: its documents; by slot: its values; how long each document is
//   docdata.glass   by document: its data; missing when none has any
struct glass_writer;

// Creates the folder. ERROR_IO.
bool glass_writer_open(struct glass_writer **out, const char *folder, struct error *err);
// Documents are numbered 1, 2, 3 … All terms must fit (xapian_term_fits).
void glass_writer_add(struct glass_writer *writer,
                      const struct xapian_document *document);
// Writes everything and ends the writer, done or not. ERROR_IO.
bool glass_writer_finish(struct glass_writer *writer, struct error *err);
// Ends the writer; what was written stays and is good for nothing. NULL is allowed.
void glass_writer_discard(struct glass_writer *writer);
