// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/syllable.h"

#include "analyzers/characters.h"
#include "analyzers/tables.h"
#include "base/once.h"

#include <string.h>

// The letters that syllables are made of, without tones; the number of a letter is its
// place here, from 1.
static const char alphabet[] = "aăâbcdđeêghiklmnoôơpqrstuưvxy";
enum { LETTER_COUNT = 29, TONE_COUNT = 6, LONGEST = 7 };

enum tone { TONE_NONE, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT };

static const char *const vowels[] = {
    "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
    "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
};

struct piece {
    uint8_t number; // in the alphabet, from 1; 0: no letter of a syllable
    uint8_t tone;
};

struct spelling {
    char bytes[3];
    uint8_t len;
};

// By letter of a view: U+0000-U+024F, then U+1E00-U+1EFF.
static struct piece pieces[CHARACTER_TABLE + 256];
static struct spelling spellings[LETTER_COUNT + 1][TONE_COUNT];
static uint8_t bare[LETTER_COUNT + 1]; // the ASCII letter that is left without marks
static uint8_t i_number, y_number;

// Toneless syllables: a key of five bits a letter, and beside it where the tone goes.
// Open addressing; about 4,500 are taken.
enum { SLOTS = 8192, VALUE_TONE = 7, VALUE_STOP = 8, VALUE_Y = 16, KEY_SHIFT = 8 };
static uint64_t slots[SLOTS];

static struct once once = ONCE_INIT;

static struct piece piece_of(uint16_t letter)
{
    if (letter < CHARACTER_TABLE)
        return pieces[letter];
    if (letter >= 0x1E00 && letter <= 0x1EFF)
        return pieces[CHARACTER_TABLE + letter - 0x1E00];
    return (struct piece){0, 0};
}

static uint32_t slot_of(uint64_t key)
{
    return (uint32_t)(key * 0x9E3779B97F4A7C15u >> 51);
}

static uint64_t find(uint64_t key)
{
    for (uint32_t i = slot_of(key);; i = (i + 1) % SLOTS) {
        if (!slots[i] || slots[i] >> KEY_SHIFT == key)
            return slots[i];
    }
}

static void add(uint64_t key, uint64_t value)
{
    uint32_t i = slot_of(key);
    for (; slots[i]; i = (i + 1) % SLOTS) {
        if (slots[i] >> KEY_SHIFT == key)
            return;
    }
    slots[i] = key << KEY_SHIFT | value;
}

static void set_piece(uint32_t code, uint8_t number, uint8_t tone)
{
    uint32_t upper = code < 0x100 ? code - 0x20 : code - 1;
    const uint32_t both[] = {code, upper};
    for (int i = 0; i < 2; i++)
        pieces[both[i] < CHARACTER_TABLE ? both[i] : both[i] - 0x1E00 + CHARACTER_TABLE] =
            (struct piece){number, tone};
}

static void fill_letters(void)
{
    struct str text = STR(alphabet);
    uint8_t number = 0;
    for (size_t at = 0, from; from = at, at < text.len;) {
        uint32_t code;
        character_take(text, &at, &code);
        set_piece(code, ++number, TONE_NONE);
        struct spelling spelling = {.len = (uint8_t)(at - from)};
        memcpy(spelling.bytes, text.at + from, at - from);
        for (int tone = 0; tone < TONE_COUNT; tone++)
            spellings[number][tone] = spelling;
        bare[number] = character_of(code).plain;
        if (code == 'i')
            i_number = number;
        else if (code == 'y')
            y_number = number;
    }
    for (size_t row = 0; row < sizeof vowels / sizeof *vowels; row++) {
        text = str_of(vowels[row]);
        uint8_t tone = 0;
        for (size_t at = 0, from; from = at, at < text.len; tone++) {
            uint32_t code;
            character_take(text, &at, &code);
            if (tone == TONE_NONE) {
                number = piece_of((uint16_t)code).number;
                continue;
            }
            set_piece(code, number, tone);
            struct spelling *spelling = &spellings[number][tone];
            spelling->len = (uint8_t)(at - from);
            memcpy(spelling->bytes, text.at + from, at - from);
        }
    }
}

// A part of a toneless syllable.
struct part {
    uint64_t key;
    size_t count; // of letters
};

static struct part part_of(struct str letters)
{
    struct part part = {0, 0};
    for (size_t at = 0; at < letters.len; part.count++) {
        uint32_t code;
        character_take(letters, &at, &code);
        part.key = part.key << 5 | piece_of((uint16_t)code).number;
    }
    return part;
}

