// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/characters.h"

#include "analyzers/tables.h"
#include "analyzers/view.h"
#include "base/once.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

struct character characters_low[CHARACTER_TABLE];
struct character characters_high[256];

// Latin letters for U+0370 to U+052F, the two alphabets that lend look-alikes.
enum { LOOKALIKE_FIRST = 0x370, LOOKALIKE_END = 0x530 };
static uint16_t lookalikes[LOOKALIKE_END - LOOKALIKE_FIRST];

static const UNormalizer2 *composed, *decomposed;
static struct once once = ONCE_INIT;

static struct character special(enum character_kind kind, uint32_t code)
{
    return (struct character){code < 0xFFFF ? (uint16_t)code : 0xFFFD, 0, (uint8_t)kind};
}

static struct character sign(uint32_t code, char plain)
{
    return (struct character){code < 0xFFFF ? (uint16_t)code : 0xFFFD, (uint8_t)plain, 0};
}

// Everything that a Vietnamese letter can carry: tones, circumflex, breve, horn.
static bool vietnamese_mark(uint32_t mark)
{
    switch (mark) {
    case 0x300:
    case 0x301:
    case 0x302:
    case 0x303:
    case 0x306:
    case 0x309:
    case 0x31B:
    case 0x323:
        return true;
    default:
        return false;
    }
}

// A letter: by the letter it is without its marks.
static struct character letter_of(uint32_t code)
{
    struct character out = {code < 0xFFFF ? (uint16_t)code : 0xFFFD, VIEW_OTHER_LETTER,
                            0};
    if (u_isupper((UChar32)code))
        out.flags |= VIEW_UPPER;
    switch (code) {
    case 0x110:
    case 0x111:
        out.plain = 'd';
        out.flags |= VIEW_MARKED;
        return out;
    case 0xD0:
    case 0x189: // Eth and African D stand for Đ in texts typed with other keyboards
        return (struct character){0x110, 'd', VIEW_UPPER | VIEW_MARKED | VIEW_DAMAGE};
    case 0xF0:
    case 0x256:
        return (struct character){0x111, 'd', VIEW_MARKED | VIEW_DAMAGE};
    case 0x131: // OCR loses the dot
        return (struct character){'i', 'i', VIEW_DAMAGE};
    }
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[32];
    int32_t count =
        unorm2_getDecomposition(decomposed, (UChar32)code, parts, 32, &status);
    UChar base = count > 0 ? parts[0] : code < 0x80 ? (UChar)code : 0;
    if (!(base < 0x80 && u_isalpha(base)))
        return out;
    out.plain = (uint8_t)(base | 0x20);
    for (int32_t i = 1; i < count; i++) {
        if (vietnamese_mark(parts[i]))
            out.flags |= VIEW_MARKED;
    }
    return out;
}

static bool ignored(uint32_t code)
{
    return code == 0xAD || code == 0x34F || code == 0x180E ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2064) || code == 0xFEFF;
}

static bool superscript(uint32_t code)
{
    return code == 0xB2 || code == 0xB3 || code == 0xB9 || code == 0x2070 ||
           (code >= 0x2074 && code <= 0x2079);
}

// Signs by class; 0 for what has none.
static char sign_class(uint32_t code)
{
    if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFE58 ||
        code == 0xF02D)
        return '-';
    if (code == 0x2044 || code == 0x2215)
        return '/';
    if ((code >= 0x201C && code <= 0x201F) || code == 0xAB || code == 0xBB ||
        code == 0x2033)
        return '"';
    if ((code >= 0x2018 && code <= 0x201B) || code == 0x2032 || code == 0x2BC ||
        code == 0x2039 || code == 0x203A)
        return '\'';
    if (code == 0x2026)
        return '.';
    switch (code) {
    // Bullets, those of Symbol and Wingdings (private use) among them.
    case 0xB7:
    case 0x2022:
    case 0x2023:
    case 0x2043:
    case 0x2219:
    case 0x25A0:
    case 0x25A1:
    case 0x25AA:
    case 0x25AB:
    case 0x25B6:
    case 0x25BA:
    case 0x25C6:
    case 0x25C7:
    case 0x25CB:
    case 0x25CF:
    case 0x25E6:
    case 0x2605:
    case 0x2606:
    case 0x2666:
    case 0x2713:
    case 0x2714:
    case 0x2726:
    case 0x2756:
    case 0x27A2:
    case 0x27A4:
    case 0x2981:
    case 0x29BF:
    case 0x2B9A:
    case 0xF0A7:
    case 0xF0B7:
    case 0xF0D8:
    case 0xF0FC:
    case 0xF076:
    case 0xF06E:
    case 0xF0A8:
        return '*';
    }
    return 0;
}

