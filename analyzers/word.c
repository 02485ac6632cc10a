// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word.h"

#include "analyzers/characters.h"
#include "analyzers/word_mask.h"

uint64_t word_key_of(const char *folded, size_t len)
{
    if (len <= 8) {
        return word_key(folded, len);
    }
    uint64_t key = 0xCBF29CE484222325u;
    for (size_t i = 0; i < len; i++) {
        key = (key ^ (uint8_t)folded[i]) * 0x100000001B3u;
    }
    return key | (uint64_t)1 << 63; // no packed ASCII has this bit
}

static bool page_number(const struct view *view, const struct word *word)
{
    return !(word->shape & WORD_LETTER) && word->to - word->from <= 3 && !word->signs &&
           (word->shape & WORD_LINE) &&
           (word->to == view->count || (view->flags[word->to] & VIEW_LINE));
}

// word_key_of, where eight letters can be looked at whatever the length.
static uint64_t key_at(const char *plain, uint32_t len)
{
    return len <= 8 ? word_key(plain, 8) & (~UINT64_C(0) >> (64 - 8 * len))
                    : word_key_of(plain, len);
}

enum { SHORT = 16 };

// The shape of a word of fewer than 16 letters and digits, all looked at together.
static inline uint8_t short_shape(const char *plain, const uint8_t *flags, uint32_t len)
{
    uint32_t inside = (1u << len) - 1, digits = digit_mask(plain) & inside,
             letters = inside & ~digits, upper = flag_mask(flags, VIEW_UPPER),
             small = letters & ~upper;
    uint32_t shape = upper & WORD_UPPER;
    shape |= digits ? WORD_DIGIT : 0;
    shape |= letters ? WORD_LETTER : 0;
    shape |= small ? WORD_LOWER : letters && len > 1 ? WORD_CAPS : 0;
    shape |= flag_mask(flags, VIEW_MARKED) & inside ? WORD_MARKED : 0;
    return (uint8_t)shape;
}

static uint8_t long_shape(const char *plain, const uint8_t *flags, uint32_t len)
{
    uint8_t shape = 0;
    for (uint32_t i = 0, part; i < len; i += part) {
        part = len - i < SHORT ? len - i : SHORT - 1;
        uint8_t more = short_shape(plain + i, flags + i, part);
        shape |= more & (i ? (uint8_t)~WORD_UPPER : (uint8_t)0xFF);
    }
    shape &= (uint8_t)~WORD_CAPS;
    return shape & WORD_LOWER || !(shape & WORD_LETTER) ? shape : shape | WORD_CAPS;
}

// Takes the signs and white space between two words.
static void take_gap(struct word *gap, const struct view *view, uint32_t from,
                     uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        char c = view->plain[at];
        if (c == ' ') {
            uint8_t flags = view->flags[at];
            if (flags & VIEW_LINE) {
                gap->shape |=
                    flags & (VIEW_BLANK | VIEW_PAGE) ? WORD_LINE | WORD_BLANK : WORD_LINE;
            }
        } else {
            gap->first = gap->signs ? gap->first : c;
            gap->last = c;
            gap->signs += gap->signs < 255;
        }
    }
}

static inline uint8_t shape_of(const struct view *view, uint32_t from, uint32_t to)
{
    const char *plain = view->plain + from;
    const uint8_t *flags = view->flags + from;
    return to - from < SHORT ? short_shape(plain, flags, to - from)
                             : long_shape(plain, flags, to - from);
}

// A list as it is filled; `gap` is what page numbers left over.
struct filler {
    struct word_list *out;
    struct word gap;
    uint32_t end; // of the word before, page numbers too
};

