// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass_reader.h"

#include "base/arena.h"
#include "xapian-c/glass_table.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DIRECTORY = 11,
    LEAF_HEAD = 3,
    PART = 2,
    BRANCH_HEAD = 5,
    FLAG_COMPRESSED = 0x80,
    FLAG_LAST = 0x40,
    FLAG_FIRST = 0x20,
    KEY_ROOM = 512,
};

struct glass {
    const unsigned char *at; // the table of postings
    size_t len;
    uint32_t root, level;
    uint32_t documents;
    bool damaged;
};

// ---- Opening ----

static bool take_number(const unsigned char **at, const unsigned char *end,
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
    static const char magic[] = "\x0f\x0dXapian Glass";
    enum { VERSION = 2 << 9 | 3 << 5 | 14, UUID = 16, TABLES = 6 };
    uint32_t revision, level, entries, size, compressed, len, root;
    if ((size_t)(end - at) < sizeof magic - 1 + 2 + UUID ||
        memcmp(at, magic, sizeof magic - 1) != 0)
        return false;
    at += sizeof magic - 1;
    if ((at[0] << 8 | at[1]) != VERSION)
        return false;
    at += 2 + UUID;
    if (!take_number(&at, end, &revision))
        return false;
    for (int table = 0; table < TABLES; table++) {
        if (!take_number(&at, end, &root) || !take_number(&at, end, &level) ||
            !take_number(&at, end, &entries) || !take_number(&at, end, &size) ||
            !take_number(&at, end, &compressed) || !take_number(&at, end, &len) ||
            len > (size_t)(end - at))
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
    return take_number(&at, end, &glass->documents);
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
        if (block[4] == level && end > DIRECTORY && end <= GLASS_BLOCK && end % 2)
            return block;
    }
    glass->damaged = true;
    return NULL;
}

static int block_items(const unsigned char *block)
{
    return (int)(get2(block + 9) - DIRECTORY) / 2;
}

struct item {
    struct str key;
    uint32_t part;
    uint32_t block;             // in branches
    const unsigned char *bytes; // in leaves
    size_t len;
    bool last;
};

static bool item_at(struct glass *glass, const unsigned char *block, int number,
                    unsigned level, struct item *out)
{
    const uint32_t offset = get2(block + DIRECTORY + 2 * number);
    const unsigned char *at = block + offset, *const end = block + GLASS_BLOCK;
    const size_t head = level ? BRANCH_HEAD : LEAF_HEAD;
    if (offset < DIRECTORY || offset + head > GLASS_BLOCK)
        goto damaged;
    out->key = (struct str){(const char *)at + head, at[head - 1]};
    const unsigned char *rest = at + head + out->key.len;
    if (level) {
        if (rest + PART > end)
            goto damaged;
        out->block = get4(at);
        out->part = get2(rest);
        return true;
    }
    const unsigned char *const to = at + LEAF_HEAD + (get2(at) & 0x1fff);
    out->part = 1;
    out->last = at[0] & FLAG_LAST;
    if (!(at[0] & FLAG_FIRST)) {
        if (rest + PART > end)
            goto damaged;
        out->part = get2(rest);
        rest += PART;
    }
    if (to > end || rest > to || at[0] & FLAG_COMPRESSED)
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
    const uint32_t offset = get2(block + DIRECTORY + 2 * number);
    const size_t head = level ? BRANCH_HEAD : LEAF_HEAD;
    struct item item;
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

// Puts the cursor on the last item whose key is not greater, and of these on the first
// part. A leaf may have none such: the place is then before its first item.
static bool cursor_seek(struct glass_cursor *cursor, struct str key)
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
        struct item item;
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
static bool cursor_step(struct glass_cursor *cursor, int step)
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
        struct item item;
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

static bool cursor_item(const struct glass_cursor *cursor, struct item *out)
{
    return cursor->levels[0].at >= 0 &&
           item_at(cursor->glass, cursor->levels[0].block, cursor->levels[0].at, 0, out);
}

// The item at the cursor, its parts put together; the cursor is then on the last of them.
static bool cursor_take(struct glass_cursor *cursor, struct item *out)
{
    struct item more;
    if (!cursor_item(cursor, out))
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
        if (!cursor_step(cursor, 1) || !cursor_item(cursor, &more))
            return false;
    }
    out->bytes = (const unsigned char *)cursor->tag.at;
    out->len = cursor->tag.len;
    return true;
}

