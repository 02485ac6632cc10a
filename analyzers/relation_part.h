// The part of a document that is repealed or replaced, where it is not the whole: "bãi bỏ
// một số điều của", "thay thế Phụ lục II ban hành kèm theo", "cụm từ “…” tại".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// Letters of the view; to == 0: the words name no part.
struct relation_part {
    uint32_t from, to;
    bool some; // "một số …": said of all documents of a list
};

// Reads the words [from, to) between what is told (a verb, or the start of the clause) and
// the document at `to`: the parts named first, or the annexes named last.
struct relation_part relation_part_read(const struct view *view, uint32_t from,
                                        uint32_t to);
