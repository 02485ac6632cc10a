// Two words read from a picture, and what they must have been: "chính quyên" is "chính
// quyền".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// Appends a text that was read from a picture. Where two words follow each other whose
// letters without marks are those of a known phrase, and one of both stands as in it, the
// other gets its marks. Signs around words and capitals stay.
void phrase_mend(struct buf *out, struct str text);
