// tracuu graph: who cites what, all of it or a part, for other programs.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

int graph_command(int count, char **arguments);
