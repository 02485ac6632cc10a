// The sentence around a place of a notice, to be quoted.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/paragraph.h"

enum { QUOTE_LETTERS = 240 }; // longer sentences are cut at words, with an ellipsis

// The sentence in which `span` stands, inside its paragraph, clean (NFC, one line), in
// the arena. *sentence is all of it in bytes of the text.
struct str quote_around(const struct view *view, const struct paragraphs *paragraphs,
                        struct span span, struct span *sentence, struct arena *arena);
