// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/registry.h"

#include "base/arena.h"

#include <stdlib.h>

struct known {
    struct identity identity;
    uint32_t number; // REGISTRY_NONE: free
};

// A hash table with open addressing: the id is a hash already. At most half full.
struct registry {
    struct known *items;
    size_t room; // a power of two
    size_t count;
};

static void make_room(struct registry *registry, size_t room)
{
    registry->items = memory_array(room, sizeof *registry->items);
    registry->room = room;
    for (size_t i = 0; i < room; i++)
        registry->items[i].number = REGISTRY_NONE;
}

struct registry *registry_new(void)
{
    struct registry *registry = memory_new(sizeof *registry);
    make_room(registry, 1024);
    return registry;
}

void registry_free(struct registry *registry)
{
    if (!registry)
        return;
    free(registry->items);
    free(registry);
}

// Where this id stands, or would stand.
static struct known *place_of(const struct registry *registry, uint64_t id)
{
    size_t at = (size_t)id & (registry->room - 1);
    while (registry->items[at].number != REGISTRY_NONE &&
           identity_number(&registry->items[at].identity) != id)
        at = (at + 1) & (registry->room - 1);
    return &registry->items[at];
}

uint32_t registry_find(const struct registry *registry, const struct identity *identity,
                       bool *other)
{
    const struct known *known = place_of(registry, identity_number(identity));
    *other =
        known->number != REGISTRY_NONE && !identity_equal(&known->identity, identity);
    return known->number;
}

void registry_add(struct registry *registry, const struct identity *identity,
                  uint32_t number)
{
    if (registry->count * 2 >= registry->room) {
        struct registry old = *registry;
        make_room(registry, old.room * 2);
        for (size_t i = 0; i < old.room; i++) {
            if (old.items[i].number != REGISTRY_NONE)
                *place_of(registry, identity_number(&old.items[i].identity)) =
                    old.items[i];
        }
        free(old.items);
    }
    *place_of(registry, identity_number(identity)) = (struct known){*identity, number};
    registry->count++;
}
