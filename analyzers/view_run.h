// The letters of a text that need no thought, many at a time: what a view mostly is made of.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// Takes letters and white space from the byte `at` of view.text on, as long as they come,
// and puts them behind the view.count letters that are there (at least one; nothing is
// pending behind it). Stops before white space that may be part of more, and before bytes
// that want a closer look. Returns where it stopped. Lines that begin are noted in
// view.line[*lines] and counted.
//
// The arrays of the view have room for a letter of each character and VIEW_RUN_SLACK more,
// which may be written and mean nothing.
enum { VIEW_RUN_SLACK = 64 };
size_t view_run(struct view *view, size_t at, uint32_t *lines);
// The same, a letter at a time: for machines without AVX-512 VBMI2.
size_t view_run_slowly(struct view *view, size_t at, uint32_t *lines);
