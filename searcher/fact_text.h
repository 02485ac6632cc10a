// The facts of a notice on a page for a person.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "base/buf.h"

//   notices/105.txt
//
//     thông báo /TB-SKHCN · 30/8/2023 (header)
//     Kết luận của Giám đốc Sở …
//   …
//   References
//     33  163/2021/NQ-HĐND  09/12/2021  implements
//
// Numbers at the left are lines of the text.
void notice_write_text(struct buf *out, struct str path, const struct notice *notice,
                       const struct view *view, struct arena *arena);
