// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word.h"

#include "analyzers/characters.h"
#include "analyzers/word_class.h"
#include "analyzers/word_window.h"

// A text of some length is bare when one word in sixty-four has a mark, and a few more.
enum { BARE_WORDS = 24, MARKED_SHARE = 64, FEW_MARKED = 2 };

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

// A number that stands alone on its line.
static bool page_number(const struct view *view, const struct word *word)
{
    return !(word->shape & WORD_LETTER) && word->to - word->from <= 3 && !word->signs &&
           (word->shape & WORD_LINE) &&
           (word->to == view->count || (view->flags[word->to] & VIEW_LINE));
}

// Takes the signs and white space between two words.
static void take_gap(struct word *word, const struct view *view, uint32_t from)
{
    word->signs = 0;
    for (uint32_t at = from; at < word->from; at++) {
        char c = view->plain[at];
        if (c == ' ') {
            uint8_t flags = view->flags[at];
            if (flags & VIEW_LINE) {
                word->shape |=
                    flags & (VIEW_BLANK | VIEW_PAGE) ? WORD_LINE | WORD_BLANK : WORD_LINE;
            }
        } else {
            word->first = word->signs ? word->first : c;
            word->last = c;
            word->signs += word->signs < 255;
        }
    }
}

// A list as it is filled.
struct filler {
    struct word_list *out;
    // what page numbers left over, and what the beginning of a text is
    uint8_t shape;
};

// Takes `count` words that were written behind the list, without those that are page
// numbers: what stood before such a one stands before the next word, which begins a line.
static void take_words(struct filler *filler, uint32_t count)
{
    struct word_list *out = filler->out;
    struct word *words = out->items + out->count;
    for (uint32_t i = 0; i < count; i++) {
        struct word word = words[i];
        word.shape |= filler->shape;
        filler->shape = 0;
        if (page_number(out->view, &word)) {
            filler->shape = word.shape & (WORD_LINE | WORD_BLANK);
        } else {
            out->items[out->count++] = word;
        }
    }
}

static void add_window(struct filler *filler, uint32_t at,
                       const struct word_window *window)
{
    struct word_list *out = filler->out;
    struct word *words = out->items + out->count;
    for (uint32_t several = window->several; several; several &= several - 1) {
        uint32_t i = (uint32_t)__builtin_ctz(several);
        take_gap(&words[i], out->view, i ? words[i - 1].to : at);
    }
    if (window->pages || filler->shape) {
        take_words(filler, window->count);
    } else {
        out->count += window->count;
    }
}

// Adds the next word, when it or what stands before it is longer than a window; returns
// where it ends.
static uint32_t add_long(struct filler *filler, uint32_t at)
{
    const struct view *view = filler->out->view;
    uint32_t from = at;
    while (from < view->count && !plain_inside(view->plain[from])) {
        from++;
    }
    if (from == view->count) {
        return from;
    }
    uint32_t to = view_word_end(view, from);
    uint8_t shape = 0;
    for (uint32_t i = from; i < to; i++) {
        bool upper = view->flags[i] & VIEW_UPPER;
        shape |= plain_digit(view->plain[i]) ? WORD_DIGIT
                 : upper                     ? WORD_LETTER
                                             : WORD_LETTER | WORD_LOWER;
        shape |= view->flags[i] & VIEW_MARKED ? WORD_MARKED : 0;
        shape |= upper && i == from ? WORD_UPPER : 0;
    }
    if ((shape & WORD_LETTER) && !(shape & WORD_LOWER) && to - from > 1) {
        shape |= WORD_CAPS;
    }
    struct word *word = &filler->out->items[filler->out->count];
    *word = (struct word){.from = from,
                          .to = to,
                          .key = word_key_of(view->plain + from, to - from),
                          .shape = shape};
    take_gap(word, view, at);
    take_words(filler, 1);
    return to;
}

