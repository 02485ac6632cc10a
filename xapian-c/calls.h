// What the program calls of libxapian, in one table, so that it can be loaded when it is
// needed.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "xapian-c/xapian_c.h"

//   tracuu ── xapian_c.h ── loaded.c ··at the first call··> tracuu-xapian.so: library.c
//                                                                             xapian_c.cc
//   tests  ── xapian_c.h ──────────────────────────────────────────────────── xapian_c.cc
//
// libxapian and the C++ library take longer to load than most questions to answer, and
// questions of words alone do not need them.

#define XAPIAN_CALLS(CALL)                                                               \
    CALL(builder_open)                                                                   \
    CALL(builder_add)                                                                    \
    CALL(builder_finish)                                                                 \
    CALL(builder_discard)                                                                \
    CALL(compact)                                                                        \
    CALL(reader_open)                                                                    \
    CALL(reader_close)                                                                   \
    CALL(reader_count)                                                                   \
    CALL(reader_shard_count)                                                             \
    CALL(reader_frequency)                                                               \
    CALL(reader_find)                                                                    \
    CALL(reader_exclude)                                                                 \
    CALL(reader_data)                                                                    \
    CALL(reader_terms)                                                                   \
    CALL(reader_match)

#define XAPIAN_CALL_FIELD(name) __typeof__(xapian_##name) *name;

struct xapian_calls {
    size_t size; // of this table, by which a program knows its own library
    XAPIAN_CALLS(XAPIAN_CALL_FIELD)
};

// What is looked up in tracuu-xapian.so.
extern const struct xapian_calls tracuu_xapian_calls;
