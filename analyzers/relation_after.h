// What is told of a document behind its citation: "… hết hiệu lực kể từ ngày …", "… được
// sửa đổi, bổ sung bởi Luật số …".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/relation_cue.h"

// Where "hiệu lực" stands next: none begins in [from, at). Citations stand so near to each
// other that one search answers for several. Starts with {0}; the words of the view were
// asked for before (words_of).
struct force_search {
    uint32_t from, at;
};

// True when the sentence that goes on at the letter `from`, behind a citation, tells that
// the document's force ends.
bool relation_after_ends(struct force_search *search, const struct view *view,
                         uint32_t from);
// True for words before a citation that leave open what happens to the document: "ban
// hành kèm theo", "quy định tại".
bool relation_after_may_end(const struct view *view, const struct cue *cue);
// Reads what is told behind the reference `i`, which cites and no more, and changes its
// relation and subject.
void relation_after_read(struct references *out, size_t i, struct force_search *search,
                         const struct view *view);
