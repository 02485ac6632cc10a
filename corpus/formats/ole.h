// A compound file: the little file system in which Office kept its documents before 2007.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/error.h"
#include "corpus/formats/desk.h"

struct ole;

// Borrows the bytes. ERROR_FILE when they are no compound file.
struct ole *ole_open(struct str bytes, struct error *err);
void ole_close(struct ole *ole);
// Appends the content of the root's stream with this name (ASCII, any case), or as much of
// it as is there; false when there is none.
bool ole_stream(struct ole *ole, const char *name, struct buf *out);

// Numbers in little-endian order; 0 beyond the end.
uint16_t ole_16(struct str bytes, size_t at);
uint32_t ole_32(struct str bytes, size_t at);

bool doc_read(struct ole *ole, struct draft *draft, struct error *err);
bool xls_read(struct ole *ole, struct draft *draft, struct error *err);
bool ppt_read(struct ole *ole, struct draft *draft, struct error *err);