// To the last item with a key that is not greater; its first part.
static bool cursor_find(struct glass_cursor *cursor, struct str key)
{
    struct item item;
    if (!cursor_seek(cursor, key) ||
        (cursor->levels[0].at < 0 && !cursor_step(cursor, -1)))
        return false;
    while (cursor_item(cursor, &item) && item.part > 1)
        if (!cursor_step(cursor, -1))
            return false;
    return cursor_item(cursor, &item);
}

// ---- Keys ----

struct key {
    size_t len;
    char bytes[KEY_ROOM];
};

static struct str key_str(const struct key *key)
{
    return (struct str){key->bytes, key->len};
}

// False for terms that cannot be in any table.
static bool term_key(struct key *key, struct str term)
{
    key->len = 0;
    for (size_t i = 0; i < term.len; i++) {
        if (key->len + 8 > KEY_ROOM)
            return false;
        key->bytes[key->len++] = term.at[i];
        if (!term.at[i])
            key->bytes[key->len++] = (char)0xff;
    }
    return key->len > 0;
}

// A number that sorts as bytes do.
static void add_sorting(struct key *key, uint32_t number)
{
    const int len = number < 0x8000 ? 2 : (37 - __builtin_clz(number)) / 7;
    const uint64_t wide = number;
    const uint32_t mask = len == 2 ? 0 : 0xffu << (10 - len) & 0xff;
    key->bytes[key->len++] = (char)(wide >> 8 * (len - 1) | mask);
    for (int i = len - 1; i-- > 0;)
        key->bytes[key->len++] = (char)(wide >> 8 * i);
}

// The number that a key ends with behind its first `from` bytes.
static bool take_sorting(struct str key, size_t from, uint32_t *number)
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

// ---- Lists of documents ----

// Takes the head of a stretch: what is behind the counts of the first one.
static bool enter_stretch(struct glass_list *list, const struct item *item,
                          size_t key_len)
{
    const unsigned char *at = item->bytes, *const end = at + item->len;
    uint32_t documents = 0, occurrences, first, length;
    bool good;
    if (item->key.len == key_len) {
        good = take_number(&at, end, &documents) && take_number(&at, end, &occurrences) &&
               take_number(&at, end, &first);
        first++;
        list->count = documents;
    } else {
        good = take_sorting(item->key, key_len + 1, &first);
    }
    good = good && at < end;
    if (good) {
        list->final = *at++ == '1';
        good = take_number(&at, end, &length) && take_number(&at, end, &occurrences);
    }
    if (!good) {
        list->cursor.glass->damaged = true;
        return false;
    }
    list->document = first;
    list->last = first + length;
    list->next = at;
    list->end = end;
    return true;
}

// Whether the key is one of the list's.
static bool own_key(struct str key, const struct key *list)
{
    return key.len >= list->len && memcmp(key.at, list->bytes, list->len) == 0 &&
           (key.len == list->len || (key.at[list->len] == 0 && key.len > list->len + 2 &&
                                     (unsigned char)key.at[list->len + 1] != 0xff));
}

