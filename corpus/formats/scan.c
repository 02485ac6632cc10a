// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/scan.h"

#include "corpus/formats/layout.h"
#include "corpus/formats/phrase.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_MOST = 40, // letters of a word that are looked at
    // Confidence: what only one reading has must be that sure; signs without letters must
    // be sure in any case, they are mostly specks and frames of stamps.
    ALONE = 70,
    SIGNS = 80,
    NOTHING = 10,
    // What a word gains by being one that Vietnamese spelling allows, or a number.
    GOOD_WORD = 12,
};

void scan_add(struct scan *scan, const struct scan_word *word)
{
    scan->words = arena_grow(scan->arena, scan->words, scan->count, &scan->room,
                             sizeof *scan->words);
    scan->words[scan->count++] = *word;
}

static bool is_digit(uint32_t character)
{
    return character >= '0' && character <= '9';
}

// How much of a word is right by its spelling, 0 to 1, and how many letters and digits it
// has.
static double spelled(struct str text, size_t *count)
{
    uint32_t letters[WORD_MOST];
    size_t letter_count = 0;
    size_t good = 0;
    bool digits = false;
    *count = 0;
    while (text.len) {
        uint32_t character = text_take(&text);
        bool letter = vietnamese_letter(character).base != 0;
        if (letter && letter_count < WORD_MOST) {
            letters[letter_count++] = character;
        }
        if (letter || is_digit(character)) {
            ++*count;
        }
        digits |= is_digit(character);
        if (!letter || !text.len) {
            if (letter_count && !digits && vietnamese_syllable(letters, letter_count)) {
                good += letter_count;
            }
            letter_count = 0;
        }
        good += is_digit(character);
    }
    return *count ? (double)good / (double)*count : 0;
}

static size_t root_of(size_t *of, size_t i)
{
    while (of[i] != i) {
        of[i] = of[of[i]];
        i = of[i];
    }
    return i;
}

static float area(const struct scan_word *word)
{
    return (word->x2 - word->x1) * (word->y2 - word->y1);
}

static bool overlap(const struct scan_word *a, const struct scan_word *b)
{
    float x = fminf(a->x2, b->x2) - fmaxf(a->x1, b->x1);
    float y = fminf(a->y2, b->y2) - fmaxf(a->y1, b->y1);
    return x > 0 && y > 0 && x * y > 0.4f * fminf(area(a), area(b));
}

// Is what only the second reading has likely to be a word?
static bool likely(const struct scan_word *word)
{
    size_t count;
    double good = spelled(word->text, &count);
    return count > 1 && good > 0.5 && word->confidence >= ALONE;
}

static bool shown(const struct scan_word *word)
{
    size_t count;
    spelled(word->text, &count);
    return word->text.len && word->confidence >= (count ? NOTHING : SIGNS);
}

// A word of either reading; words that lie on each other have one root.
struct placed {
    struct scan_word word;
    size_t root;
    bool second;
};

static int by_top(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    return a->word.y1 < b->word.y1   ? -1
           : a->word.y1 > b->word.y1 ? 1
           : a->word.x1 < b->word.x1 ? -1
                                     : a->word.x1 > b->word.x1;
}

static int by_root(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    return a->root < b->root         ? -1
           : a->root > b->root       ? 1
           : a->second != b->second  ? a->second - b->second
           : a->word.x1 < b->word.x1 ? -1
                                     : a->word.x1 > b->word.x1;
}

// What one reading has of a group.
struct side {
    const struct placed *words; // from left to right
    size_t count;
    double value;
    float most;      // of the confidences
    struct buf text; // without spaces
};

static struct side weighed(const struct placed *words, size_t count)
{
    struct side side = {.words = words, .count = count};
    double sum = 0;
    double letters = 0;
    for (size_t i = 0; i < count; i++) {
        const struct scan_word *word = &words[i].word;
        size_t word_letters;
        double good = spelled(word->text, &word_letters);
        double weight = word_letters ? (double)word_letters : 0.5;
        sum += weight * ((double)word->confidence + good * GOOD_WORD);
        letters += weight;
        side.most = fmaxf(side.most, word->confidence);
        buf_add_str(&side.text, word->text);
    }
    side.value = letters > 0 ? sum / letters : 0;
    return side;
}

