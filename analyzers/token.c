// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/token.h"

#include "analyzers/characters.h"
#include "analyzers/syllable.h"
#include "analyzers/tables.h"
#include "analyzers/word_mask.h"
#include "base/once.h"

#include <stdlib.h>
#include <string.h>

enum { ABBREVIATION_LIMIT = 16 };

// What a byte of view.plain is here.
enum { OTHER, DIGIT, WORD, END };

static const uint8_t kinds[256] = {
    ['0'] = DIGIT,
    ['1'] = DIGIT,
    ['2'] = DIGIT,
    ['3'] = DIGIT,
    ['4'] = DIGIT,
    ['5'] = DIGIT,
    ['6'] = DIGIT,
    ['7'] = DIGIT,
    ['8'] = DIGIT,
    ['9'] = DIGIT,
    ['a'] = WORD,
    ['b'] = WORD,
    ['c'] = WORD,
    ['d'] = WORD,
    ['e'] = WORD,
    ['f'] = WORD,
    ['g'] = WORD,
    ['h'] = WORD,
    ['i'] = WORD,
    ['j'] = WORD,
    ['k'] = WORD,
    ['l'] = WORD,
    ['m'] = WORD,
    ['n'] = WORD,
    ['o'] = WORD,
    ['p'] = WORD,
    ['q'] = WORD,
    ['r'] = WORD,
    ['s'] = WORD,
    ['t'] = WORD,
    ['u'] = WORD,
    ['v'] = WORD,
    ['w'] = WORD,
    ['x'] = WORD,
    ['y'] = WORD,
    ['z'] = WORD,
    [VIEW_OTHER_LETTER] = WORD,
    ['.'] = END,
    ['!'] = END,
    ['?'] = END,
    [';'] = END,
    [':'] = END,
};

static uint8_t kind(const struct view *view, uint32_t i)
{
    return kinds[(uint8_t)view->plain[i]];
}

static bool in_word(uint8_t k)
{
    return k == DIGIT || k == WORD;
}

static bool upper(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (!(view->flags[i] & VIEW_UPPER))
            return false;
    }
    return from < to;
}

// Where the letters that `at` is one of stop being in a word (`inside`), or begin to be.
static inline uint32_t scan(const struct view *view, uint32_t at, bool inside)
{
    while (at < view->count) {
        uint32_t mask = word_mask(view->plain + at);
        mask = inside ? ~mask & 0xFFFF : mask;
        if (mask) {
            at += (uint32_t)__builtin_ctz(mask);
            break;
        }
        at += 16;
    }
    return at < view->count ? at : view->count;
}

static uint32_t word_end(const struct view *view, uint32_t at)
{
    return scan(view, at, true);
}

static uint32_t digits_end(const struct view *view, uint32_t at)
{
    while (kind(view, at) == DIGIT)
        at++;
    return at;
}

// Where the number that begins at `at` ends: groups of three after the same point or
// comma, then perhaps a decimal part.
static uint32_t number_end(const struct view *view, uint32_t at)
{
    uint32_t end = digits_end(view, at), first = end;
    char sign = view->plain[end];
    if ((sign != '.' && sign != ',') || kind(view, end + 1) != DIGIT)
        return end;
    if (end - at <= 3) {
        while (view->plain[end] == sign && digits_end(view, end + 1) == end + 4 &&
               kind(view, end + 4) != WORD)
            end += 4;
    }
    char next = view->plain[end];
    bool decimal = end == first || (next != sign && (next == '.' || next == ','));
    if (!decimal || kind(view, end + 1) != DIGIT)
        return end;
    uint32_t decimals = digits_end(view, end + 1);
    // 29.8.2023 is a date and 1.2.3 the number of a section: neither has a decimal part,
    // nor has 5.10 before a letter.
    if (kind(view, decimals) == WORD ||
        ((view->plain[decimals] == '.' || view->plain[decimals] == ',') &&
         kind(view, decimals + 1) == DIGIT))
        return end == first ? first : end;
    if (end == first && at > 1 && view->plain[at - 1] == sign &&
        kind(view, at - 2) == DIGIT)
        return first;
    return decimals;
}

