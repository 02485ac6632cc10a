// Documents named by what was said before: "thay thế Quyết định nêu trên".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"

// Adds the anaphors of which the text tells something to the references, in the order of
// the text; they must have their relations already.
void anaphors_find(struct references *references, const struct view *view,
                   struct arena *arena);
