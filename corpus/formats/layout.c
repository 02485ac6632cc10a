// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/layout.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

//   letters -> words -> rows (what stands side by side) -> stretches of rows
//   with a white corridor in the middle
//
//   ỦY BAN NHÂN DÂN      |    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM   two columns: first
//                                                                  the left one
//   Số:    /QĐ-UBND      |    Hà Nội, ngày    tháng    năm 2026
//
//   STT | Nội dung | Đơn vị | Thời gian                           a table: row by row

enum {
    BINS = 256, // of the width of the page
    // letters: a longer stamp says who signed, and goes to the end of the page
    TEXT_STAMP = 40,
    COLUMN_ROWS = 14, // a wide corridor over more rows is one of a table
    // bins: a corridor that three rows leave may be that narrow; else it is as wide
    // as a letter is high
    NARROW = 4,
};

struct word {
    size_t first; // glyphs
    size_t end;
    float x1;
    float y1;
    float x2;
    float y2;
};

struct row {
    size_t first; // words
    size_t end;
    float y1;
    float y2;
};

struct layout {
    struct glyphs glyphs;
    struct word *words;
    size_t word_count;
    struct row *rows;
    size_t row_count;
    struct draft *draft;
};

// Where a row, or a stretch of rows, has ink.
struct ink {
    bool at[BINS];
};

static float height_of(const struct word *word)
{
    return word->y2 - word->y1;
}

static bool continues(const struct glyph *before, const struct glyph *glyph)
{
    float height = before->y2 - before->y1;
    float middle = (glyph->y1 + glyph->y2) / 2;
    float gap = glyph->x1 - before->x2;
    return !glyph->space_before && glyph->stamp == before->stamp && middle > before->y1 &&
           middle < before->y2 && gap < 0.3f * height && gap > -height;
}

static void make_words(struct layout *layout)
{
    const struct glyphs *glyphs = &layout->glyphs;
    layout->words = memory_array(glyphs->count + 1, sizeof *layout->words);
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->list[i];
        struct word *word =
            layout->word_count ? &layout->words[layout->word_count - 1] : NULL;
        if (!word || !continues(&glyphs->list[i - 1], glyph)) {
            word = &layout->words[layout->word_count++];
            *word = (struct word){i, i, glyph->x1, glyph->y1, glyph->x2, glyph->y2};
        }
        word->end = i + 1;
        word->x1 = fminf(word->x1, glyph->x1);
        word->x2 = fmaxf(word->x2, glyph->x2);
        word->y1 = fminf(word->y1, glyph->y1);
        word->y2 = fmaxf(word->y2, glyph->y2);
    }
}

static int by_height(const void *left, const void *right)
{
    const struct word *a = left;
    const struct word *b = right;
    float p = a->y1 + a->y2;
    float q = b->y1 + b->y2;
    return p < q ? -1 : p > q ? 1 : a->x1 < b->x1 ? -1 : a->x1 > b->x1;
}

static int by_place(const void *left, const void *right)
{
    const struct word *a = left;
    const struct word *b = right;
    return a->x1 < b->x1         ? -1
           : a->x1 > b->x1       ? 1
           : a->first < b->first ? -1
                                 : a->first > b->first;
}

// A word belongs to the row when half of the lower of both overlaps.
static bool in_row(const struct row *row, const struct word *word)
{
    float overlap = fminf(row->y2, word->y2) - fmaxf(row->y1, word->y1);
    return overlap > 0.5f * fminf(row->y2 - row->y1, height_of(word));
}

