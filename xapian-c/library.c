// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/calls.h"

#define XAPIAN_CALL_VALUE(name) .name = xapian_##name,

__attribute__((visibility("default"))) const struct xapian_calls tracuu_xapian_calls = {
    .size = sizeof tracuu_xapian_calls, XAPIAN_CALLS(XAPIAN_CALL_VALUE)};
