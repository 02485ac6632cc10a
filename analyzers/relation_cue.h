// The cues of relations: words before a citation that say what happens to the document.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reference.h"
#include "analyzers/word_class.h"

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

// The cues that stand between two letters of a view, one behind the other.
struct cue_walk {
    const struct view *view;
    uint32_t at, to; // letters that are left; may be put back to within the last cue
    uint32_t quote;  // the next quotation mark that is left, or UINT32_MAX
    bool inside;     // `at` stands inside a word, and may begin a cue all the same
    struct word_walk words; // that may begin one
};

enum cue_quotes { CUE_QUOTES_READ, CUE_QUOTES_SKIPPED };

// Begins a walk over the letters [from, to) of a view whose words were asked for before
// (words_of). Quotations are read like other words, or skipped.
void cue_walk_begin(struct cue_walk *walk, const struct view *view, uint32_t from,
                    uint32_t to, enum cue_quotes quotes);
// The next cue that ends before the end of the walk; false when there is none.
bool cue_walk_next(struct cue_walk *walk, struct cue *out);

// False when no word of the letters [from, to), nor what stands at `from`, can begin a
// strong cue that tells that something is done to the document before it. The words of the view were
// asked for before.
bool cue_passive_possible(const struct view *view, uint32_t from, uint32_t to);

// What words begin cues, as word_set has it.
const uint64_t *cue_firsts(void);