static void make_rows(struct layout *layout)
{
    qsort(layout->words, layout->word_count, sizeof *layout->words, by_height);
    layout->rows = memory_array(layout->word_count + 1, sizeof *layout->rows);
    for (size_t i = 0; i < layout->word_count; i++) {
        const struct word *word = &layout->words[i];
        struct row *row = layout->row_count ? &layout->rows[layout->row_count - 1] : NULL;
        if (!row || !in_row(row, word)) {
            row = &layout->rows[layout->row_count++];
            *row = (struct row){i, i, word->y1, word->y2};
        } else if (height_of(word) < 1.3f * (row->y2 - row->y1)) {
            // Large letters beside a line do not make it taller.
            row->y1 = fminf(row->y1, word->y1);
            row->y2 = fmaxf(row->y2, word->y2);
        }
        row->end = i + 1;
    }
    for (size_t i = 0; i < layout->row_count; i++) {
        const struct row *row = &layout->rows[i];
        qsort(layout->words + row->first, row->end - row->first, sizeof *layout->words,
              by_place);
    }
}

static int bin(const struct layout *layout, float x)
{
    float at = x / layout->glyphs.width * BINS;
    return at < 0 ? 0 : at >= BINS ? BINS - 1 : (int)at;
}

static void add_ink(const struct layout *layout, struct ink *ink, const struct row *row)
{
    for (size_t i = row->first; i < row->end; i++) {
        for (int x = bin(layout, layout->words[i].x1);
             x <= bin(layout, layout->words[i].x2); x++) {
            ink->at[x] = true;
        }
    }
}

// The widest white stretch between ink that lies in the middle of what has ink; `others`
// counts further ones of that kind anywhere.
static bool corridor(const struct ink *ink, int least, int *from, int *end, int *others)
{
    int first = 0;
    int last = BINS - 1;
    while (first < BINS && !ink->at[first]) {
        first++;
    }
    while (last > first && !ink->at[last]) {
        last--;
    }
    int width = 0;
    *others = 0;
    for (int x = first; x < last;) {
        int start = x;
        while (x < last && !ink->at[x]) {
            x++;
        }
        if (x - start >= least) {
            int middle = (start + x) / 2;
            ++*others;
            if (x - start > width && middle > BINS / 4 && middle < BINS * 3 / 4) {
                width = x - start;
                *from = start;
                *end = x;
            }
        }
        x += x == start;
    }
    *others -= width > 0;
    return width > 0;
}

static void write_words(struct layout *layout, const struct row *row, float from,
                        float end, bool tabs)
{
    struct draft *draft = layout->draft;
    const struct word *before = NULL;
    for (size_t i = row->first; i < row->end; i++) {
        const struct word *word = &layout->words[i];
        float middle = (word->x1 + word->x2) / 2;
        if (middle < from || middle >= end) {
            continue;
        }
        if (before) {
            draft_font(draft, (struct encoding_font){ENCODING_NONE, false});
            draft_char(draft, tabs && word->x1 - before->x2 > 2 * height_of(before)
                                  ? '\t'
                                  : ' ');
        }
        for (size_t j = word->first; j < word->end; j++) {
            draft_font(draft, layout->glyphs.list[j].font);
            draft_char(draft, layout->glyphs.list[j].character);
        }
        before = word;
    }
    draft_end_line(draft);
}

static bool has_words(const struct layout *layout, const struct row *row, float from,
                      float end)
{
    for (size_t i = row->first; i < row->end; i++) {
        float middle = (layout->words[i].x1 + layout->words[i].x2) / 2;
        if (middle >= from && middle < end) {
            return true;
        }
    }
    return false;
}

