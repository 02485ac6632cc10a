// Units: departments, offices, boards, and the many ways in which each is written
// (analyzers/README.md, Units and persons).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"
#include "base/error.h"

// One mention of a unit. All strings live in the arena of the analysis.
struct unit {
    struct span span;
    uint32_t from, to; // the same in letters of the view
    struct str name;   // canonical, for people: "Phòng Kế hoạch - Tài chính"
    struct str id;     // province/office/unit: the same for all spellings
    bool collective;   // "các phòng, đơn vị thuộc Sở"
    bool heading;      // the unit heads a section
};

struct units {
    struct unit *items;
    size_t count;
};

// The archive's own units and abbreviations, read from its `tracuu.units`; they win over
// the built-in tables.
struct unit_list;

// Reads the bytes of a units file. On an error the message names the line.
bool unit_list_parse(struct unit_list **out, struct str bytes, struct error *err);
void unit_list_free(struct unit_list *list);

// Whose text it is: where "Sở", "Văn phòng" and "tỉnh" point to.
struct office {
    struct str province;      // slug, or missing
    struct str province_name; // "Quảng Trị", or missing
    struct str
        district; // "lam-dong/di-linh" of an office of a district or commune, or missing
    struct str level; // its kind, folded: "huyen", "thanh pho", "xa"; or missing
    struct str id;    // of the issuing office: "quang-tri/so-khcn", or missing
    struct str name;  // "Sở Khoa học và Công nghệ", or missing
};

// All mentions in the text, in its order. `list` may be NULL.
void units_find(struct units *out, const struct view *view, const struct office *office,
                const struct unit_list *list, struct arena *arena);

// The normal form in which two spellings of a unit's name are compared:
// folded, abbreviations expanded, dashes and "&" as spaces, "và" and "của" dropped. In
// the arena.
struct str unit_normal(struct str name, const struct unit_list *list,
                       struct arena *arena);
