// The one notice that a person names by its id, or by the path or the name of its file.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

// The id of *out is missing when the index has no such notice. The document lives in the
// arena.
bool notice_named(struct document *out, const struct index *index, struct str name,
                  bool with_text, struct arena *arena, struct error *err);
// Tells the person so on standard error, for a command.
void notice_say_unknown(const char *command, struct str name);
