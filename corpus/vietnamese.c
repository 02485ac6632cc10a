// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/vietnamese.h"

#include "corpus/tables.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS_END = 0x1F00, VOWELS = 12, TONES = 6, SYLLABLE_MAX = 7, RHYME_MAX = 4 };

// A row a vowel, in the order of enum vietnamese_tone.
static const char16_t lower[VOWELS][TONES + 1] = {
    u"aàảãáạ", u"ăằẳẵắặ", u"âầẩẫấậ", u"eèẻẽéẹ", u"êềểễếệ", u"iìỉĩíị",
    u"oòỏõóọ", u"ôồổỗốộ", u"ơờởỡớợ", u"uùủũúụ", u"ưừửữứự", u"yỳỷỹýỵ"};
static const char16_t upper[VOWELS][TONES + 1] = {
    u"AÀẢÃÁẠ", u"ĂẰẲẴẮẶ", u"ÂẦẨẪẤẬ", u"EÈẺẼÉẸ", u"ÊỀỂỄẾỆ", u"IÌỈĨÍỊ",
    u"OÒỎÕÓỌ", u"ÔỒỔỖỐỘ", u"ƠỜỞỠỚỢ", u"UÙỦŨÚỤ", u"ƯỪỬỮỨỰ", u"YỲỶỸÝỴ"};

static struct vietnamese_letter letters[LETTERS_END];
static uint64_t *rhymes; // packed, bit 63: stop; sorted without that bit
static uint64_t *qu_rhymes;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define STOP (UINT64_C(1) << 63)

static uint64_t pack(const char16_t *text)
{
    uint64_t packed = 0;
    for (; *text; text++) {
        packed = packed << 15 | *text;
    }
    return packed;
}

static int compare_packed(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left & ~STOP;
    uint64_t b = *(const uint64_t *)right & ~STOP;
    return a < b ? -1 : a > b;
}

static uint64_t *sorted(const struct tables_rhyme *table, size_t count)
{
    uint64_t *packed = malloc(count * sizeof *packed);
    if (!packed) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        packed[i] = pack(table[i].letters) | (table[i].stop ? STOP : 0);
    }
    qsort(packed, count, sizeof *packed, compare_packed);
    return packed;
}

static void prepare(void)
{
    for (unsigned c = 'a'; c <= 'z'; c++) {
        letters[c] = (struct vietnamese_letter){(uint16_t)c, 0, false, false};
        letters[c - 32] = (struct vietnamese_letter){(uint16_t)c, 0, true, false};
    }
    for (int vowel = 0; vowel < VOWELS; vowel++) {
        for (int tone = 0; tone < TONES; tone++) {
            bool marked = tone > 0 || lower[vowel][0] > 0x7F;
            uint16_t base = lower[vowel][0];
            letters[lower[vowel][tone]] =
                (struct vietnamese_letter){base, (uint8_t)tone, false, marked};
            letters[upper[vowel][tone]] =
                (struct vietnamese_letter){base, (uint8_t)tone, true, marked};
        }
    }
    letters[u'đ'] = (struct vietnamese_letter){u'đ', 0, false, true};
    letters[u'Đ'] = (struct vietnamese_letter){u'đ', 0, true, true};
    rhymes = sorted(tables_rhymes, tables_rhymes_count);
    qu_rhymes = sorted(tables_qu_rhymes, tables_qu_rhymes_count);
}

struct vietnamese_letter vietnamese_letter(uint32_t character)
{
    pthread_once(&once, prepare);
    return character < LETTERS_END ? letters[character] : (struct vietnamese_letter){0};
}

static int vowel_of(uint32_t base)
{
    for (int vowel = 0; vowel < VOWELS; vowel++) {
        if (lower[vowel][0] == base) {
            return vowel;
        }
    }
    return -1;
}

uint32_t vietnamese_compose(uint32_t base, enum vietnamese_tone tone)
{
    int vowel = vowel_of(base);
    return vowel < 0 ? 0 : lower[vowel][tone];
}

uint32_t vietnamese_upper(uint32_t character)
{
    struct vietnamese_letter letter = vietnamese_letter(character);
    if (!letter.base || letter.upper) {
        return character;
    }
    int vowel = vowel_of(letter.base);
    return vowel >= 0            ? upper[vowel][letter.tone]
           : letter.base == u'đ' ? u'Đ'
                                 : letter.base - 32u;
}