// An abbreviation goes on behind & ^ or - when capitals stand on both sides.
static uint32_t joined_end(const struct view *view, uint32_t from, uint32_t end)
{
    for (;;) {
        char sign = view->plain[end];
        if ((sign != '&' && sign != '^' && sign != '-') || kind(view, end + 1) != WORD)
            return end;
        uint32_t next = word_end(view, end + 1);
        // Legal symbols (163/2021/NQ-HĐND) stay in pieces: what stands behind a slash
        // belongs to one.
        if (next - from > ABBREVIATION_LIMIT || !upper(view, from, end) ||
            !upper(view, end + 1, next) || (from > 0 && view->plain[from - 1] == '/') ||
            (sign == '-' && view->plain[next] == '/'))
            return end;
        from = end + 1;
        end = next;
    }
}

// True when the point behind a word that ends at `at` belongs to an abbreviation: "TP. Hồ
// Chí Minh", "TL. GIÁM ĐỐC", "ThS. Nguyễn".
static bool abbreviation(const struct view *view, uint32_t at)
{
    uint32_t from = at;
    while (from > 0 && in_word(kind(view, from - 1)))
        from--;
    return at > from && at - from <= 3 && (view->flags[from] & VIEW_UPPER) &&
           (view->flags[at - 1] & VIEW_UPPER);
}

// True when something between the letters [from, to) ends a sentence or begins an item.
static bool ends_sentence(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        char c = view->plain[i];
        if (kinds[(uint8_t)c] == END && i + 1 < view->count &&
            view->plain[i + 1] == ' ' &&
            !(c == '.' && i == from && abbreviation(view, i)))
            return true;
        if (c == ' ' && (view->flags[i] & VIEW_LINE) && i + 1 < to &&
            strchr("-+*(", view->plain[i + 1]))
            return true;
    }
    // A number or a letter that counts items: "2. ", "b) " at the start of a line.
    if (to > 0 && view->plain[to - 1] == ' ' && (view->flags[to - 1] & VIEW_LINE)) {
        uint32_t end = to;
        while (end < to + 4 && in_word(kind(view, end)))
            end++;
        return (view->plain[end] == ')' || view->plain[end] == '.') && end < to + 4;
    }
    return false;
}

static __attribute__((noinline)) bool next_of_any_kind(const struct view *view,
                                                       uint32_t *at, struct token *token)
{
    uint32_t i = *at, count = view->count;
    i = scan(view, i, false);
    if (i == count) {
        *at = count;
        return false;
    }
    uint32_t end = kind(view, i) == DIGIT ? digits_end(view, i) : i;
    token->from = i;
    if (end > i && kind(view, end) != WORD) {
        token->kind = TOKEN_NUMBER;
        end = number_end(view, i);
    } else {
        token->kind = TOKEN_WORD;
        end = word_end(view, end);
        char sign = view->plain[end];
        if (sign == '&' || sign == '^' || sign == '-')
            end = joined_end(view, i, end);
    }
    token->to = end;
    // One space, the commonest case, ends nothing unless it is a line end.
    bool plain_space =
        i == *at + 1 && view->plain[*at] == ' ' && !(view->flags[*at] & VIEW_LINE);
    token->sentence = !plain_space && ends_sentence(view, *at, i);
    *at = end;
    return true;
}

bool token_next(const struct view *view, uint32_t *at, struct token *token)
{
    // Nearly always the next word stands behind one space, perhaps after a comma, has
    // fewer than 16 letters and no joining sign behind it. The processor may go ahead as
    // if that were always so.
    const char *plain = view->plain;
    uint32_t i = *at + 1;
    // A jump: what follows need not wait for the letter.
    if (__builtin_expect(plain[i - 1] == ',', false))
        i++;
    if (plain[i - 1] != ' ' || view->flags[i - 1] & VIEW_LINE)
        return next_of_any_kind(view, at, token);
    uint32_t len = (uint32_t)__builtin_ctz(~word_mask(plain + i));
    char sign = plain[i + len];
    if (plain[i] < 'a' || len == 0 || len >= 16 || i + len > view->count || sign == '-' ||
        sign == '&' || sign == '^')
        return next_of_any_kind(view, at, token);
    *token = (struct token){i, i + len, TOKEN_WORD, false};
    *at = i + len;
    return true;
}

static size_t number_term(const struct view *view, const struct token *token, char *term)
{
    // Of the signs in a number only a last one can be decimal: it is when not three
    // digits follow, or when another came before.
    uint32_t last = token->to;
    char first = 0;
    bool mixed = false;
    for (uint32_t i = token->from; i < token->to; i++) {
        char c = view->plain[i];
        if (c != '.' && c != ',')
            continue;
        mixed |= first && c != first;
        first = first ? first : c;
        last = i;
    }
    bool decimal = last < token->to && (mixed || token->to - last != 4);
    size_t len = 0;
    for (uint32_t i = token->from; i < token->to && len < TERM_SIZE; i++) {
        char c = view->plain[i];
        if (c >= '0' && c <= '9')
            term[len++] = c;
        else if (decimal && i == last)
            term[len++] = '.';
    }
    return len;
}

