// Working plans as tables: what is to be done, who leads, who helps, by when, in columns
// of text or between bars.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/reading.h"

//   TT   Nội dung công việc          Đơn vị chủ trì      Phối hợp          Thời gian
//   1    Xây dựng Kế hoạch           Văn phòng Sở        Các phòng         Tháng 3/2025
//        kiểm tra năm 2025                               chuyên môn
//
// is one row, two lines high. Columns are told by the gaps of two and more spaces that
// PDF text leaves, by tabs, or by bars.
struct work_tables {
    // the lines of each table, headings included, in the order of the text
    struct span *spans;
    size_t span_count;
    struct directive *rows; // one for each row that says who does it
    size_t row_count;
};

void work_tables_find(struct work_tables *out, const struct reading *reading);
