// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_report.h"

enum {
    FRONT_REACH = 1500
}; // letters from the start in which the type of the text stands

bool relation_report_read(const struct view *view, uint32_t *plan_from)
{
    bool report = false;
    *plan_from = view->count;
    for (uint32_t line = 0; line < view->lines; line++) {
        uint32_t at = view->line[line];
        if (!report) {
            if (at > FRONT_REACH)
                return false;
            report = at + 7 <= view->count && view_word(view, at, STR("bao cao")) &&
                     view->flags[at] & VIEW_UPPER && view->flags[at + 2] & VIEW_UPPER;
            continue;
        }
        uint32_t i = at;
        while (i < view->count && i < at + 8 &&
               (!plain_inside(view->plain[i]) || view->plain[i] == 'i' ||
                view->plain[i] == 'v' ||
                (view->plain[i] >= '0' && view->plain[i] <= '9')))
            i++;
        if (i < view->count && view->flags[i] & VIEW_UPPER && i > at &&
            (view_word(view, i, STR("nhiem vu trong tam")) ||
             view_word(view, i, STR("phuong huong")) ||
             view_word(view, i, STR("nhiem vu")) || view_word(view, i, STR("de xuat")) ||
             view_word(view, i, STR("kien nghi")) || view_word(view, i, STR("de nghi")) ||
             view_word(view, i, STR("ke hoach")))) {
            *plan_from = i;
            return true;
        }
    }
    return report;
}