uint32_t vietnamese_combine(uint32_t character, uint32_t mark)
{
    struct vietnamese_letter letter = vietnamese_letter(character);
    uint32_t base = letter.base;
    uint8_t tone = letter.tone;
    switch (mark) {
    case 0x0300:
        tone = TONE_GRAVE;
        break;
    case 0x0309:
        tone = TONE_HOOK;
        break;
    case 0x0303:
        tone = TONE_TILDE;
        break;
    case 0x0301:
        tone = TONE_ACUTE;
        break;
    case 0x0323:
        tone = TONE_DOT;
        break;
    case 0x0302:
        base = base == 'a' ? u'â' : base == 'e' ? u'ê' : base == 'o' ? u'ô' : 0;
        break;
    case 0x0306:
        base = base == 'a' ? u'ă' : 0;
        break;
    case 0x031B:
        base = base == 'o' ? u'ơ' : base == 'u' ? u'ư' : 0;
        break;
    default:
        return 0;
    }
    if (letter.tone && tone != letter.tone) {
        return 0;
    }
    uint32_t made = vietnamese_compose(base, tone);
    return made && letter.upper ? vietnamese_upper(made) : made;
}

static bool is_rhyme(const uint64_t *list, size_t count, uint64_t key, uint8_t tone)
{
    const uint64_t *found = bsearch(&key, list, count, sizeof *list, compare_packed);
    return found && (!(*found & STOP) || tone == TONE_ACUTE || tone == TONE_DOT);
}

// How many letters at the front are consonants that may begin a syllable; count means that nothing is left for a rhyme.
static size_t onset_len(const uint16_t *bases, size_t count)
{
    static const char16_t *const onsets[] = {
        u"ngh", u"ch", u"gh", u"gi", u"kh", u"ng", u"nh", u"ph", u"qu",
        u"th",  u"tr", u"b",  u"c",  u"d",  u"đ",  u"g",  u"h",  u"k",
        u"l",   u"m",  u"n",  u"p",  u"r",  u"s",  u"t",  u"v",  u"x"};
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        size_t len = 0;
        while (onsets[i][len] && len < count && bases[len] == onsets[i][len]) {
            len++;
        }
        if (!onsets[i][len]) {
            return len;
        }
    }
    return 0;
}

// k, gh and ngh stand before e, ê, i, y, where c, g and ng do not.
static bool agrees(const uint16_t *bases, size_t onset, uint16_t next)
{
    bool front = next == 'e' || next == u'ê' || next == 'i' || next == 'y';
    if (onset == 1 && bases[0] == 'c') {
        return !front;
    }
    if ((onset == 1 && bases[0] == 'g') ||
        (onset == 2 && bases[0] == 'n' && bases[1] == 'g')) {
        return !front || (onset == 1 && next == 'i');
    }
    if ((onset == 1 && bases[0] == 'k') ||
        (onset == 2 && bases[0] == 'g' && bases[1] == 'h') || onset == 3) {
        return front;
    }
    return true;
}

bool vietnamese_syllable(const uint32_t *word, size_t count)
{
    if (count == 0 || count > SYLLABLE_MAX) {
        return false;
    }
    uint16_t bases[SYLLABLE_MAX];
    uint8_t tone = 0;
    for (size_t i = 0; i < count; i++) {
        struct vietnamese_letter letter = vietnamese_letter(word[i]);
        if (!letter.base || (letter.tone && tone)) {
            return false;
        }
        bases[i] = letter.base;
        tone = letter.tone ? letter.tone : tone;
    }
    size_t onset = onset_len(bases, count);
    bool qu = onset == 2 && bases[0] == 'q';
    bool gi = onset == 2 && bases[0] == 'g' && bases[1] == 'i';
    for (int shorter = 0; shorter <= (gi ? 1 : 0); shorter++) {
        // "gi" before another vowel is an onset, elsewhere its i is the vowel: gia, gì, gìn.
        size_t from = onset - (size_t)shorter;
        if (from >= count || count - from > RHYME_MAX ||
            !agrees(bases, from, bases[from])) {
            continue;
        }
        uint64_t key = 0;
        for (size_t i = from; i < count; i++) {
            key = key << 15 | bases[i];
        }
        if (qu ? is_rhyme(qu_rhymes, tables_qu_rhymes_count, key, tone)
               : is_rhyme(rhymes, tables_rhymes_count, key, tone)) {
            return true;
        }
    }
    return false;
}