static size_t make_term(const struct view *view, const struct token *token, char *term)
{
    if (token->kind == TOKEN_NUMBER)
        return number_term(view, token, term);
    uint32_t signs = 0;
    for (uint32_t i = token->from; i < token->to; i++)
        signs += !in_word(kind(view, i));
    if (!signs)
        return syllable_letters(view->letter + token->from, token->to - token->from, term,
                                TERM_SIZE);
    size_t len = 0;
    for (uint32_t i = token->from; i < token->to && TERM_SIZE - len >= 3; i++) {
        if (in_word(kind(view, i)))
            len += character_put(character_lower(view->letter[i]), term + len);
    }
    return len;
}

// The forms of the words seen last, by their bytes in the text: a text has few words,
// again and again.
struct known {
    uint64_t key[2];
    uint8_t canonical_len, folded_len;
    char canonical[24];
    char folded[22];
};

enum { KNOWN_SLOTS = 8192, KNOWN_BYTES = sizeof((struct known){0}.key) };

// Each in a cache line of its own. Every thread makes its slots when it meets its first
// word: half a megabyte that the start of a process need not wait for.
static _Thread_local struct known *known;
static pthread_key_t known_key;
static struct once known_once = ONCE_INIT;

static void make_known_key(void)
{
    pthread_key_create(&known_key, free);
}

static __attribute__((noinline)) void make_known(void)
{
    once_run(&known_once, make_known_key);
    char *slots = memory_array(KNOWN_SLOTS + 1, sizeof *known);
    pthread_setspecific(known_key, slots);
    known = (struct known *)(slots + (64 - (uintptr_t)slots % 64) % 64);
}

// The bytes of a token as a key, zeros behind them. False when they are too many.
static inline __attribute__((always_inline)) bool
key_of(const struct view *view, const struct token *token, uint64_t key[2])
{
    size_t start = view->start[token->from], len = view->end[token->to - 1] - start;
    key[0] = key[1] = 0;
    if (len > KNOWN_BYTES)
        return false;
    if (start + KNOWN_BYTES <= view->text.len) {
        memcpy(key, view->text.at + start, KNOWN_BYTES);
        uint64_t all = ~UINT64_C(0);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        key[0] &= len >= 8 ? all : all >> (64 - 8 * len);
        key[1] &= len <= 8 ? 0 : all >> (128 - 8 * len);
#else
        key[0] &= len >= 8 ? all : all << (64 - 8 * len);
        key[1] &= len <= 8 ? 0 : all << (128 - 8 * len);
#endif
    } else {
        memcpy(key, view->text.at + start, len);
    }
    return true;
}

// The forms of a token that is not known yet; `slot`, where there is one, learns them.
static __attribute__((noinline)) void
make_forms(const struct view *view, const struct token *token, struct known *slot,
           const uint64_t key[2], struct token_forms *out)
{
    static _Thread_local char canonical[TERM_SIZE], folded[TERM_SIZE];
    out->canonical = (struct str){canonical, make_term(view, token, canonical)};
    out->folded =
        (struct str){folded, syllable_fold(out->canonical, folded, sizeof folded)};
    if (!slot || out->canonical.len > sizeof slot->canonical ||
        out->folded.len > sizeof slot->folded)
        return;
    memcpy(slot->key, key, sizeof slot->key);
    slot->canonical_len = (uint8_t)out->canonical.len;
    slot->folded_len = (uint8_t)out->folded.len;
    memcpy(slot->canonical, canonical, out->canonical.len);
    memcpy(slot->folded, folded, out->folded.len);
}

void token_forms(const struct view *view, const struct token *token,
                 struct token_forms *out)
{
    uint64_t key[2];
    if (!key_of(view, token, key)) {
        make_forms(view, token, NULL, key, out);
        return;
    }
    uint64_t hash =
        (key[0] ^ (key[1] * UINT64_C(0xC2B2AE3D27D4EB4F))) * UINT64_C(0x9E3779B97F4A7C15);
    if (!known)
        make_known();
    struct known *slot = &known[hash >> 51];
    if (slot->key[0] != key[0] || slot->key[1] != key[1]) {
        make_forms(view, token, slot, key, out);
        return;
    }
    out->canonical = (struct str){slot->canonical, slot->canonical_len};
    out->folded = (struct str){slot->folded, slot->folded_len};
}

