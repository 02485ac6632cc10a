// Where the title of a cited document names several objects: "Nghị định số 5 sửa đổi Nghị
// định số 2 về … và Nghị định số 3 về …".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/mention.h"
#include "analyzers/relation_words.h"

// True when the citation `i`, which a comma or "và" joins to what stands before it in the
// same clause, is a further object of the document whose title stands there, and not of
// the sentence; *out is what that document does to it. `head` is the number + 1 of the
// last citation of the sentence itself, 0: none; `words` those before the citation.
//
//   sửa đổi, bãi bỏ,  an act changes acts of its own kind that are older
//   thay thế
//   hướng dẫn,        an act guides and details acts that rank above it: a circular a decree,
//   quy định          a decree a law (Luật Ban hành văn bản quy phạm pháp luật)
//   chi tiết
bool relation_list_goes_on(const struct mentions *mentions,
                           const struct references *references, size_t i, size_t head,
                           const struct view *view, const struct relation_words *words,
                           enum relation *out);

// The number + 1 of the citation whose relation the citation `i`, a member of its list,
// shares: the one before, but where that is the object of a title, and `i` is younger than
// the act with that title, this act.
size_t relation_list_like(const struct mentions *mentions,
                          const struct references *references, size_t i);
