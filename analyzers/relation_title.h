// Documents without a number that a clause names as what does something: "nghị quyết thay
// thế …", "dự thảo Kế hoạch của UBND tỉnh thực hiện …".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/doctype.h"

struct relation_title {
    const struct view *view;
    const struct doctype *own_type; // of the text itself, or NULL
    bool unissued;                  // the clause speaks of a plan or a draft
};

// The one named in the letters [from, verb) before a verb, clean, in the arena; missing when
// there is none. The text itself ("Quyết định này", "ban hành Thông tư sửa đổi …" where
// nothing is planned) is no other.
struct str relation_title_before(const struct relation_title *asked, uint32_t from,
                                 uint32_t verb, struct arena *arena);