static void add_syllable(struct part onset, struct part rhyme, uint64_t tone_at,
                         uint64_t value)
{
    add(onset.key << 5 * rhyme.count | rhyme.key, value | (tone_at + onset.count));
}

static bool front_vowel(struct str rhyme)
{
    return rhyme.at[0] == 'e' || rhyme.at[0] == 'i' || rhyme.at[0] == 'y' ||
           str_starts(rhyme, STR("ê"));
}

static bool ends_in_stop(struct str rhyme)
{
    char last = rhyme.at[rhyme.len - 1];
    return last == 'c' || last == 'p' || last == 't' || str_ends(rhyme, STR("ch"));
}

static void fill_rhymes(void)
{
    static const struct {
        const char *onset;
        char before; // 'f': only before e ê i y; 'b': never before them; 0: before any
    } names[] = {
        {"", 0},     {"b", 0},     {"c", 'b'}, {"ch", 0}, {"d", 0},  {"đ", 0}, {"g", 'b'},
        {"gh", 'f'}, {"h", 0},     {"k", 'f'}, {"kh", 0}, {"l", 0},  {"m", 0}, {"n", 0},
        {"ng", 'b'}, {"ngh", 'f'}, {"nh", 0},  {"p", 0},  {"ph", 0}, {"r", 0}, {"s", 0},
        {"t", 0},    {"th", 0},    {"tr", 0},  {"v", 0},  {"x", 0},
    };
    enum { ONSETS = sizeof names / sizeof *names };
    struct part onsets[ONSETS];
    const struct part g = part_of(STR("g")), gi = part_of(STR("gi")),
                      qu = part_of(STR("qu"));
    for (size_t i = 0; i < ONSETS; i++)
        onsets[i] = part_of(str_of(names[i].onset));
    const struct table *table = table_named("rhymes");
    uint32_t rhyme_column = table_column(table, "rhyme"),
             tone_column = table_column(table, "tone_index_old");
    struct table_index *by_rhyme = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str rhyme = table_cell(table, row, rhyme_column);
        uint64_t tone_at = (uint64_t)(table_cell(table, row, tone_column).at[0] - '0');
        uint64_t stop = ends_in_stop(rhyme) ? VALUE_STOP : 0;
        const struct part part = part_of(rhyme);
        const bool bare_i = str_equal(rhyme, STR("i")), front = front_vowel(rhyme);
        table_index_add(by_rhyme, rhyme, (uint32_t)tone_at);
        for (size_t i = 0; i < ONSETS; i++) {
            if (names[i].before && (names[i].before == 'f') != front)
                continue;
            const char *onset = names[i].onset;
            bool y = bare_i && onset[0] && !onset[1] && strchr("hklmst", onset[0]);
            add_syllable(onsets[i], part, tone_at, stop | (y ? VALUE_Y : 0));
        }
        if (!str_starts(rhyme, STR("i")))
            add_syllable(gi, part, tone_at, stop);
    }
    // gì, gìn, giếng: the i of the onset is that of the rhyme. gia and giu are gi + a and
    // gi + u: they are there already.
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str rhyme = table_cell(table, row, rhyme_column);
        uint64_t tone_at = (uint64_t)(table_cell(table, row, tone_column).at[0] - '0');
        if (str_starts(rhyme, STR("i")))
            add_syllable(g, part_of(rhyme), tone_at,
                         ends_in_stop(rhyme) ? VALUE_STOP : 0);
    }
    table = table_named("qu_rhymes");
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str rhyme = table_cell(table, row, 0);
        uint32_t tone_at = table_index_find(by_rhyme, rhyme);
        uint64_t value = (ends_in_stop(rhyme) ? VALUE_STOP : 0) |
                         (str_equal(rhyme, STR("i")) ? VALUE_Y : 0);
        add_syllable(qu, part_of(rhyme), tone_at == TABLE_NONE ? 0 : tone_at, value);
    }
    table_index_free(by_rhyme);
}

static void fill(void)
{
    // Written before it is read: a page that is read first is given out twice.
    memset(slots, 0, sizeof slots);
    characters_start();
    fill_letters();
    fill_rhymes();
}

// A word taken apart.
struct parts {
    size_t count;
    uint64_t key;
    uint8_t number[LONGEST + 1];
    uint8_t tone;
    uint64_t entry; // of the toneless syllable; 0: no syllable
};

