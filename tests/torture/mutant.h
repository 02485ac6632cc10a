// Damages a file in a way that is the same in every run.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// Appends the mutant with this number of the file with that number. Every other mutant of
// a ZIP archive, as DOCX and its like are, is damaged inside of a member and packed anew:
// else hardly one would get past the sums of its members.
void mutant_make(struct buf *out, struct str original, uint64_t file, uint64_t number);
