// Finds what was installed with the program: beside it while it is being built, in libexec
// afterwards.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// Puts the path of the file `name` into `path`. False when there is none; the path is then
// good for nothing.
bool beside_find(struct buf *path, const char *name);
