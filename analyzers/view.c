// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/view.h"

#include "analyzers/characters.h"
#include "analyzers/view_run.h"
#include "analyzers/wide.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { TEXT_LIMIT = 1 << 30 };

// The view while it is being written.
struct writer {
    struct view *view;
    const uint8_t *text;
    size_t len;
    // Every byte that may begin a character has room for a letter; this is how many
    // letters more there may be.
    uint32_t spare;
    uint32_t line_count;
    bool foreign; // a letter of another alphabet came

    // What lies between the last letter and the next: nothing (gap == false), white
    // space, dropped mark-up, or both.
    bool gap;
    bool white;
    bool markup;
    uint32_t gap_start;
    uint32_t line_ends;
    uint8_t flags;
};

static void put(struct writer *w, struct character c, size_t start, size_t end)
{
    struct view *view = w->view;
    uint32_t i = w->view->count++;
    view->plain[i] = (char)c.plain;
    view->letter[i] = c.letter;
    view->start[i] = (uint32_t)start;
    view->end[i] = (uint32_t)end;
    view->flags[i] = c.flags;
}

// A letter comes: settles what lies before it.
static void close_gap(struct writer *w, struct character *next, size_t at)
{
    bool apart =
        w->white || (w->view->count && plain_inside(w->view->plain[w->view->count - 1]) &&
                     plain_inside((char)next->plain));
    if (w->view->count && apart) {
        if (w->line_ends)
            w->flags |= VIEW_LINE;
        if (w->line_ends > 1)
            w->flags |= VIEW_BLANK;
        put(w, (struct character){' ', ' ', w->flags}, w->gap_start, at);
    }
    if (w->markup)
        next->flags |= VIEW_MARKUP;
    w->gap = w->white = w->markup = false;
    w->line_ends = w->flags = 0;
}

// Takes room for letters that no lead byte has brought.
static bool take_spare(struct writer *w, uint32_t letters)
{
    if (letters > w->spare)
        return false;
    w->spare -= letters;
    return true;
}

static void letter(struct writer *w, struct character c, size_t start, size_t end)
{
    if (w->gap)
        close_gap(w, &c, start);
    put(w, c, start, end);
}

static void open_gap(struct writer *w, size_t at)
{
    if (!w->gap) {
        w->gap = true;
        w->gap_start = (uint32_t)at;
    }
}

// The first letter of the next line is the one after the space that this line end
// becomes.
static void begin_line(struct writer *w)
{
    w->view->line[w->line_count++] = w->view->count + (w->view->count > 0);
}

static void white_space(struct writer *w, enum character_kind kind, size_t at)
{
    open_gap(w, at);
    w->white = true;
    if (kind == CHARACTER_PAGE)
        w->flags |= VIEW_PAGE;
    if (kind != CHARACTER_LINE)
        return;
    uint8_t c = w->text[at];
    if (c == '\r' && at + 1 < w->len && w->text[at + 1] == '\n')
        return;
    w->line_ends++;
    if (c == '\n')
        begin_line(w);
}

static bool word_byte(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c >= 0x80;
}

// A run of one of * _ # ` or a backslash at `at`; returns where the text goes on.
static size_t mark_up(struct writer *w, size_t at)
{
    uint8_t c = w->text[at];
    size_t end = at + 1;
    while (end < w->len && w->text[end] == c && c != '\\')
        end++;
    bool line_start = w->view->count == 0 || w->line_ends > 0;
    uint8_t next = end < w->len ? w->text[end] : '\n';
    bool keep = false;
    if (c == '\\') {
        // Before a sign it is Markdown's escape: the sign is meant as it stands.
        bool escape = next > ' ' && next < 0x7F && !word_byte(next);
        if (escape) {
            open_gap(w, at);
            w->markup = true;
            letter(w, (struct character){next, next, 0}, end, end + 1);
            return end + 1;
        }
        keep = true;
    } else if (c == '*') {
        // A list item, where something follows on the line.
        keep = end == at + 1 && line_start && next == ' ' && end + 1 < w->len &&
               (word_byte(w->text[end + 1]) || w->text[end + 1] == '(' ||
                w->text[end + 1] == '"');
    } else if (c == '_') {
        // Inside a word, and as a line to be filled in.
        bool inside = w->view->count && !w->gap &&
                      plain_inside(w->view->plain[w->view->count - 1]) && word_byte(next);
        keep = inside || end - at > 2;
    }
    if (!keep) {
        open_gap(w, at);
        w->markup = true;
        return end;
    }
    for (size_t i = at; i < end; i++)
        letter(w, (struct character){c, c, 0}, i, i + 1);
    return end;
}

