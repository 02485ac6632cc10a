// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/scan.h"

#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

//   Số: 445  /NQ-CP            Hà Nội, ngày #3  tháng `  năm 2026
//       ~~~                                 ~~        ~
//   what is printed stays; what lies in the gaps of the form must be a number, be read
//   alike twice and surely once

enum {
    SURE = 93,
    ROW_MOST = 48, // words of a row
    DAYS = 31,
    MONTHS = 12,
};

// How far the printed text may be from what was filled in, in heights of a word: what is
// further has other strokes in between that were not taken for letters.
static const float gap_before = 2.5f;
static const float gap_after = 1.2f;

// Words of one line, from left to right.
struct row {
    struct scan_word *words[ROW_MOST];
    size_t count;
};

static int by_left(const void *left, const void *right)
{
    const struct scan_word *a = *(struct scan_word *const *)left;
    const struct scan_word *b = *(struct scan_word *const *)right;
    return a->x1 < b->x1 ? -1 : a->x1 > b->x1 ? 1 : a < b ? -1 : a > b;
}

// The words right of `cue`, itself included.
static void row_from(struct row *row, const struct scan *scan, struct scan_word *cue)
{
    float base = scan_base(scan, cue);
    row->count = 0;
    for (size_t i = 0; i < scan->count && row->count < ROW_MOST; i++) {
        struct scan_word *word = &scan->words[i];
        if (word->text.len && word->x1 >= cue->x1 &&
            fabsf(scan_base(scan, word) - base) < 0.5f * cue->height) {
            row->words[row->count++] = word;
        }
    }
    qsort(row->words, row->count, sizeof *row->words, by_left);
}

float scan_below_motto(const struct scan *scan)
{
    for (size_t i = 0; i < scan->count; i++) {
        struct scan_word *word = &scan->words[i];
        float base = scan_base(scan, word);
        if (!str_equal(word->text, STR("Độc")) || base > scan->height / 2) {
            continue;
        }
        for (size_t j = 0; j < scan->count; j++) {
            const struct scan_word *next = &scan->words[j];
            if (str_starts(next->text, STR("lập")) && next->x1 > word->x1 &&
                fabsf(scan_base(scan, next) - base) < word->height / 2) {
                return base + word->height / 2;
            }
        }
    }
    return 0;
}

static size_t digits_at(struct str text, size_t at)
{
    size_t count = 0;
    while (at + count < text.len && text.at[at + count] >= '0' &&
           text.at[at + count] <= '9') {
        count++;
    }
    return count;
}

static bool number_to(struct str text, int most)
{
    if (!text.len || text.len > 2 || digits_at(text, 0) != text.len) {
        return false;
    }
    int number = 0;
    for (size_t i = 0; i < text.len; i++) {
        number = number * 10 + (text.at[i] - '0');
    }
    return number >= 1 && number <= most;
}

static bool sure(const struct scan_word *word)
{
    return word->agreed && word->confidence >= (float)SURE;
}

static void drop(struct row *row, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        row->words[i]->text.len = 0;
    }
}

// "Số", whatever became of its marks, and a colon or none.
static bool is_number_cue(struct str text)
{
    if (!text.len) {
        return false;
    }
    struct vietnamese_letter first = vietnamese_letter(text_take(&text));
    struct vietnamese_letter second =
        text.len ? vietnamese_letter(text_take(&text)) : (struct vietnamese_letter){0};
    bool ends = !text.len || str_equal(text, STR(":")) || str_equal(text, STR("."));
    return first.base == 's' && first.upper &&
           (second.base == 'o' || second.base == u'ô') && ends;
}

// What stands before the slash in the same word: "3722", "02-NQ".
static bool is_number_part(struct str text)
{
    size_t digits = digits_at(text, 0);
    size_t at = digits;
    while (at < text.len) {
        struct str rest = str_slice(text, at, text.len);
        uint32_t character = text_take(&rest);
        if (character != '-' && !(vietnamese_letter(character).base)) {
            return false;
        }
        at = text.len - rest.len;
    }
    return digits > 0;
}

