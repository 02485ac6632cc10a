// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/vocabulary.h"

#include "analyzers/syllable.h"
#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

static const char magic[8] = {'t', 'r', 'a', 'c', 'u', 'u', 'V', '1'};
enum { HEAD_SIZE = 24 };

// Words that no syllable is as long as keep their own spelling as folded form.
static size_t fold(struct str word, char *out)
{
    return word.len <= SYLLABLE_SIZE ? syllable_fold(word, out, SYLLABLE_SIZE) : 0;
}

struct entry {
    struct str key;
    uint32_t number;
};

static int by_key(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    const int order = str_compare(one->key, other->key);
    if (order)
        return order;
    return one->number < other->number ? -1 : one->number > other->number;
}

static void add_sorted(struct output *output, struct entry *entries, uint32_t count)
{
    qsort(entries, count, sizeof *entries, by_key);
    for (uint32_t i = 0; i < count; i++)
        output_add32(output, entries[i].number);
}

bool vocabulary_write(const char *path, const struct words *words,
                      const struct vocabulary_word *counts,
                      struct vocabulary_totals totals, enum vocabulary_use use,
                      struct error *err)
{
    struct output *output;
    if (!output_open(&output, path, err))
        return false;
    const uint32_t count = words_count(words);
    output_add(output, magic, sizeof magic);
    output_add32(output, count);
    output_add32(output, totals.notices);
    output_add64(output, totals.syllables);
    uint32_t start = 0;
    for (uint32_t i = 0; i <= count; i++) {
        output_add32(output, start);
        if (i < count)
            start += (uint32_t)words_at(words, i).len;
    }
    for (uint32_t i = 0; i < count; i++)
        output_add32(output, counts[i].notices);
    for (uint32_t i = 0; i < count; i++)
        output_add32(output, counts[i].occurrences);
    if (use == VOCABULARY_OF_SEGMENT) {
        struct entry *entries = memory_array(count + 1, sizeof *entries);
        struct arena *arena = arena_new();
        for (uint32_t i = 0; i < count; i++)
            entries[i] = (struct entry){words_at(words, i), i + 1};
        add_sorted(output, entries, count);
        for (uint32_t i = 0; i < count; i++) {
            const struct str word = words_at(words, i);
            char folded[SYLLABLE_SIZE];
            const size_t len = fold(word, folded);
            const struct str key = {folded, len};
            entries[i] = (struct entry){len ? arena_copy(arena, key) : word, i + 1};
        }
        add_sorted(output, entries, count);
        arena_free(arena);
        free(entries);
    }
    for (uint32_t i = 0; i < count; i++)
        output_add(output, words_at(words, i).at, words_at(words, i).len);
    return output_close(output, err);
}

bool vocabulary_open(struct vocabulary *out, const char *path, struct error *err)
{
    *out = (struct vocabulary){0};
    if (!mapped_open(&out->file, path, err))
        return false;
    const char *at = out->file.at;
    uint64_t len = out->file.len;
    if (len >= HEAD_SIZE + 4 && memcmp(at, magic, sizeof magic) == 0) {
        const uint64_t count = load32(at + 8);
        const uint64_t arrays = HEAD_SIZE + 4 * (count + 1) + 8 * count;
        if (arrays <= len) {
            const uint64_t spellings = load32(at + HEAD_SIZE + 4 * count);
            const bool searched = arrays + 8 * count + spellings == len;
            if (searched || arrays + spellings == len) {
                out->count = (uint32_t)count;
                out->totals.notices = load32(at + 12);
                out->totals.syllables = load64(at + 16);
                out->starts = at + HEAD_SIZE;
                out->notices = out->starts + 4 * (count + 1);
                out->occurrences = out->notices + 4 * count;
                if (searched) {
                    out->sorted = out->occurrences + 4 * count;
                    out->folded = out->sorted + 4 * count;
                }
                out->spellings = at + len - spellings;
                out->spellings_len = spellings;
                return true;
            }
        }
    }
    vocabulary_close(out);
    return error_set(err, ERROR_DAMAGED, "%s is damaged", path);
}

void vocabulary_close(struct vocabulary *vocabulary)
{
    mapped_close(&vocabulary->file);
    *vocabulary = (struct vocabulary){0};
}

struct str vocabulary_word_at(const struct vocabulary *vocabulary, uint32_t number)
{
    if (number == 0 || number > vocabulary->count)
        return (struct str){"", 0};
    const uint32_t start = load32(vocabulary->starts + 4 * (size_t)(number - 1));
    const uint32_t end = load32(vocabulary->starts + 4 * (size_t)number);
    if (end < start || end > vocabulary->spellings_len)
        return (struct str){"", 0};
    return (struct str){vocabulary->spellings + start, end - start};
}

// The word at a place in one of the two orders.
static struct str word_in(const struct vocabulary *vocabulary, const char *order,
                          uint32_t place)
{
    return vocabulary_word_at(vocabulary, load32(order + 4 * (size_t)place));
}

// The first place in the order of spellings that is not before `word`.
static uint32_t place_of(const struct vocabulary *vocabulary, struct str word)
{
    uint32_t low = 0, high = vocabulary->sorted ? vocabulary->count : 0;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (str_compare(word_in(vocabulary, vocabulary->sorted, middle), word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t vocabulary_find(const struct vocabulary *vocabulary, struct str word)
{
    const uint32_t place = place_of(vocabulary, word);
    return vocabulary->sorted && place < vocabulary->count &&
                   str_equal(word_in(vocabulary, vocabulary->sorted, place), word)
               ? load32(vocabulary->sorted + 4 * (size_t)place)
               : 0;
}

void vocabulary_start_with(const struct vocabulary *vocabulary, struct str prefix,
                           bool (*visit)(void *context, struct str word, size_t notices),
                           void *context)
{
    if (!vocabulary->sorted)
        return;
    bool more = true;
    for (uint32_t place = place_of(vocabulary, prefix); place < vocabulary->count && more;
         place++) {
        const uint32_t number = load32(vocabulary->sorted + 4 * (size_t)place);
        const struct str word = vocabulary_word_at(vocabulary, number);
        if (!str_starts(word, prefix))
            break;
        more = visit(context, word, vocabulary_notices(vocabulary, number));
    }
}

uint32_t vocabulary_notices(const struct vocabulary *vocabulary, uint32_t number)
{
    return number && number <= vocabulary->count
               ? load32(vocabulary->notices + 4 * (size_t)(number - 1))
               : 0;
}

uint32_t vocabulary_occurrences(const struct vocabulary *vocabulary, uint32_t number)
{
    return number && number <= vocabulary->count
               ? load32(vocabulary->occurrences + 4 * (size_t)(number - 1))
               : 0;
}

static int compare_folded(struct str word, struct str folded)
{
    char room[SYLLABLE_SIZE];
    const size_t len = fold(word, room);
    return str_compare(len ? (struct str){room, len} : word, folded);
}

size_t vocabulary_forms(const struct vocabulary *vocabulary, struct str folded,
                        uint32_t *numbers, size_t room)
{
    uint32_t low = 0, high = vocabulary->folded ? vocabulary->count : 0;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare_folded(word_in(vocabulary, vocabulary->folded, middle), folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t count = 0;
    for (; vocabulary->folded && low < vocabulary->count; low++) {
        if (compare_folded(word_in(vocabulary, vocabulary->folded, low), folded) != 0)
            break;
        if (count < room)
            numbers[count] = load32(vocabulary->folded + 4 * (size_t)low);
        count++;
    }
    return count;
}
