// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass_cursor.h"

#include "base/arena.h"
#include "xapian-c/glass_table.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// ---- Opening ----

bool glass_take_number(const unsigned char **at, const unsigned char *end,
                       uint32_t *number)
{
    uint64_t sum = 0;
    for (unsigned shift = 0; *at < end && shift < 35; shift += 7) {
        const unsigned char byte = *(*at)++;
        sum |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *number = (uint32_t)sum;
            return sum <= UINT32_MAX;
        }
    }
    return false;
}

// The head says where the table of postings starts, and behind those of six tables how
// many documents there are.
static bool read_head(struct glass *glass, const unsigned char *at,
                      const unsigned char *end)
{
    static const char magic[] = GLASS_MAGIC;
    enum { TABLES = 6 };
    uint32_t revision, level, entries, size, compressed, len, root;
    if ((size_t)(end - at) < sizeof magic - 1 + 2 + GLASS_UUID ||
        memcmp(at, magic, sizeof magic - 1) != 0)
        return false;
    at += sizeof magic - 1;
    if ((at[0] << 8 | at[1]) != GLASS_VERSION)
        return false;
    at += 2 + GLASS_UUID;
    if (!glass_take_number(&at, end, &revision))
        return false;
    for (int table = 0; table < TABLES; table++) {
        if (!glass_take_number(&at, end, &root) || !glass_take_number(&at, end, &level) ||
            !glass_take_number(&at, end, &entries) ||
            !glass_take_number(&at, end, &size) ||
            !glass_take_number(&at, end, &compressed) ||
            !glass_take_number(&at, end, &len) || len > (size_t)(end - at))
            return false;
        at += len;
        if (table)
            continue;
        // Postings are never compressed; the lowest bit of the level says that there are
        // none.
        if (size != GLASS_BLOCK >> 11 || compressed || level >> 2 >= GLASS_LEVELS)
            return false;
        glass->root = root;
        glass->level = level >> 2;
        glass->len = level & 1 ? 0 : 1;
    }
    return glass_take_number(&at, end, &glass->documents);
}

static bool map_table(struct glass *glass, const char *path)
{
    struct stat status;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    void *at = MAP_FAILED;
    if (fstat(file, &status) == 0 && status.st_size >= GLASS_BLOCK)
        at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (at == MAP_FAILED)
        return false;
    glass->at = at;
    glass->len = (size_t)status.st_size;
    return glass->root < glass->len / GLASS_BLOCK;
}

bool glass_open(struct glass **out, const char *folder)
{
    unsigned char head[1024];
    struct buf path = {0};
    struct glass *glass = memory_new(sizeof *glass);
    buf_printf(&path, "%s/iamglass", folder);
    const int file = open(path.at, O_RDONLY | O_CLOEXEC);
    const ssize_t len = file < 0 ? -1 : read(file, head, sizeof head);
    if (file >= 0)
        close(file);
    bool known = len > 0 && read_head(glass, head, head + len);
    if (known && glass->len) {
        buf_clear(&path);
        buf_printf(&path, "%s/postlist.glass", folder);
        known = map_table(glass, path.at);
    }
    buf_free(&path);
    if (!known) {
        glass_close(glass);
        return false;
    }
    glass->damaged = !glass->at && glass->documents; // documents without a posting
    *out = glass;
    return true;
}

void glass_close(struct glass *glass)
{
    if (glass && glass->at)
        munmap((void *)glass->at, glass->len);
    free(glass);
}

bool glass_damaged(const struct glass *glass)
{
    return glass->damaged;
}

uint32_t glass_documents(const struct glass *glass)
{
    return glass->documents;
}

// ---- Blocks ----