static void combining_mark(struct writer *w, uint32_t mark, size_t end)
{
    struct view *view = w->view;
    if (w->gap || w->view->count == 0)
        return;
    uint32_t i = w->view->count - 1;
    if (!plain_inside(view->plain[i]))
        return;
    uint16_t with = character_with_mark(view->letter[i], mark);
    if (with != view->letter[i]) {
        struct character c = character_of(with);
        view->letter[i] = c.letter;
        view->flags[i] = c.flags | (view->flags[i] & (VIEW_MARKUP | VIEW_DAMAGE));
        if (c.plain)
            view->plain[i] = (char)c.plain;
        if (mark == 0x335 || mark == 0x336)
            view->flags[i] |= VIEW_DAMAGE;
    } else {
        view->flags[i] |= VIEW_DAMAGE;
    }
    view->end[i] = (uint32_t)end;
}

static bool vowel(char plain)
{
    return plain == 'a' || plain == 'e' || plain == 'i' || plain == 'o' || plain == 'u' ||
           plain == 'y';
}

// Everything that is not simply one letter. Returns false when there is no room for what
// it becomes.
static bool other(struct writer *w, uint32_t code, struct character c, size_t start,
                  size_t end)
{
    switch ((enum character_kind)c.flags) {
    case CHARACTER_PLAIN:
    case CHARACTER_MARKUP:
    case CHARACTER_IGNORED:
        break;
    case CHARACTER_SPACE:
    case CHARACTER_LINE:
    case CHARACTER_PAGE:
        white_space(w, c.flags, start);
        break;
    case CHARACTER_NOTE:
        open_gap(w, start);
        break;
    case CHARACTER_MARK:
        combining_mark(w, code, end);
        break;
    case CHARACTER_ACUTE:
        if (w->view->count && !w->gap && vowel(w->view->plain[w->view->count - 1])) {
            combining_mark(w, 0x301, end);
            w->view->flags[w->view->count - 1] |= VIEW_DAMAGE;
        } else {
            letter(w, (struct character){c.letter, '\'', 0}, start, end);
        }
        break;
    case CHARACTER_SEVERAL: {
        struct str written = str_of(character_expansion(code));
        if (!take_spare(w, (uint32_t)written.len - 1))
            return false;
        for (size_t at = 0; at < written.len;) {
            uint32_t one;
            character_take(written, &at, &one);
            letter(w, character_of(one), start, end);
        }
        break;
    }
    }
    return true;
}

// Takes one character of any kind. False when there is no room for what it becomes.
static bool step(struct writer *w, size_t *position)
{
    const uint8_t *text = w->text;
    size_t at = *position, start = at;
    uint32_t code = text[at];
    struct character c;
    if (code < 0x80) {
        c = characters_low[code];
        at++;
        if (!c.plain) {
            if (c.flags == CHARACTER_MARKUP)
                at = mark_up(w, start);
            else
                white_space(w, c.flags, start);
            *position = at;
            return true;
        }
    } else if (character_take((struct str){(const char *)text, w->len}, &at, &code)) {
        c = character_of(code);
        w->foreign |= c.plain == VIEW_OTHER_LETTER;
    } else {
        // Bytes that cannot go on where they stand are one sign together. Only one that
        // begins with a lead byte has room.
        while (at < w->len && (text[at] & 0xC0) == 0x80)
            at++;
        c = (struct character){0xFFFD, VIEW_OTHER_SIGN, 0};
        if ((text[start] & 0xC0) == 0x80 && !take_spare(w, 1))
            return false;
    }
    *position = at;
    if (!c.plain)
        return other(w, code, c, start, at);
    letter(w, c, start, at);
    return true;
}

// Fills the view; false when its arrays are too small (the text is not what its lead
// bytes promise).
static bool fill(struct writer *w)
{
    size_t at = 0;
    begin_line(w);
    while (at < w->len) {
        if (!w->gap && w->view->count)
            at = view_run(w->view, at, &w->line_count);
        if (at < w->len && !step(w, &at))
            return false;
    }
    return true;
}

// True when each letter of another alphabet among these has a Latin one that looks like
// it.
static bool lookalikes(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] == VIEW_OTHER_LETTER &&
            character_lookalike(view->letter[i]) == 0)
            return false;
    }
    return true;
}

// Letters of other alphabets in words that are otherwise Latin are look-alikes; words
// that are really foreign stay.
static void mend_lookalikes(struct view *view)
{
    const char *plain = view->plain, *letter;
    uint32_t end = 0;
    while ((letter = memchr(plain + end, VIEW_OTHER_LETTER, view->count - end))) {
        uint32_t from = (uint32_t)(letter - plain);
        end = view_word_end(view, from);
        while (from > 0 && plain_inside(plain[from - 1]))
            from--;
        if (!lookalikes(view, from, end))
            continue;
        for (uint32_t i = from; i < end; i++) {
            if (plain[i] != VIEW_OTHER_LETTER)
                continue;
            struct character c = character_of(character_lookalike(view->letter[i]));
            view->letter[i] = c.letter;
            view->plain[i] = (char)c.plain;
            view->flags[i] = c.flags | VIEW_DAMAGE | (view->flags[i] & VIEW_MARKUP);
        }
    }
}