static void group(struct placed *all, size_t count)
{
    size_t *of = memory_array(count, sizeof *of);
    qsort(all, count, sizeof *all, by_top);
    for (size_t i = 0; i < count; i++) {
        of[i] = i;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && all[j].word.y1 < all[i].word.y2; j++) {
            if (all[i].second != all[j].second && overlap(&all[i].word, &all[j].word)) {
                of[root_of(of, j)] = root_of(of, i);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        all[i].root = root_of(of, i);
    }
    free(of);
    qsort(all, count, sizeof *all, by_root);
}

// Adds the better side of one group: the first `middle` words are the first reading's.
static void choose(struct scan *into, const struct placed *words, size_t middle,
                   size_t count)
{
    struct side first = weighed(words, middle);
    struct side second = weighed(words + middle, count - middle);
    bool both = first.count && second.count;
    bool agreed = both && str_equal(buf_str(&first.text), buf_str(&second.text));
    const struct side *better = &first;
    if (both ? second.value > first.value : second.count && likely(&words[middle].word)) {
        better = &second;
    }
    for (size_t i = 0; i < better->count; i++) {
        struct scan_word word = better->words[i].word;
        word.agreed = agreed;
        word.confidence = agreed ? fmaxf(first.most, second.most) : word.confidence;
        scan_add(into, &word);
    }
    buf_free(&first.text);
    buf_free(&second.text);
}

void scan_join(struct scan *scan, const struct scan *second)
{
    size_t count = scan->count + second->count;
    if (!count) {
        return;
    }
    struct placed *all = memory_array(count, sizeof *all);
    for (size_t i = 0; i < count; i++) {
        bool later = i >= scan->count;
        all[i] = (struct placed){later ? second->words[i - scan->count] : scan->words[i],
                                 0, later};
    }
    group(all, count);
    scan->words = NULL;
    scan->count = scan->room = 0;
    for (size_t i = 0; i < count;) {
        size_t middle = i;
        while (middle < count && all[middle].root == all[i].root && !all[middle].second) {
            middle++;
        }
        size_t end = middle;
        while (end < count && all[end].root == all[i].root) {
            end++;
        }
        choose(scan, all + i, middle - i, end - i);
        i = end;
    }
    free(all);
}

float scan_base(const struct scan *scan, const struct scan_word *word)
{
    return word->base - scan->slope * (word->x1 + word->x2) / 2;
}

// All letters of a line are of one height here, so that a line is one row whatever it
// consists of.
static void add_glyphs(struct glyphs *glyphs, const struct scan *scan,
                       const struct scan_word *word)
{
    struct str text = word->text;
    size_t count = 0;
    for (struct str rest = text; rest.len; count++) {
        text_take(&rest);
    }
    float base = scan_base(scan, word);
    float width = (word->x2 - word->x1) / (float)count;
    for (size_t i = 0; i < count; i++) {
        struct glyph glyph = {.x1 = word->x1 + width * (float)i,
                              .x2 = word->x1 + width * (float)(i + 1),
                              .y1 = base - 0.8f * word->height,
                              .y2 = base,
                              .character = text_take(&text),
                              .font = {ENCODING_SURE, false},
                              .space_before = i == 0};
        glyphs_add(glyphs, glyph);
    }
}

static void write_between(const struct scan *scan, struct draft *draft, float from,
                          float end)
{
    struct glyphs glyphs = {.width = scan->width, .height = scan->height};
    for (size_t i = 0; i < scan->count; i++) {
        const struct scan_word *word = &scan->words[i];
        float base = scan_base(scan, word);
        if (shown(word) && base > from && base <= end) {
            add_glyphs(&glyphs, scan, word);
        }
    }
    layout_add_glyphs(draft, &glyphs);
    glyphs_free(&glyphs);
}

// In the head people read who writes and under which state, then the number and what it
// is about, then place and day. So it is laid out in two parts.
void scan_write(const struct scan *scan, struct buf *out)
{
    struct draft draft = {.most = SIZE_MAX / 2};
    float head = scan_below_motto(scan);
    if (head > 0) {
        write_between(scan, &draft, -1e9f, head);
    }
    write_between(scan, &draft, head > 0 ? head : -1e9f, 1e9f);
    phrase_mend(out, buf_str(&draft.text));
    draft_free(&draft);
}
