// tracuu related: notices that share rare references, units and words with one.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

int related_command(int count, char **arguments);
