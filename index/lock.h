// The right to write an index: one process at a time has it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"

struct lock;

// Locks the file "lock" in the index folder, which must exist. The system lets go of it
// when the process ends, however it ends; the file stays and is never removed, for a
// second process might lock one that a third can no longer see. ERROR_LOCKED when another
// process writes; ERROR_IO.
bool lock_take(struct lock **out, const char *folder, struct error *err);
void lock_release(struct lock *lock);
