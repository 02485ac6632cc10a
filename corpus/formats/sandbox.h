// Closes this process in, before it looks at the first byte of a stranger's file.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

// After this the process has no privileges to gain, opens no file but fonts, character
// maps and the tables of the recogniser (read-only), starts no program, thread or
// process, makes no socket, signals nobody but itself, and writes only to the files that
// are open now; memory, files and output are limited. What the kernel lacks for that is
// written to `missing`; the rest is done all the same.
void sandbox_close(struct buf *missing);
