// Laws cited by name: "Luật Đất đai năm 2024", "Bộ luật Dân sự", "Luật sửa đổi, bổ sung
// một số điều của Luật Xây dựng".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

struct law {
    uint32_t from, to;           // letters of the view: from "Luật" to the year or date
    uint32_t name_from, name_to; // the name without "Luật"
    int year;                    // 0: nobody says it
    int32_t date;                // the day, or 0
    bool numbered;    // "số" and a number follow: the citation is one by number
    bool amending;    // "Luật sửa đổi, bổ sung …"
    const char *type; // "luật", "bộ luật", "pháp lệnh", "hiến pháp"
    uint32_t pinpoint_from, pinpoint_to;
};

// Reads the citation of a law whose last word of its kind ("luat", "lenh", "phap") begins
// at `at`; false when it is none (pháp luật, kỷ luật, luật sư, "Luật này").
bool law_read(const struct view *view, uint32_t at, struct law *out);
// The last law that the title of this amending one names; false when it names none.
bool law_amended(const struct view *view, const struct law *amending, struct law *out);
// The key of a law by name, luat:khoa-hoc-va-cong-nghe:2013; year 0 is written "-".
struct str law_key(const struct view *view, const struct law *law, int year,
                   struct arena *arena);
// True when a known name of a law begins at `at`, whatever its case; *end is the letter
// behind it.
bool law_name_known(const struct view *view, uint32_t at, uint32_t *end);
