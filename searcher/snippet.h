// The places of a notice that show why it was found: fragments with line numbers and
// highlights.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/plan.h"

struct snippet {
    struct span span;        // of the notice's text
    uint32_t line;           // 1-based, of its start
    uint32_t page;           // the same, from 1; 0 where the text has no pages
    struct span *highlights; // bytes of the notice's text, inside the span
    size_t highlight_count;
    bool cut_before, cut_after; // the sentence goes on
};

struct snippets {
    struct snippet *items; // in the order of the notice
    size_t count;
};

struct snippet_options {
    size_t most;   // fragments at most
    size_t length; // of a fragment, in letters, about
};

// The fragments that say most of what was asked: the plan's words, and the facts that its
// filters are about. `document` needs its text. In the arena.
void snippets_find(struct snippets *out, const struct plan *plan,
                   const struct document *document, const struct snippet_options *options,
                   struct arena *arena);
