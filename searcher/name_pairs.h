// Which names the archive gives to which document: short names ("Đề án 06" for
// 6/2022/qd-ttg), and laws by name ("luat:xay-dung:2014" for 50/2014/qh13).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

struct name_pairs {
    struct str *items;
    size_t *counts; // notices that say so, of each
    size_t count;
};

enum name_kind { NAME_SHORT = 's', NAME_LAW = 'n' };

// The names of a document, or the documents of a name. In the arena.
bool name_pairs_read(struct name_pairs *out, const struct index *index,
                     enum name_kind kind, struct str key, struct arena *arena,
                     struct error *err);
// The number of the law that this name stands for in most notices that say both; missing
// when no notice does, or as many give it to another.
bool law_number(struct str *out, const struct index *index, struct str name,
                struct arena *arena, struct error *err);
// The names that stand for the law of this number.
bool law_names(struct name_pairs *out, const struct index *index, struct str number,
               struct arena *arena, struct error *err);
