// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass_table.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OFFSET = 2,
    KEY_MAX = 255,
    // Four of the longest items fit a block.
    ITEM_MAX = (GLASS_BLOCK - GLASS_DIRECTORY - 4 * OFFSET) / 4,
    WAITING = 32, // blocks that are written together
};

// The block that is being filled at one level.
struct level {
    unsigned char block[GLASS_BLOCK];
    uint32_t directory; // its end
    uint32_t items;     // where the items start
    // Of the first item, which the level above gets to know.
    unsigned char key[KEY_MAX];
    uint32_t key_len, part;
};

struct glass_table {
    char *path;
    int file;
    int failed; // errno
    uint32_t blocks, entries;
    struct level *levels[GLASS_LEVELS];
    unsigned char *waiting;
    size_t waiting_count;
};

static void put2(unsigned char *at, uint32_t number)
{
    at[0] = (unsigned char)(number >> 8);
    at[1] = (unsigned char)number;
}

static void put4(unsigned char *at, uint32_t number)
{
    put2(at, number >> 16);
    put2(at + 2, number);
}

static void level_clear(struct level *level)
{
    level->directory = GLASS_DIRECTORY;
    level->items = GLASS_BLOCK;
}

static struct level *level_at(struct glass_table *table, size_t number)
{
    if (!table->levels[number]) {
        table->levels[number] = memory_new(sizeof *table->levels[number]);
        level_clear(table->levels[number]);
    }
    return table->levels[number];
}

static void write_waiting(struct glass_table *table)
{
    const unsigned char *at = table->waiting;
    size_t left = table->waiting_count * GLASS_BLOCK;
    while (left && !table->failed) {
        const ssize_t count = write(table->file, at, left);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            table->failed = count < 0 ? errno : EIO;
            break;
        }
        at += count;
        left -= (size_t)count;
    }
    table->waiting_count = 0;
}

// Ends the block of a level; returns its number.
static uint32_t write_block(struct glass_table *table, size_t number)
{
    struct level *level = table->levels[number];
    unsigned char *block = level->block;
    const uint32_t free_bytes = level->items - level->directory;
    put4(block, GLASS_REVISION);
    block[4] = (unsigned char)number;
    put2(block + 5, free_bytes);
    put2(block + 7, free_bytes);
    put2(block + 9, level->directory);
    memset(block + level->directory, 0, free_bytes);
    memcpy(table->waiting + table->waiting_count * GLASS_BLOCK, block, GLASS_BLOCK);
    if (++table->waiting_count == WAITING)
        write_waiting(table);
    level_clear(level);
    return table->blocks++;
}

static void add_branch(struct glass_table *table, size_t number,
                       const struct level *below, uint32_t block);

// Ends the block and tells the level above.
static void end_block(struct glass_table *table, size_t number)
{
    const uint32_t block = write_block(table, number);
    if (number + 1 < GLASS_LEVELS)
        add_branch(table, number + 1, table->levels[number], block);
    else
        table->failed = EFBIG;
}

// Room for an item in the block of a level, which is ended when it is full. `key` and
// `part` are kept when the item is the first.
static unsigned char *take_item(struct glass_table *table, size_t number, size_t len,
                                struct str key, uint32_t part)
{
    struct level *level = level_at(table, number);
    if (level->items - level->directory < len + OFFSET)
        end_block(table, number);
    if (level->directory == GLASS_DIRECTORY) {
        level->key_len = (uint32_t)key.len;
        level->part = part;
        if (key.len)
            memcpy(level->key, key.at, key.len);
    }
    level->items -= (uint32_t)len;
    put2(level->block + level->directory, level->items);
    level->directory += OFFSET;
    return level->block + level->items;
}

static void add_branch(struct glass_table *table, size_t number,
                       const struct level *below, uint32_t block)
{
    struct str key = {(const char *)below->key, below->key_len};
    struct level *level = level_at(table, number);
    const size_t len = GLASS_BRANCH_HEAD + key.len + GLASS_PART;
    // What opens a block goes without its key, and must not fill up the one before by that.
    if (level->items - level->directory < len + OFFSET)
        end_block(table, number);
    const bool first = level->directory == GLASS_DIRECTORY;
    unsigned char *item = take_item(
        table, number, first ? GLASS_BRANCH_HEAD + GLASS_PART : len, key, below->part);
    put4(item, block);
    if (first)
        key.len = 0;
    item[4] = (unsigned char)key.len;
    if (key.len)
        memcpy(item + GLASS_BRANCH_HEAD, key.at, key.len);
    put2(item + GLASS_BRANCH_HEAD + key.len, first ? 0 : below->part);
}

static void add_leaf(struct glass_table *table, struct str key, uint32_t part,
                     struct str bytes, bool last)
{
    const size_t head = GLASS_LEAF_HEAD + key.len + (part > 1 ? GLASS_PART : 0);
    unsigned char *item = take_item(table, 0, head + bytes.len, key, part);
    put2(item, (uint32_t)(head + bytes.len - GLASS_LEAF_HEAD));
    item[0] |= (unsigned char)((part == 1 ? GLASS_FLAG_FIRST : 0) |
                               (last ? GLASS_FLAG_LAST : 0));
    item[2] = (unsigned char)key.len;
    if (key.len)
        memcpy(item + GLASS_LEAF_HEAD, key.at, key.len);
    if (part > 1)
        put2(item + GLASS_LEAF_HEAD + key.len, part);
    if (bytes.len)
        memcpy(item + head, bytes.at, bytes.len);
}

bool glass_table_open(struct glass_table **out, const char *path, struct error *err)
{
    *out = NULL;
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return error_set(err, ERROR_IO, "cannot create %s: %s", path, strerror(errno));
    struct glass_table *table = memory_array(1, sizeof *table);
    table->path = memory_new(strlen(path) + 1);
    strcpy(table->path, path);
    table->file = file;
    table->waiting = memory_new((size_t)WAITING * GLASS_BLOCK);
    *out = table;
    return true;
}

void glass_table_add(struct glass_table *table, struct str key, struct str tag)
{
    const struct str nothing = {NULL, 0};
    if (!table->entries++)
        add_leaf(table, nothing, 1, nothing, true);
    uint32_t part = 0;
    do {
        const size_t head = GLASS_LEAF_HEAD + key.len + (part++ ? GLASS_PART : 0);
        const size_t len = tag.len < ITEM_MAX - head ? tag.len : ITEM_MAX - head;
        add_leaf(table, key, part, str_slice(tag, 0, len), len == tag.len);
        tag = str_slice(tag, len, tag.len);
    } while (tag.len);
}

bool glass_table_close(struct glass_table *table, struct glass_root *root,
                       struct error *err)
{
    if (!table)
        return true;
    *root = (struct glass_root){.entries = table->entries};
    size_t top = 0;
    if (table->entries) {
        while (top + 1 < GLASS_LEVELS && table->levels[top + 1])
            end_block(table, top++);
        root->root = write_block(table, top);
    }
    root->level = (uint32_t)top;
    root->blocks = table->blocks;
    write_waiting(table);
    if (close(table->file) != 0 && !table->failed)
        table->failed = errno;
    const bool done = !table->failed || error_set(err, ERROR_IO, "cannot write %s: %s",
                                                  table->path, strerror(table->failed));
    for (size_t i = 0; i < GLASS_LEVELS; i++)
        free(table->levels[i]);
    free(table->waiting);
    free(table->path);
    free(table);
    return done;
}