static void write_rows(struct layout *layout)
{
    for (size_t i = 0; i < layout->row_count;) {
        const struct row *row = &layout->rows[i];
        int letter = bin(layout, row->y2 - row->y1) + 1;
        int least = letter < NARROW ? letter : NARROW;
        struct ink ink = {0};
        size_t end = i;
        int from = 0;
        int to = 0;
        int others = 0;
        bool found = false;
        size_t with_both = 0;
        size_t good_end = i;
        // As many rows as leave a corridor white. It is one only when some row has words
        // on both of its sides.
        while (end < layout->row_count) {
            struct ink more = ink;
            int a;
            int b;
            int rest;
            add_ink(layout, &more, &layout->rows[end]);
            bool white = corridor(&more, least, &a, &b, &rest);
            if (!white && (found || end > i + 2)) {
                break;
            }
            ink = more;
            end++;
            if (white) {
                found = true;
                from = a;
                to = b;
                others = rest;
                good_end = end;
            }
        }
        float middle = (float)(from + to) / 2 / BINS * layout->glyphs.width;
        for (size_t j = i; found && j < good_end; j++) {
            with_both +=
                has_words(layout, &layout->rows[j], 0, middle) &&
                has_words(layout, &layout->rows[j], middle, layout->glyphs.width * 2);
        }
        if (to - from < letter && good_end - i < 3) {
            found = false;
        }
        bool table = others > 0 || (with_both > COLUMN_ROWS && to - from > BINS / 12);
        if (found && with_both && !table) {
            for (size_t j = i; j < good_end; j++) {
                write_words(layout, &layout->rows[j], -1e9f, middle, true);
            }
            for (size_t j = i; j < good_end; j++) {
                write_words(layout, &layout->rows[j], middle, 1e9f, true);
            }
            i = good_end;
        } else {
            size_t stop = found && with_both ? good_end : i + 1;
            for (; i < stop; i++) {
                write_words(layout, &layout->rows[i], -1e9f, 1e9f, true);
            }
        }
    }
}

// Text that runs from top to bottom has no rows: it stays in the order of the file.
static bool upright(const struct glyphs *glyphs)
{
    size_t across = 0;
    size_t down = 0;
    for (size_t i = 1; i < glyphs->count; i++) {
        if (!glyphs->list[i].space_before) {
            float x = fabsf(glyphs->list[i].x1 - glyphs->list[i - 1].x1);
            float y = fabsf(glyphs->list[i].y1 - glyphs->list[i - 1].y1);
            across += x >= y;
            down += y > x;
        }
    }
    return across >= down;
}

// Who signed when is told by a stamp of several lines somewhere on the page; it would
// stand in the middle of a sentence.
static void put_long_stamps_aside(struct glyphs *glyphs, struct glyph **aside,
                                  size_t *aside_count)
{
    size_t letters[UINT8_MAX + 1] = {0};
    for (size_t i = 0; i < glyphs->count; i++) {
        letters[glyphs->list[i].stamp & UINT8_MAX]++;
    }
    *aside = memory_array(glyphs->count + 1, sizeof **aside);
    *aside_count = 0;
    size_t kept = 0;
    for (size_t i = 0; i < glyphs->count; i++) {
        unsigned stamp = glyphs->list[i].stamp & UINT8_MAX;
        if (stamp && letters[stamp] > TEXT_STAMP) {
            (*aside)[(*aside_count)++] = glyphs->list[i];
        } else {
            glyphs->list[kept++] = glyphs->list[i];
        }
    }
    glyphs->count = kept;
}

static void write_in_order(struct draft *draft, const struct glyph *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i && list[i].space_before) {
            bool next_line =
                list[i].y1 > list[i - 1].y2 || list[i].stamp != list[i - 1].stamp;
            draft_char(draft, next_line ? '\n' : ' ');
        }
        draft_font(draft, list[i].font);
        draft_char(draft, list[i].character);
    }
    draft_end_line(draft);
}

void layout_add_glyphs(struct draft *draft, struct glyphs *glyphs)
{
    struct layout layout = {.draft = draft, .glyphs = *glyphs};
    if (!upright(glyphs) || !(glyphs->width > 1)) {
        write_in_order(draft, glyphs->list, glyphs->count);
    } else if (glyphs->count) {
        make_words(&layout);
        make_rows(&layout);
        write_rows(&layout);
    }
    free(layout.words);
    free(layout.rows);
}

void layout_add(struct draft *draft, PopplerPage *page)
{
    struct glyphs glyphs;
    struct glyph *aside;
    size_t aside_count;
    glyphs_read(&glyphs, page);
    put_long_stamps_aside(&glyphs, &aside, &aside_count);
    layout_add_glyphs(draft, &glyphs);
    write_in_order(draft, aside, aside_count);
    free(aside);
    glyphs_free(&glyphs);
}
