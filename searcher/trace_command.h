// tracuu trace: how a document was followed up over time.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

int trace_command(int count, char **arguments);