// False when the word has letters that no syllable has, too many of them, or two tones.
static bool take_apart(const uint16_t *letters, size_t count, struct parts *out)
{
    uint64_t key = 0;
    uint8_t tone = 0, tones = 0;
    if (count > LONGEST || count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct piece piece = piece_of(letters[i]);
        if (!piece.number)
            return false;
        key = key << 5 | piece.number;
        out->number[i] = piece.number;
        tone |= piece.tone;
        tones += piece.tone != 0;
    }
    if (tones > 1)
        return false;
    out->count = count;
    out->key = key;
    out->tone = tone;
    out->entry = find(key);
    return out->entry &&
           (!(out->entry & VALUE_STOP) || tone == TONE_ACUTE || tone == TONE_DOT);
}

// The letters of a word in UTF-8; at most `room` of them are written. Returns how many
// there are.
static size_t letters_of(struct str word, uint16_t *out, size_t room)
{
    size_t count = 0;
    for (size_t at = 0; at < word.len; count++) {
        uint32_t code;
        character_take(word, &at, &code);
        if (count < room)
            out[count] = code > 0xFFFF ? 0xFFFD : (uint16_t)code;
    }
    return count;
}

static size_t write_parts(struct parts *parts, char *out, size_t size)
{
    size_t tone_at = parts->entry & VALUE_TONE, len = 0;
    if (parts->entry & VALUE_Y)
        parts->number[parts->count - 1] = y_number;
    for (size_t i = 0; i < parts->count; i++) {
        const struct spelling *spelling =
            &spellings[parts->number[i]][i == tone_at ? parts->tone : 0];
        if (size - len < 3) {
            if (size - len < spelling->len)
                break;
            memcpy(out + len, spelling->bytes, spelling->len);
        } else {
            memcpy(out + len, spelling->bytes, 3);
        }
        len += spelling->len;
    }
    return len;
}

size_t syllable_letters(const uint16_t *letters, size_t count, char *out, size_t size)
{
    struct parts parts;
    once_run(&once, fill);
    if (take_apart(letters, count, &parts))
        return write_parts(&parts, out, size);
    size_t len = 0;
    for (size_t i = 0; i < count && size - len >= 3; i++)
        len += character_put(character_lower(letters[i]), out + len);
    return len;
}

bool syllable_valid(struct str word)
{
    uint16_t letters[LONGEST] = {0};
    struct parts parts;
    once_run(&once, fill);
    return take_apart(letters, letters_of(word, letters, LONGEST), &parts);
}

size_t syllable_fold(struct str word, char *out, size_t size)
{
    size_t len = 0;
    once_run(&once, fill);
    for (size_t at = 0, from; from = at, at < word.len;) {
        uint32_t code;
        bool good = character_take(word, &at, &code);
        struct character c = character_of(code);
        if (good && c.plain >= 'a' && c.plain <= 'z') {
            if (len == size)
                break;
            out[len++] = (char)c.plain;
        } else {
            if (size - len < at - from)
                break;
            memcpy(out + len, word.at + from, at - from);
            len += at - from;
        }
    }
    bool y = len == 2 ? out[0] && strchr("hklmst", out[0])
                      : len == 3 && out[0] == 'q' && out[1] == 'u';
    if (y && out[len - 1] == 'i')
        out[len - 1] = 'y';
    return len;
}

bool syllable_compatible(struct str asked, struct str term)
{
    uint16_t a[SYLLABLE_SIZE], t[SYLLABLE_SIZE];
    once_run(&once, fill);
    size_t count = letters_of(asked, a, SYLLABLE_SIZE);
    if (count > SYLLABLE_SIZE || letters_of(term, t, SYLLABLE_SIZE) != count)
        return false;
    uint8_t asked_tone = TONE_NONE, term_tone = TONE_NONE;
    for (size_t i = 0; i < count; i++) {
        struct piece p = piece_of(a[i]), q = piece_of(t[i]);
        if (!p.number || !q.number) {
            if (a[i] != t[i])
                return false;
            continue;
        }
        if (bare[p.number] != bare[q.number])
            return false;
        if (p.number != q.number &&
            spellings[p.number][0].bytes[0] != (char)bare[p.number])
            return false;
        asked_tone = p.tone ? p.tone : asked_tone;
        term_tone = q.tone ? q.tone : term_tone;
    }
    return asked_tone == TONE_NONE || asked_tone == term_tone;
}
