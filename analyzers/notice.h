// All facts of one text.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/directive.h"
#include "analyzers/titled.h"

struct notice {
    struct str text;
    struct anatomy anatomy;
    struct references references;
    struct units units;
    struct persons persons;
    struct dates dates;
    struct directives directives;
    struct titles titles;
};

// Counts up when the facts found in a text may differ from those of an earlier program:
// the index then analyses its stored texts anew.
enum { ANALYZERS_VERSION = 3 };

// Finds everything. The notice and *view live in the arena and borrow `text`; `path` (may
// be missing) only helps to date the notice; `list` may be NULL.
void notice_read(struct notice *out, struct view *view, struct str text, struct str path,
                 const struct unit_list *list, struct arena *arena);