static inline void add_word(struct filler *filler, uint32_t from, uint32_t to)
{
    struct word_list *out = filler->out;
    const struct view *view = out->view;
    struct word *word = &out->items[out->count];
    // Nearly always one space alone stands before a word.
    if (from - filler->end != 1 || view->plain[filler->end] != ' ' ||
        view->flags[filler->end] & VIEW_LINE) {
        take_gap(&filler->gap, view, filler->end, from);
    }
    *word = (struct word){.from = from,
                          .to = to,
                          .key = key_at(view->plain + from, to - from),
                          .shape = filler->gap.shape | shape_of(view, from, to),
                          .first = filler->gap.first,
                          .last = filler->gap.last,
                          .signs = filler->gap.signs};
    filler->end = to;
    filler->gap = (struct word){0};
    if (page_number(view, word)) {
        filler->gap.shape = word->shape & (WORD_LINE | WORD_BLANK);
        return;
    }
    out->count++;
}

// Words begin and end where letters of words stand beside others: 32 letters are looked
// at together. Behind the view stand no letters.
void word_list_read(struct word_list *out, const struct view *view, struct arena *arena)
{
    uint32_t count = view->count, start = 0, before = 0;
    struct word *items = arena_take(arena, (count / 2 + 1) * sizeof(struct word));
    *out = (struct word_list){view, items, 0};
    struct filler filler = {out, {.shape = WORD_LINE | WORD_BLANK}, 0};
    bool open = false;
    // A word that ends the view is closed by the NULs behind it.
    for (uint32_t block = 0; block <= count; block += 32) {
        const char *plain = view->plain + block;
        uint32_t inside = word_mask(plain) | word_mask(plain + 16) << 16;
        uint32_t edges = inside ^ (inside << 1 | before);
        before = inside >> 31;
        for (; edges; edges &= edges - 1) {
            uint32_t at = block + (uint32_t)__builtin_ctz(edges);
            if (open) {
                add_word(&filler, start, at);
            }
            open = !open;
            start = at;
        }
    }
}

const struct word_list *words_of(const struct view *view, struct arena *arena)
{
    if (!*view->words) {
        struct word_list *list = arena_alloc(arena, sizeof *list);
        word_list_read(list, view, arena);
        *view->words = list;
    }
    return *view->words;
}

bool word_is(const struct word_list *list, uint32_t index, struct str written)
{
    const struct word *word = &list->items[index];
    const uint16_t *letter = list->view->letter;
    uint32_t at = word->from;
    size_t i = 0;
    while (i < written.len && at < word->to) {
        uint8_t lead = (uint8_t)written.at[i];
        uint16_t code;
        if (lead < 0x80) {
            code = lead;
            i += 1;
        } else if (lead < 0xE0 && i + 1 < written.len) {
            code = (uint16_t)((lead & 0x1F) << 6 | (written.at[i + 1] & 0x3F));
            i += 2;
        } else if (i + 2 < written.len) {
            code = (uint16_t)((lead & 0xF) << 12 | (written.at[i + 1] & 0x3F) << 6 |
                              (written.at[i + 2] & 0x3F));
            i += 3;
        } else {
            return false;
        }
        if (character_lower(letter[at++]) != code) {
            return false;
        }
    }
    return i == written.len && at == word->to;
}

struct str words_folded_of(const struct word_list *list, uint32_t from, uint32_t to,
                           struct arena *arena)
{
    if (from >= to) {
        return STR("");
    }
    size_t room = list->items[to - 1].to - list->items[from].from + (to - from);
    char *out = arena_alloc(arena, room + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct word *word = &list->items[i];
        if (len) {
            out[len++] = ' ';
        }
        memcpy(out + len, list->view->plain + word->from, word->to - word->from);
        len += word->to - word->from;
    }
    return (struct str){out, len};
}

struct str words_folded(struct str text, struct arena *arena)
{
    struct view view;
    struct word_list words;
    view_read(&view, text, arena);
    word_list_read(&words, &view, arena);
    return words_folded_of(&words, 0, words.count, arena);
}

struct str text_lower(struct str name, struct arena *arena)
{
    characters_start();
    char *out = arena_alloc(arena, name.len * 2 + 8);
    size_t at = 0, len = 0;
    uint32_t code;
    while (at < name.len && character_take(name, &at, &code)) {
        len += character_put(character_lower((uint16_t)code), out + len);
    }
    return (struct str){out, len};
}
