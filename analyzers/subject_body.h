// Bodies that no list of units knows, told by their own words: "cơ quan chủ trì soạn thảo",
// "P9", "QLN&CCNT:".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/subject.h"

#include <string.h>

// What a subject does, or is told to do.
enum {
    SUBJECT_ACTS =
        CUE_VERB | CUE_LEAD | CUE_COORDINATE | CUE_DUTY | CUE_BASIS | CUE_ORDER,
};

// Takes the body whose name begins where the subject does and goes on at `at`, up to what it
// does; false when none is named.
bool subject_take_body(struct subject *out, const struct reading *reading, uint32_t at,
                       uint32_t to);

// Behind the signs at `at`.
static inline uint32_t skip_signs(const struct view *view, uint32_t at, uint32_t to,
                                  const char *signs)
{
    while (at < to && view->plain[at] && strchr(signs, view->plain[at]))
        at++;
    return at;
}