const char *character_expansion(uint32_t code)
{
    static const char *const numerals[] = {"I",   "II",   "III", "IV", "V",  "VI",
                                           "VII", "VIII", "IX",  "X",  "XI", "XII"};
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    if (code >= 0x2160 && code <= 0x216B)
        return numerals[code - 0x2160];
    if (code >= 0x2170 && code <= 0x217B)
        return (
            const char *const[]){"i",   "ii",   "iii", "iv", "v",  "vi",
                                 "vii", "viii", "ix",  "x",  "xi", "xii"}[code - 0x2170];
    if (code >= 0xFB00 && code <= 0xFB06)
        return ligatures[code - 0xFB00];
    if (code == 0x2116)
        return "số";
    return NULL;
}

// What `code` is, without the tables.
static struct character classify(uint32_t code)
{
    switch (code) {
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029:
        return special(CHARACTER_LINE, code);
    case '\f':
        return special(CHARACTER_PAGE, code);
    case '\t':
    case '\v':
    case ' ':
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
        return special(CHARACTER_SPACE, code);
    case '*':
    case '_':
    case '#':
    case '`':
    case '\\':
        return special(CHARACTER_MARKUP, code);
    case 0xB4:
    case 0x2CA:
        return special(CHARACTER_ACUTE, code);
    }
    if (code >= 0x2000 && code <= 0x200A)
        return special(CHARACTER_SPACE, code);
    if (ignored(code))
        return special(CHARACTER_IGNORED, code);
    if (superscript(code))
        return special(CHARACTER_NOTE, code);
    if (code >= 0x300 && code < 0x370)
        return special(CHARACTER_MARK, code);
    if (code > ' ' && code < 0x7F && !u_isalpha((UChar32)code))
        return sign(code, (char)code);
    if (code >= 0xFF01 && code <= 0xFF5E) { // full-width forms of ASCII
        struct character out = classify(code - 0xFEE0);
        return out.plain ? out : sign(code, VIEW_OTHER_SIGN);
    }
    if (character_expansion(code))
        return special(CHARACTER_SEVERAL, code);
    char class = sign_class(code);
    if (class)
        return sign(code, class);
    if (code != 0xAA && code != 0xBA && u_isalpha((UChar32)code))
        return letter_of(code);
    return sign(code, VIEW_OTHER_SIGN);
}

static void fill(void)
{
    UErrorCode status = U_ZERO_ERROR;
    composed = unorm2_getNFCInstance(&status);
    decomposed = unorm2_getNFDInstance(&status);
    for (uint32_t code = 0; code < CHARACTER_TABLE; code++)
        characters_low[code] = classify(code);
    for (uint32_t i = 0; i < 256; i++)
        characters_high[i] = classify(0x1E00 + i);

    const struct table *table = table_named("lookalikes");
    uint32_t from = table_column(table, "char"), to = table_column(table, "latin");
    for (uint32_t row = 0; row < table->rows; row++) {
        size_t at = 0;
        uint32_t code;
        struct str latin = table_cell(table, row, to);
        if (character_take(table_cell(table, row, from), &at, &code) &&
            code >= LOOKALIKE_FIRST && code < LOOKALIKE_END && latin.len == 1)
            lookalikes[code - LOOKALIKE_FIRST] = (uint8_t)latin.at[0];
    }
}

void characters_start(void)
{
    once_run(&once, fill);
}

struct character character_of(uint32_t code)
{
    characters_start();
    if (code < CHARACTER_TABLE)
        return characters_low[code];
    if (code >= 0x1E00 && code <= 0x1EFF)
        return characters_high[code - 0x1E00];
    return classify(code);
}

uint16_t character_lookalike(uint16_t letter)
{
    return letter >= LOOKALIKE_FIRST && letter < LOOKALIKE_END
               ? lookalikes[letter - LOOKALIKE_FIRST]
               : 0;
}

