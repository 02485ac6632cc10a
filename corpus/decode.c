// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/decode.h"

#include "corpus/tables.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <string.h>

// 80-9F of windows-1252.
static const uint16_t high[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
                                  0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
                                  0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D,
                                  0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
                                  0x0153, 0x9D,   0x017E, 0x0178};

uint32_t encoding_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

int decode_byte(uint32_t character)
{
    if (character < 0x100) {
        return (int)character;
    }
    switch (character) {
    // Other names of the same glyphs.
    case 0x2212:
    case 0x2011:
        return 0xAD;
    case 0x2219:
    case 0x22C5:
        return 0xB7;
    case 0x03BC:
        return 0xB5;
    case 0x02C9:
        return 0xAF;
    case 0x0110:
        return 0xD0;
    default:
        break;
    }
    // Symbol fonts put their bytes here.
    if (character >= 0xF020 && character <= 0xF0FF) {
        return (int)(character - 0xF000);
    }
    if (character >= 0x0152 && character <= 0x2122) {
        for (int i = 0; i < 32; i++) {
            if (high[i] == character) {
                return 0x80 + i;
            }
        }
    }
    return -1;
}

static size_t decode_table(const char16_t table[256], const uint32_t *in, size_t count,
                           uint32_t *out)
{
    for (size_t i = 0; i < count; i++) {
        int byte = decode_byte(in[i]);
        out[i] = byte >= 0 && table[byte] ? table[byte] : in[i];
        // A dash that stands alone is a dash.
        if (in[i] == 0x2212 && (i == 0 || in[i - 1] == ' ') &&
            (i + 1 == count || in[i + 1] == ' ')) {
            out[i] = in[i];
        }
    }
    return count;
}

static size_t decode_1258(const uint32_t *in, size_t count, uint32_t *out)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t character = in[i];
        uint32_t mark = 0;
        switch (decode_byte(character)) {
        case 0xC3:
            character = 0x0102;
            break;
        case 0xE3:
            character = 0x0103;
            break;
        case 0xD0:
            character = 0x0110;
            break;
        case 0xF0:
            character = 0x0111;
            break;
        case 0xD5:
            character = 0x01A0;
            break;
        case 0xF5:
            character = 0x01A1;
            break;
        case 0xDD:
            character = 0x01AF;
            break;
        case 0xFD:
            character = 0x01B0;
            break;
        case 0xCC:
            mark = 0x0300;
            break;
        case 0xD2:
            mark = 0x0309;
            break;
        case 0xDE:
            mark = 0x0303;
            break;
        case 0xEC:
            mark = 0x0301;
            break;
        case 0xF2:
            mark = 0x0323;
            break;
        default:
            break;
        }
        uint32_t combined = mark && made ? vietnamese_combine(out[made - 1], mark) : 0;
        if (combined) {
            out[made - 1] = combined;
        } else {
            out[made++] = mark ? mark : character;
        }
    }
    return made;
}

static uint32_t vni(uint32_t first, uint32_t second)
{
    size_t low = 0;
    size_t end = tables_vni_count;
    while (low < end) {
        size_t middle = low + (end - low) / 2;
        const char16_t *row = tables_vni[middle];
        if (row[0] < first || (row[0] == first && row[1] < second)) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    bool found = low < tables_vni_count && tables_vni[low][0] == first &&
                 tables_vni[low][1] == second;
    return found ? tables_vni[low][2] : 0;
}

static uint32_t in_1252(uint32_t character)
{
    int byte = decode_byte(character);
    return byte < 0 ? character : encoding_1252((unsigned char)byte);
}

static size_t decode_vni(const uint32_t *in, size_t count, uint32_t *out)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t first = in_1252(in[i]);
        uint32_t letter = 0;
        if (i + 1 < count) {
            uint32_t second = in_1252(in[i + 1]);
            letter = second >= 0x80 ? vni(first, second) : 0;
            // In words set in capitals the second half may be small: "AØ" is also typed
            // "Aø".
            if (!letter && second >= 0xE0 && second <= 0xFE) {
                letter = vni(first, second - 0x20);
            }
        }
        if (letter) {
            i++;
        } else {
            letter = vni(first, 0);
        }
        out[made++] = letter ? letter : in[i];
    }
    return made;
}

static size_t decode_double(const uint32_t *in, size_t count, uint32_t *out)
{
    size_t made = 0;
    for (size_t i = 0; i < count;) {
        char bytes[4];
        size_t len = 0;
        while (len < sizeof bytes && i + len < count) {
            int byte = in[i + len] == 0x0110 ? -1 : decode_byte(in[i + len]);
            if (byte < 0) {
                break;
            }
            bytes[len++] = (char)byte;
        }
        struct str rest = {bytes, len};
        uint32_t character = len ? text_take(&rest) : in[i];
        size_t used = len - rest.len;
        if (used > 1) {
            out[made++] = character;
            i += used;
        } else {
            out[made++] = in[i++];
        }
    }
    return made;
}