size_t token_term(const struct view *view, const struct token *token, char *term)
{
    struct token_forms forms;
    token_forms(view, token, &forms);
    memcpy(term, forms.canonical.at, forms.canonical.len);
    return forms.canonical.len;
}

// The abbreviations that mean one thing, by their term, and the syllables of what they
// mean.
struct expansion {
    size_t count;
    struct str terms[TOKEN_EXTRA];
    char bytes[TERM_SIZE];
};

static struct expansion *expansions;
static struct table_index *abbreviations;
static struct once once = ONCE_INIT;

// Adds the canonical syllables of `text`; "và" and signs say nothing.
static void expand(struct expansion *out, struct str text, struct arena *arena)
{
    struct view view;
    struct token token;
    size_t used = 0;
    view_read(&view, text, arena);
    for (uint32_t at = 0; out->count < TOKEN_EXTRA && TERM_SIZE - used > SYLLABLE_SIZE &&
                          token_next(&view, &at, &token);) {
        char term[TERM_SIZE];
        size_t len = token_term(&view, &token, term);
        if (len > SYLLABLE_SIZE || str_equal((struct str){term, len}, STR("và")))
            continue;
        memcpy(out->bytes + used, term, len);
        out->terms[out->count++] = (struct str){out->bytes + used, len};
        used += len;
    }
}

static void fill(void)
{
    const struct table *table = table_named("abbrev");
    uint32_t from = table_column(table, "abbrev"), to = table_column(table, "expansion");
    struct arena *arena = arena_new();
    expansions = memory_array(table->rows, sizeof *expansions);
    abbreviations = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str meaning = table_cell(table, row, to);
        if (str_find(meaning, STR("|"), 0) >= 0 || str_find(meaning, STR("("), 0) >= 0)
            continue;
        struct view view;
        char term[TERM_SIZE];
        view_read(&view, table_cell(table, row, from), arena);
        struct token whole = {0, view.count, TOKEN_WORD, false};
        struct str key = {term, token_term(&view, &whole, term)};
        if (table_index_find(abbreviations, key) != TABLE_NONE)
            continue;
        expand(&expansions[row], meaning, arena);
        table_index_add(abbreviations, key, row);
    }
    arena_free(arena);
}

static bool add_extra(struct token_extra *out, size_t *used, const struct view *view,
                      uint32_t from, uint32_t to)
{
    struct token part = {from, to, kind(view, from) == DIGIT ? TOKEN_NUMBER : TOKEN_WORD,
                         false};
    char term[TERM_SIZE];
    if (from == to || out->count == TOKEN_EXTRA)
        return false;
    size_t len = token_term(view, &part, term);
    if (TERM_SIZE - *used < len)
        return false;
    memcpy(out->bytes + *used, term, len);
    out->terms[out->count++] = (struct str){out->bytes + *used, len};
    *used += len;
    return true;
}

bool token_extra(const struct view *view, const struct token *token,
                 struct token_extra *out)
{
    out->count = out->parts = 0;
    bool capitals =
        token->kind == TOKEN_WORD && token->to - token->from > 1 &&
        (view->flags[token->from] & view->flags[token->from + 1] & VIEW_UPPER);
    if (token->kind == TOKEN_WORD && !capitals &&
        !(view->flags[token->from] & VIEW_UPPER))
        return false;
    size_t used = 0;
    uint32_t from = token->from;
    bool words = true;
    for (uint32_t i = token->from; i < token->to; i++) {
        if (in_word(kind(view, i))) {
            words &= kind(view, i) == WORD && (view->flags[i] & VIEW_UPPER);
            continue;
        }
        add_extra(out, &used, view, from, i);
        from = i + 1;
    }
    if (from > token->from)
        add_extra(out, &used, view, from, token->to);
    out->parts = out->count;
    if (!capitals && !out->count)
        return false;
    if (token->kind == TOKEN_WORD && (words || out->parts)) {
        once_run(&once, fill);
        char term[TERM_SIZE];
        uint32_t row = table_index_find(
            abbreviations, (struct str){term, token_term(view, token, term)});
        for (size_t i = 0;
             row != TABLE_NONE && i < expansions[row].count && out->count < TOKEN_EXTRA;
             i++)
            out->terms[out->count++] = expansions[row].terms[i];
    }
    return out->count > 0;
}
