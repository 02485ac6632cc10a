// What the whole archive cites, and how its texts were made: one look at every notice.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/index.h"

struct survey_row {
    struct str value; // reference key; name of an encoding
    struct str name;  // for people, as the newest notice that has it writes it
    size_t notices;
    size_t offices; // of references: that different offices issued these notices
    int32_t last;   // last day of the newest of them; 0: none has a date
    int32_t from;   // first day of that one: of some only the month or the year is known
    double share; // of encodings: of the letters of these notices, on average; 0: unknown
    bool absent;  // of references: no notice of the archive is this document
};

struct survey {
    struct survey_row *rows;
    size_t count;
};

// Documents that are cited: the most often cited first, of these those that most offices
// cite, then the last cited. A document that goes by two keys stands under the one that
// notices write. Everything lives in the arena.
bool survey_references(struct survey *out, const struct index *index, struct arena *arena,
                       struct error *err);
// What texts were converted from ("TCVN3"), and "ocr" by its language where they were
// recognised; the commonest first. Texts that were simply there count nowhere.
bool survey_encodings(struct survey *out, const struct index *index, struct arena *arena,
                      struct error *err);