static uint32_t get2(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t get4(const unsigned char *at)
{
    return get2(at) << 16 | get2(at + 2);
}

// NULL when there is no such block of this level.
static const unsigned char *block_at(struct glass *glass, uint32_t number, unsigned level)
{
    if (number < glass->len / GLASS_BLOCK) {
        const unsigned char *block = glass->at + (size_t)number * GLASS_BLOCK;
        const uint32_t end = get2(block + 9);
        if (block[4] == level && end > GLASS_DIRECTORY && end <= GLASS_BLOCK && end % 2)
            return block;
    }
    glass->damaged = true;
    return NULL;
}

static int block_items(const unsigned char *block)
{
    return (int)(get2(block + 9) - GLASS_DIRECTORY) / 2;
}

static bool item_at(struct glass *glass, const unsigned char *block, int number,
                    unsigned level, struct glass_item *out)
{
    const uint32_t offset = get2(block + GLASS_DIRECTORY + 2 * number);
    const unsigned char *at = block + offset, *const end = block + GLASS_BLOCK;
    const size_t head = level ? GLASS_BRANCH_HEAD : GLASS_LEAF_HEAD;
    if (offset < GLASS_DIRECTORY || offset + head > GLASS_BLOCK)
        goto damaged;
    out->key = (struct str){(const char *)at + head, at[head - 1]};
    const unsigned char *rest = at + head + out->key.len;
    if (level) {
        if (rest + GLASS_PART > end)
            goto damaged;
        out->block = get4(at);
        out->part = get2(rest);
        return true;
    }
    const unsigned char *const to = at + GLASS_LEAF_HEAD + (get2(at) & 0x1fff);
    out->part = 1;
    out->last = at[0] & GLASS_FLAG_LAST;
    if (!(at[0] & GLASS_FLAG_FIRST)) {
        if (rest + GLASS_PART > end)
            goto damaged;
        out->part = get2(rest);
        rest += GLASS_PART;
    }
    if (to > end || rest > to || at[0] & GLASS_FLAG_COMPRESSED)
        goto damaged;
    out->bytes = rest;
    out->len = (size_t)(to - rest);
    return true;
damaged:
    glass->damaged = true;
    return false;
}

// How the key of an item, and then its part, compares to a key's first part.
static int compare_item(struct glass *glass, const unsigned char *block, int number,
                        unsigned level, struct str key)
{
    const uint32_t offset = get2(block + GLASS_DIRECTORY + 2 * number);
    const size_t head = level ? GLASS_BRANCH_HEAD : GLASS_LEAF_HEAD;
    struct glass_item item;
    if (offset + head <= GLASS_BLOCK) {
        const unsigned char *at = block + offset + head;
        const size_t len = at[-1], common = len < key.len ? len : key.len;
        if (offset + head + common <= GLASS_BLOCK) {
            const int order = memcmp(at, key.at, common);
            if (order || len != key.len)
                return order ? order : len < key.len ? -1 : 1;
        }
    }
    return item_at(glass, block, number, level, &item) && item.part > 1;
}

// ---- Cursors ----

bool glass_cursor_seek(struct glass_cursor *cursor, struct str key)
{
    struct glass *glass = cursor->glass;
    uint32_t number = glass->root;
    if (!glass->at)
        return false;
    for (unsigned level = glass->level + 1; level-- > 0;) {
        const unsigned char *block = block_at(glass, number, level);
        if (!block)
            return false;
        // The first item of a branch stands for all that is less.
        int low = level ? 1 : 0, high = block_items(block);
        struct glass_item item;
        while (low < high) {
            const int middle = low + (high - low) / 2;
            const int order = compare_item(glass, block, middle, level, key);
            if (order <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        cursor->levels[level].block = block;
        cursor->levels[level].at = low - 1;
        if (!level)
            return true;
        if (!item_at(glass, block, low - 1, level, &item))
            return false;
        number = item.block;
    }
    return false;
}

// To the next item, or the one before it.
bool glass_cursor_step(struct glass_cursor *cursor, int step)
{
    struct glass *glass = cursor->glass;
    unsigned level = 0;
    for (;; level++) {
        if (level > glass->level)
            return false;
        const int at = cursor->levels[level].at + step;
        if (at >= 0 && at < block_items(cursor->levels[level].block)) {
            cursor->levels[level].at = at;
            break;
        }
    }
    while (level--) {
        struct glass_item item;
        const unsigned char *block;
        if (!item_at(glass, cursor->levels[level + 1].block, cursor->levels[level + 1].at,
                     level + 1, &item) ||
            !(block = block_at(glass, item.block, level)))
            return false;
        cursor->levels[level].block = block;
        cursor->levels[level].at = step > 0 ? 0 : block_items(block) - 1;
    }
    return true;
}

bool glass_cursor_item(const struct glass_cursor *cursor, struct glass_item *out)
{
    return cursor->levels[0].at >= 0 &&
           item_at(cursor->glass, cursor->levels[0].block, cursor->levels[0].at, 0, out);
}

bool glass_cursor_take(struct glass_cursor *cursor, struct glass_item *out)
{
    struct glass_item more;
    if (!glass_cursor_item(cursor, out))
        return false;
    if (out->last)
        return true;
    buf_clear(&cursor->tag);
    more = *out;
    for (uint32_t part = 1;; part++) {
        if (more.part != part || !str_equal(more.key, out->key)) {
            cursor->glass->damaged = true;
            return false;
        }
        buf_add(&cursor->tag, more.bytes, more.len);
        if (more.last)
            break;
        if (!glass_cursor_step(cursor, 1) || !glass_cursor_item(cursor, &more))
            return false;
    }
    out->bytes = (const unsigned char *)cursor->tag.at;
    out->len = cursor->tag.len;
    return true;
}

bool glass_cursor_find(struct glass_cursor *cursor, struct str key)
{
    struct glass_item item;
    if (!glass_cursor_seek(cursor, key) ||
        (cursor->levels[0].at < 0 && !glass_cursor_step(cursor, -1)))
        return false;
    while (glass_cursor_item(cursor, &item) && item.part > 1)
        if (!glass_cursor_step(cursor, -1))
            return false;
    return glass_cursor_item(cursor, &item);
}

// ---- Keys ----

struct str glass_key_str(const struct glass_key *key)
{
    return (struct str){key->bytes, key->len};
}

// False for terms that cannot be in any table.
bool glass_term_key(struct glass_key *key, struct str term)
{
    key->len = 0;
    for (size_t i = 0; i < term.len; i++) {
        if (key->len + 8 > GLASS_KEY_ROOM)
            return false;
        key->bytes[key->len++] = term.at[i];
        if (!term.at[i])
            key->bytes[key->len++] = (char)0xff;
    }
    return key->len > 0;
}

void glass_add_sorting(struct glass_key *key, uint32_t number)
{
    key->len += glass_sorting(number, key->bytes + key->len);
}

// The number that a key ends with behind its first `from` bytes.
bool glass_take_sorting(struct str key, size_t from, uint32_t *number)
{
    if (from >= key.len)
        return false;
    const unsigned char first = (unsigned char)key.at[from];
    size_t ones = 0;
    while (ones < 8 && first & 0x80 >> ones)
        ones++;
    const size_t len = ones + 2;
    if (key.len - from != len || ones > 6)
        return false;
    uint64_t sum = first & (0x7f >> ones);
    for (size_t i = 1; i < len; i++)
        sum = sum << 8 | (unsigned char)key.at[from + i];
    *number = (uint32_t)sum;
    return sum <= UINT32_MAX;
}
