// The parts of a notice that stand around its text: number, type, issuer, place and date,
// title, signature, recipients (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I).
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit.h"

// Where the date of a notice comes from (contract: date.source).
enum date_source {
    DATE_NOBODY,
    DATE_HEADER,
    DATE_MEETING,
    DATE_TITLE,
    DATE_BODY,
    DATE_REFERENCE,
    DATE_FILENAME
};

const char *date_source_name(enum date_source source);

struct anatomy {
    struct str type;      // "thông báo", or missing
    struct str type_code; // "TB", or missing
    // as given, an empty number kept empty: "/TB-SKHCN"; missing without a number line
    struct str number;
    // reference key of the notice itself, as others cite it (analyzers/reference.h);
    // missing without a number line
    struct str number_key;
    struct span number_span;
    struct days date; // both 0 when nobody says it
    enum date_source date_source;
    struct str title; // trích yếu, clean
    struct span title_span;
    struct office office; // issuer and province
    struct str signer;    // name, or missing
    struct str signer_role; // the lines above the name: "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG"
    struct span signer_span;
    bool foot_cut;          // the heading seems to reach into the foot
    struct str *recipients; // Nơi nhận, one item each, clean
    size_t recipient_count;
    struct span body; // what stands between title and signature
};

// Reads the frame of the text. `path` (may be missing) gives a date where the text has
// none; `list` may be NULL.
void anatomy_read(struct anatomy *out, const struct view *view, struct str path,
                  const struct unit_list *list, struct arena *arena);
