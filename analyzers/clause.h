// The clause in which a citation stands: where it begins.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// How a clause was left behind, going back from a citation.
enum clause_edge {
    EDGE_TEXT,      // the start of the text, or too far back
    EDGE_SENTENCE,  // ". "
    EDGE_SEMICOLON, // "; "
    EDGE_COLON,     // ": " at the end of a line
    EDGE_ITEM,      // the mark of a list item, or of an article
};

struct clause {
    uint32_t from; // first letter behind the edge
    enum clause_edge edge;
};

enum clause_reach { CLAUSE_TO_SEMICOLON, CLAUSE_OVER_SEMICOLONS };

// The clause that holds the letter `at`; nothing before `stop` is looked at.
struct clause clause_before(const struct view *view, uint32_t at, uint32_t stop,
                            enum clause_reach reach);
