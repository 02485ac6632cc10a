// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/registry.h"

#include "base/arena.h"

#include <stdlib.h>

struct known {
    struct identity identity;
    uint32_t number;
};

// A hash table with open addressing over the contents in the order they came: the id is a
// hash already, and a slot is small, for half of them are free.
struct registry {
    struct known *items;
    size_t count, room;
    uint32_t *slots;   // number of an item + 1; 0: free
    size_t slot_count; // a power of two, at least twice the items
};

struct registry *registry_new(void)
{
    struct registry *registry = memory_new(sizeof *registry);
    registry->slot_count = 1024;
    registry->slots = memory_array(registry->slot_count, sizeof *registry->slots);
    return registry;
}

void registry_free(struct registry *registry)
{
    if (!registry)
        return;
    free(registry->items);
    free(registry->slots);
    free(registry);
}

// The slot of this id, or where it would be.
static uint32_t *slot_of(const struct registry *registry, uint64_t id)
{
    size_t at = (size_t)id & (registry->slot_count - 1);
    while (registry->slots[at] &&
           identity_number(&registry->items[registry->slots[at] - 1].identity) != id)
        at = (at + 1) & (registry->slot_count - 1);
    return &registry->slots[at];
}

uint32_t registry_find(const struct registry *registry, const struct identity *identity,
                       bool *other)
{
    uint32_t slot = *slot_of(registry, identity_number(identity));
    *other = false;
    if (!slot)
        return REGISTRY_NONE;
    const struct known *known = &registry->items[slot - 1];
    *other = !identity_equal(&known->identity, identity);
    return known->number;
}

static void widen(struct registry *registry)
{
    free(registry->slots);
    registry->slot_count *= 2;
    registry->slots = memory_array(registry->slot_count, sizeof *registry->slots);
    for (size_t i = 0; i < registry->count; i++)
        *slot_of(registry, identity_number(&registry->items[i].identity)) =
            (uint32_t)i + 1;
}

void registry_add(struct registry *registry, const struct identity *identity,
                  uint32_t number)
{
    if (registry->count == registry->room) {
        registry->room = registry->room ? registry->room * 2 : 256;
        registry->items =
            memory_resize(registry->items, registry->room * sizeof *registry->items);
    }
    if ((registry->count + 1) * 2 > registry->slot_count)
        widen(registry);
    registry->items[registry->count++] = (struct known){*identity, number};
    *slot_of(registry, identity_number(identity)) = (uint32_t)registry->count;
}
