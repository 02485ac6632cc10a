// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/occurrence.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS_ROOM = 4096, MAY_BE_BITS = 8192 };

// A form of a word of the question, by its number in the vocabulary of one segment.
struct form {
    uint32_t number; // 0: a free place of the table
    uint32_t word;
    bool strong;
    bool meant;
};

// An open-addressing table of the forms that a segment has; a number stands once for each
// word that it may be.
struct forms {
    struct form *table;
    uint32_t mask;
    bool made;
    // A bit for each number that is in the table, and for those that only share their
    // last digits with one: almost every word of a notice is told from the words of the
    // question by one look at this kilobyte.
    uint64_t may_be[MAY_BE_BITS / 64];
};

struct occurrence_reader {
    const struct index *index;
    const struct asked_words *words;
    struct forms *segments;
    uint32_t *numbers;
    size_t room;
    struct occurrence *items;
    size_t item_room;
};

struct occurrence_reader *occurrence_reader_open(const struct index *index,
                                                 const struct asked_words *words)
{
    struct occurrence_reader *reader = memory_new(sizeof *reader);
    reader->index = index;
    reader->words = words;
    reader->segments =
        memory_array(index_segment_count(index) + 1, sizeof *reader->segments);
    reader->room = NUMBERS_ROOM;
    reader->numbers = memory_array(reader->room, sizeof *reader->numbers);
    return reader;
}

void occurrence_reader_close(struct occurrence_reader *reader)
{
    if (!reader)
        return;
    for (size_t i = 0; i < index_segment_count(reader->index); i++)
        free(reader->segments[i].table);
    free(reader->segments);
    free(reader->numbers);
    free(reader->items);
    free(reader);
}

static uint32_t place_of(const struct forms *forms, uint32_t number)
{
    return number * 2654435761u & forms->mask;
}

static void add_form(struct forms *forms, const struct occurrence_reader *reader,
                     uint32_t segment, struct str form, uint32_t word, bool strong,
                     bool meant)
{
    uint32_t number = index_number(reader->index, segment, form);
    if (!number)
        return;
    uint32_t place = place_of(forms, number);
    while (forms->table[place].number)
        place = (place + 1) & forms->mask;
    forms->table[place] = (struct form){number, word, strong, meant};
    forms->may_be[number % MAY_BE_BITS / 64] |= (uint64_t)1 << number % 64;
}

static const struct forms *forms_of(struct occurrence_reader *reader, uint32_t segment)
{
    struct forms *forms = &reader->segments[segment];
    if (forms->made)
        return forms;
    const struct asked_words *words = reader->words;
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += words->items[i].alike_count + words->items[i].other_count;
    forms->mask = 63;
    while (forms->mask < count * 4)
        forms->mask = forms->mask * 2 + 1;
    forms->table = memory_array((size_t)forms->mask + 1, sizeof *forms->table);
    for (size_t i = 0; i < words->count; i++) {
        const struct asked_word *word = &words->items[i];
        for (size_t f = 0; f < word->alike_count; f++)
            add_form(forms, reader, segment, word->alike[f], (uint32_t)i, true,
                     f < word->meant_count);
        for (size_t f = 0; f < word->other_count; f++)
            add_form(forms, reader, segment, word->other[f], (uint32_t)i, false, false);
    }
    forms->made = true;
    return forms;
}

void occurrence_reader_read(struct occurrence_reader *reader, const struct hit *hit,
                            struct occurrences *out)
{
    size_t title = 0;
    size_t count =
        index_forward(reader->index, hit, reader->numbers, reader->room, &title);
    if (count > reader->room) {
        free(reader->numbers);
        reader->room = count + count / 2;
        reader->numbers = memory_array(reader->room, sizeof *reader->numbers);
        count = index_forward(reader->index, hit, reader->numbers, reader->room, &title);
        if (count > reader->room)
            count = reader->room;
    }
    const struct forms *forms = forms_of(reader, hit->segment);
    *out = (struct occurrences){.items = reader->items};
    uint32_t place = OCCURRENCE_GAP;
    size_t length = 0;
    bool edge = true; // a word that comes now is the first behind a break
    size_t latest =
        // the first occurrence at the last word's place, or count when it was no word of
        // the question
        0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = reader->numbers[i];
        if (number == FORWARD_BREAK || i == title) {
            place += OCCURRENCE_GAP;
            edge = true;
            for (; latest < out->count; latest++)
                reader->items[latest].last = true;
        }
        if (number == FORWARD_BREAK)
            continue;
        place++;
        latest = out->count;
        length++;
        if (!(forms->may_be[number % MAY_BE_BITS / 64] >> number % 64 & 1)) {
            edge = false;
            continue;
        }
        for (uint32_t at = place_of(forms, number); forms->table[at].number;
             at = (at + 1) & forms->mask) {
            if (forms->table[at].number != number)
                continue;
            if (out->count == reader->item_room) {
                reader->item_room = reader->item_room ? reader->item_room * 2 : 1024;
                reader->items = memory_resize(reader->items,
                                              reader->item_room * sizeof *reader->items);
                out->items = reader->items;
            }
            out->items[out->count++] = (struct occurrence){
                .place = place,
                .word = forms->table[at].word,
                .strong = forms->table[at].strong,
                .meant = forms->table[at].meant,
                .title = i < title,
                .first = edge,
            };
        }
        edge = false;
    }
    for (; latest < out->count; latest++)
        reader->items[latest].last = true;
    out->length = length;
}