void word_list_read(struct word_list *out, const struct view *view, struct arena *arena)
{
    struct word *items =
        arena_take(arena, (view->count / 2 + 1 + WORD_ITEMS_SLACK) * sizeof(struct word));
    *out = (struct word_list){.view = view, .items = items};
    struct filler filler = {out, WORD_LINE | WORD_BLANK};
    // The NULs behind the view end its last word.
    for (uint32_t at = 0; at < view->count;) {
        struct word_window window;
        word_window_read(&window, items + out->count, view, at);
        add_window(&filler, at, &window);
        at = window.size ? at + window.size : add_long(&filler, at);
    }
}

// True when next to no word has a Vietnamese mark: the text was typed or saved without.
static bool without_marks(const struct word_list *list)
{
    uint32_t marked = 0, few = FEW_MARKED + list->count / MARKED_SHARE;
    for (uint32_t i = 0; i < list->count && marked <= few; i++)
        marked += (list->items[i].shape & WORD_MARKED) > 0;
    return marked <= few;
}

const struct word_list *words_of(const struct view *view, struct arena *arena)
{
    if (!*view->words) {
        struct word_list *list = arena_alloc(arena, sizeof *list);
        word_list_read(list, view, arena);
        word_classes_add(list, arena);
        list->bare = list->count > BARE_WORDS && without_marks(list);
        *view->words = list;
    }
    return *view->words;
}

uint32_t word_list_at(const struct word_list *list, uint32_t letter)
{
    uint32_t low = 0, high = list->count;
    if (!letter) {
        return 0;
    }
    if (letter >= list->view->count) {
        return high;
    }
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (list->items[middle].from < letter) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool word_letter_is(const struct word_list *list, uint32_t at, uint16_t code)
{
    return character_lower(list->view->letter[at]) == code ||
           (list->bare && (char)character_of(code).plain == list->view->plain[at]);
}

struct spelling spelling_of(struct str written)
{
    struct spelling out = {.count = 0};
    uint32_t code;
    for (size_t at = 0; at < written.len && character_take(written, &at, &code);) {
        if (out.count == SPELT_LETTERS) {
            out.count = UINT16_MAX;
            break;
        }
        out.letters[out.count++] = (uint16_t)code;
    }
    return out;
}

// About where the word that begins at the letter stands, by the usual length of words.
// Halving the list would look at places far apart, which no cache holds.
static uint32_t guess_word(const struct word_list *words, uint32_t letter)
{
    enum { LOOKS = 5, WORDS = 14, LETTERS = 64 };
    int64_t at = 0, last = (int64_t)words->count - 1;
    for (int i = 0; i < LOOKS; i++) {
        int64_t ahead = (int64_t)letter - (int64_t)words->items[at].from,
                step = ahead * WORDS / LETTERS;
        if (!step)
            break;
        at += step;
        at = at < 0 ? 0 : at > last ? last : at;
    }
    return (uint32_t)at;
}

// The first word of [low, high) that begins at or behind the letter, or `high`.
static uint32_t halve(const struct word *items, uint32_t low, uint32_t high,
                      uint32_t letter)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].from < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t word_list_from(const struct word_list *words, uint32_t letter)
{
    if (!words->count)
        return 0;
    const struct word *items = words->items;
    uint32_t at = guess_word(words, letter), low = at, high = at, reach = 2;
    while (high < words->count && items[high].from < letter) {
        low = high + 1;
        high = words->count - low > reach ? low + reach : words->count;
        reach *= 2;
    }
    if (low > at)
        return halve(items, low, high, letter);
    while (low > 0 && items[low - 1].from >= letter) {
        high = low - 1;
        low = high > reach ? high - reach : 0;
        reach *= 2;
    }
    return halve(items, low, high, letter);
}

const struct spelling *spellings_of(struct str words, struct arena *arena)
{
    size_t count = 1, used = 0;
    for (size_t i = 0; i < words.len; i++)
        count += words.at[i] == ' ';
    struct spelling *out = ARENA_ARRAY(arena, struct spelling, count);
    struct str word;
    while (str_split(&word, &words, ' '))
        out[used++] = spelling_of(word);
    return out;
}

bool word_is(const struct word_list *list, uint32_t index, struct str written)
{
    struct spelling spelling = spelling_of(written);
    return word_is_spelt(list, index, &spelling);
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
