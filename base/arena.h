// Memory for many small things that die together: one arena a notice while indexing, one
// a question while searching.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);
// Forgets everything in the arena and keeps its memory for what comes next.
void arena_reset(struct arena *arena);

// `size` zeroed bytes, aligned for anything.
void *arena_alloc(struct arena *arena, size_t size);
// The same without zeroing it: for large arrays that are written at once.
void *arena_take(struct arena *arena, size_t size);
// Room for `count` zeroed items: ARENA_ARRAY(arena, struct span, 10).
#define ARENA_ARRAY(arena, type, count)                                                  \
    ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
// A copy of s that lives as long as the arena, followed by a NUL that len does not count.
// A missing str stays missing.
struct str arena_copy(struct arena *arena, struct str s);
struct str arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Grows an array in the arena so that one more item fits; returns the array (moved or
// not). `items` has room for `*room` items of `size` bytes, `count` of them used.
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room,
                 size_t size);
// The same without zeroing the room: for items that are written whole.
void *arena_extend(struct arena *arena, void *items, size_t count, size_t *room,
                   size_t size);

// Says so on stderr and ends the program with exit code 5: nothing here can go on without
// memory.
_Noreturn void memory_exhausted(void);
// malloc, calloc and realloc that never return NULL.
void *memory_new(size_t size);
void *memory_array(size_t count, size_t size);
void *memory_resize(void *memory, size_t size);