// The letters that TrueType fonts number as the Macintosh did, from 98 and from 199; the
// rest of what Vietnamese has stands far behind them.
static const char16_t mac[] = u"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü";
static const char16_t mac_capitals[] = u"ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙ";

// The number of a glyph in the common text fonts of Windows, shown as a character, is
// that much less than the letter's own.
enum { GLYPH_SHIFT = 0x19FC, GLYPH_ASCII = 29 };

static uint32_t glyph_beyond_ascii(uint32_t number)
{
    if (number >= 0x1EA0 - GLYPH_SHIFT && number <= 0x1EF9 - GLYPH_SHIFT) {
        return number + GLYPH_SHIFT;
    }
    switch (number) {
    case 0x00FF:
        return u'đ';
    case 0x0108:
        return u'Đ';
    case 0x01AC:
        return u'Ĩ';
    case 0x01AD:
        return u'ĩ';
    case 0x046A:
        return u'Ơ';
    case 0x046B:
        return u'ơ';
    case 0x046C:
        return u'Ư';
    case 0x046D:
        return u'ư';
    default:
        return number;
    }
}

static uint32_t glyph(uint32_t number)
{
    if (number >= 3 && number <= 97 && number != ' ' && number != '\t' &&
        number != '\r') {
        return number + GLYPH_ASCII;
    }
    if (number >= 98 && number <= 129) {
        return mac[number - 98];
    }
    if (number >= 173 && number <= 175) {
        return u"ÀÃÕ"[number - 173];
    }
    if (number >= 199 && number <= 214 && mac_capitals[number - 199]) {
        return mac_capitals[number - 199];
    }
    return glyph_beyond_ascii(number);
}

size_t decode(enum encoding encoding, const uint32_t *in, size_t count, uint32_t *out)
{
    switch (encoding) {
    case ENCODING_DOUBLE:
        return decode_double(in, count, out);
    case ENCODING_1258:
        return decode_1258(in, count, out);
    case ENCODING_TCVN3:
        return decode_table(tables_tcvn3, in, count, out);
    case ENCODING_VNI:
        return decode_vni(in, count, out);
    case ENCODING_VISCII:
        return decode_table(tables_viscii, in, count, out);
    case ENCODING_VPS:
        return decode_table(tables_vps, in, count, out);
    case ENCODING_TCVN5712:
        return decode_table(tables_tcvn5712, in, count, out);
    case ENCODING_GLYPHS:
        for (size_t i = 0; i < count; i++) {
            out[i] = glyph_beyond_ascii(in[i]);
        }
        return count;
    case ENCODING_GLYPHS_ALL:
        for (size_t i = 0; i < count; i++) {
            out[i] = glyph(in[i]);
        }
        return count;
    default:
        memcpy(out, in, count * sizeof *in);
        return count;
    }
}

// A word's plain letters: how many of them are capitals and how many small.
struct word {
    size_t start;
    size_t end;
    size_t capitals;
    size_t small;
};

static bool next_word(struct word *word, const uint32_t *letters, size_t count)
{
    size_t at = word->end;
    while (at < count && !vietnamese_letter(letters[at]).base) {
        at++;
    }
    *word = (struct word){.start = at};
    for (; at < count; at++) {
        struct vietnamese_letter letter = vietnamese_letter(letters[at]);
        if (!letter.base) {
            break;
        }
        // ă â đ ê ô ơ ư without a tone have capitals in TCVN3 and count as plain; small
        // ones may have been meant as capitals.
        word->capitals += letter.upper;
        word->small += !letter.upper && !letter.marked;
    }
    word->end = at;
    return word->end > word->start;
}

void decode_capitals(uint32_t *letters, size_t count)
{
    struct word word = {0};
    bool after_capitals = false; // the word before was all in capitals
    struct word waiting = {
        0}; // one capital and marked letters, "Uỷ" or "Số": the neighbours decide
    for (size_t before = 0; next_word(&word, letters, count); before = word.end) {
        // "Số: 12/TB-UBND": only words side by side are one line of capitals.
        for (size_t i = before; i < word.start; i++) {
            if (letters[i] != ' ' && letters[i] != 0xA0) {
                after_capitals = false;
                waiting = (struct word){0};
            }
        }
        bool capitals = word.small == 0 && word.capitals >= 2;
        bool unclear =
            word.small == 0 && word.capitals < 2 && word.end - word.start > word.capitals;
        if (capitals && waiting.end) {
            for (size_t i = waiting.start; i < waiting.end; i++) {
                letters[i] = vietnamese_upper(letters[i]);
            }
        }
        waiting = unclear && !after_capitals ? word : (struct word){0};
        if (capitals || (unclear && after_capitals)) {
            for (size_t i = word.start; i < word.end; i++) {
                letters[i] = vietnamese_upper(letters[i]);
            }
            after_capitals = true;
        } else {
            after_capitals = after_capitals && word.small == 0;
        }
    }
}
