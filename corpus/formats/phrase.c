// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/phrase.h"

#include "base/arena.h"
#include "corpus/tables.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_MOST = 8, BARE_MOST = 2 * LETTERS_MOST + 2 };

// A word with signs around it, taken apart.
struct syllable {
    struct str before;
    struct str after;
    uint32_t letters[LETTERS_MOST];
    size_t count;
};

static bool take_apart(struct syllable *syllable, struct str text)
{
    *syllable = (struct syllable){.before = str_slice(text, 0, 0)};
    struct str rest = text;
    size_t end = 0;
    while (rest.len) {
        size_t at = text.len - rest.len;
        uint32_t character = text_take(&rest);
        bool letter = vietnamese_letter(character).base != 0;
        if (letter && !syllable->count) {
            syllable->before = str_slice(text, 0, at);
        }
        if (letter && (syllable->count == LETTERS_MOST || (end && end != at))) {
            return false;
        }
        if (letter) {
            syllable->letters[syllable->count++] = character;
            end = text.len - rest.len;
        }
    }
    syllable->after = str_slice(text, end, text.len);
    return syllable->count > 0;
}

static char bare_letter(uint16_t base)
{
    switch (base) {
    case u'ă':
    case u'â':
        return 'a';
    case u'ê':
        return 'e';
    case u'ô':
    case u'ơ':
        return 'o';
    case u'ư':
        return 'u';
    case u'đ':
        return 'd';
    default:
        return (char)base;
    }
}

static size_t add_bare(char *out, const struct syllable *syllable)
{
    for (size_t i = 0; i < syllable->count; i++) {
        out[i] = bare_letter(vietnamese_letter(syllable->letters[i]).base);
    }
    return syllable->count;
}

static int compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct tables_phrase *)row)->bare);
}

// The same letter, of any case?
static bool same(uint32_t a, uint32_t b)
{
    struct vietnamese_letter left = vietnamese_letter(a);
    struct vietnamese_letter right = vietnamese_letter(b);
    return left.base == right.base && left.tone == right.tone;
}

static bool reads(const struct syllable *syllable, struct str word)
{
    for (size_t i = 0; i < syllable->count; i++) {
        if (!word.len || !same(syllable->letters[i], text_take(&word))) {
            return false;
        }
    }
    return word.len == 0;
}

static struct str written(struct arena *arena, const struct syllable *syllable,
                          struct str word)
{
    struct buf out = {0};
    buf_add_str(&out, syllable->before);
    for (size_t i = 0; i < syllable->count && word.len; i++) {
        uint32_t letter = text_take(&word);
        bool upper = vietnamese_letter(syllable->letters[i]).upper;
        text_add(&out, upper ? vietnamese_upper(letter) : letter);
    }
    buf_add_str(&out, syllable->after);
    struct str copy = arena_copy(arena, buf_str(&out));
    buf_free(&out);
    return copy;
}

static bool mend(struct arena *arena, struct str *first, struct str *second)
{
    struct syllable left;
    struct syllable right;
    char bare[BARE_MOST];
    if (!take_apart(&left, *first) || !take_apart(&right, *second) || left.after.len ||
        right.before.len) {
        return false;
    }
    size_t len = add_bare(bare, &left);
    bare[len++] = ' ';
    len += add_bare(bare + len, &right);
    bare[len] = '\0';
    const struct tables_phrase *row =
        bsearch(bare, tables_phrases, tables_phrases_count, sizeof *row, compare);
    if (!row) {
        return false;
    }
    struct str rest = str_of(row->phrase);
    struct str word;
    str_split(&word, &rest, ' ');
    bool left_reads = reads(&left, word);
    bool right_reads = reads(&right, rest);
    if (left_reads == right_reads) {
        return false;
    }
    if (left_reads) {
        *second = written(arena, &right, rest);
    } else {
        *first = written(arena, &left, word);
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\f';
}

void phrase_mend(struct buf *out, struct str text)
{
    struct arena *arena = arena_new();
    struct str before = {0}; // the word before, not yet written
    size_t spaces = 0;       // where the spaces after it begin
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (start < text.len && is_space(text.at[start])) {
            start++;
        }
        size_t end = start;
        while (end < text.len && !is_space(text.at[end])) {
            end++;
        }
        struct str word = str_slice(text, start, end);
        bool beside =
            start - spaces == 1 && (text.at[spaces] == ' ' || text.at[spaces] == '\n');
        if (before.len && word.len && beside) {
            mend(arena, &before, &word);
        }
        buf_add_str(out, before);
        buf_add_str(out, str_slice(text, spaces, start));
        before = word;
        spaces = at = end;
    }
    buf_add_str(out, before);
    arena_free(arena);
}