void glass_list_open(struct glass_list *list, struct glass *glass, struct str term)
{
    *list = (struct glass_list){.cursor = {.glass = glass}, .term = term, .final = true};
    struct key key;
    struct item item;
    list->document = UINT32_MAX; // behind the last
    if (!term_key(&key, term) || !cursor_find(&list->cursor, key_str(&key)) ||
        !cursor_item(&list->cursor, &item) || !str_equal(item.key, key_str(&key)) ||
        !cursor_take(&list->cursor, &item) || !enter_stretch(list, &item, key.len))
        list->document = UINT32_MAX;
}

// Goes to the stretch that `from` would stand in.
static bool next_stretch(struct glass_list *list, uint32_t from)
{
    struct key key;
    struct item item;
    if (list->final || !term_key(&key, list->term))
        return false;
    const size_t len = key.len;
    // Mostly it is the next one.
    if (!cursor_step(&list->cursor, 1) || !cursor_take(&list->cursor, &item))
        return false;
    key.len = len;
    if (!own_key(item.key, &key) || !enter_stretch(list, &item, len))
        return false;
    if (list->last >= from || list->final)
        return true;
    key.bytes[key.len++] = 0;
    add_sorting(&key, from);
    if (!cursor_find(&list->cursor, key_str(&key)) || !cursor_take(&list->cursor, &item))
        return false;
    key.len = len;
    return own_key(item.key, &key) && enter_stretch(list, &item, len);
}

uint32_t glass_list_next(struct glass_list *list, uint32_t from)
{
    while (list->document < from) {
        if (list->last < from) {
            if (!next_stretch(list, from))
                list->document = UINT32_MAX;
            continue;
        }
        uint32_t further, count;
        const unsigned char *next = list->next;
        uint32_t document = list->document;
        while (document < from) {
            if (next >= list->end || !take_number(&next, list->end, &further) ||
                !take_number(&next, list->end, &count)) {
                list->cursor.glass->damaged = true;
                document = UINT32_MAX;
                break;
            }
            document += further + 1;
        }
        list->next = next;
        list->document = document;
    }
    return list->document == UINT32_MAX ? 0 : list->document;
}

void glass_list_close(struct glass_list *list)
{
    buf_free(&list->cursor.tag);
}

uint32_t glass_frequency(struct glass *glass, struct str term)
{
    struct glass_cursor cursor = {.glass = glass};
    struct key key;
    struct item item;
    uint32_t count = 0;
    if (term_key(&key, term) && cursor_find(&cursor, key_str(&key)) &&
        cursor_item(&cursor, &item) && str_equal(item.key, key_str(&key))) {
        const unsigned char *at = item.bytes;
        if (!take_number(&at, at + item.len, &count))
            glass->damaged = true;
    }
    return count;
}

// ---- Values ----

static void values_key(struct key *key, uint32_t slot)
{
    key->len = 0;
    key->bytes[key->len++] = 0;
    key->bytes[key->len++] = (char)0xd8;
    for (; slot >= 0x80; slot >>= 7)
        key->bytes[key->len++] = (char)(slot | 0x80);
    key->bytes[key->len++] = (char)slot;
}

void glass_values_open(struct glass_values *values, struct glass *glass, uint32_t slot)
{
    *values = (struct glass_values){.cursor = {.glass = glass}, .slot = slot};
}

static bool take_value(struct glass_values *values)
{
    uint32_t len;
    if (!take_number(&values->next, values->end, &len) ||
        len > (size_t)(values->end - values->next)) {
        values->cursor.glass->damaged = true;
        return false;
    }
    values->value = (struct str){(const char *)values->next, len};
    values->next += len;
    return true;
}

// Finds the stretch that a document would stand in.
static bool find_values(struct glass_values *values, uint32_t document)
{
    struct key key;
    struct item item;
    values->until = 0;
    values->document = UINT32_MAX;
    values_key(&key, values->slot);
    const size_t len = key.len;
    add_sorting(&key, document);
    uint32_t first;
    if (!cursor_find(&values->cursor, key_str(&key)) ||
        !cursor_take(&values->cursor, &item) || item.key.len <= len ||
        memcmp(item.key.at, key.bytes, len) != 0 || !take_sorting(item.key, len, &first))
        return false;
    values->next = item.bytes;
    values->end = item.bytes + item.len;
    values->document = first;
    return take_value(values);
}