static void doubt_number(struct row *row)
{
    for (size_t i = 1; i < row->count && i < 6; i++) {
        struct scan_word *word = row->words[i];
        ptrdiff_t slash = str_find(word->text, STR("/"), 0);
        if (slash < 0) {
            continue;
        }
        if (slash > 0) {
            if (!is_number_part(str_slice(word->text, 0, (size_t)slash))) {
                word->text = str_slice(word->text, (size_t)slash, word->text.len);
                drop(row, 1, i);
            }
            return;
        }
        const struct scan_word *before = row->words[0];
        const struct scan_word *filled = row->words[1];
        bool good = i == 2 && sure(filled) &&
                    digits_at(filled->text, 0) == filled->text.len &&
                    filled->x1 - before->x2 < gap_before * before->height &&
                    word->x1 - filled->x2 < gap_after * before->height;
        if (!good) {
            drop(row, 1, i);
        }
        return;
    }
}

// The gap between the words `from` and `to`, and what is glued to the first or the second
// of them. Both begin with a printed word of so many bytes.
static void doubt_gap(struct scan *scan, struct row *row, size_t from, size_t from_len,
                      size_t to, int most)
{
    struct scan_word *first = row->words[from];
    struct str glued = str_slice(first->text, from_len, first->text.len);
    if (glued.len) {
        bool good = sure(first) && number_to(glued, most) && to == from + 1;
        struct str printed = str_slice(first->text, 0, from_len);
        first->text = good ? arena_printf(scan->arena, "%.*s %.*s", STR_ARG(printed),
                                          STR_ARG(glued))
                           : printed;
        if (!good) {
            drop(row, from + 1, to);
        }
    } else if (to > from + 1) {
        const struct scan_word *filled = row->words[from + 1];
        if (to != from + 2 || !sure(filled) || !number_to(filled->text, most)) {
            drop(row, from + 1, to);
        }
    }
}

static bool doubt_day(struct scan *scan, struct row *row)
{
    static const struct str day = {"ngày", sizeof "ngày" - 1};
    static const struct str month = {"tháng", sizeof "tháng" - 1};
    size_t at_month = 0;
    size_t at_year = 0;
    ptrdiff_t joined = str_find(row->words[0]->text, month, day.len);
    for (size_t i = 1; i < row->count && !at_year; i++) {
        if (!at_month && joined < 0 && str_starts(row->words[i]->text, month)) {
            at_month = i;
        }
        if (str_equal(row->words[i]->text, STR("năm"))) {
            at_year = i;
        }
    }
    if (!at_year || (joined < 0 && !at_month)) {
        return false;
    }
    if (joined < 0) {
        doubt_gap(scan, row, at_month, month.len, at_year, MONTHS);
        doubt_gap(scan, row, 0, day.len, at_month, DAYS);
        return true;
    }
    // "ngày82tháng"
    struct scan_word *word = row->words[0];
    struct str between = str_slice(word->text, day.len, (size_t)joined);
    bool good = sure(word) && number_to(between, DAYS);
    word->text = arena_printf(scan->arena, good ? "ngày %.*s tháng" : "ngày tháng",
                              STR_ARG(between));
    doubt_gap(scan, row, 0, word->text.len, at_year, MONTHS);
    return true;
}

void scan_doubt_head(struct scan *scan)
{
    float motto = scan_below_motto(scan);
    if (!(motto > 0)) {
        return;
    }
    bool number = false;
    bool day = false;
    float end = motto + scan->height / 4;
    for (size_t i = 0; i < scan->count && !(number && day); i++) {
        struct scan_word *word = &scan->words[i];
        float base = scan_base(scan, word);
        struct row row;
        // The number may stand beside the motto.
        if (base < motto - 4 * word->height || base > end) {
            continue;
        }
        if (!number && word->x1 < scan->width / 2 && is_number_cue(word->text)) {
            row_from(&row, scan, word);
            doubt_number(&row);
            number = true;
        } else if (!day && str_starts(word->text, STR("ngày"))) {
            row_from(&row, scan, word);
            day = doubt_day(scan, &row);
        }
    }
}
