// A folder and an arena for the tests of one program that write files; both are gone
// afterwards.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char workplace[] = "/tmp/tracuu-test-XXXXXX";
static struct arena *arena;

// The working directory of the tests until remove_folder.
static inline int make_folder(void **state)
{
    (void)state;
    arena = arena_new();
    return mkdtemp(workplace) && chdir(workplace) == 0 ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    (void)state;
    char command[64];
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf %s", workplace);
    return chdir("/") == 0 ? system(command) : -1;
}