struct str glass_value(struct glass_values *values, uint32_t document)
{
    const struct str none = {NULL, 0};
    // Behind the stretch, or before what was read of it.
    if (document >= values->until || document < values->document) {
        if (!find_values(values, document))
            return none;
        struct glass_cursor next = values->cursor;
        struct item item;
        struct key key;
        values_key(&key, values->slot);
        next.tag = (struct buf){0};
        if (!cursor_step(&next, 1) || !cursor_item(&next, &item) ||
            item.key.len <= key.len || memcmp(item.key.at, key.bytes, key.len) != 0 ||
            !take_sorting(item.key, key.len, &values->until))
            values->until = UINT32_MAX;
    }
    while (values->document < document) {
        // Mostly each document has a value, and all are as long.
        const uint32_t len = (uint32_t)values->value.len;
        const unsigned char *next = values->next;
        uint32_t at = values->document;
        while (len < 0x80 && at < document && (size_t)(values->end - next) >= len + 2 &&
               next[0] == 0 && next[1] == len) {
            next += len + 2;
            at++;
        }
        if (at > values->document) {
            values->next = next;
            values->document = at;
            values->value.at = (const char *)next - len;
            continue;
        }
        uint32_t further;
        if (values->next >= values->end)
            return none;
        if (!take_number(&values->next, values->end, &further)) {
            values->cursor.glass->damaged = true;
            return none;
        }
        values->document += further + 1;
        if (!take_value(values))
            return none;
    }
    return values->document == document ? values->value : none;
}

void glass_values_close(struct glass_values *values)
{
    buf_free(&values->cursor.tag);
}

// ---- Terms ----

void glass_terms_open(struct glass_terms *terms, struct glass *glass, struct str from)
{
    *terms = (struct glass_terms){.cursor = {.glass = glass}};
    glass_terms_skip(terms, from);
}

void glass_terms_skip(struct glass_terms *terms, struct str to)
{
    struct key key = {0};
    struct item item;
    if (!term_key(&key, to)) {
        // Before the first term: behind what is not one.
        key.len = 1;
        key.bytes[0] = 0;
    }
    if (!cursor_seek(&terms->cursor, key_str(&key))) {
        terms->cursor.levels[0].block = NULL;
        return;
    }
    // The step that follows leads to it.
    if (cursor_item(&terms->cursor, &item) && str_equal(item.key, key_str(&key)))
        cursor_step(&terms->cursor, -1);
}

bool glass_terms_next(struct glass_terms *terms)
{
    struct item item;
    if (!terms->cursor.levels[0].block)
        return false;
    while (cursor_step(&terms->cursor, 1) && cursor_item(&terms->cursor, &item)) {
        if (item.part > 1 || !item.key.len)
            continue;
        const unsigned char *bytes = item.bytes;
        bool whole = true;
        buf_clear(&terms->term);
        // A nought of the term has a byte of all ones behind it.
        for (size_t i = 0; i < item.key.len && whole;) {
            const char *nought = memchr(item.key.at + i, 0, item.key.len - i);
            size_t end = nought ? (size_t)(nought - item.key.at) + 1 : item.key.len;
            buf_add(&terms->term, item.key.at + i, end - i);
            i = end;
            if (nought)
                whole = i < item.key.len && (unsigned char)item.key.at[i++] == 0xff;
        }
        // Not a further stretch of a list, nor a value.
        if (whole && take_number(&bytes, item.bytes + item.len, &terms->count))
            return true;
    }
    terms->cursor.levels[0].block = NULL;
    return false;
}

void glass_terms_close(struct glass_terms *terms)
{
    buf_free(&terms->cursor.tag);
    buf_free(&terms->term);
}
