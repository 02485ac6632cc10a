// The contents that this run has come across, so that the same content is stored once.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/identity.h"

struct registry;

enum { REGISTRY_NONE = UINT32_MAX };

struct registry *registry_new(void);
void registry_free(struct registry *registry);
// The number with which a content of the same id was added first, or REGISTRY_NONE;
// *other is set when that content is another one.
uint32_t registry_find(const struct registry *registry, const struct identity *identity,
                       bool *other);
// Adds a content that registry_find does not know. `number` < REGISTRY_NONE.
void registry_add(struct registry *registry, const struct identity *identity,
                  uint32_t number);
