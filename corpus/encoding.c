// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/encoding.h"

#include "base/arena.h"
#include "corpus/decode.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[ENCODING_COUNT] = {
        [ENCODING_NONE] = "UTF-8",
        [ENCODING_DOUBLE] = "UTF-8 twice",
        [ENCODING_1258] = "windows-1258",
        [ENCODING_TCVN3] = "TCVN3",
        [ENCODING_VNI] = "VNI",
        [ENCODING_VISCII] = "VISCII",
        [ENCODING_VPS] = "VPS",
        [ENCODING_TCVN5712] = "TCVN 5712-1",
        [ENCODING_GLYPHS] = "glyph numbers",
        [ENCODING_GLYPHS_ALL] = "glyph numbers",
    };
    return names[encoding];
}

void encoding_describe(const struct encoding_report *report, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    // The commonest first, then others that a tenth of the conversions or more were in.
    uint64_t below = UINT64_MAX;
    for (int round = 0; round < 3 && len < size; round++) {
        enum encoding next = ENCODING_NONE;
        for (enum encoding e = ENCODING_DOUBLE; e < ENCODING_COUNT; e++) {
            if (report->by_encoding[e] < below &&
                report->by_encoding[e] > report->by_encoding[next]) {
                next = e;
            }
        }
        uint64_t count = report->by_encoding[next];
        if (next == ENCODING_NONE || count * 10 < report->converted) {
            return;
        }
        below = count;
        len += (size_t)snprintf(
            out + len, size - len, "%s%s %.2f", len ? ", " : "", encoding_name(next),
            (double)count / (double)(report->letters ? report->letters : 1));
    }
}

static bool contains(struct str s, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= s.len; i++) {
        if (strncasecmp(s.at + i, word, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool starts(struct str s, const char *word)
{
    size_t len = strlen(word);
    return s.len >= len && strncasecmp(s.at, word, len) == 0;
}

// ".VnTimeH", ".VnArialH,Bold", "VnTimeHBold": an H after a small letter, before the end,
// a sign or a capital.
static bool capital_font(struct str name)
{
    for (size_t i = 1; i < name.len; i++) {
        bool small = name.at[i - 1] >= 'a' && name.at[i - 1] <= 'z';
        bool ends = i + 1 == name.len || name.at[i + 1] < 'a' || name.at[i + 1] > 'z';
        if (name.at[i] == 'H' && small && ends) {
            return true;
        }
    }
    return false;
}

struct encoding_font encoding_of_font(struct str name)
{
    // Parts of fonts in a PDF are named "ABCDEF+VnTime".
    if (name.len > 7 && name.at[6] == '+') {
        name = str_slice(name, 7, name.len);
    }
    if (name.len && name.at[0] == '.') {
        name = str_slice(name, 1, name.len);
        if (starts(name, "vn")) {
            return (struct encoding_font){ENCODING_TCVN3, capital_font(name)};
        }
    }
    if (str_starts(name, STR("Vn")) && name.len > 2 && name.at[2] >= 'A' &&
        name.at[2] <= 'Z') {
        return (struct encoding_font){ENCODING_TCVN3, capital_font(name)};
    }
    if (starts(name, "vni-") || starts(name, "vni ") || starts(name, "vnitimes") ||
        starts(name, "vniarial")) {
        return (struct encoding_font){ENCODING_VNI, false};
    }
    if (starts(name, "vps ") || starts(name, "vps-") ||
        str_starts(name, STR("VPSTimes"))) {
        return (struct encoding_font){ENCODING_VPS, false};
    }
    if (str_starts(name, STR("VI ")) || contains(name, "viscii")) {
        return (struct encoding_font){ENCODING_VISCII, false};
    }
    return (struct encoding_font){ENCODING_NONE, false};
}
