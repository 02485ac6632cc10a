// Working plans whose tables have lost their lines: each cell is a line of its own.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/work_table.h"

//   TT Nội dung công việc Chủ trì Phối hợp Thời hạn      the head, in one line or several
//   1                                                   each row begins with its number
//   Rà soát danh sách tàu cá
//   Phòng Kinh tế
//   Công an xã; Đoàn Thanh niên xã
//   Trước 31/8/2025
//
// A row with as many lines as the head has columns is read by their order; in others a line
// that is a time or begins with a unit says itself what it is.
//
// Adds the tables of this kind to `out`, whose spans and rows stay in the order of the text.
void cell_tables_find(struct work_tables *out, const struct reading *reading);
