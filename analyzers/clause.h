// The clause in which a citation stands: where it begins, and what the words before the
// citation mean.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"

// What a cue means beside a relation.
enum cue_meaning {
    CUE_PLANNED = RELATION_COUNT,
    CUE_DRAFT,
    CUE_PENDING,
    CUE_PASSIVE, // something else is done to the one before
    CUE_NONE,
    CUE_BREAK, // nothing before it counts
    CUE_OTHER, // a verb whose object is the citation; it tells no relation
    // the document behind does it to the one before: "được sửa đổi bởi"
    CUE_AMENDED,
    CUE_REPLACED,
    CUE_REPEALED,
};
enum cue_reach { CUE_NEAR, CUE_AT, CUE_LAST, CUE_WEAK, CUE_FAR, CUE_STRONG };

struct cue {
    uint32_t from, to; // letters of the view
    unsigned meaning;  // enum relation or enum cue_meaning
    enum cue_reach reach;
};

// What the document behind such words does to the one before; false for other cues.
bool cue_passive(const struct cue *cue, enum relation *relation);
// The cue that begins at the letter `at`, which begins a word; false when none does.
bool cue_read(const struct view *view, uint32_t at, uint32_t limit, struct cue *out);

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
