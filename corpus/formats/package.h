// The parts of a document that is a ZIP of XML files: DOCX, XLSX, ODT, ODS.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "corpus/formats/desk.h"

struct part {
    char *name;
    struct buf bytes;
};

struct package {
    // sorted by name, so that sheet2 follows sheet1 and sheet10 follows sheet9
    struct part *parts;
    size_t count;
};

// The bytes of a part; missing when there is no such part.
struct str package_part(const struct package *package, const char *name);

bool docx_read(const struct package *package, struct draft *draft, struct error *err);
bool xlsx_read(const struct package *package, struct draft *draft, struct error *err);
bool pptx_read(const struct package *package, struct draft *draft, struct error *err);
bool odf_read(const struct package *package, struct draft *draft, struct error *err);
