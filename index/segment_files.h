// The names of the files in a segment's folder, and how the folder as a whole is sealed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"

#include <stdint.h>

#define SEGMENT_NOTICES "notices"
#define SEGMENT_DIRECTIVES "directives"
#define SEGMENT_DOCUMENTS "documents"
#define SEGMENT_DICTIONARIES "dictionaries"
#define SEGMENT_FORWARD "forward"
#define SEGMENT_ITEMS "items"
#define SEGMENT_VOCABULARY "vocabulary"
#define SEGMENT_POSTINGS "postings"
#define SEGMENT_DATES "dates"
#define SEGMENT_UNITS "units"
#define SEGMENT_CHECKSUMS "checksums"
#define SEGMENT_DOCUMENTS_MAGIC "tracuuD3"
#define SEGMENT_DICTIONARIES_MAGIC "tracuuZ1"

enum { SEGMENT_PATH = 4096 };

// FOLDER/NAME in `out` (SEGMENT_PATH bytes); returns it.
const char *segment_path(char *out, const char *folder, const char *name);

// Whether a file of the folder, a small one, is what the checksums file says; true where
// that says nothing. ERROR_DAMAGED.
bool segment_check_file(const char *folder, const char *name, struct error *err);

// Writes the checksums file of a folder whose files are complete, and fsyncs all of it.
// *bytes is the size of all files, *checksum the CRC-32 of the checksums file. ERROR_IO.
bool segment_seal(const char *folder, uint64_t *bytes, uint32_t *checksum,
                  struct error *err);
