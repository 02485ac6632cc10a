// Texts in the encodings of the 1990s, mended: told by how many words become Vietnamese,
// and by the fonts they were set in.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

#include <stdint.h>

// In the order in which equals win.
enum encoding {
    ENCODING_NONE, // as it stands: UTF-8
    ENCODING_DOUBLE,
    ENCODING_1258,
    ENCODING_TCVN3,
    ENCODING_VNI,
    ENCODING_VISCII,
    ENCODING_VPS,
    ENCODING_TCVN5712,
    // PDFs that give the numbers of a font's glyphs instead of letters:
    ENCODING_GLYPHS,     // for letters beyond ASCII
    ENCODING_GLYPHS_ALL, // for all letters
    ENCODING_COUNT,
    // of a font only: the text is what it says, whatever it looks like
    ENCODING_SURE = ENCODING_COUNT,
};

// What the name of a font says of the text set in it.
struct encoding_font {
    enum encoding encoding; // ENCODING_NONE: nothing
    bool capitals;          // it shows small letters as capitals (.VnTimeH)
};

// From `start` (bytes of the text) up to the next run the text is set in this font.
struct encoding_run {
    uint32_t start;
    struct encoding_font font;
};

struct encoding_report {
    enum encoding encoding; // the one that most of the converted letters were in
    uint64_t letters;       // characters that are no ASCII punctuation, digit or space
    uint64_t converted;     // … of them in parts that were converted
    uint64_t by_encoding[ENCODING_COUNT]; // … and what those were in
};

struct encoding_font encoding_of_font(struct str name);
// "TCVN3", "VNI", "windows-1258" …
const char *encoding_name(enum encoding encoding);
// What is told of a converted text: "TCVN3 0.97", or of a mixed one "VNI 0.61, TCVN3 0.36". Empty when nothing was converted.
void encoding_describe(const struct encoding_report *report, char *out, size_t size);

// Mends a UTF-8 text in which bytes of an old encoding stand as the characters that
// windows-1252 gives them. `runs` may be NULL. False when nothing had to be changed,
// which is so for every clean text; then `out` is untouched. Else the mended text is
// appended to it.
bool encoding_mend(struct buf *out, struct str text, const struct encoding_run *runs,
                   size_t run_count, struct encoding_report *report);
// Reads bytes that are not UTF-8. False when no encoding makes words of them.
bool encoding_decode(struct buf *out, struct str bytes, struct encoding_report *report);
// How good a text is, after it was mended.
struct encoding_quality {
    uint32_t letters;
    // there are Vietnamese words in it, but most are no words: letters were lost
    bool damaged;
};
// The runs start `offset` bytes before the text does.
struct encoding_quality encoding_judge(struct str text, const struct encoding_run *runs,
                                       size_t run_count, size_t offset);
// The character that windows-1252 has for a byte; the five bytes that it lacks stand for
// themselves.
uint32_t encoding_1252(unsigned char byte);
