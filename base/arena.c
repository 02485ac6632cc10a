// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/arena.h"

#include "base/format.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct block {
    struct block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

// Blocks from `first` on; those up to and including `current` are in use, the others wait
// to be used again.
struct arena {
    struct block *first;
    struct block *current;
    size_t used;
};

void memory_exhausted(void)
{
    fputs("tracuu: out of memory\n", stderr);
    exit(5);
}

void *memory_new(size_t size)
{
    return memory_array(1, size);
}

void *memory_array(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *memory, size_t size)
{
    void *moved = realloc(memory, size ? size : 1);
    if (!moved)
        memory_exhausted();
    return moved;
}

struct arena *arena_new(void)
{
    return memory_new(sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    arena->current = arena->first;
    arena->used = 0;
}

// Makes a block current that has `size` bytes: the next one if it is large enough, else a
// new one put before it.
static void next_block(struct arena *arena, size_t size)
{
    struct block *next = arena->current ? arena->current->next : arena->first;
    if (!next || next->size < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        struct block *block = malloc(sizeof *block + room);
        if (!block)
            memory_exhausted();
        block->size = room;
        block->next = next;
        if (arena->current)
            arena->current->next = block;
        else
            arena->first = block;
        next = block;
    }
    arena->current = next;
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        memory_exhausted();
    size = (size + align - 1) / align * align;
    if (!arena->current || arena->current->size - arena->used < size)
        next_block(arena, size);
    void *memory = arena->current->bytes + arena->used;
    arena->used += size;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        memory_exhausted();
    return arena_alloc(arena, count * size);
}

struct str arena_copy(struct arena *arena, struct str s)
{
    if (!s.at)
        return s;
    char *copy = arena_take(arena, s.len + 1);
    memcpy(copy, s.at, s.len);
    copy[s.len] = '\0';
    return (struct str){copy, s.len};
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
    char pieces[256];
    va_list arguments;
    va_start(arguments, format);
    int len = format_pieces(pieces, sizeof pieces, format, arguments);
    va_end(arguments);
    if (len != FORMAT_OTHER)
        return arena_copy(arena, (struct str){pieces, (size_t)len});
    va_start(arguments, format);
    len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = arena_alloc(arena, (size_t)(len > 0 ? len : 0) + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)(len > 0 ? len : 0) + 1, format, arguments);
    va_end(arguments);
    return (struct str){text, (size_t)(len > 0 ? len : 0)};
}

void *arena_extend(struct arena *arena, void *items, size_t count, size_t *room,
                   size_t size)
{
    if (count < *room)
        return items;
    *room = *room ? *room * 2 : 8;
    if (size && *room > SIZE_MAX / 2 / size)
        memory_exhausted();
    void *moved = arena_take(arena, *room * size);
    if (count)
        memcpy(moved, items, count * size);
    return moved;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room,
                 size_t size)
{
    if (count < *room)
        return items;
    char *moved = arena_extend(arena, items, count, room, size);
    memset(moved + count * size, 0, (*room - count) * size);
    return moved;
}
