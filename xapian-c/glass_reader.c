// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass_reader.h"

#include "xapian-c/glass_cursor.h"

#include <string.h>

// ---- Lists of documents ----

// Takes the head of a stretch: what is behind the counts of the first one.
static bool enter_stretch(struct glass_list *list, const struct glass_item *item,
                          size_t key_len)
{
    const unsigned char *at = item->bytes, *const end = at + item->len;
    uint32_t documents = 0, occurrences, first, length;
    bool good;
    if (item->key.len == key_len) {
        good = glass_take_number(&at, end, &documents) &&
               glass_take_number(&at, end, &occurrences) &&
               glass_take_number(&at, end, &first);
        first++;
        list->count = documents;
    } else {
        good = glass_take_sorting(item->key, key_len + 1, &first);
    }
    good = good && at < end;
    if (good) {
        list->final = *at++ == '1';
        good = glass_take_number(&at, end, &length) && length < UINT32_MAX - first &&
               glass_take_number(&at, end, &occurrences);
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
static bool own_key(struct str key, const struct glass_key *list)
{
    return key.len >= list->len && memcmp(key.at, list->bytes, list->len) == 0 &&
           (key.len == list->len || (key.at[list->len] == 0 && key.len > list->len + 2 &&
                                     (unsigned char)key.at[list->len + 1] != 0xff));
}

void glass_list_open(struct glass_list *list, struct glass *glass, struct str term)
{
    *list = (struct glass_list){.cursor = {.glass = glass}, .term = term, .final = true};
    struct glass_key key;
    struct glass_item item;
    list->document = UINT32_MAX; // behind the last
    if (!glass_term_key(&key, term) ||
        !glass_cursor_find(&list->cursor, glass_key_str(&key)) ||
        !glass_cursor_item(&list->cursor, &item) ||
        !str_equal(item.key, glass_key_str(&key)) ||
        !glass_cursor_take(&list->cursor, &item) || !enter_stretch(list, &item, key.len))
        list->document = UINT32_MAX;
}

// Enters the stretch that the cursor is on.
static bool take_stretch(struct glass_list *list, const struct glass_key *key)
{
    struct glass_item item;
    return glass_cursor_take(&list->cursor, &item) && own_key(item.key, key) &&
           enter_stretch(list, &item, key->len);
}

static bool step_stretch(struct glass_list *list, const struct glass_key *key)
{
    return glass_cursor_step(&list->cursor, 1) && take_stretch(list, key);
}

// Goes to the first stretch that ends at `from` or behind it, or to the last.
static bool next_stretch(struct glass_list *list, uint32_t from)
{
    struct glass_key key;
    if (list->final || !glass_term_key(&key, list->term) || !step_stretch(list, &key))
        return false;
    if (list->last >= from || list->final) // mostly it is the next one
        return true;
    struct glass_key there = key;
    there.bytes[there.len++] = 0;
    glass_add_sorting(&there, from);
    if (!glass_cursor_find(&list->cursor, glass_key_str(&there)) ||
        !take_stretch(list, &key))
        return false;
    // `from` may stand between two stretches, but not behind the second: looking for it
    // once more would lead back.
    if (list->last < from && !list->final && !step_stretch(list, &key))
        return false;
    if (list->last < from && !list->final)
        list->cursor.glass->damaged = true;
    return list->last >= from || list->final;
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
            if (next >= list->end || !glass_take_number(&next, list->end, &further) ||
                !glass_take_number(&next, list->end, &count)) {
                list->cursor.glass->damaged = true;
                document = UINT32_MAX;
                break;
            }
            document += further + 1;
        }
        if (document > list->last) {
            list->cursor.glass->damaged = true;
            document = UINT32_MAX;
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
    struct glass_key key;
    struct glass_item item;
    uint32_t count = 0;
    if (glass_term_key(&key, term) && glass_cursor_find(&cursor, glass_key_str(&key)) &&
        glass_cursor_item(&cursor, &item) && str_equal(item.key, glass_key_str(&key))) {
        const unsigned char *at = item.bytes;
        if (!glass_take_number(&at, at + item.len, &count))
            glass->damaged = true;
    }
    return count;
}

// ---- Values ----

static void values_key(struct glass_key *key, uint32_t slot)
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
    if (!glass_take_number(&values->next, values->end, &len) ||
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
    struct glass_key key;
    struct glass_item item;
    values->until = 0;
    values->document = UINT32_MAX;
    values_key(&key, values->slot);
    const size_t len = key.len;
    glass_add_sorting(&key, document);
    uint32_t first;
    if (!glass_cursor_find(&values->cursor, glass_key_str(&key)) ||
        !glass_cursor_take(&values->cursor, &item) || item.key.len <= len ||
        memcmp(item.key.at, key.bytes, len) != 0 ||
        !glass_take_sorting(item.key, len, &first))
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
        struct glass_item item;
        struct glass_key key;
        values_key(&key, values->slot);
        next.tag = (struct buf){0};
        if (!glass_cursor_step(&next, 1) || !glass_cursor_item(&next, &item) ||
            item.key.len <= key.len || memcmp(item.key.at, key.bytes, key.len) != 0 ||
            !glass_take_sorting(item.key, key.len, &values->until))
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
        if (!glass_take_number(&values->next, values->end, &further)) {
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
    struct glass_key key = {0};
    struct glass_item item;
    *terms = (struct glass_terms){.cursor = {.glass = glass}};
    if (!glass_term_key(&key, from)) {
        // Before the first term: behind what is not one.
        key.len = 1;
        key.bytes[0] = 0;
    }
    if (!glass_cursor_seek(&terms->cursor, glass_key_str(&key))) {
        terms->cursor.levels[0].block = NULL;
        return;
    }
    // The step that follows leads to it.
    if (glass_cursor_item(&terms->cursor, &item) &&
        str_equal(item.key, glass_key_str(&key)))
        glass_cursor_step(&terms->cursor, -1);
}

bool glass_terms_next(struct glass_terms *terms)
{
    struct glass_item item;
    if (!terms->cursor.levels[0].block)
        return false;
    while (glass_cursor_step(&terms->cursor, 1) &&
           glass_cursor_item(&terms->cursor, &item)) {
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
        if (!whole)
            continue;
        if (glass_take_number(&bytes, item.bytes + item.len, &terms->count))
            return true;
        terms->cursor.glass->damaged = true;
    }
    terms->cursor.levels[0].block = NULL;
    return false;
}

void glass_terms_close(struct glass_terms *terms)
{
    buf_free(&terms->cursor.tag);
    buf_free(&terms->term);
}