// What ICU makes of a letter and a mark.
static uint16_t compose(uint16_t letter, uint32_t mark)
{
    if (mark == 0x335 || mark == 0x336) // strokes
        return letter == 'd' ? 0x111 : letter == 'D' ? 0x110 : letter;
    if (mark == 0x340 || mark == 0x341 ||
        mark == 0x313) // the old names of grave and acute; a comma read for a horn
        mark = mark == 0x340 ? 0x300 : mark == 0x341 ? 0x301 : 0x31B;
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[40];
    int32_t count = unorm2_getRawDecomposition(decomposed, letter, parts, 8, &status);
    if (count < 0) {
        parts[0] = letter;
        count = 1;
    } else {
        count = unorm2_getDecomposition(decomposed, letter, parts, 32, &status);
    }
    if (U_FAILURE(status) || count < 1)
        return letter;
    // What shapes the vowel goes right behind the letter, so that it composes before the
    // tone does.
    int32_t place = mark == 0x302 || mark == 0x306 || mark == 0x31B ? 1 : count;
    for (int32_t i = count; i > place; i--)
        parts[i] = parts[i - 1];
    parts[place] = (UChar)mark;
    UChar out[40];
    int32_t len = unorm2_normalize(composed, parts, count + 1, out, 40, &status);
    return U_SUCCESS(status) && len == 1 ? out[0] : letter;
}

// The vowels that Vietnamese has, with every mark that they may carry: filled when the
// first text comes whose letters stand apart from their marks.
enum { MARKS = 8, MARKED_LOW = 0x1B1, MARKED_HIGH = 0x1EA0, MARKED_END = 0x1EFA };
static const uint32_t marks[MARKS] = {0x300, 0x301, 0x302, 0x303,
                                      0x306, 0x309, 0x31B, 0x323};
static uint16_t with_marks[MARKS][MARKED_LOW + MARKED_END - MARKED_HIGH];
static struct once marked_once = ONCE_INIT;

// The column of a letter; 0 for those that are not kept.
static uint32_t marked_column(uint32_t letter)
{
    if (letter < MARKED_LOW)
        return letter;
    return letter >= MARKED_HIGH && letter < MARKED_END
               ? letter - MARKED_HIGH + MARKED_LOW
               : 0;
}

static void fill_marked(void)
{
    for (uint16_t letter = 'A'; letter < MARKED_END; letter++) {
        uint8_t plain = character_of(letter).plain;
        if (!marked_column(letter) || plain == 0 || !strchr("aeiouy", plain))
            continue;
        for (uint32_t i = 0; i < MARKS; i++)
            with_marks[i][marked_column(letter)] = compose(letter, marks[i]);
    }
}

uint16_t character_with_mark(uint16_t letter, uint32_t mark)
{
    characters_start();
    once_run(&marked_once, fill_marked);
    for (uint32_t i = 0; i < MARKS; i++) {
        uint16_t kept = with_marks[i][marked_column(letter)];
        if (marks[i] == mark && kept)
            return kept;
    }
    return compose(letter, mark);
}

bool character_take(struct str bytes, size_t *at, uint32_t *code)
{
    const uint8_t *text = (const uint8_t *)bytes.at;
    int32_t i = 0;
    // ICU counts in int32: give it the few bytes that matter.
    int32_t left = bytes.len - *at > 8 ? 8 : (int32_t)(bytes.len - *at);
    UChar32 c;
    U8_NEXT(text + *at, i, left, c);
    *at += (size_t)i;
    *code = c < 0 ? 0xFFFD : (uint32_t)c;
    return c >= 0;
}

size_t character_put(uint32_t code, char *out)
{
    uint8_t *bytes = (uint8_t *)out;
    size_t i = 0;
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    U8_APPEND_UNSAFE(bytes, i, (UChar32)code);
    return i;
}

uint16_t character_lower(uint16_t letter)
{
    if (letter < 0x80)
        return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
    // Vietnamese letters with two marks come in pairs, the small one odd.
    if (letter >= 0x1EA0 && letter <= 0x1EFF)
        return letter | 1;
    return (uint16_t)u_tolower(letter);
}

uint16_t character_upper(uint16_t letter)
{
    return (uint16_t)u_toupper(letter);
}
