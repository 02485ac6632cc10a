// Reports tell what was done, and behind that what is planned.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// True for a report; *plan_from is the first letter of its plan, under the heading "NHIỆM VỤ
// TRỌNG TÂM …", "PHƯƠNG HƯỚNG …" or "KIẾN NGHỊ" behind its results, else the end.
bool relation_report_read(const struct view *view, uint32_t *plan_from);
