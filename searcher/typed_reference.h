// A document as a person names it in a hurry.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"

// As reference_query_parse_named, with abbreviations of one meaning written out in the name
// of a law: "Luật KH&CN", "luật bhxh 2024". Strings live in the arena.
bool typed_reference(struct reference_query *out, struct str typed, struct arena *arena);