// Room for letters, and for looking at eight at once.
static void make_room(struct writer *w, size_t characters, size_t spare,
                      struct arena *arena)
{
    struct view *out = w->view;
    size_t letters = characters + spare + VIEW_RUN_SLACK;
    w->spare = (uint32_t)spare;
    out->plain = arena_take(arena, letters + VIEW_SLACK);
    out->letter = arena_take(arena, letters * sizeof *out->letter);
    out->start = arena_take(arena, letters * sizeof *out->start);
    out->end = arena_take(arena, letters * sizeof *out->end);
    out->flags = arena_take(arena, letters + VIEW_SLACK);
}

#ifdef __SSE2__
static size_t sum_bytes(__m128i bytes)
{
    __m128i sums = _mm_sad_epu8(bytes, _mm_setzero_si128());
    return (size_t)_mm_extract_epi16(sums, 0) + (size_t)_mm_extract_epi16(sums, 4);
}
#endif

// What the room for a view is made by.
struct counts {
    size_t continued; // bytes that begin no character
    size_t line_ends;
};

static struct counts count_slowly(struct str text)
{
    struct counts out = {0};
    size_t at = 0;
#ifdef __SSE2__
    const __m128i lead = _mm_set1_epi8(-64), end = _mm_set1_epi8('\n');
    while (at + 16 <= text.len) {
        // Sixteen counters of a byte each, emptied before one can run over.
        __m128i inside = _mm_setzero_si128(), ends = inside;
        for (int i = 0; i < 255 && at + 16 <= text.len; i++, at += 16) {
            __m128i bytes = _mm_loadu_si128((const __m128i *)(text.at + at));
            inside = _mm_sub_epi8(inside, _mm_cmplt_epi8(bytes, lead));
            ends = _mm_sub_epi8(ends, _mm_cmpeq_epi8(bytes, end));
        }
        out.continued += sum_bytes(inside);
        out.line_ends += sum_bytes(ends);
    }
#endif
    for (; at < text.len; at++) {
        out.continued += (text.at[at] & 0xC0) == 0x80;
        out.line_ends += text.at[at] == '\n';
    }
    return out;
}

#ifdef __x86_64__
WIDE static struct counts count_wide(struct str text)
{
    struct counts out = {0};
    for (size_t at = 0; at < text.len; at += 64) {
        size_t left = text.len - at;
        __mmask64 there = left < 64 ? (UINT64_C(1) << left) - 1 : ~UINT64_C(0);
        __m512i bytes = _mm512_maskz_loadu_epi8(there, text.at + at);
        out.continued +=
            (size_t)__builtin_popcountll(_mm512_cmplt_epi8_mask(bytes, wide_all(0xC0)));
        out.line_ends +=
            (size_t)__builtin_popcountll(_mm512_cmpeq_epi8_mask(bytes, wide_all('\n')));
    }
    return out;
}
#endif

static struct counts count(struct str text)
{
#ifdef __x86_64__
    if (has_wide())
        return count_wide(text);
#endif
    return count_slowly(text);
}

void view_read(struct view *out, struct str text, struct arena *arena)
{
    characters_start();
    if (text.len > TEXT_LIMIT)
        text.len = TEXT_LIMIT;
    *out = (struct view){.text = text};
    const struct counts counts = count(text);
    size_t letters = text.len - counts.continued;
    out->lines = (uint32_t)counts.line_ends + 1;
    out->line = ARENA_ARRAY(arena, uint32_t, counts.line_ends + 2);

    const struct writer fresh = {
        .view = out, .text = (const uint8_t *)text.at, .len = text.len};
    struct writer w = fresh;
    make_room(&w, letters, 8, arena);
    if (!fill(&w)) {
        // A byte becomes at most four thirds of a letter (Ⅷ).
        w = fresh;
        out->count = 0;
        make_room(&w, letters, text.len + text.len / 2 - letters + 8, arena);
        fill(&w);
    }
    out->words = ARENA_ARRAY(arena, struct word_list *, 1);
    memset(out->plain + out->count, 0, VIEW_SLACK);
    out->line[out->lines] = out->count;
    for (uint32_t i = out->lines; i-- > 0 && out->line[i] > out->count;)
        out->line[i] = out->count;
    if (w.foreign)
        mend_lookalikes(out);
}
