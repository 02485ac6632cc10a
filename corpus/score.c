// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/score.h"

#include "corpus/text.h"
#include "corpus/vietnamese.h"

static bool plain_capital(uint32_t character)
{
    return (character >= 'A' && character <= 'Z') || character == 0x0110;
}

// Letters of Latin that Vietnamese does not have: a word with one of them is foreign, or
// read in the wrong encoding.
static bool foreign_letter(uint32_t character)
{
    return (character >= 0xC0 && character < 0x250 && character != 0xD7 &&
            character != 0xF7) ||
           (character >= 0x370 && character < 0x530);
}

bool score_is_mark(uint32_t character)
{
    return character >= 0x300 && character < 0x370;
}

bool score_is_letter(uint32_t character)
{
    return vietnamese_letter(character).base || foreign_letter(character);
}

static void score_word(struct score *score, const uint32_t *word, size_t count)
{
    uint32_t composed[16];
    size_t len = 0;
    // Abbreviations are no syllables; with a Đ in it not even a longer one is a foreign
    // word.
    bool capitals = true;
    bool bar = false;
    bool marked = false;
    for (size_t i = 0; i < count; i++) {
        capitals = capitals && plain_capital(word[i]);
        bar = bar || word[i] == 0x0110;
        if (word[i] == 0xAD) {
            continue;
        }
        // Eth is how some type Đ.
        uint32_t letter = word[i] == 0xD0 ? 0x0110 : word[i] == 0xF0 ? 0x0111 : word[i];
        uint32_t combined =
            len && word[i] >= 0x300 ? vietnamese_combine(composed[len - 1], word[i]) : 0;
        if (combined) {
            composed[len - 1] = combined;
        } else if (len < sizeof composed / sizeof *composed) {
            composed[len++] = letter;
        }
    }
    for (size_t i = 0; i < len; i++) {
        marked = marked || vietnamese_letter(composed[i]).marked;
    }
    // A letter by itself is a number of a list or what is left of a word: it says
    // nothing.
    if (len == 1 && composed[0] < 0x80) {
        return;
    }
    bool valid =
        (capitals && count <= (bar ? 8 : 5)) || vietnamese_syllable(composed, len);
    score->letters += (uint32_t)len;
    score->valid += valid ? (uint32_t)len : 0;
    score->words++;
    score->invalid_words += !valid;
    score->marked += marked;
}

void score_add(struct score *score, const uint32_t *letters, size_t count)
{
    for (size_t i = 0; i < count;) {
        if (!score_is_letter(letters[i])) {
            i++;
            continue;
        }
        size_t start = i;
        while (i < count && (score_is_letter(letters[i]) || letters[i] == 0xAD ||
                             score_is_mark(letters[i]))) {
            i++;
        }
        score_word(score, letters + start, i - start);
    }
}

double score_value(const struct score *score)
{
    if (score->letters == 0) {
        return 0;
    }
    double marked = (double)score->marked / score->words;
    return (double)score->valid / score->letters + 0.3 * (marked < 0.8 ? marked : 0.8);
}

bool score_plausible(const struct score *score, const struct score *as_is)
{
    return score->marked * 4 >= score->words && score->letters >= 2 * score->words &&
           score->valid * 10 >= score->letters * 6 &&
           score->letters * 2 >= as_is->letters;
}

bool score_odd(uint32_t character)
{
    if (character < 0x80) {
        return character < 0x20 && character != '\t' && character != '\r' &&
               character != 0x0B && character != 0x1B;
    }
    if (character < 0xA0) {
        return true;
    }
    if (character >= 0x300) {
        return character == 0x2212 || character == 0x2219 || character == 0x03BC ||
               character == 0x20AC || character == 0x2020 || character == 0x2021 ||
               character == 0x2030 || character == 0x2122 ||
               (character >= 0x0400 && character < 0x0500) ||
               (character >= 0xF020 && character <= 0xF0FF) || character == 0x201A ||
               character == 0x2039 || character == 0x203A;
    }
    return !vietnamese_letter(character).base && character != 0xA0 && character != 0xAB &&
           character != 0xBB;
}

bool score_maybe_odd(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.len; i++) {
        if (at[i] < 0xC2) {
            // C0 controls other than those of lines and tabs.
            if (at[i] < 0x20 && score_odd(at[i]) && at[i] != '\n' && at[i] != '\f') {
                return true;
            }
            continue;
        }
        if (at[i] < 0xE0) {
            struct str one = {text.at + i, text.len - i};
            if (score_odd(text_take(&one))) {
                return true;
            }
            i++;
        } else if (at[i] == 0xE2 || at[i] == 0xEF) {
            struct str one = {text.at + i, text.len - i};
            if (score_odd(text_take(&one))) {
                return true;
            }
            i += 2;
        } else {
            i += at[i] < 0xF0 ? 2 : 3;
        }
    }
    return false;
}
