// A file of the index, read through memory; and one being written through a buffer.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

struct mapped {
    const char *at;
    size_t len;
};

// Maps the whole file; an empty one gives len 0. ERROR_GONE when it is not there,
// ERROR_IO.
bool mapped_open(struct mapped *out, const char *path, struct error *err);
void mapped_close(struct mapped *mapped);
// Lets go of the memory of the first `len` bytes, for readers that go through a large
// file once; they stay readable.
void mapped_forget(const struct mapped *mapped, size_t len);

// For a file whose readers touch all of it here and there: what must come from the disk
// comes in huge pages, which are mapped ten times as fast from then on. Before anything is
// touched; not for large files, of which the disk should not bring what nobody wants.
void mapped_huge(const struct mapped *mapped);

// Numbers in files are little-endian, wherever they stand.
static inline uint32_t load32(const char *at)
{
    uint32_t number;
    memcpy(&number, at, sizeof number);
    return le32toh(number);
}

static inline uint64_t load64(const char *at)
{
    uint64_t number;
    memcpy(&number, at, sizeof number);
    return le64toh(number);
}

struct output;

// Creates a file that must not exist yet. ERROR_IO.
bool output_open(struct output **out, const char *path, struct error *err);
// Failures are remembered: output_close tells them.
void output_add(struct output *output, const void *bytes, size_t len);
void output_add32(struct output *output, uint32_t number);
void output_add64(struct output *output, uint64_t number);
// Bytes added so far.
uint64_t output_size(const struct output *output);
// Writes what is left and closes; ends the output, done or not. NULL is allowed.
// ERROR_IO.
bool output_close(struct output *output, struct error *err);
