// `tracuu list`: what is in the archive, with counts: units, persons, documents cited,
// issuers, types, years, files that failed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// arguments[0] is "list". Returns the exit code.
int list_command(int count, char **arguments);
