// Units that no table knows, by their first word: "Phòng Quản lý kho lưu trữ", "Trung tâm"
// alone for the one named before.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_finder.h"

// Adds the unit whose head stands in the words [at, head_end). Returns the word behind its
// name, `at` when it is none.
uint32_t unit_part_read(struct unit_finder *finder, uint32_t at, uint32_t head_end,
                        const struct unit_head *head);
