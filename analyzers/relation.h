// What a sentence does to the document that it cites, how far it got, and who does it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/mention.h"

// Fills relation, status and subject of all references; out->items[i] is
// mentions->items[i].
void relations_find(struct references *out, const struct mentions *mentions,
                    const struct view *view, struct arena *arena);
