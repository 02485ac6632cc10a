// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/text.h"

#include "corpus/encoding.h"

#include <stdio.h>
#include <string.h>

enum {
    REPLACEMENT = 0xFFFD,
    // Of so many bytes of a text at most one is a control code. Of bytes by chance 27 in 256
    // are; VISCII has letters at six of them, each rarer than one in a thousand.
    CONTROL_RARE = 25,
    CONTROL_FEW = 3, // in a few words they say nothing
};

// The length of the character at the front, 0 when the bytes are not UTF-8.
static size_t character_len(const unsigned char *at, size_t len)
{
    unsigned char c = at[0];
    if (c < 0x80) {
        return 1;
    }
    if (c < 0xC2 || c > 0xF4 || len < 2 || (at[1] & 0xC0) != 0x80) {
        return 0;
    }
    if (c < 0xE0) {
        return 2;
    }
    if (len < 3 || (at[2] & 0xC0) != 0x80) {
        return 0;
    }
    if (c < 0xF0) {
        bool overlong = c == 0xE0 && at[1] < 0xA0;
        bool surrogate = c == 0xED && at[1] >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (len < 4 || (at[3] & 0xC0) != 0x80 || (c == 0xF0 && at[1] < 0x90) ||
        (c == 0xF4 && at[1] >= 0x90)) {
        return 0;
    }
    return 4;
}

size_t text_valid(struct str bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t i = 0;
    while (i < bytes.len) {
        uint64_t eight;
        while (bytes.len - i >= 8 &&
               (memcpy(&eight, at + i, 8), (eight & 0x8080808080808080u) == 0)) {
            i += 8;
        }
        while (i < bytes.len && at[i] < 0x80) {
            i++;
        }
        while (i < bytes.len && at[i] >= 0x80) {
            size_t len = character_len(at + i, bytes.len - i);
            if (len == 0) {
                return i;
            }
            i += len;
        }
    }
    return i;
}

uint32_t text_take(struct str *s)
{
    const unsigned char *at = (const unsigned char *)s->at;
    size_t len = character_len(at, s->len);
    uint32_t character = REPLACEMENT;
    switch (len) {
    case 1:
        character = at[0];
        break;
    case 2:
        character = (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
        break;
    case 3:
        character = (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
        break;
    case 4:
        character = (at[0] & 0x07u) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 |
                    (at[3] & 0x3Fu);
        break;
    default:
        len = 1;
    }
    s->at += len;
    s->len -= len;
    return character;
}

void text_add(struct buf *out, uint32_t character)
{
    char bytes[4];
    size_t len = 0;
    if (character > 0x10FFFF || (character >= 0xD800 && character < 0xE000)) {
        character = REPLACEMENT;
    }
    if (character < 0x80) {
        bytes[len++] = (char)character;
    } else if (character < 0x800) {
        bytes[len++] = (char)(0xC0 | character >> 6);
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        bytes[len++] = (char)(0xE0 | character >> 12);
        bytes[len++] = (char)(0x80 | (character >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    } else {
        bytes[len++] = (char)(0xF0 | character >> 18);
        bytes[len++] = (char)(0x80 | (character >> 12 & 0x3F));
        bytes[len++] = (char)(0x80 | (character >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    }
    buf_add(out, bytes, len);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] & 0x80) {
            return false;
        }
    }
    return true;
}

// Of those that texts do not have: not tabs, ends of lines and pages, escapes.
static bool is_control(uint32_t c)
{
    return c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x1A && c != 0x1B;
}

// False when too many of the units are no characters of a text: bytes that merely begin
// like UTF-16.
static bool from_utf16(struct buf *out, struct str bytes, bool big)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    uint32_t high = 0;
    size_t odd = 0;
    for (size_t i = 0; i + 1 < bytes.len; i += 2) {
        uint32_t unit =
            big ? (uint32_t)at[i] << 8 | at[i + 1] : (uint32_t)at[i + 1] << 8 | at[i];
        if (high) {
            if (unit >= 0xDC00 && unit < 0xE000) {
                text_add(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
                high = 0;
                continue;
            }
            text_add(out, REPLACEMENT);
            high = 0;
            odd++;
        }
        odd += is_control(unit) || unit == 0 || (unit >= 0xDC00 && unit < 0xF900);
        if (unit >= 0xD800 && unit < 0xDC00) {
            high = unit;
        } else {
            text_add(out, unit);
        }
    }
    if (high || bytes.len % 2) {
        text_add(out, REPLACEMENT);
    }
    return odd <= CONTROL_FEW || odd * CONTROL_RARE <= bytes.len / 2;
}

// A file without a BOM whose every second byte is 0, or nearly so, is UTF-16 all the
// same.
static bool looks_like_utf16(struct str bytes, bool big)
{
    size_t look = bytes.len < 4096 ? bytes.len & ~(size_t)1 : 4096;
    size_t zeros = 0;
    size_t others = 0;
    for (size_t i = 0; i < look; i += 2) {
        zeros += bytes.at[i + (big ? 0 : 1)] == 0;
        others += bytes.at[i + (big ? 1 : 0)] == 0;
    }
    return look >= 16 && zeros * 2 > look / 2 && others == 0;
}

// NULs and a crowd of control characters are what texts do not have. A few of them are
// damage, and stay.
static bool looks_binary(struct str bytes)
{
    size_t nul = 0;
    size_t control = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        nul += c == 0;
        control += is_control(c);
    }
    return nul * 64 > bytes.len ||
           (control > CONTROL_FEW && control * CONTROL_RARE > bytes.len);
}

// Bytes that are not UTF-8 from end to end. Where some lines are and others not, each is
// taken for what it is; what was one broken letter in a line of UTF-8 then looks like
// UTF-8 that was read as windows-1252, and is mended as such.
static bool decode_bytes(struct str *text, char source[TEXT_SOURCE_SIZE], struct buf *out,
                         struct str bytes, struct error *err)
{
    size_t good = 0;
    size_t bad = 0;
    size_t readable = 0;
    struct str rest = bytes;
    struct str line;
    while (str_split(&line, &rest, '\n')) {
        size_t valid = text_valid(line);
        bad += valid < line.len;
        good += valid == line.len && !is_ascii(line);
        for (size_t i = 0; i < line.len; i++) {
            readable += line.at[i] == '\t' || line.at[i] == '\r' ||
                        (line.at[i] >= 0x20 && line.at[i] < 0x7F);
        }
    }
    struct encoding_report report;
    bool mended;
    if (good < bad) {
        mended = encoding_decode(out, bytes, &report);
    } else {
        struct buf shown = {0};
        rest = bytes;
        while (str_split(&line, &rest, '\n')) {
            if (text_valid(line) == line.len) {
                buf_add_str(&shown, line);
            } else {
                for (size_t i = 0; i < line.len; i++) {
                    text_add(&shown, encoding_1252((unsigned char)line.at[i]));
                }
            }
            if (rest.at) {
                buf_add_char(&shown, '\n');
            }
        }
        mended = encoding_mend(out, buf_str(&shown), NULL, 0, &report);
        if (!mended) {
            buf_add_str(out, buf_str(&shown));
        }
        buf_free(&shown);
    }
    *text = buf_str(out);
    // Most letters of a Vietnamese word are plain ones in every old encoding. Where they are
    // not, a word made here and there is an accident.
    bool few = readable * 10 < bytes.len * 6;
    if (few && (!mended || report.converted * 2 < report.letters ||
                encoding_judge(*text, NULL, 0, 0).damaged)) {
        return error_set(err, ERROR_FILE,
                         "neither UTF-8 nor text in an encoding that is known here");
    }
    if (mended) {
        encoding_describe(&report, source, TEXT_SOURCE_SIZE);
    } else {
        snprintf(source, TEXT_SOURCE_SIZE, "windows-1252");
    }
    return true;
}

bool text_decode(struct str *text, char source[TEXT_SOURCE_SIZE], struct buf *out,
                 struct str bytes, struct error *err)
{
    source[0] = '\0';
    if (str_starts(bytes, STR("\xef\xbb\xbf"))) {
        bytes = str_slice(bytes, 3, bytes.len);
    }
    bool little = str_starts(bytes, STR("\xff\xfe"));
    bool big = str_starts(bytes, STR("\xfe\xff"));
    if (little || big) {
        bytes = str_slice(bytes, 2, bytes.len);
    } else {
        little = looks_like_utf16(bytes, false);
        big = !little && looks_like_utf16(bytes, true);
    }
    if (little || big) {
        if (!from_utf16(out, bytes, big)) {
            return error_set(err, ERROR_FILE, "binary data, not a text");
        }
        snprintf(source, TEXT_SOURCE_SIZE, "UTF-16");
        *text = buf_str(out);
        return true;
    }
    if (looks_binary(bytes)) {
        return error_set(err, ERROR_FILE, "binary data, not a text");
    }
    struct encoding_report report;
    if (text_valid(bytes) == bytes.len) {
        if (encoding_mend(out, bytes, NULL, 0, &report)) {
            encoding_describe(&report, source, TEXT_SOURCE_SIZE);
            *text = buf_str(out);
        } else {
            *text = bytes;
        }
        return true;
    }
    return decode_bytes(text, source, out, bytes, err);
}
