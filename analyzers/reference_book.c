// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reference_book.h"

struct entry {
    struct identity identity;
    uint32_t hash;
    struct known known;
};

// Open addressing: numbers of entries + 1, 0 is a free place.
struct book {
    struct entry *entries;
    uint32_t count;
    uint32_t *places;
    uint32_t mask;
};

struct book *book_new(size_t most, struct arena *arena)
{
    struct book *book = ARENA_ARRAY(arena, struct book, 1);
    uint32_t room = 8;
    while (room < most * 2)
        room *= 2;
    book->entries = arena_take(arena, (most + 1) * sizeof *book->entries);
    book->places = ARENA_ARRAY(arena, uint32_t, room);
    book->mask = room - 1;
    return book;
}

static uint32_t hash_part(uint32_t hash, struct str part)
{
    for (size_t i = 0; i < part.len; i++)
        hash = (hash ^ (uint8_t)part.at[i]) * 16777619u;
    return hash;
}

static uint32_t hash_of(const struct identity *identity)
{
    uint32_t hash = hash_part(2166136261u, identity->number);
    hash = hash_part(hash, identity->organisation);
    hash = hash_part(hash, identity->scope);
    return hash ^ hash >> 15;
}

static bool same(const struct identity *a, const struct identity *b)
{
    return str_equal(a->number, b->number) && str_equal(a->type, b->type) &&
           str_equal(a->organisation, b->organisation) && str_equal(a->scope, b->scope);
}

struct known *book_entry(struct book *book, const struct identity *identity)
{
    uint32_t hash = hash_of(identity), place = hash & book->mask;
    for (; book->places[place]; place = (place + 1) & book->mask) {
        struct entry *entry = &book->entries[book->places[place] - 1];
        if (entry->hash == hash && same(&entry->identity, identity))
            return &entry->known;
    }
    struct entry *entry = &book->entries[book->count++];
    *entry = (struct entry){.identity = *identity, .hash = hash};
    book->places[place] = book->count;
    return &entry->known;
}
